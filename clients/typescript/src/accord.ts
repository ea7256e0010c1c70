/** One session with one server: the client to pass to operations, and how to sign in and out. */
import { createClient, createConfig, createToken, revokeToken, type Client } from './contract.js';
import { throwTheUndeclared } from './failures.js';
import { Session } from './session.js';
import { memoryTokens, tokensOf, type TokenStore } from './tokens.js';

export interface AccordOptions {
  /** Where the server is, without a path: `https://accounts.example.com`. Empty for the origin of this page. */
  origin: string;
  /** Where the tokens are kept; in memory, unless you say otherwise. */
  tokens?: TokenStore;
  /** How long an answer may take, in milliseconds, before it is `ConnectionFailed`: 10,000, unless you say otherwise. */
  timeout?: number;
  /** Another `fetch`, for instance one that logs; how long it may take is its own affair. */
  fetch?: (request: Request) => Promise<Response>;
}

export interface Credentials {
  email: string;
  password: string;
  /** Fewer scopes than the account has, separated by spaces. */
  scope?: string;
}

export interface Accord {
  /** Pass it to every operation: `getMe({ client: accord.client })`. */
  readonly client: Client;
  signIn(credentials: Credentials): ReturnType<typeof createToken<false>>;
  /** Forgets the tokens, as soon as no tab is renewing them, and then ends the session on the server. */
  signOut(): Promise<void>;
  /** Whether there are tokens; whether they are good, only the server knows. */
  isSignedIn(): boolean;
  /** Hear of every sign-in, renewal and sign-out, also those of other tabs that share the tokens. */
  subscribe(listener: () => void): () => void;
}

export function createAccord(options: AccordOptions): Accord {
  const store = options.tokens ?? memoryTokens();
  const fetch = options.fetch ?? fetchWithin(options.timeout ?? 10_000);
  const anonymous = clientOf(options.origin, fetch);
  const session = new Session(anonymous, store);
  const client = clientOf(options.origin, session.fetchedBy(fetch));
  client.setConfig({ auth: () => session.accessToken() });
  return {
    client,
    isSignedIn: () => store.read() !== undefined,
    subscribe: (listener) => store.subscribe(listener),
    async signIn({ email, password, scope }) {
      const body = { grant_type: 'password', username: email, password, scope } as const;
      const answer = await createToken({ client: anonymous, body });
      if (answer.data) await session.replaced(tokensOf(answer.data));
      return answer;
    },
    async signOut() {
      const held = await session.replaced(undefined);
      if (held) await revokeToken({ client: anonymous, body: { token: held.refreshToken } });
    },
  };
}

function fetchWithin(milliseconds: number) {
  return (request: Request) =>
    globalThis.fetch(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(milliseconds)]) });
}

function clientOf(origin: string, fetch: (request: Request) => Promise<Response>): Client {
  const client = createClient(createConfig({ baseUrl: origin, fetch: fetch as typeof globalThis.fetch }));
  throwTheUndeclared(client);
  return client;
}
