/** What must compile, and what must not: `tsc` is the test, and says which line is wrong. */
import {
  createToken, createUser, getMe, isProblem, listUsers, suspendUser, unwrap, updateMe, updateUser,
  type Accord, type Problem, type ProblemCode, type Refusal, type User,
} from 'accord-client';

type Same<Left, Right> = (<T>() => T extends Left ? 1 : 2) extends <T>() => T extends Right ? 1 : 2 ? true : false;
const isTrue = <Fact extends true>(): Fact | undefined => undefined;

export async function aRefusalNarrowsByItsCode({ client }: Accord): Promise<string> {
  const { data, error } = await createUser({ client, body: { email: 'ada@example.com' } });
  if (error === undefined) return data.id;
  switch (error.code) {
    case 'validation_failed':
      return error.errors.map((one) => one.pointer).join();
    case 'email_taken':
      isTrue<Same<(typeof error)['status'], 409>>();
      // @ts-expect-error only validation_failed has errors
      return error.errors;
    // @ts-expect-error this operation never answers it
    case 'invalid_cursor':
      return '';
    default:
      return error.detail;
  }
}

export async function aRefusalOfTheTokenEndpointNarrowsByItsError({ client }: Accord): Promise<void> {
  const { error } = await createToken({ client, body: { grant_type: 'password' } });
  if (error?.error === 'invalid_grant') isTrue<Same<(typeof error)['error'], 'invalid_grant'>>();
  // @ts-expect-error it answers as OAuth has it
  error?.code;
}

export function anythingCaughtCanBeNarrowed(caught: unknown): void {
  if (isProblem(caught)) isTrue<Same<typeof caught, Problem>>();
  if (isProblem(caught, 'email_taken')) isTrue<Same<(typeof caught)['status'], 409>>();
  // @ts-expect-error no operation answers it
  isProblem(caught, 'no_such_code');
}

export function theUnionsAreWhatTheContractSays(): void {
  isTrue<Same<Extract<ProblemCode, 'last_admin'>, 'last_admin'>>();
  isTrue<Same<string extends ProblemCode ? 'any text' : 'closed', 'closed'>>();
  isTrue<Same<unknown extends Refusal ? 'anything' : 'known', 'known'>>();
}

export async function unwrapGivesTheDataAlone({ client }: Accord): Promise<void> {
  const user = await unwrap(getMe({ client }));
  isTrue<Same<typeof user, User>>();
}

export function nullRemovesAndAbsentLeaves({ client }: Accord): void {
  void updateMe({ client, body: { display_name: null } });
  void updateMe({ client, body: {} });
  // @ts-expect-error a role cannot be removed
  void updateUser({ client, path: { user_id: '' }, headers: { 'If-Match': '' }, body: { role: null } });
  // @ts-expect-error what the contract does not know is not sent
  void updateMe({ client, body: { nickname: 'Ada' } });
}

export function whatIsRequiredIsRequired({ client }: Accord): void {
  // @ts-expect-error without a client it would ask nobody
  void getMe({});
  // @ts-expect-error the path needs an id
  void suspendUser({ client, body: { reason: 'spam' } });
  // @ts-expect-error If-Match is required where it protects others
  void updateUser({ client, path: { user_id: '' }, body: { role: 'admin' } });
  // @ts-expect-error there is no such sort
  void listUsers({ client, query: { sort: 'name' } });
  // @ts-expect-error nor such a filter
  void listUsers({ client, query: { name: 'Ada' } });
}

export function aUserHasNoPassword(user: User): void {
  isTrue<Same<string | null, User['display_name']>>();
  // @ts-expect-error it is only ever sent
  user.password;
}
