/** The refusals of the contract, and how to tell them apart. */
import type * as contract from './contract.js';

type Operations = Omit<typeof contract, 'createClient' | 'createConfig'>;
type Answer<Operation> = Operation extends (...options: never[]) => infer Result ? Awaited<Result> : never;
type RefusalOf<Operation> =
  Answer<Operation> extends infer Result
    ? Result extends { error: infer Refused }
      ? Exclude<Refused, undefined>
      : never
    : never;

/** Everything that some operation declares as its refusal. */
export type Refusal = { [Name in keyof Operations]: RefusalOf<Operations[Name]> }[keyof Operations];

/** A refusal as `application/problem+json` (RFC 9457), told apart by `code`. */
export type Problem = Extract<Refusal, { code: string }>;

/** A refusal of the token endpoints (RFC 6749 §5.2), told apart by `error`. */
export type OAuthError = Extract<Refusal, { error: string }>;

export type ProblemCode = Problem['code'];

/** Whether a value is a problem; with a code, whether it is that one. */
export function isProblem(value: unknown): value is Problem;
export function isProblem<Code extends ProblemCode>(value: unknown, code: Code): value is Extract<Problem, { code: Code }>;
export function isProblem(value: unknown, code?: ProblemCode): boolean {
  return has(value, 'code') && has(value, 'request_id') && (code === undefined || value.code === code);
}

export function isOAuthError(value: unknown): value is OAuthError {
  return has(value, 'error');
}

function has<Name extends string>(value: unknown, name: Name): value is Record<Name, string> {
  return typeof value === 'object' && value !== null && typeof (value as Record<string, unknown>)[name] === 'string';
}
