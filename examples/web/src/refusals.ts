/** What a person is told when something was refused; told apart by `code`, so no text of the server is compared. */
import { ConnectionFailed, Refused, type OAuthError, type Problem } from 'accord-client';
import { useMemo } from 'react';

export interface Explanation {
  message: string;
  /** What is wrong with single values, by their JSON pointer: `/display_name`. */
  fields: ReadonlyMap<string, string>;
}

/** Something of ours to say to a person, in place of a refusal. */
export class Advice extends Error {}

/** Explained once, when it is met: the time to try again at does not move with each rendering. */
export function useExplained(failure: unknown): Explanation | undefined {
  return useMemo(() => (failure ? explained(failure) : undefined), [failure]);
}

function explained(failure: unknown): Explanation {
  if (failure instanceof Advice) return only(failure.message);
  if (failure instanceof ConnectionFailed) return only('The service does not answer. Check your connection and try again.');
  if (!(failure instanceof Refused)) return only('Something unexpected happened. Try again.');
  if (failure.response.status === 429) return only(later(failure.response));
  if (failure.problem) return explainedProblem(failure.problem);
  return only(explainedOAuth(failure.refusal as OAuthError));
}

function explainedProblem(problem: Problem): Explanation {
  switch (problem.code) {
    case 'validation_failed': {
      const fields = new Map(problem.errors.map(({ pointer, detail }) => [pointer, detail]));
      return { message: 'Please correct what is marked.', fields };
    }
    case 'weak_password':
      return { message: 'Please choose another password.', fields: passwordFields(problem.detail) };
    case 'current_password_incorrect':
      return { message: 'Please correct what is marked.', fields: new Map([['/current_password', 'This is not your current password.']]) };
    case 'precondition_failed':
      return only('Somebody has changed this since you opened it. Look at it again, then decide.');
    case 'cannot_suspend_self':
      return only('You cannot suspend yourself.');
    case 'last_admin':
      return only('This is the last admin: nobody would be left to undo it.');
    case 'insufficient_scope':
      return only('Your role does not allow this.');
    case 'authentication_required':
    case 'invalid_token':
      return only('Your session has ended. Sign in again.');
    case 'internal_error':
    case 'service_unavailable':
      return only(`The service has a problem. Try again soon, and quote ${problem.request_id} if it stays.`);
    default:
      return only(problem.detail);
  }
}

function explainedOAuth(error: OAuthError): string {
  switch (error.error) {
    case 'invalid_grant':
      return 'Address and password do not match, or the address is not confirmed yet.';
    case 'temporarily_unavailable':
    case 'server_error':
      return 'The service has a problem. Try again soon.';
    default:
      return error.error_description;
  }
}

/** The rule that a password breaks, at whichever field of the form holds the new one. */
function passwordFields(detail: string): Map<string, string> {
  return new Map(['/password', '/new_password'].map((pointer) => [pointer, detail]));
}

function later(response: Response): string {
  const seconds = Number(response.headers.get('Retry-After')) || 60;
  const at = new Date(Date.now() + seconds * 1000).toLocaleTimeString();
  const wait = seconds < 100 ? `${seconds} second${seconds === 1 ? '' : 's'}` : `${Math.ceil(seconds / 60)} minutes`;
  return `That was too often. Try again in ${wait}, at ${at}.`;
}

function only(message: string): Explanation {
  return { message, fields: new Map() };
}
