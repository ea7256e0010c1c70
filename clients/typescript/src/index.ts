/** Accord's accounts API: every operation and type of the contract, and a session that keeps itself alive. */
export * from './contract.js';
export { createAccord, type Accord, type AccordOptions, type Credentials } from './accord.js';
export { ConnectionFailed, NotModified, Refused, UnexpectedAnswer, unwrap } from './failures.js';
export { isOAuthError, isProblem, type OAuthError, type Problem, type ProblemCode, type Refusal } from './problems.js';
export { localStorageTokens } from './storage.js';
export { memoryTokens, type Tokens, type TokenStore } from './tokens.js';
