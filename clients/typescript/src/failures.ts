/** What is thrown: everything that the contract does not declare as an answer. */
import type { Client } from './contract.js';
import { isOAuthError, isProblem, type Problem, type Refusal } from './problems.js';

/** No answer arrived, or not in time. Whether the server has done what was asked is not known. */
export class ConnectionFailed extends Error {
  override readonly name = 'ConnectionFailed';
}

/** An answer that is none of the contract's: most often something between you and the server speaks. */
export class UnexpectedAnswer extends Error {
  override readonly name: string = 'UnexpectedAnswer';
  constructor(
    readonly response: Response,
    readonly body: unknown,
  ) {
    super(`${response.status} is not an answer of the contract`);
  }
}

/** 304: what you have is current. Only who sends `If-None-Match` meets it. */
export class NotModified extends UnexpectedAnswer {
  override readonly name = 'NotModified';
}

/** A refusal that the contract declares, thrown by `unwrap`, or because the tokens could not be renewed. */
export class Refused extends Error {
  override readonly name = 'Refused';
  constructor(
    readonly refusal: Refusal,
    readonly response: Response,
  ) {
    super('code' in refusal ? `${refusal.code}: ${refusal.detail}` : `${refusal.error}: ${refusal.error_description}`);
  }

  /** The problem to switch on; undefined for an error of the token endpoints. */
  get problem(): Problem | undefined {
    return 'code' in this.refusal ? this.refusal : undefined;
  }
}

/** The data of an answer; a refusal is thrown as `Refused`. For those who would rather catch than compare. */
export async function unwrap<Data>(
  asked: Promise<{ data: Data; error: undefined } | { data: undefined; error: Refusal }> & Promise<{ response: Response }>,
): Promise<Data> {
  const { data, error, response } = await asked;
  if (error !== undefined) throw new Refused(error, response);
  return data;
}

/** Make what a client returns what its types say, and throw everything else. */
export function throwTheUndeclared(client: Client): void {
  client.interceptors.response.use((response) => {
    const type = response.headers.get('Content-Type');
    if (response.ok && type !== null && !type.startsWith('application/json')) throw new UnexpectedAnswer(response, undefined);
    return response;
  });
  // The generator's type says that there always is a response.
  client.interceptors.error.use((error, response: Response | undefined) => {
    if (response === undefined) throw isNoAnswer(error) ? new ConnectionFailed('no answer', { cause: error }) : error;
    if (response.status === 304) throw new NotModified(response, undefined);
    if (!isProblem(error) && !isOAuthError(error)) throw new UnexpectedAnswer(response, error);
    return error;
  });
}

/** `fetch` says TypeError; an `AbortSignal.timeout` says TimeoutError, and any other signal what its owner wants. */
function isNoAnswer(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError');
}
