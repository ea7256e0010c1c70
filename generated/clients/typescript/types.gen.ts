// Written by `make sdk` from the contract; never edit it.

export type ClientOptions = {
    baseUrl: `${string}://${string}` | (string & {});
};

/**
 * Whether the account may be used. A suspended account cannot sign in, and its access tokens stop at once.
 */
export type AccountStatus = 'active' | 'suspended';

/**
 * We have taken the request; what follows, if anything, comes by mail.
 */
export type Acknowledgement = {
    /**
     * A sentence that you can show. It never depends on whether the account exists.
     */
    message: string;
};

/**
 * What can be done that is worth a record.
 */
export type AuditAction = 'user.registered' | 'user.registration_repeated' | 'user.created' | 'user.email_verified' | 'user.signed_in' | 'user.sign_in_failed' | 'user.password_changed' | 'user.password_reset_started' | 'user.updated' | 'user.suspended' | 'user.reinstated' | 'user.deleted' | 'session.refreshed' | 'session.revoked' | 'session.reuse_detected';

/**
 * What else is worth keeping, by name; which names there are depends on the action.
 */
export type AuditDetails = {
    [key: string]: string;
};

/**
 * One thing that was done, written with the change itself and never changed afterwards. It holds no secret and no address.
 */
export type AuditEvent = {
    /**
     * The id of the event.
     */
    id: string;
    /**
     * The place of the event in the chain; the first is 1, and none is left out.
     */
    sequence: number;
    /**
     * When it happened.
     */
    occurred_at: string;
    /**
     * What was done: one of AuditAction. More may be added: treat one that you do not know as a thing that happened.
     */
    action: string;
    /**
     * The account that did it; null for somebody who was not signed in, and for the command line.
     */
    actor_id: string | null;
    /**
     * The account that it was done to; null if there is none. The account itself may be gone.
     */
    subject_id: string | null;
    /**
     * The `X-Request-Id` of the request; `cli` for the command line.
     */
    request_id: string;
    details: AuditDetails;
    /**
     * SHA-256 over this event and `previous_hash`, in hexadecimal.
     */
    hash: string;
    /**
     * The hash of the event before; zeros for the first.
     */
    previous_hash: string;
};

/**
 * One page of audit events.
 */
export type AuditEventPage = {
    /**
     * The events, in the order that was asked for.
     */
    items: Array<AuditEvent>;
    /**
     * Ask with it for the next page; null on the last one.
     */
    next_cursor: string | null;
    /**
     * Whether there is a next page.
     */
    has_more: boolean;
};

/**
 * The request carries no access token. Sign in with `createToken` and send `Authorization` with the scheme Bearer.
 */
export type AuthenticationRequiredProblem = {
    type: '/problems/authentication_required';
    title: 'Authentication required';
    status: 401;
    detail: string;
    instance: string;
    code: 'authentication_required';
    request_id: string;
};

/**
 * What an OAuth client library needs to know about this server (RFC 8414 §2).
 */
export type AuthorizationServerMetadata = {
    /**
     * The `iss` of every access token.
     */
    issuer: string;
    /**
     * Where `createToken` is.
     */
    token_endpoint: string;
    /**
     * Where `revokeToken` is.
     */
    revocation_endpoint: string;
    /**
     * Where the public keys are.
     */
    jwks_uri: string;
    /**
     * Every scope there is; a token has at most those of the account's role.
     */
    scopes_supported: Array<string>;
    /**
     * Empty, because there is no authorization endpoint.
     */
    response_types_supported: Array<string>;
    /**
     * The grants of `createToken`.
     */
    grant_types_supported: Array<GrantType>;
    /**
     * Clients do not authenticate themselves.
     */
    token_endpoint_auth_methods_supported: Array<'none'>;
    /**
     * Clients do not authenticate themselves.
     */
    revocation_endpoint_auth_methods_supported: Array<'none'>;
};

/**
 * The account to suspend is the one that is asking. Another admin can do it.
 */
export type CannotSuspendSelfProblem = {
    type: '/problems/cannot_suspend_self';
    title: 'You cannot suspend yourself';
    status: 409;
    detail: string;
    instance: string;
    code: 'cannot_suspend_self';
    request_id: string;
};

/**
 * A password change gave a current password that is not the account's. Wrong guesses are counted, as at sign-in.
 */
export type CurrentPasswordIncorrectProblem = {
    type: '/problems/current_password_incorrect';
    title: 'Current password not correct';
    status: 403;
    detail: string;
    instance: string;
    code: 'current_password_incorrect';
    request_id: string;
};

/**
 * An e-mail address in ASCII letters. It is kept as you write it; upper and lower case make no difference when it is looked up.
 */
export type EmailAddress = string;

/**
 * Either the token from the link in the mail, or the address and the six digits.
 */
export type EmailConfirmation = ({
    method: 'token';
} & EmailConfirmationByToken) | ({
    method: 'code';
} & EmailConfirmationByCode);

/**
 * The six digits from the mail, typed by hand.
 */
export type EmailConfirmationByCode = {
    /**
     * Says that you send the digits.
     */
    method: 'code';
    email: EmailAddress;
    /**
     * The six digits. They work once, and a few wrong guesses end them.
     */
    code: string;
};

/**
 * The token from the link in the mail.
 */
export type EmailConfirmationByToken = {
    /**
     * Says that you send the token.
     */
    method: 'token';
    /**
     * The token, `evt_` and 43 characters. It works once.
     */
    token: string;
};

/**
 * The e-mail address has an account already; upper and lower case make no difference. `listUsers` with `email` finds it.
 */
export type EmailTakenProblem = {
    type: '/problems/email_taken';
    title: 'Address taken';
    status: 409;
    detail: string;
    instance: string;
    code: 'email_taken';
    request_id: string;
};

/**
 * Where to send a new verification mail.
 */
export type EmailVerificationRequest = {
    email: EmailAddress;
};

/**
 * Whose password was forgotten.
 */
export type ForgotPasswordRequest = {
    email: EmailAddress;
};

/**
 * How you prove who you are, with a password or with a refresh token.
 */
export type GrantType = 'password' | 'refresh_token';

/**
 * A request with the same Idempotency-Key has not been answered yet. Wait a moment and repeat it.
 */
export type IdempotencyKeyInUseProblem = {
    type: '/problems/idempotency_key_in_use';
    title: 'Idempotency key in use';
    status: 409;
    detail: string;
    instance: string;
    code: 'idempotency_key_in_use';
    request_id: string;
};

/**
 * The same Idempotency-Key came with another request. Make a new key for each thing that you want done.
 */
export type IdempotencyKeyReusedProblem = {
    type: '/problems/idempotency_key_reused';
    title: 'Idempotency key used for something else';
    status: 422;
    detail: string;
    instance: string;
    code: 'idempotency_key_reused';
    request_id: string;
};

/**
 * The token of another issuer is good, and nobody has linked the person to an account. Where accounts are made on demand, none could be: the issuer has not verified the address, or it has an account already. Which of these it was is not told: an address that is the same proves nothing. Those who run this server can link the two.
 */
export type IdentityLinkRequiredProblem = {
    type: '/problems/identity_link_required';
    title: 'No account for this identity';
    status: 403;
    detail: string;
    instance: string;
    code: 'identity_link_required';
    request_id: string;
};

/**
 * The token of another issuer names a key that we do not have, and the issuer does not answer, or was asked a moment ago. Whether the token is good is not known: keep it, and try again after `Retry-After`. Tokens by keys that we have go on working.
 */
export type IdentityProviderUnavailableProblem = {
    type: '/problems/identity_provider_unavailable';
    title: 'Identity provider unavailable';
    status: 503;
    detail: string;
    instance: string;
    code: 'identity_provider_unavailable';
    request_id: string;
};

/**
 * The access token does not carry the scope that the operation needs: the role does not have it, or it was left out when the token was asked for.
 */
export type InsufficientScopeProblem = {
    type: '/problems/insufficient_scope';
    title: 'Scope missing';
    status: 403;
    detail: string;
    instance: string;
    code: 'insufficient_scope';
    request_id: string;
};

/**
 * We made a mistake. Nothing was changed; report it with the `request_id`.
 */
export type InternalErrorProblem = {
    type: '/problems/internal_error';
    title: 'Internal error';
    status: 500;
    detail: string;
    instance: string;
    code: 'internal_error';
    request_id: string;
};

/**
 * The cursor was changed, is more than a day old, or came from a query with other filters or another sort. Begin with the first page.
 */
export type InvalidCursorProblem = {
    type: '/problems/invalid_cursor';
    title: 'Cursor not valid';
    status: 400;
    detail: string;
    instance: string;
    code: 'invalid_cursor';
    request_id: string;
};

/**
 * The OAuth 2.0 error `invalid_grant` (RFC 6749 §5.2).
 */
export type InvalidGrantOAuthError = {
    error: 'invalid_grant';
    error_description: string;
};

/**
 * The OAuth 2.0 error `invalid_request` (RFC 6749 §5.2).
 */
export type InvalidRequestOAuthError = {
    error: 'invalid_request';
    error_description: string;
};

/**
 * The OAuth 2.0 error `invalid_scope` (RFC 6749 §5.2).
 */
export type InvalidScopeOAuthError = {
    error: 'invalid_scope';
    error_description: string;
};

/**
 * The access token is expired, damaged or not ours, its session has ended, its account is suspended, or this operation does not accept its issuer. Refresh once with `createToken`; if that is refused too, the person must sign in again.
 */
export type InvalidTokenProblem = {
    type: '/problems/invalid_token';
    title: 'Access token not valid';
    status: 401;
    detail: string;
    instance: string;
    code: 'invalid_token';
    request_id: string;
};

/**
 * One public key (RFC 7517). An `EC` key has `crv`, `x` and `y`; an `RSA` key has `n` and `e`.
 */
export type Jwk = {
    kty: KeyType;
    /**
     * The key is for signatures.
     */
    use: 'sig';
    alg: SigningAlgorithm;
    /**
     * The id of the key; the header of a token names it.
     */
    kid: string;
    /**
     * The curve of an EC key.
     */
    crv?: 'P-256';
    /**
     * The x coordinate of an EC key, base64url.
     */
    x?: string;
    /**
     * The y coordinate of an EC key, base64url.
     */
    y?: string;
    /**
     * The modulus of an RSA key, base64url.
     */
    n?: string;
    /**
     * The exponent of an RSA key, base64url.
     */
    e?: string;
};

/**
 * A JSON Web Key Set (RFC 7517 §5).
 */
export type JwkSet = {
    /**
     * The first key signs; all of them verify. A new key appears here before the first token is signed with it.
     */
    keys: Array<Jwk>;
};

/**
 * The family of the key.
 */
export type KeyType = 'EC' | 'RSA';

/**
 * The change would leave nobody who can manage accounts: an admin whose address is confirmed and who is not suspended. Make another admin first.
 */
export type LastAdminProblem = {
    type: '/problems/last_admin';
    title: 'Last admin';
    status: 409;
    detail: string;
    instance: string;
    code: 'last_admin';
    request_id: string;
};

/**
 * The process runs.
 */
export type Liveness = {
    /**
     * Always `ok`.
     */
    status: 'ok';
};

/**
 * The request cannot be read: the body is not valid JSON or not UTF-8, names a member twice, is nested too deeply, or a header that may occur once occurs twice.
 */
export type MalformedRequestProblem = {
    type: '/problems/malformed_request';
    title: 'Malformed request';
    status: 400;
    detail: string;
    instance: string;
    code: 'malformed_request';
    request_id: string;
};

/**
 * 12 to 128 characters, no control characters and no other rules of composition. What is easily guessed is refused (`weak_password`): common passwords, and those made from the e-mail address or the name.
 */
export type NewPassword = string;

/**
 * There is nothing at this address, or what is there is not yours; these two look the same on purpose.
 */
export type NotFoundProblem = {
    type: '/problems/not_found';
    title: 'Not found';
    status: 404;
    detail: string;
    instance: string;
    code: 'not_found';
    request_id: string;
};

/**
 * The server is starting or stopping, or lacks its database, migrations or keys. Send it no traffic yet.
 */
export type NotReadyProblem = {
    type: '/problems/not_ready';
    title: 'Not ready';
    status: 503;
    detail: string;
    instance: string;
    code: 'not_ready';
    request_id: string;
};

/**
 * A new password, and the proof that you know the present one.
 */
export type PasswordChangeRequest = {
    /**
     * The present password.
     */
    current_password: string;
    new_password: NewPassword;
};

/**
 * A new password, and the proof that you read the mail.
 */
export type PasswordResetRequest = {
    /**
     * The token from the link in the mail, `prt_` and 43 characters. It works once.
     */
    token: string;
    new_password: NewPassword;
};

/**
 * The body of the request is larger than this server reads.
 */
export type PayloadTooLargeProblem = {
    type: '/problems/payload_too_large';
    title: 'Body too large';
    status: 413;
    detail: string;
    instance: string;
    code: 'payload_too_large';
    request_id: string;
};

/**
 * `If-Match` does not name the current version: somebody else changed it after you read it. Read it again, and make your change on what you find.
 */
export type PreconditionFailedProblem = {
    type: '/problems/precondition_failed';
    title: 'Somebody was faster';
    status: 412;
    detail: string;
    instance: string;
    code: 'precondition_failed';
    request_id: string;
};

/**
 * The change needs `If-Match`, so that it does not overwrite what somebody else has changed meanwhile (RFC 6585 §3). Read the account, and send back its `ETag`.
 */
export type PreconditionRequiredProblem = {
    type: '/problems/precondition_required';
    title: 'Precondition required';
    status: 428;
    detail: string;
    instance: string;
    code: 'precondition_required';
    request_id: string;
};

/**
 * What your frontend wants to remember about the person; we only keep it. At most 32 entries.
 */
export type Preferences = {
    [key: string]: string;
};

/**
 * Changes of single preferences: a text sets one, null removes one, what you leave out stays. Null in place of the whole map removes them all. After the change there may be at most 32.
 */
export type PreferencesPatch = {
    [key: string]: string | null;
};

/**
 * One place in the request, and what is wrong with it.
 */
export type ProblemError = {
    /**
     * A JSON pointer into the body (`/email`; empty for the whole body), or the kind and name of a parameter (`query/limit`, `header/If-Match`, `path/session_id`).
     */
    pointer: string;
    /**
     * The rule that was broken, for programs.
     */
    code: string;
    /**
     * The rule that was broken, for people.
     */
    detail: string;
};

/**
 * A quota is spent. `Retry-After` says how many seconds to wait, `RateLimit-Policy` which quota it is.
 */
export type RateLimitedProblem = {
    type: '/problems/rate_limited';
    title: 'Too many requests';
    status: 429;
    detail: string;
    instance: string;
    code: 'rate_limited';
    request_id: string;
};

/**
 * The service can do its work.
 */
export type Readiness = {
    /**
     * Always `ready`; a service that is not ready answers 503.
     */
    status: 'ready';
    checks: ReadinessChecks;
};

/**
 * What was looked at.
 */
export type ReadinessChecks = {
    /**
     * The database answers.
     */
    database: 'ok';
    /**
     * The database has the tables that this release expects.
     */
    migrations: 'ok';
    /**
     * There is a key to sign access tokens with.
     */
    keys: 'ok';
};

/**
 * The people who run this server have closed registration. Accounts that exist are not concerned.
 */
export type RegistrationClosedProblem = {
    type: '/problems/registration_closed';
    title: 'Registration is closed';
    status: 403;
    detail: string;
    instance: string;
    code: 'registration_closed';
    request_id: string;
};

/**
 * A new account.
 */
export type RegistrationRequest = {
    email: EmailAddress;
    password: NewPassword;
    /**
     * How the person wants to be called.
     */
    display_name?: string;
    /**
     * The preferred language, a BCP 47 tag.
     */
    locale?: string;
    /**
     * The time zone, a name of the IANA database.
     */
    timezone?: string;
};

/**
 * The request did not arrive in time. Send it again over a better line.
 */
export type RequestTimeoutProblem = {
    type: '/problems/request_timeout';
    title: 'Request took too long';
    status: 408;
    detail: string;
    instance: string;
    code: 'request_timeout';
    request_id: string;
};

/**
 * The reset token is unknown, used or too old. Which of these it was is not told. `forgotPassword` sends a new one.
 */
export type ResetTokenInvalidProblem = {
    type: '/problems/reset_token_invalid';
    title: 'Reset token not valid';
    status: 400;
    detail: string;
    instance: string;
    code: 'reset_token_invalid';
    request_id: string;
};

/**
 * A form (RFC 7009 §2.1). Unknown parameters are ignored, a parameter without a value counts as left out, and a parameter that is repeated is refused.
 */
export type RevocationRequest = {
    /**
     * A refresh token or an access token of the session that shall end.
     */
    token: string;
    /**
     * Accepted as the standard asks, and not needed.
     */
    token_type_hint?: string;
    /**
     * The name of your program; not used here.
     */
    client_id?: string;
    /**
     * Not used. Declared because some OAuth clients always send it.
     */
    client_secret?: string;
};

/**
 * What the account may do. `support` can do what `user` can, `admin` can do what `support` can.
 */
export type Role = 'user' | 'support' | 'admin';

/**
 * The OAuth 2.0 error `server_error` (RFC 6749 §5.2).
 */
export type ServerErrorOAuthError = {
    error: 'server_error';
    error_description: string;
};

/**
 * The database does not answer, or this server is overloaded. `Retry-After` says how many seconds to wait.
 */
export type ServiceUnavailableProblem = {
    type: '/problems/service_unavailable';
    title: 'Service unavailable';
    status: 503;
    detail: string;
    instance: string;
    code: 'service_unavailable';
    request_id: string;
};

/**
 * One sign-in and all the tokens that came from it.
 */
export type Session = {
    /**
     * The id of the session; the `sid` of its access tokens.
     */
    id: string;
    /**
     * When the person signed in.
     */
    created_at: string;
    /**
     * When it last got tokens; an access token in use does not move it.
     */
    last_seen_at: string;
    /**
     * When it ends at the latest. A session that is not used for seven days ends earlier.
     */
    expires_at: string;
    /**
     * The network address at sign-in, if known.
     */
    ip_address: string | null;
    /**
     * What the browser or program said about itself at sign-in, if anything.
     */
    user_agent: string | null;
    /**
     * Whether this is the session that you are asking with.
     */
    current: boolean;
};

/**
 * Live sessions, newest sign-in first.
 */
export type SessionList = {
    /**
     * The sessions; if they are your own, the one that you are asking with is among them.
     */
    items: Array<Session>;
};

/**
 * The only algorithm that the key may be used with.
 */
export type SigningAlgorithm = 'ES256' | 'RS256';

/**
 * Why an account may not be used, and until when.
 */
export type SuspensionRequest = {
    /**
     * For those who manage accounts; the person is not told.
     */
    reason: string;
    /**
     * When the suspension ends; null or absent, if it has no end. It must lie in the future.
     */
    ends_at?: string | null;
};

/**
 * The OAuth 2.0 error `temporarily_unavailable` (RFC 6749 §5.2).
 */
export type TemporarilyUnavailableOAuthError = {
    error: 'temporarily_unavailable';
    error_description: string;
};

/**
 * A form (RFC 6749 §4.3 and §6). Unknown parameters are ignored, a parameter without a value counts as left out, and a parameter that is repeated is refused.
 */
export type TokenRequest = {
    grant_type: GrantType;
    /**
     * The e-mail address; needed for `password`.
     */
    username?: string;
    /**
     * The password; needed for `password`.
     */
    password?: string;
    /**
     * The refresh token of the last answer; needed for `refresh_token`.
     */
    refresh_token?: string;
    /**
     * Fewer scopes than you could have, separated by spaces. Without it you get all scopes of the role, or, on a refresh, those that the session has; and when the role changes, so does what the token may do.
     */
    scope?: string;
    /**
     * A name for your program, if it has one. It is kept with the session and proves nothing.
     */
    client_id?: string;
    /**
     * Not used. Declared because some OAuth clients always send it.
     */
    client_secret?: string;
};

/**
 * A pair of tokens (RFC 6749 §5.1).
 */
export type TokenResponse = {
    /**
     * Send it as `Authorization: Bearer <access_token>`. A signed JWT (RFC 9068); treat it as opaque.
     */
    access_token: string;
    /**
     * Always `Bearer`.
     */
    token_type: 'Bearer';
    /**
     * How many seconds the access token lives.
     */
    expires_in: number;
    /**
     * Gets the next pair. It works once; keep the newest one.
     */
    refresh_token: string;
    /**
     * The scopes of the access token now, separated by spaces.
     */
    scope: string;
};

/**
 * The OAuth 2.0 error `unsupported_grant_type` (RFC 6749 §5.2).
 */
export type UnsupportedGrantTypeOAuthError = {
    error: 'unsupported_grant_type';
    error_description: string;
};

/**
 * The `Content-Type` is missing or not the one that the operation declares, its charset is not UTF-8, or the body is compressed.
 */
export type UnsupportedMediaTypeProblem = {
    type: '/problems/unsupported_media_type';
    title: 'Media type not supported';
    status: 415;
    detail: string;
    instance: string;
    code: 'unsupported_media_type';
    request_id: string;
};

/**
 * The OAuth 2.0 error `unsupported_token_type` (RFC 6749 §5.2).
 */
export type UnsupportedTokenTypeOAuthError = {
    error: 'unsupported_token_type';
    error_description: string;
};

/**
 * An account, as its owner and whoever may see all accounts see it.
 */
export type User = {
    /**
     * Never changes; the `sub` of access tokens.
     */
    id: string;
    /**
     * The address as its owner wrote it.
     */
    email: string;
    /**
     * Whether the owner has proven that the address is theirs.
     */
    email_verified: boolean;
    /**
     * How the person wants to be called; null if never said.
     */
    display_name: string | null;
    /**
     * The preferred language, a BCP 47 tag; null if never said.
     */
    locale: string | null;
    /**
     * The time zone, a name of the IANA database; null if never said.
     */
    timezone: string | null;
    preferences: Preferences;
    role: Role;
    status: AccountStatus;
    /**
     * When a suspension ends; null without one, or if it has no end. From then on the person can sign in or choose a new password, which lifts it.
     */
    suspension_ends_at: string | null;
    /**
     * Why the account is suspended, as whoever suspended it said; null without a suspension.
     */
    suspension_reason: string | null;
    /**
     * When the account was registered.
     */
    created_at: string;
    /**
     * When the account was last changed.
     */
    updated_at: string;
};

/**
 * An account that is made for somebody. Without a password its owner is invited by mail to choose one.
 */
export type UserCreate = {
    email: EmailAddress;
    password?: NewPassword;
    /**
     * Whether you know that the address is theirs. If not, they confirm it by mail before they can sign in; accepting an invitation confirms it, too.
     */
    email_verified?: boolean;
    role?: Role;
    /**
     * How the person wants to be called.
     */
    display_name?: string;
    /**
     * The preferred language, a BCP 47 tag.
     */
    locale?: string;
    /**
     * The time zone, a name of the IANA database.
     */
    timezone?: string;
};

/**
 * One page of accounts.
 */
export type UserPage = {
    /**
     * The accounts, in the order that was asked for.
     */
    items: Array<User>;
    /**
     * Ask with it for the next page; null on the last one.
     */
    next_cursor: string | null;
    /**
     * Whether there is a next page.
     */
    has_more: boolean;
};

/**
 * A merge patch (RFC 7396). What you leave out stays, null removes the value, anything else replaces it.
 */
export type UserPatch = {
    /**
     * How the person wants to be called.
     */
    display_name?: string | null;
    /**
     * The preferred language, a BCP 47 tag.
     */
    locale?: string | null;
    /**
     * The time zone, a name of the IANA database.
     */
    timezone?: string | null;
    preferences?: PreferencesPatch | null;
};

/**
 * A merge patch (RFC 7396) of somebody's account. What you leave out stays, null removes the value, anything else replaces it.
 */
export type UserUpdate = {
    role?: Role;
    /**
     * true: the address counts as proven. false: it must be confirmed again before the next sign-in.
     */
    email_verified?: boolean;
    /**
     * How the person wants to be called.
     */
    display_name?: string | null;
    /**
     * The preferred language, a BCP 47 tag.
     */
    locale?: string | null;
    /**
     * The time zone, a name of the IANA database.
     */
    timezone?: string | null;
    preferences?: PreferencesPatch | null;
};

/**
 * The request was read, and a value breaks a rule of this contract, or a query parameter is unknown or repeated. `errors` names every place in a body, or the first parameter, and the rule.
 */
export type ValidationFailedProblem = {
    type: '/problems/validation_failed';
    title: 'Validation failed';
    status: 422;
    detail: string;
    instance: string;
    code: 'validation_failed';
    request_id: string;
    errors: Array<ProblemError>;
};

/**
 * The token or the six digits are unknown, used, too old, or were guessed wrong too often. Which of these it was is not told. `resendEmailVerification` sends new ones.
 */
export type VerificationTokenInvalidProblem = {
    type: '/problems/verification_token_invalid';
    title: 'Verification token not valid';
    status: 400;
    detail: string;
    instance: string;
    code: 'verification_token_invalid';
    request_id: string;
};

/**
 * The new password is easily guessed: a common one, or one made from the e-mail address or the name. Or it is too long to be stored safely.
 */
export type WeakPasswordProblem = {
    type: '/problems/weak_password';
    title: 'Password too weak';
    status: 422;
    detail: string;
    instance: string;
    code: 'weak_password';
    request_id: string;
};

/**
 * `next_cursor` of the page before, with the same filters and the same sort. A cursor is good for a day; do not read anything into it.
 */
export type Cursor = string;

/**
 * Makes a retry safe: within 24 hours a request with the same key and the same body gets the first answer again, marked `Idempotency-Replayed: true`. Make one random key (a UUID) for each thing that you want done once.
 */
export type IdempotencyKey = string;

/**
 * The ETag that your change is based on. If it is no longer the current one, nothing is changed and you get 412. A list of ETags and `*` are understood (RFC 9110 §13.1.1). Without it the change is made whatever happened in between.
 */
export type IfMatch = string;

/**
 * The ETag that your change is based on. Without it nothing is changed and you get 428; if it is no longer the current one, 412. A list of ETags and `*` are understood (RFC 9110 §13.1.1).
 */
export type IfMatchRequired = string;

/**
 * The ETag that you have. If it is still the current one you get 304 without a body. A list of ETags and `*` are understood (RFC 9110 §13.1.2).
 */
export type IfNoneMatch = string;

/**
 * How many items a page has at most.
 */
export type Limit = number;

/**
 * The id of a session, as `listMySessions` gives it.
 */
export type SessionId = string;

/**
 * The id of an account.
 */
export type UserId = string;

export type RegisterData = {
    body: RegistrationRequest;
    headers?: {
        /**
         * Makes a retry safe: within 24 hours a request with the same key and the same body gets the first answer again, marked `Idempotency-Replayed: true`. Make one random key (a UUID) for each thing that you want done once.
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/v1/auth/register';
};

export type RegisterErrors = {
    /**
     * The request cannot be read: the body is not valid JSON or not UTF-8, names a member twice, is nested too deeply, or a header that may occur once occurs twice.
     */
    400: MalformedRequestProblem;
    /**
     * The people who run this server have closed registration. Accounts that exist are not concerned.
     */
    403: RegistrationClosedProblem;
    /**
     * The request did not arrive in time. Send it again over a better line.
     */
    408: RequestTimeoutProblem;
    /**
     * A request with the same Idempotency-Key has not been answered yet. Wait a moment and repeat it.
     */
    409: IdempotencyKeyInUseProblem;
    /**
     * The body of the request is larger than this server reads.
     */
    413: PayloadTooLargeProblem;
    /**
     * The `Content-Type` is missing or not the one that the operation declares, its charset is not UTF-8, or the body is compressed.
     */
    415: UnsupportedMediaTypeProblem;
    /**
     * - `validation_failed`: The request was read, and a value breaks a rule of this contract, or a query parameter is unknown or repeated. `errors` names every place in a body, or the first parameter, and the rule.
     * - `weak_password`: The new password is easily guessed: a common one, or one made from the e-mail address or the name. Or it is too long to be stored safely.
     * - `idempotency_key_reused`: The same Idempotency-Key came with another request. Make a new key for each thing that you want done.
     */
    422: ({
        code: 'validation_failed';
    } & ValidationFailedProblem) | ({
        code: 'weak_password';
    } & WeakPasswordProblem) | ({
        code: 'idempotency_key_reused';
    } & IdempotencyKeyReusedProblem);
    /**
     * A quota is spent. `Retry-After` says how many seconds to wait, `RateLimit-Policy` which quota it is.
     */
    429: RateLimitedProblem;
    /**
     * We made a mistake. Nothing was changed; report it with the `request_id`.
     */
    500: InternalErrorProblem;
    /**
     * The database does not answer, or this server is overloaded. `Retry-After` says how many seconds to wait.
     */
    503: ServiceUnavailableProblem;
};

export type RegisterError = RegisterErrors[keyof RegisterErrors];

export type RegisterResponses = {
    /**
     * Taken. What follows comes by mail.
     */
    202: Acknowledgement;
};

export type RegisterResponse = RegisterResponses[keyof RegisterResponses];

export type ResendEmailVerificationData = {
    body: EmailVerificationRequest;
    path?: never;
    query?: never;
    url: '/api/v1/auth/email-verification';
};

export type ResendEmailVerificationErrors = {
    /**
     * The request cannot be read: the body is not valid JSON or not UTF-8, names a member twice, is nested too deeply, or a header that may occur once occurs twice.
     */
    400: MalformedRequestProblem;
    /**
     * The request did not arrive in time. Send it again over a better line.
     */
    408: RequestTimeoutProblem;
    /**
     * The body of the request is larger than this server reads.
     */
    413: PayloadTooLargeProblem;
    /**
     * The `Content-Type` is missing or not the one that the operation declares, its charset is not UTF-8, or the body is compressed.
     */
    415: UnsupportedMediaTypeProblem;
    /**
     * The request was read, and a value breaks a rule of this contract, or a query parameter is unknown or repeated. `errors` names every place in a body, or the first parameter, and the rule.
     */
    422: ValidationFailedProblem;
    /**
     * A quota is spent. `Retry-After` says how many seconds to wait, `RateLimit-Policy` which quota it is.
     */
    429: RateLimitedProblem;
    /**
     * We made a mistake. Nothing was changed; report it with the `request_id`.
     */
    500: InternalErrorProblem;
    /**
     * The database does not answer, or this server is overloaded. `Retry-After` says how many seconds to wait.
     */
    503: ServiceUnavailableProblem;
};

export type ResendEmailVerificationError = ResendEmailVerificationErrors[keyof ResendEmailVerificationErrors];

export type ResendEmailVerificationResponses = {
    /**
     * Taken. What follows, if anything, comes by mail.
     */
    202: Acknowledgement;
};

export type ResendEmailVerificationResponse = ResendEmailVerificationResponses[keyof ResendEmailVerificationResponses];

export type ConfirmEmailData = {
    body: EmailConfirmation;
    path?: never;
    query?: never;
    url: '/api/v1/auth/email-verification/confirm';
};

export type ConfirmEmailErrors = {
    /**
     * - `malformed_request`: The request cannot be read: the body is not valid JSON or not UTF-8, names a member twice, is nested too deeply, or a header that may occur once occurs twice.
     * - `verification_token_invalid`: The token or the six digits are unknown, used, too old, or were guessed wrong too often. Which of these it was is not told. `resendEmailVerification` sends new ones.
     */
    400: ({
        code: 'malformed_request';
    } & MalformedRequestProblem) | ({
        code: 'verification_token_invalid';
    } & VerificationTokenInvalidProblem);
    /**
     * The request did not arrive in time. Send it again over a better line.
     */
    408: RequestTimeoutProblem;
    /**
     * The body of the request is larger than this server reads.
     */
    413: PayloadTooLargeProblem;
    /**
     * The `Content-Type` is missing or not the one that the operation declares, its charset is not UTF-8, or the body is compressed.
     */
    415: UnsupportedMediaTypeProblem;
    /**
     * The request was read, and a value breaks a rule of this contract, or a query parameter is unknown or repeated. `errors` names every place in a body, or the first parameter, and the rule.
     */
    422: ValidationFailedProblem;
    /**
     * A quota is spent. `Retry-After` says how many seconds to wait, `RateLimit-Policy` which quota it is.
     */
    429: RateLimitedProblem;
    /**
     * We made a mistake. Nothing was changed; report it with the `request_id`.
     */
    500: InternalErrorProblem;
    /**
     * The database does not answer, or this server is overloaded. `Retry-After` says how many seconds to wait.
     */
    503: ServiceUnavailableProblem;
};

export type ConfirmEmailError = ConfirmEmailErrors[keyof ConfirmEmailErrors];

export type ConfirmEmailResponses = {
    /**
     * The address is confirmed.
     */
    204: void;
};

export type ConfirmEmailResponse = ConfirmEmailResponses[keyof ConfirmEmailResponses];

export type CreateTokenData = {
    body: TokenRequest;
    path?: never;
    query?: never;
    url: '/api/v1/auth/token';
};

export type CreateTokenErrors = {
    /**
     * - `malformed_request`: The request cannot be read: the body is not valid JSON or not UTF-8, names a member twice, is nested too deeply, or a header that may occur once occurs twice.
     * - `validation_failed`: The request was read, and a value breaks a rule of this contract, or a query parameter is unknown or repeated. `errors` names every place in a body, or the first parameter, and the rule.
     * - `invalid_request`: A parameter that the grant needs is missing, or one is repeated or breaks a rule.
     * - `invalid_grant`: The address and password do not belong together, or the refresh token is unknown, used, too old or its session has ended; which of these it was is not told. Whoever gives the right password of an account that is suspended, or whose address is not confirmed, is told so in the description.
     * - `unsupported_grant_type`: The `grant_type` is none of those that this server knows.
     * - `invalid_scope`: A scope is unknown, malformed, not the role's, or, on a refresh, was not in the session from the start.
     */
    400: ({
        error: 'invalid_request';
    } & InvalidRequestOAuthError) | ({
        error: 'invalid_grant';
    } & InvalidGrantOAuthError) | ({
        error: 'unsupported_grant_type';
    } & UnsupportedGrantTypeOAuthError) | ({
        error: 'invalid_scope';
    } & InvalidScopeOAuthError);
    /**
     * The request did not arrive in time. Send it again over a better line.
     */
    408: InvalidRequestOAuthError;
    /**
     * The body of the request is larger than this server reads.
     */
    413: InvalidRequestOAuthError;
    /**
     * The `Content-Type` is missing or not the one that the operation declares, its charset is not UTF-8, or the body is compressed.
     */
    415: InvalidRequestOAuthError;
    /**
     * A quota is spent. `Retry-After` says how many seconds to wait, `RateLimit-Policy` which quota it is.
     */
    429: TemporarilyUnavailableOAuthError;
    /**
     * We made a mistake. Nothing was changed; report it with the `request_id`.
     */
    500: ServerErrorOAuthError;
    /**
     * The database does not answer, or this server is overloaded. `Retry-After` says how many seconds to wait.
     */
    503: TemporarilyUnavailableOAuthError;
};

export type CreateTokenError = CreateTokenErrors[keyof CreateTokenErrors];

export type CreateTokenResponses = {
    /**
     * A pair of tokens.
     */
    200: TokenResponse;
};

export type CreateTokenResponse = CreateTokenResponses[keyof CreateTokenResponses];

export type RevokeTokenData = {
    body: RevocationRequest;
    path?: never;
    query?: never;
    url: '/api/v1/auth/revoke';
};

export type RevokeTokenErrors = {
    /**
     * - `malformed_request`: The request cannot be read: the body is not valid JSON or not UTF-8, names a member twice, is nested too deeply, or a header that may occur once occurs twice.
     * - `validation_failed`: The request was read, and a value breaks a rule of this contract, or a query parameter is unknown or repeated. `errors` names every place in a body, or the first parameter, and the rule.
     * - `unsupported_token_type`: The token of a mail (`evt_`, `prt_`) was presented for revocation. It ends by itself.
     */
    400: ({
        error: 'invalid_request';
    } & InvalidRequestOAuthError) | ({
        error: 'unsupported_token_type';
    } & UnsupportedTokenTypeOAuthError);
    /**
     * The request did not arrive in time. Send it again over a better line.
     */
    408: InvalidRequestOAuthError;
    /**
     * The body of the request is larger than this server reads.
     */
    413: InvalidRequestOAuthError;
    /**
     * The `Content-Type` is missing or not the one that the operation declares, its charset is not UTF-8, or the body is compressed.
     */
    415: InvalidRequestOAuthError;
    /**
     * A quota is spent. `Retry-After` says how many seconds to wait, `RateLimit-Policy` which quota it is.
     */
    429: TemporarilyUnavailableOAuthError;
    /**
     * We made a mistake. Nothing was changed; report it with the `request_id`.
     */
    500: ServerErrorOAuthError;
    /**
     * The database does not answer, or this server is overloaded. `Retry-After` says how many seconds to wait.
     */
    503: TemporarilyUnavailableOAuthError;
};

export type RevokeTokenError = RevokeTokenErrors[keyof RevokeTokenErrors];

export type RevokeTokenResponses = {
    /**
     * The token does not work any more, or never did. The body is empty.
     */
    200: unknown;
};

export type LogoutData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/v1/auth/logout';
};

export type LogoutErrors = {
    /**
     * The request cannot be read: the body is not valid JSON or not UTF-8, names a member twice, is nested too deeply, or a header that may occur once occurs twice.
     */
    400: MalformedRequestProblem;
    /**
     * - `authentication_required`: The request carries no access token. Sign in with `createToken` and send `Authorization` with the scheme Bearer.
     * - `invalid_token`: The access token is expired, damaged or not ours, its session has ended, its account is suspended, or this operation does not accept its issuer. Refresh once with `createToken`; if that is refused too, the person must sign in again.
     */
    401: ({
        code: 'authentication_required';
    } & AuthenticationRequiredProblem) | ({
        code: 'invalid_token';
    } & InvalidTokenProblem);
    /**
     * The request was read, and a value breaks a rule of this contract, or a query parameter is unknown or repeated. `errors` names every place in a body, or the first parameter, and the rule.
     */
    422: ValidationFailedProblem;
    /**
     * A quota is spent. `Retry-After` says how many seconds to wait, `RateLimit-Policy` which quota it is.
     */
    429: RateLimitedProblem;
    /**
     * We made a mistake. Nothing was changed; report it with the `request_id`.
     */
    500: InternalErrorProblem;
    /**
     * The database does not answer, or this server is overloaded. `Retry-After` says how many seconds to wait.
     */
    503: ServiceUnavailableProblem;
};

export type LogoutError = LogoutErrors[keyof LogoutErrors];

export type LogoutResponses = {
    /**
     * This session has ended.
     */
    204: void;
};

export type LogoutResponse = LogoutResponses[keyof LogoutResponses];

export type ForgotPasswordData = {
    body: ForgotPasswordRequest;
    path?: never;
    query?: never;
    url: '/api/v1/auth/password/forgot';
};

export type ForgotPasswordErrors = {
    /**
     * The request cannot be read: the body is not valid JSON or not UTF-8, names a member twice, is nested too deeply, or a header that may occur once occurs twice.
     */
    400: MalformedRequestProblem;
    /**
     * The request did not arrive in time. Send it again over a better line.
     */
    408: RequestTimeoutProblem;
    /**
     * The body of the request is larger than this server reads.
     */
    413: PayloadTooLargeProblem;
    /**
     * The `Content-Type` is missing or not the one that the operation declares, its charset is not UTF-8, or the body is compressed.
     */
    415: UnsupportedMediaTypeProblem;
    /**
     * The request was read, and a value breaks a rule of this contract, or a query parameter is unknown or repeated. `errors` names every place in a body, or the first parameter, and the rule.
     */
    422: ValidationFailedProblem;
    /**
     * A quota is spent. `Retry-After` says how many seconds to wait, `RateLimit-Policy` which quota it is.
     */
    429: RateLimitedProblem;
    /**
     * We made a mistake. Nothing was changed; report it with the `request_id`.
     */
    500: InternalErrorProblem;
    /**
     * The database does not answer, or this server is overloaded. `Retry-After` says how many seconds to wait.
     */
    503: ServiceUnavailableProblem;
};

export type ForgotPasswordError = ForgotPasswordErrors[keyof ForgotPasswordErrors];

export type ForgotPasswordResponses = {
    /**
     * Taken. What follows, if anything, comes by mail.
     */
    202: Acknowledgement;
};

export type ForgotPasswordResponse = ForgotPasswordResponses[keyof ForgotPasswordResponses];

export type ResetPasswordData = {
    body: PasswordResetRequest;
    path?: never;
    query?: never;
    url: '/api/v1/auth/password/reset';
};

export type ResetPasswordErrors = {
    /**
     * - `malformed_request`: The request cannot be read: the body is not valid JSON or not UTF-8, names a member twice, is nested too deeply, or a header that may occur once occurs twice.
     * - `reset_token_invalid`: The reset token is unknown, used or too old. Which of these it was is not told. `forgotPassword` sends a new one.
     */
    400: ({
        code: 'malformed_request';
    } & MalformedRequestProblem) | ({
        code: 'reset_token_invalid';
    } & ResetTokenInvalidProblem);
    /**
     * The request did not arrive in time. Send it again over a better line.
     */
    408: RequestTimeoutProblem;
    /**
     * The body of the request is larger than this server reads.
     */
    413: PayloadTooLargeProblem;
    /**
     * The `Content-Type` is missing or not the one that the operation declares, its charset is not UTF-8, or the body is compressed.
     */
    415: UnsupportedMediaTypeProblem;
    /**
     * - `validation_failed`: The request was read, and a value breaks a rule of this contract, or a query parameter is unknown or repeated. `errors` names every place in a body, or the first parameter, and the rule.
     * - `weak_password`: The new password is easily guessed: a common one, or one made from the e-mail address or the name. Or it is too long to be stored safely.
     */
    422: ({
        code: 'validation_failed';
    } & ValidationFailedProblem) | ({
        code: 'weak_password';
    } & WeakPasswordProblem);
    /**
     * A quota is spent. `Retry-After` says how many seconds to wait, `RateLimit-Policy` which quota it is.
     */
    429: RateLimitedProblem;
    /**
     * We made a mistake. Nothing was changed; report it with the `request_id`.
     */
    500: InternalErrorProblem;
    /**
     * The database does not answer, or this server is overloaded. `Retry-After` says how many seconds to wait.
     */
    503: ServiceUnavailableProblem;
};

export type ResetPasswordError = ResetPasswordErrors[keyof ResetPasswordErrors];

export type ResetPasswordResponses = {
    /**
     * The password is replaced, and all sessions have ended.
     */
    204: void;
};

export type ResetPasswordResponse = ResetPasswordResponses[keyof ResetPasswordResponses];

export type GetMeData = {
    body?: never;
    headers?: {
        /**
         * The ETag that you have. If it is still the current one you get 304 without a body. A list of ETags and `*` are understood (RFC 9110 §13.1.2).
         */
        'If-None-Match'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/v1/me';
};

export type GetMeErrors = {
    /**
     * The request cannot be read: the body is not valid JSON or not UTF-8, names a member twice, is nested too deeply, or a header that may occur once occurs twice.
     */
    400: MalformedRequestProblem;
    /**
     * - `authentication_required`: The request carries no access token. Sign in with `createToken` and send `Authorization` with the scheme Bearer.
     * - `invalid_token`: The access token is expired, damaged or not ours, its session has ended, its account is suspended, or this operation does not accept its issuer. Refresh once with `createToken`; if that is refused too, the person must sign in again.
     */
    401: ({
        code: 'authentication_required';
    } & AuthenticationRequiredProblem) | ({
        code: 'invalid_token';
    } & InvalidTokenProblem);
    /**
     * - `insufficient_scope`: The access token does not carry the scope that the operation needs: the role does not have it, or it was left out when the token was asked for.
     * - `identity_link_required`: The token of another issuer is good, and nobody has linked the person to an account. Where accounts are made on demand, none could be: the issuer has not verified the address, or it has an account already. Which of these it was is not told: an address that is the same proves nothing. Those who run this server can link the two.
     */
    403: ({
        code: 'insufficient_scope';
    } & InsufficientScopeProblem) | ({
        code: 'identity_link_required';
    } & IdentityLinkRequiredProblem);
    /**
     * The request was read, and a value breaks a rule of this contract, or a query parameter is unknown or repeated. `errors` names every place in a body, or the first parameter, and the rule.
     */
    422: ValidationFailedProblem;
    /**
     * A quota is spent. `Retry-After` says how many seconds to wait, `RateLimit-Policy` which quota it is.
     */
    429: RateLimitedProblem;
    /**
     * We made a mistake. Nothing was changed; report it with the `request_id`.
     */
    500: InternalErrorProblem;
    /**
     * - `service_unavailable`: The database does not answer, or this server is overloaded. `Retry-After` says how many seconds to wait.
     * - `identity_provider_unavailable`: The token of another issuer names a key that we do not have, and the issuer does not answer, or was asked a moment ago. Whether the token is good is not known: keep it, and try again after `Retry-After`. Tokens by keys that we have go on working.
     */
    503: ({
        code: 'service_unavailable';
    } & ServiceUnavailableProblem) | ({
        code: 'identity_provider_unavailable';
    } & IdentityProviderUnavailableProblem);
};

export type GetMeError = GetMeErrors[keyof GetMeErrors];

export type GetMeResponses = {
    /**
     * Your account.
     */
    200: User;
};

export type GetMeResponse = GetMeResponses[keyof GetMeResponses];

export type UpdateMeData = {
    body: UserPatch;
    headers?: {
        /**
         * The ETag that your change is based on. If it is no longer the current one, nothing is changed and you get 412. A list of ETags and `*` are understood (RFC 9110 §13.1.1). Without it the change is made whatever happened in between.
         */
        'If-Match'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/v1/me';
};

export type UpdateMeErrors = {
    /**
     * The request cannot be read: the body is not valid JSON or not UTF-8, names a member twice, is nested too deeply, or a header that may occur once occurs twice.
     */
    400: MalformedRequestProblem;
    /**
     * - `authentication_required`: The request carries no access token. Sign in with `createToken` and send `Authorization` with the scheme Bearer.
     * - `invalid_token`: The access token is expired, damaged or not ours, its session has ended, its account is suspended, or this operation does not accept its issuer. Refresh once with `createToken`; if that is refused too, the person must sign in again.
     */
    401: ({
        code: 'authentication_required';
    } & AuthenticationRequiredProblem) | ({
        code: 'invalid_token';
    } & InvalidTokenProblem);
    /**
     * - `insufficient_scope`: The access token does not carry the scope that the operation needs: the role does not have it, or it was left out when the token was asked for.
     * - `identity_link_required`: The token of another issuer is good, and nobody has linked the person to an account. Where accounts are made on demand, none could be: the issuer has not verified the address, or it has an account already. Which of these it was is not told: an address that is the same proves nothing. Those who run this server can link the two.
     */
    403: ({
        code: 'insufficient_scope';
    } & InsufficientScopeProblem) | ({
        code: 'identity_link_required';
    } & IdentityLinkRequiredProblem);
    /**
     * The request did not arrive in time. Send it again over a better line.
     */
    408: RequestTimeoutProblem;
    /**
     * `If-Match` does not name the current version: somebody else changed it after you read it. Read it again, and make your change on what you find.
     */
    412: PreconditionFailedProblem;
    /**
     * The body of the request is larger than this server reads.
     */
    413: PayloadTooLargeProblem;
    /**
     * The `Content-Type` is missing or not the one that the operation declares, its charset is not UTF-8, or the body is compressed.
     */
    415: UnsupportedMediaTypeProblem;
    /**
     * The request was read, and a value breaks a rule of this contract, or a query parameter is unknown or repeated. `errors` names every place in a body, or the first parameter, and the rule.
     */
    422: ValidationFailedProblem;
    /**
     * A quota is spent. `Retry-After` says how many seconds to wait, `RateLimit-Policy` which quota it is.
     */
    429: RateLimitedProblem;
    /**
     * We made a mistake. Nothing was changed; report it with the `request_id`.
     */
    500: InternalErrorProblem;
    /**
     * - `service_unavailable`: The database does not answer, or this server is overloaded. `Retry-After` says how many seconds to wait.
     * - `identity_provider_unavailable`: The token of another issuer names a key that we do not have, and the issuer does not answer, or was asked a moment ago. Whether the token is good is not known: keep it, and try again after `Retry-After`. Tokens by keys that we have go on working.
     */
    503: ({
        code: 'service_unavailable';
    } & ServiceUnavailableProblem) | ({
        code: 'identity_provider_unavailable';
    } & IdentityProviderUnavailableProblem);
};

export type UpdateMeError = UpdateMeErrors[keyof UpdateMeErrors];

export type UpdateMeResponses = {
    /**
     * Your account, after the change.
     */
    200: User;
};

export type UpdateMeResponse = UpdateMeResponses[keyof UpdateMeResponses];

export type ChangePasswordData = {
    body: PasswordChangeRequest;
    path?: never;
    query?: never;
    url: '/api/v1/me/password';
};

export type ChangePasswordErrors = {
    /**
     * The request cannot be read: the body is not valid JSON or not UTF-8, names a member twice, is nested too deeply, or a header that may occur once occurs twice.
     */
    400: MalformedRequestProblem;
    /**
     * - `authentication_required`: The request carries no access token. Sign in with `createToken` and send `Authorization` with the scheme Bearer.
     * - `invalid_token`: The access token is expired, damaged or not ours, its session has ended, its account is suspended, or this operation does not accept its issuer. Refresh once with `createToken`; if that is refused too, the person must sign in again.
     */
    401: ({
        code: 'authentication_required';
    } & AuthenticationRequiredProblem) | ({
        code: 'invalid_token';
    } & InvalidTokenProblem);
    /**
     * - `insufficient_scope`: The access token does not carry the scope that the operation needs: the role does not have it, or it was left out when the token was asked for.
     * - `current_password_incorrect`: A password change gave a current password that is not the account's. Wrong guesses are counted, as at sign-in.
     */
    403: ({
        code: 'insufficient_scope';
    } & InsufficientScopeProblem) | ({
        code: 'current_password_incorrect';
    } & CurrentPasswordIncorrectProblem);
    /**
     * The request did not arrive in time. Send it again over a better line.
     */
    408: RequestTimeoutProblem;
    /**
     * The body of the request is larger than this server reads.
     */
    413: PayloadTooLargeProblem;
    /**
     * The `Content-Type` is missing or not the one that the operation declares, its charset is not UTF-8, or the body is compressed.
     */
    415: UnsupportedMediaTypeProblem;
    /**
     * - `validation_failed`: The request was read, and a value breaks a rule of this contract, or a query parameter is unknown or repeated. `errors` names every place in a body, or the first parameter, and the rule.
     * - `weak_password`: The new password is easily guessed: a common one, or one made from the e-mail address or the name. Or it is too long to be stored safely.
     */
    422: ({
        code: 'validation_failed';
    } & ValidationFailedProblem) | ({
        code: 'weak_password';
    } & WeakPasswordProblem);
    /**
     * A quota is spent. `Retry-After` says how many seconds to wait, `RateLimit-Policy` which quota it is.
     */
    429: RateLimitedProblem;
    /**
     * We made a mistake. Nothing was changed; report it with the `request_id`.
     */
    500: InternalErrorProblem;
    /**
     * The database does not answer, or this server is overloaded. `Retry-After` says how many seconds to wait.
     */
    503: ServiceUnavailableProblem;
};

export type ChangePasswordError = ChangePasswordErrors[keyof ChangePasswordErrors];

export type ChangePasswordResponses = {
    /**
     * The password is changed, and your other sessions have ended.
     */
    204: void;
};

export type ChangePasswordResponse = ChangePasswordResponses[keyof ChangePasswordResponses];

export type EndMyOtherSessionsData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/v1/me/sessions';
};

export type EndMyOtherSessionsErrors = {
    /**
     * The request cannot be read: the body is not valid JSON or not UTF-8, names a member twice, is nested too deeply, or a header that may occur once occurs twice.
     */
    400: MalformedRequestProblem;
    /**
     * - `authentication_required`: The request carries no access token. Sign in with `createToken` and send `Authorization` with the scheme Bearer.
     * - `invalid_token`: The access token is expired, damaged or not ours, its session has ended, its account is suspended, or this operation does not accept its issuer. Refresh once with `createToken`; if that is refused too, the person must sign in again.
     */
    401: ({
        code: 'authentication_required';
    } & AuthenticationRequiredProblem) | ({
        code: 'invalid_token';
    } & InvalidTokenProblem);
    /**
     * The access token does not carry the scope that the operation needs: the role does not have it, or it was left out when the token was asked for.
     */
    403: InsufficientScopeProblem;
    /**
     * The request was read, and a value breaks a rule of this contract, or a query parameter is unknown or repeated. `errors` names every place in a body, or the first parameter, and the rule.
     */
    422: ValidationFailedProblem;
    /**
     * A quota is spent. `Retry-After` says how many seconds to wait, `RateLimit-Policy` which quota it is.
     */
    429: RateLimitedProblem;
    /**
     * We made a mistake. Nothing was changed; report it with the `request_id`.
     */
    500: InternalErrorProblem;
    /**
     * The database does not answer, or this server is overloaded. `Retry-After` says how many seconds to wait.
     */
    503: ServiceUnavailableProblem;
};

export type EndMyOtherSessionsError = EndMyOtherSessionsErrors[keyof EndMyOtherSessionsErrors];

export type EndMyOtherSessionsResponses = {
    /**
     * The session that you are asking with is the only one left.
     */
    204: void;
};

export type EndMyOtherSessionsResponse = EndMyOtherSessionsResponses[keyof EndMyOtherSessionsResponses];

export type ListMySessionsData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/v1/me/sessions';
};

export type ListMySessionsErrors = {
    /**
     * The request cannot be read: the body is not valid JSON or not UTF-8, names a member twice, is nested too deeply, or a header that may occur once occurs twice.
     */
    400: MalformedRequestProblem;
    /**
     * - `authentication_required`: The request carries no access token. Sign in with `createToken` and send `Authorization` with the scheme Bearer.
     * - `invalid_token`: The access token is expired, damaged or not ours, its session has ended, its account is suspended, or this operation does not accept its issuer. Refresh once with `createToken`; if that is refused too, the person must sign in again.
     */
    401: ({
        code: 'authentication_required';
    } & AuthenticationRequiredProblem) | ({
        code: 'invalid_token';
    } & InvalidTokenProblem);
    /**
     * The access token does not carry the scope that the operation needs: the role does not have it, or it was left out when the token was asked for.
     */
    403: InsufficientScopeProblem;
    /**
     * The request was read, and a value breaks a rule of this contract, or a query parameter is unknown or repeated. `errors` names every place in a body, or the first parameter, and the rule.
     */
    422: ValidationFailedProblem;
    /**
     * A quota is spent. `Retry-After` says how many seconds to wait, `RateLimit-Policy` which quota it is.
     */
    429: RateLimitedProblem;
    /**
     * We made a mistake. Nothing was changed; report it with the `request_id`.
     */
    500: InternalErrorProblem;
    /**
     * The database does not answer, or this server is overloaded. `Retry-After` says how many seconds to wait.
     */
    503: ServiceUnavailableProblem;
};

export type ListMySessionsError = ListMySessionsErrors[keyof ListMySessionsErrors];

export type ListMySessionsResponses = {
    /**
     * Your live sessions.
     */
    200: SessionList;
};

export type ListMySessionsResponse = ListMySessionsResponses[keyof ListMySessionsResponses];

export type EndMySessionData = {
    body?: never;
    path: {
        /**
         * The id of a session, as `listMySessions` gives it.
         */
        session_id: string;
    };
    query?: never;
    url: '/api/v1/me/sessions/{session_id}';
};

export type EndMySessionErrors = {
    /**
     * The request cannot be read: the body is not valid JSON or not UTF-8, names a member twice, is nested too deeply, or a header that may occur once occurs twice.
     */
    400: MalformedRequestProblem;
    /**
     * - `authentication_required`: The request carries no access token. Sign in with `createToken` and send `Authorization` with the scheme Bearer.
     * - `invalid_token`: The access token is expired, damaged or not ours, its session has ended, its account is suspended, or this operation does not accept its issuer. Refresh once with `createToken`; if that is refused too, the person must sign in again.
     */
    401: ({
        code: 'authentication_required';
    } & AuthenticationRequiredProblem) | ({
        code: 'invalid_token';
    } & InvalidTokenProblem);
    /**
     * The access token does not carry the scope that the operation needs: the role does not have it, or it was left out when the token was asked for.
     */
    403: InsufficientScopeProblem;
    /**
     * There is nothing at this address, or what is there is not yours; these two look the same on purpose.
     */
    404: NotFoundProblem;
    /**
     * The request was read, and a value breaks a rule of this contract, or a query parameter is unknown or repeated. `errors` names every place in a body, or the first parameter, and the rule.
     */
    422: ValidationFailedProblem;
    /**
     * A quota is spent. `Retry-After` says how many seconds to wait, `RateLimit-Policy` which quota it is.
     */
    429: RateLimitedProblem;
    /**
     * We made a mistake. Nothing was changed; report it with the `request_id`.
     */
    500: InternalErrorProblem;
    /**
     * The database does not answer, or this server is overloaded. `Retry-After` says how many seconds to wait.
     */
    503: ServiceUnavailableProblem;
};

export type EndMySessionError = EndMySessionErrors[keyof EndMySessionErrors];

export type EndMySessionResponses = {
    /**
     * The session has ended.
     */
    204: void;
};

export type EndMySessionResponse = EndMySessionResponses[keyof EndMySessionResponses];

export type ListUsersData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * Only the account of this address, in whatever case it is written.
         */
        email?: EmailAddress;
        /**
         * Only accounts whose address or display name begins with this, in whatever case.
         */
        q?: string;
        /**
         * Only accounts of this status.
         */
        status?: AccountStatus;
        /**
         * Only accounts with this role.
         */
        role?: Role;
        /**
         * Only accounts that were registered at this instant or later.
         */
        created_after?: string;
        /**
         * Only accounts that were registered before this instant.
         */
        created_before?: string;
        /**
         * The order; a minus turns it around.
         */
        sort?: 'created_at' | '-created_at' | 'email' | '-email';
        /**
         * How many items a page has at most.
         */
        limit?: number;
        /**
         * `next_cursor` of the page before, with the same filters and the same sort. A cursor is good for a day; do not read anything into it.
         */
        cursor?: string;
    };
    url: '/api/v1/users';
};

export type ListUsersErrors = {
    /**
     * - `malformed_request`: The request cannot be read: the body is not valid JSON or not UTF-8, names a member twice, is nested too deeply, or a header that may occur once occurs twice.
     * - `invalid_cursor`: The cursor was changed, is more than a day old, or came from a query with other filters or another sort. Begin with the first page.
     */
    400: ({
        code: 'malformed_request';
    } & MalformedRequestProblem) | ({
        code: 'invalid_cursor';
    } & InvalidCursorProblem);
    /**
     * - `authentication_required`: The request carries no access token. Sign in with `createToken` and send `Authorization` with the scheme Bearer.
     * - `invalid_token`: The access token is expired, damaged or not ours, its session has ended, its account is suspended, or this operation does not accept its issuer. Refresh once with `createToken`; if that is refused too, the person must sign in again.
     */
    401: ({
        code: 'authentication_required';
    } & AuthenticationRequiredProblem) | ({
        code: 'invalid_token';
    } & InvalidTokenProblem);
    /**
     * The access token does not carry the scope that the operation needs: the role does not have it, or it was left out when the token was asked for.
     */
    403: InsufficientScopeProblem;
    /**
     * The request was read, and a value breaks a rule of this contract, or a query parameter is unknown or repeated. `errors` names every place in a body, or the first parameter, and the rule.
     */
    422: ValidationFailedProblem;
    /**
     * A quota is spent. `Retry-After` says how many seconds to wait, `RateLimit-Policy` which quota it is.
     */
    429: RateLimitedProblem;
    /**
     * We made a mistake. Nothing was changed; report it with the `request_id`.
     */
    500: InternalErrorProblem;
    /**
     * The database does not answer, or this server is overloaded. `Retry-After` says how many seconds to wait.
     */
    503: ServiceUnavailableProblem;
};

export type ListUsersError = ListUsersErrors[keyof ListUsersErrors];

export type ListUsersResponses = {
    /**
     * One page of accounts.
     */
    200: UserPage;
};

export type ListUsersResponse = ListUsersResponses[keyof ListUsersResponses];

export type CreateUserData = {
    body: UserCreate;
    headers?: {
        /**
         * Makes a retry safe: within 24 hours a request with the same key and the same body gets the first answer again, marked `Idempotency-Replayed: true`. Make one random key (a UUID) for each thing that you want done once.
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/v1/users';
};

export type CreateUserErrors = {
    /**
     * The request cannot be read: the body is not valid JSON or not UTF-8, names a member twice, is nested too deeply, or a header that may occur once occurs twice.
     */
    400: MalformedRequestProblem;
    /**
     * - `authentication_required`: The request carries no access token. Sign in with `createToken` and send `Authorization` with the scheme Bearer.
     * - `invalid_token`: The access token is expired, damaged or not ours, its session has ended, its account is suspended, or this operation does not accept its issuer. Refresh once with `createToken`; if that is refused too, the person must sign in again.
     */
    401: ({
        code: 'authentication_required';
    } & AuthenticationRequiredProblem) | ({
        code: 'invalid_token';
    } & InvalidTokenProblem);
    /**
     * The access token does not carry the scope that the operation needs: the role does not have it, or it was left out when the token was asked for.
     */
    403: InsufficientScopeProblem;
    /**
     * The request did not arrive in time. Send it again over a better line.
     */
    408: RequestTimeoutProblem;
    /**
     * - `idempotency_key_in_use`: A request with the same Idempotency-Key has not been answered yet. Wait a moment and repeat it.
     * - `email_taken`: The e-mail address has an account already; upper and lower case make no difference. `listUsers` with `email` finds it.
     */
    409: ({
        code: 'idempotency_key_in_use';
    } & IdempotencyKeyInUseProblem) | ({
        code: 'email_taken';
    } & EmailTakenProblem);
    /**
     * The body of the request is larger than this server reads.
     */
    413: PayloadTooLargeProblem;
    /**
     * The `Content-Type` is missing or not the one that the operation declares, its charset is not UTF-8, or the body is compressed.
     */
    415: UnsupportedMediaTypeProblem;
    /**
     * - `validation_failed`: The request was read, and a value breaks a rule of this contract, or a query parameter is unknown or repeated. `errors` names every place in a body, or the first parameter, and the rule.
     * - `weak_password`: The new password is easily guessed: a common one, or one made from the e-mail address or the name. Or it is too long to be stored safely.
     * - `idempotency_key_reused`: The same Idempotency-Key came with another request. Make a new key for each thing that you want done.
     */
    422: ({
        code: 'validation_failed';
    } & ValidationFailedProblem) | ({
        code: 'weak_password';
    } & WeakPasswordProblem) | ({
        code: 'idempotency_key_reused';
    } & IdempotencyKeyReusedProblem);
    /**
     * A quota is spent. `Retry-After` says how many seconds to wait, `RateLimit-Policy` which quota it is.
     */
    429: RateLimitedProblem;
    /**
     * We made a mistake. Nothing was changed; report it with the `request_id`.
     */
    500: InternalErrorProblem;
    /**
     * The database does not answer, or this server is overloaded. `Retry-After` says how many seconds to wait.
     */
    503: ServiceUnavailableProblem;
};

export type CreateUserError = CreateUserErrors[keyof CreateUserErrors];

export type CreateUserResponses = {
    /**
     * The new account.
     */
    201: User;
};

export type CreateUserResponse = CreateUserResponses[keyof CreateUserResponses];

export type DeleteUserData = {
    body?: never;
    headers: {
        /**
         * The ETag that your change is based on. Without it nothing is changed and you get 428; if it is no longer the current one, 412. A list of ETags and `*` are understood (RFC 9110 §13.1.1).
         */
        'If-Match': string;
    };
    path: {
        /**
         * The id of an account.
         */
        user_id: string;
    };
    query?: never;
    url: '/api/v1/users/{user_id}';
};

export type DeleteUserErrors = {
    /**
     * The request cannot be read: the body is not valid JSON or not UTF-8, names a member twice, is nested too deeply, or a header that may occur once occurs twice.
     */
    400: MalformedRequestProblem;
    /**
     * - `authentication_required`: The request carries no access token. Sign in with `createToken` and send `Authorization` with the scheme Bearer.
     * - `invalid_token`: The access token is expired, damaged or not ours, its session has ended, its account is suspended, or this operation does not accept its issuer. Refresh once with `createToken`; if that is refused too, the person must sign in again.
     */
    401: ({
        code: 'authentication_required';
    } & AuthenticationRequiredProblem) | ({
        code: 'invalid_token';
    } & InvalidTokenProblem);
    /**
     * The access token does not carry the scope that the operation needs: the role does not have it, or it was left out when the token was asked for.
     */
    403: InsufficientScopeProblem;
    /**
     * There is nothing at this address, or what is there is not yours; these two look the same on purpose.
     */
    404: NotFoundProblem;
    /**
     * The change would leave nobody who can manage accounts: an admin whose address is confirmed and who is not suspended. Make another admin first.
     */
    409: LastAdminProblem;
    /**
     * `If-Match` does not name the current version: somebody else changed it after you read it. Read it again, and make your change on what you find.
     */
    412: PreconditionFailedProblem;
    /**
     * The request was read, and a value breaks a rule of this contract, or a query parameter is unknown or repeated. `errors` names every place in a body, or the first parameter, and the rule.
     */
    422: ValidationFailedProblem;
    /**
     * The change needs `If-Match`, so that it does not overwrite what somebody else has changed meanwhile (RFC 6585 §3). Read the account, and send back its `ETag`.
     */
    428: PreconditionRequiredProblem;
    /**
     * A quota is spent. `Retry-After` says how many seconds to wait, `RateLimit-Policy` which quota it is.
     */
    429: RateLimitedProblem;
    /**
     * We made a mistake. Nothing was changed; report it with the `request_id`.
     */
    500: InternalErrorProblem;
    /**
     * The database does not answer, or this server is overloaded. `Retry-After` says how many seconds to wait.
     */
    503: ServiceUnavailableProblem;
};

export type DeleteUserError = DeleteUserErrors[keyof DeleteUserErrors];

export type DeleteUserResponses = {
    /**
     * The account is gone.
     */
    204: void;
};

export type DeleteUserResponse = DeleteUserResponses[keyof DeleteUserResponses];

export type GetUserData = {
    body?: never;
    headers?: {
        /**
         * The ETag that you have. If it is still the current one you get 304 without a body. A list of ETags and `*` are understood (RFC 9110 §13.1.2).
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The id of an account.
         */
        user_id: string;
    };
    query?: never;
    url: '/api/v1/users/{user_id}';
};

export type GetUserErrors = {
    /**
     * The request cannot be read: the body is not valid JSON or not UTF-8, names a member twice, is nested too deeply, or a header that may occur once occurs twice.
     */
    400: MalformedRequestProblem;
    /**
     * - `authentication_required`: The request carries no access token. Sign in with `createToken` and send `Authorization` with the scheme Bearer.
     * - `invalid_token`: The access token is expired, damaged or not ours, its session has ended, its account is suspended, or this operation does not accept its issuer. Refresh once with `createToken`; if that is refused too, the person must sign in again.
     */
    401: ({
        code: 'authentication_required';
    } & AuthenticationRequiredProblem) | ({
        code: 'invalid_token';
    } & InvalidTokenProblem);
    /**
     * The access token does not carry the scope that the operation needs: the role does not have it, or it was left out when the token was asked for.
     */
    403: InsufficientScopeProblem;
    /**
     * There is nothing at this address, or what is there is not yours; these two look the same on purpose.
     */
    404: NotFoundProblem;
    /**
     * The request was read, and a value breaks a rule of this contract, or a query parameter is unknown or repeated. `errors` names every place in a body, or the first parameter, and the rule.
     */
    422: ValidationFailedProblem;
    /**
     * A quota is spent. `Retry-After` says how many seconds to wait, `RateLimit-Policy` which quota it is.
     */
    429: RateLimitedProblem;
    /**
     * We made a mistake. Nothing was changed; report it with the `request_id`.
     */
    500: InternalErrorProblem;
    /**
     * The database does not answer, or this server is overloaded. `Retry-After` says how many seconds to wait.
     */
    503: ServiceUnavailableProblem;
};

export type GetUserError = GetUserErrors[keyof GetUserErrors];

export type GetUserResponses = {
    /**
     * The account.
     */
    200: User;
};

export type GetUserResponse = GetUserResponses[keyof GetUserResponses];

export type UpdateUserData = {
    body: UserUpdate;
    headers: {
        /**
         * The ETag that your change is based on. Without it nothing is changed and you get 428; if it is no longer the current one, 412. A list of ETags and `*` are understood (RFC 9110 §13.1.1).
         */
        'If-Match': string;
    };
    path: {
        /**
         * The id of an account.
         */
        user_id: string;
    };
    query?: never;
    url: '/api/v1/users/{user_id}';
};

export type UpdateUserErrors = {
    /**
     * The request cannot be read: the body is not valid JSON or not UTF-8, names a member twice, is nested too deeply, or a header that may occur once occurs twice.
     */
    400: MalformedRequestProblem;
    /**
     * - `authentication_required`: The request carries no access token. Sign in with `createToken` and send `Authorization` with the scheme Bearer.
     * - `invalid_token`: The access token is expired, damaged or not ours, its session has ended, its account is suspended, or this operation does not accept its issuer. Refresh once with `createToken`; if that is refused too, the person must sign in again.
     */
    401: ({
        code: 'authentication_required';
    } & AuthenticationRequiredProblem) | ({
        code: 'invalid_token';
    } & InvalidTokenProblem);
    /**
     * The access token does not carry the scope that the operation needs: the role does not have it, or it was left out when the token was asked for.
     */
    403: InsufficientScopeProblem;
    /**
     * There is nothing at this address, or what is there is not yours; these two look the same on purpose.
     */
    404: NotFoundProblem;
    /**
     * The request did not arrive in time. Send it again over a better line.
     */
    408: RequestTimeoutProblem;
    /**
     * The change would leave nobody who can manage accounts: an admin whose address is confirmed and who is not suspended. Make another admin first.
     */
    409: LastAdminProblem;
    /**
     * `If-Match` does not name the current version: somebody else changed it after you read it. Read it again, and make your change on what you find.
     */
    412: PreconditionFailedProblem;
    /**
     * The body of the request is larger than this server reads.
     */
    413: PayloadTooLargeProblem;
    /**
     * The `Content-Type` is missing or not the one that the operation declares, its charset is not UTF-8, or the body is compressed.
     */
    415: UnsupportedMediaTypeProblem;
    /**
     * The request was read, and a value breaks a rule of this contract, or a query parameter is unknown or repeated. `errors` names every place in a body, or the first parameter, and the rule.
     */
    422: ValidationFailedProblem;
    /**
     * The change needs `If-Match`, so that it does not overwrite what somebody else has changed meanwhile (RFC 6585 §3). Read the account, and send back its `ETag`.
     */
    428: PreconditionRequiredProblem;
    /**
     * A quota is spent. `Retry-After` says how many seconds to wait, `RateLimit-Policy` which quota it is.
     */
    429: RateLimitedProblem;
    /**
     * We made a mistake. Nothing was changed; report it with the `request_id`.
     */
    500: InternalErrorProblem;
    /**
     * The database does not answer, or this server is overloaded. `Retry-After` says how many seconds to wait.
     */
    503: ServiceUnavailableProblem;
};

export type UpdateUserError = UpdateUserErrors[keyof UpdateUserErrors];

export type UpdateUserResponses = {
    /**
     * The account, after the change.
     */
    200: User;
};

export type UpdateUserResponse = UpdateUserResponses[keyof UpdateUserResponses];

export type ReinstateUserData = {
    body?: never;
    headers?: {
        /**
         * The ETag that your change is based on. If it is no longer the current one, nothing is changed and you get 412. A list of ETags and `*` are understood (RFC 9110 §13.1.1). Without it the change is made whatever happened in between.
         */
        'If-Match'?: string;
    };
    path: {
        /**
         * The id of an account.
         */
        user_id: string;
    };
    query?: never;
    url: '/api/v1/users/{user_id}/suspension';
};

export type ReinstateUserErrors = {
    /**
     * The request cannot be read: the body is not valid JSON or not UTF-8, names a member twice, is nested too deeply, or a header that may occur once occurs twice.
     */
    400: MalformedRequestProblem;
    /**
     * - `authentication_required`: The request carries no access token. Sign in with `createToken` and send `Authorization` with the scheme Bearer.
     * - `invalid_token`: The access token is expired, damaged or not ours, its session has ended, its account is suspended, or this operation does not accept its issuer. Refresh once with `createToken`; if that is refused too, the person must sign in again.
     */
    401: ({
        code: 'authentication_required';
    } & AuthenticationRequiredProblem) | ({
        code: 'invalid_token';
    } & InvalidTokenProblem);
    /**
     * The access token does not carry the scope that the operation needs: the role does not have it, or it was left out when the token was asked for.
     */
    403: InsufficientScopeProblem;
    /**
     * There is nothing at this address, or what is there is not yours; these two look the same on purpose.
     */
    404: NotFoundProblem;
    /**
     * `If-Match` does not name the current version: somebody else changed it after you read it. Read it again, and make your change on what you find.
     */
    412: PreconditionFailedProblem;
    /**
     * The request was read, and a value breaks a rule of this contract, or a query parameter is unknown or repeated. `errors` names every place in a body, or the first parameter, and the rule.
     */
    422: ValidationFailedProblem;
    /**
     * A quota is spent. `Retry-After` says how many seconds to wait, `RateLimit-Policy` which quota it is.
     */
    429: RateLimitedProblem;
    /**
     * We made a mistake. Nothing was changed; report it with the `request_id`.
     */
    500: InternalErrorProblem;
    /**
     * The database does not answer, or this server is overloaded. `Retry-After` says how many seconds to wait.
     */
    503: ServiceUnavailableProblem;
};

export type ReinstateUserError = ReinstateUserErrors[keyof ReinstateUserErrors];

export type ReinstateUserResponses = {
    /**
     * The account is not suspended.
     */
    204: void;
};

export type ReinstateUserResponse = ReinstateUserResponses[keyof ReinstateUserResponses];

export type SuspendUserData = {
    body: SuspensionRequest;
    headers?: {
        /**
         * The ETag that your change is based on. If it is no longer the current one, nothing is changed and you get 412. A list of ETags and `*` are understood (RFC 9110 §13.1.1). Without it the change is made whatever happened in between.
         */
        'If-Match'?: string;
    };
    path: {
        /**
         * The id of an account.
         */
        user_id: string;
    };
    query?: never;
    url: '/api/v1/users/{user_id}/suspension';
};

export type SuspendUserErrors = {
    /**
     * The request cannot be read: the body is not valid JSON or not UTF-8, names a member twice, is nested too deeply, or a header that may occur once occurs twice.
     */
    400: MalformedRequestProblem;
    /**
     * - `authentication_required`: The request carries no access token. Sign in with `createToken` and send `Authorization` with the scheme Bearer.
     * - `invalid_token`: The access token is expired, damaged or not ours, its session has ended, its account is suspended, or this operation does not accept its issuer. Refresh once with `createToken`; if that is refused too, the person must sign in again.
     */
    401: ({
        code: 'authentication_required';
    } & AuthenticationRequiredProblem) | ({
        code: 'invalid_token';
    } & InvalidTokenProblem);
    /**
     * The access token does not carry the scope that the operation needs: the role does not have it, or it was left out when the token was asked for.
     */
    403: InsufficientScopeProblem;
    /**
     * There is nothing at this address, or what is there is not yours; these two look the same on purpose.
     */
    404: NotFoundProblem;
    /**
     * The request did not arrive in time. Send it again over a better line.
     */
    408: RequestTimeoutProblem;
    /**
     * - `last_admin`: The change would leave nobody who can manage accounts: an admin whose address is confirmed and who is not suspended. Make another admin first.
     * - `cannot_suspend_self`: The account to suspend is the one that is asking. Another admin can do it.
     */
    409: ({
        code: 'last_admin';
    } & LastAdminProblem) | ({
        code: 'cannot_suspend_self';
    } & CannotSuspendSelfProblem);
    /**
     * `If-Match` does not name the current version: somebody else changed it after you read it. Read it again, and make your change on what you find.
     */
    412: PreconditionFailedProblem;
    /**
     * The body of the request is larger than this server reads.
     */
    413: PayloadTooLargeProblem;
    /**
     * The `Content-Type` is missing or not the one that the operation declares, its charset is not UTF-8, or the body is compressed.
     */
    415: UnsupportedMediaTypeProblem;
    /**
     * The request was read, and a value breaks a rule of this contract, or a query parameter is unknown or repeated. `errors` names every place in a body, or the first parameter, and the rule.
     */
    422: ValidationFailedProblem;
    /**
     * A quota is spent. `Retry-After` says how many seconds to wait, `RateLimit-Policy` which quota it is.
     */
    429: RateLimitedProblem;
    /**
     * We made a mistake. Nothing was changed; report it with the `request_id`.
     */
    500: InternalErrorProblem;
    /**
     * The database does not answer, or this server is overloaded. `Retry-After` says how many seconds to wait.
     */
    503: ServiceUnavailableProblem;
};

export type SuspendUserError = SuspendUserErrors[keyof SuspendUserErrors];

export type SuspendUserResponses = {
    /**
     * The account, suspended.
     */
    200: User;
};

export type SuspendUserResponse = SuspendUserResponses[keyof SuspendUserResponses];

export type EndUserSessionsData = {
    body?: never;
    path: {
        /**
         * The id of an account.
         */
        user_id: string;
    };
    query?: never;
    url: '/api/v1/users/{user_id}/sessions';
};

export type EndUserSessionsErrors = {
    /**
     * The request cannot be read: the body is not valid JSON or not UTF-8, names a member twice, is nested too deeply, or a header that may occur once occurs twice.
     */
    400: MalformedRequestProblem;
    /**
     * - `authentication_required`: The request carries no access token. Sign in with `createToken` and send `Authorization` with the scheme Bearer.
     * - `invalid_token`: The access token is expired, damaged or not ours, its session has ended, its account is suspended, or this operation does not accept its issuer. Refresh once with `createToken`; if that is refused too, the person must sign in again.
     */
    401: ({
        code: 'authentication_required';
    } & AuthenticationRequiredProblem) | ({
        code: 'invalid_token';
    } & InvalidTokenProblem);
    /**
     * The access token does not carry the scope that the operation needs: the role does not have it, or it was left out when the token was asked for.
     */
    403: InsufficientScopeProblem;
    /**
     * There is nothing at this address, or what is there is not yours; these two look the same on purpose.
     */
    404: NotFoundProblem;
    /**
     * The request was read, and a value breaks a rule of this contract, or a query parameter is unknown or repeated. `errors` names every place in a body, or the first parameter, and the rule.
     */
    422: ValidationFailedProblem;
    /**
     * A quota is spent. `Retry-After` says how many seconds to wait, `RateLimit-Policy` which quota it is.
     */
    429: RateLimitedProblem;
    /**
     * We made a mistake. Nothing was changed; report it with the `request_id`.
     */
    500: InternalErrorProblem;
    /**
     * The database does not answer, or this server is overloaded. `Retry-After` says how many seconds to wait.
     */
    503: ServiceUnavailableProblem;
};

export type EndUserSessionsError = EndUserSessionsErrors[keyof EndUserSessionsErrors];

export type EndUserSessionsResponses = {
    /**
     * The account is signed in nowhere.
     */
    204: void;
};

export type EndUserSessionsResponse = EndUserSessionsResponses[keyof EndUserSessionsResponses];

export type ListUserSessionsData = {
    body?: never;
    path: {
        /**
         * The id of an account.
         */
        user_id: string;
    };
    query?: never;
    url: '/api/v1/users/{user_id}/sessions';
};

export type ListUserSessionsErrors = {
    /**
     * The request cannot be read: the body is not valid JSON or not UTF-8, names a member twice, is nested too deeply, or a header that may occur once occurs twice.
     */
    400: MalformedRequestProblem;
    /**
     * - `authentication_required`: The request carries no access token. Sign in with `createToken` and send `Authorization` with the scheme Bearer.
     * - `invalid_token`: The access token is expired, damaged or not ours, its session has ended, its account is suspended, or this operation does not accept its issuer. Refresh once with `createToken`; if that is refused too, the person must sign in again.
     */
    401: ({
        code: 'authentication_required';
    } & AuthenticationRequiredProblem) | ({
        code: 'invalid_token';
    } & InvalidTokenProblem);
    /**
     * The access token does not carry the scope that the operation needs: the role does not have it, or it was left out when the token was asked for.
     */
    403: InsufficientScopeProblem;
    /**
     * There is nothing at this address, or what is there is not yours; these two look the same on purpose.
     */
    404: NotFoundProblem;
    /**
     * The request was read, and a value breaks a rule of this contract, or a query parameter is unknown or repeated. `errors` names every place in a body, or the first parameter, and the rule.
     */
    422: ValidationFailedProblem;
    /**
     * A quota is spent. `Retry-After` says how many seconds to wait, `RateLimit-Policy` which quota it is.
     */
    429: RateLimitedProblem;
    /**
     * We made a mistake. Nothing was changed; report it with the `request_id`.
     */
    500: InternalErrorProblem;
    /**
     * The database does not answer, or this server is overloaded. `Retry-After` says how many seconds to wait.
     */
    503: ServiceUnavailableProblem;
};

export type ListUserSessionsError = ListUserSessionsErrors[keyof ListUserSessionsErrors];

export type ListUserSessionsResponses = {
    /**
     * The live sessions.
     */
    200: SessionList;
};

export type ListUserSessionsResponse = ListUserSessionsResponses[keyof ListUserSessionsResponses];

export type StartPasswordResetData = {
    body?: never;
    path: {
        /**
         * The id of an account.
         */
        user_id: string;
    };
    query?: never;
    url: '/api/v1/users/{user_id}/password-reset';
};

export type StartPasswordResetErrors = {
    /**
     * The request cannot be read: the body is not valid JSON or not UTF-8, names a member twice, is nested too deeply, or a header that may occur once occurs twice.
     */
    400: MalformedRequestProblem;
    /**
     * - `authentication_required`: The request carries no access token. Sign in with `createToken` and send `Authorization` with the scheme Bearer.
     * - `invalid_token`: The access token is expired, damaged or not ours, its session has ended, its account is suspended, or this operation does not accept its issuer. Refresh once with `createToken`; if that is refused too, the person must sign in again.
     */
    401: ({
        code: 'authentication_required';
    } & AuthenticationRequiredProblem) | ({
        code: 'invalid_token';
    } & InvalidTokenProblem);
    /**
     * The access token does not carry the scope that the operation needs: the role does not have it, or it was left out when the token was asked for.
     */
    403: InsufficientScopeProblem;
    /**
     * There is nothing at this address, or what is there is not yours; these two look the same on purpose.
     */
    404: NotFoundProblem;
    /**
     * The request was read, and a value breaks a rule of this contract, or a query parameter is unknown or repeated. `errors` names every place in a body, or the first parameter, and the rule.
     */
    422: ValidationFailedProblem;
    /**
     * A quota is spent. `Retry-After` says how many seconds to wait, `RateLimit-Policy` which quota it is.
     */
    429: RateLimitedProblem;
    /**
     * We made a mistake. Nothing was changed; report it with the `request_id`.
     */
    500: InternalErrorProblem;
    /**
     * The database does not answer, or this server is overloaded. `Retry-After` says how many seconds to wait.
     */
    503: ServiceUnavailableProblem;
};

export type StartPasswordResetError = StartPasswordResetErrors[keyof StartPasswordResetErrors];

export type StartPasswordResetResponses = {
    /**
     * Taken; the mail follows.
     */
    202: Acknowledgement;
};

export type StartPasswordResetResponse = StartPasswordResetResponses[keyof StartPasswordResetResponses];

export type ListAuditEventsData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * Only what this account did.
         */
        actor_id?: string;
        /**
         * Only what was done to this account.
         */
        subject_id?: string;
        /**
         * Only events of this kind.
         */
        action?: AuditAction;
        /**
         * Only events of this instant or later.
         */
        after?: string;
        /**
         * Only events before this instant.
         */
        before?: string;
        /**
         * The order; a minus turns it around.
         */
        sort?: 'sequence' | '-sequence';
        /**
         * How many items a page has at most.
         */
        limit?: number;
        /**
         * `next_cursor` of the page before, with the same filters and the same sort. A cursor is good for a day; do not read anything into it.
         */
        cursor?: string;
    };
    url: '/api/v1/audit-events';
};

export type ListAuditEventsErrors = {
    /**
     * - `malformed_request`: The request cannot be read: the body is not valid JSON or not UTF-8, names a member twice, is nested too deeply, or a header that may occur once occurs twice.
     * - `invalid_cursor`: The cursor was changed, is more than a day old, or came from a query with other filters or another sort. Begin with the first page.
     */
    400: ({
        code: 'malformed_request';
    } & MalformedRequestProblem) | ({
        code: 'invalid_cursor';
    } & InvalidCursorProblem);
    /**
     * - `authentication_required`: The request carries no access token. Sign in with `createToken` and send `Authorization` with the scheme Bearer.
     * - `invalid_token`: The access token is expired, damaged or not ours, its session has ended, its account is suspended, or this operation does not accept its issuer. Refresh once with `createToken`; if that is refused too, the person must sign in again.
     */
    401: ({
        code: 'authentication_required';
    } & AuthenticationRequiredProblem) | ({
        code: 'invalid_token';
    } & InvalidTokenProblem);
    /**
     * The access token does not carry the scope that the operation needs: the role does not have it, or it was left out when the token was asked for.
     */
    403: InsufficientScopeProblem;
    /**
     * The request was read, and a value breaks a rule of this contract, or a query parameter is unknown or repeated. `errors` names every place in a body, or the first parameter, and the rule.
     */
    422: ValidationFailedProblem;
    /**
     * A quota is spent. `Retry-After` says how many seconds to wait, `RateLimit-Policy` which quota it is.
     */
    429: RateLimitedProblem;
    /**
     * We made a mistake. Nothing was changed; report it with the `request_id`.
     */
    500: InternalErrorProblem;
    /**
     * The database does not answer, or this server is overloaded. `Retry-After` says how many seconds to wait.
     */
    503: ServiceUnavailableProblem;
};

export type ListAuditEventsError = ListAuditEventsErrors[keyof ListAuditEventsErrors];

export type ListAuditEventsResponses = {
    /**
     * One page of events.
     */
    200: AuditEventPage;
};

export type ListAuditEventsResponse = ListAuditEventsResponses[keyof ListAuditEventsResponses];

export type GetLivenessData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/health/live';
};

export type GetLivenessErrors = {
    /**
     * The request cannot be read: the body is not valid JSON or not UTF-8, names a member twice, is nested too deeply, or a header that may occur once occurs twice.
     */
    400: MalformedRequestProblem;
    /**
     * The request was read, and a value breaks a rule of this contract, or a query parameter is unknown or repeated. `errors` names every place in a body, or the first parameter, and the rule.
     */
    422: ValidationFailedProblem;
    /**
     * A quota is spent. `Retry-After` says how many seconds to wait, `RateLimit-Policy` which quota it is.
     */
    429: RateLimitedProblem;
    /**
     * We made a mistake. Nothing was changed; report it with the `request_id`.
     */
    500: InternalErrorProblem;
};

export type GetLivenessError = GetLivenessErrors[keyof GetLivenessErrors];

export type GetLivenessResponses = {
    /**
     * The process runs.
     */
    200: Liveness;
};

export type GetLivenessResponse = GetLivenessResponses[keyof GetLivenessResponses];

export type GetReadinessData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/health/ready';
};

export type GetReadinessErrors = {
    /**
     * The request cannot be read: the body is not valid JSON or not UTF-8, names a member twice, is nested too deeply, or a header that may occur once occurs twice.
     */
    400: MalformedRequestProblem;
    /**
     * The request was read, and a value breaks a rule of this contract, or a query parameter is unknown or repeated. `errors` names every place in a body, or the first parameter, and the rule.
     */
    422: ValidationFailedProblem;
    /**
     * A quota is spent. `Retry-After` says how many seconds to wait, `RateLimit-Policy` which quota it is.
     */
    429: RateLimitedProblem;
    /**
     * We made a mistake. Nothing was changed; report it with the `request_id`.
     */
    500: InternalErrorProblem;
    /**
     * The server is starting or stopping, or lacks its database, migrations or keys. Send it no traffic yet.
     */
    503: NotReadyProblem;
};

export type GetReadinessError = GetReadinessErrors[keyof GetReadinessErrors];

export type GetReadinessResponses = {
    /**
     * The service can work.
     */
    200: Readiness;
};

export type GetReadinessResponse = GetReadinessResponses[keyof GetReadinessResponses];

export type GetJwksData = {
    body?: never;
    headers?: {
        /**
         * The ETag that you have. If it is still the current one you get 304 without a body. A list of ETags and `*` are understood (RFC 9110 §13.1.2).
         */
        'If-None-Match'?: string;
    };
    path?: never;
    query?: never;
    url: '/.well-known/jwks.json';
};

export type GetJwksErrors = {
    /**
     * The request cannot be read: the body is not valid JSON or not UTF-8, names a member twice, is nested too deeply, or a header that may occur once occurs twice.
     */
    400: MalformedRequestProblem;
    /**
     * The request was read, and a value breaks a rule of this contract, or a query parameter is unknown or repeated. `errors` names every place in a body, or the first parameter, and the rule.
     */
    422: ValidationFailedProblem;
    /**
     * A quota is spent. `Retry-After` says how many seconds to wait, `RateLimit-Policy` which quota it is.
     */
    429: RateLimitedProblem;
    /**
     * We made a mistake. Nothing was changed; report it with the `request_id`.
     */
    500: InternalErrorProblem;
};

export type GetJwksError = GetJwksErrors[keyof GetJwksErrors];

export type GetJwksResponses = {
    /**
     * The keys; the first one signs.
     */
    200: JwkSet;
};

export type GetJwksResponse = GetJwksResponses[keyof GetJwksResponses];

export type GetAuthorizationServerData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/.well-known/oauth-authorization-server';
};

export type GetAuthorizationServerErrors = {
    /**
     * The request cannot be read: the body is not valid JSON or not UTF-8, names a member twice, is nested too deeply, or a header that may occur once occurs twice.
     */
    400: MalformedRequestProblem;
    /**
     * The request was read, and a value breaks a rule of this contract, or a query parameter is unknown or repeated. `errors` names every place in a body, or the first parameter, and the rule.
     */
    422: ValidationFailedProblem;
    /**
     * A quota is spent. `Retry-After` says how many seconds to wait, `RateLimit-Policy` which quota it is.
     */
    429: RateLimitedProblem;
    /**
     * We made a mistake. Nothing was changed; report it with the `request_id`.
     */
    500: InternalErrorProblem;
};

export type GetAuthorizationServerError = GetAuthorizationServerErrors[keyof GetAuthorizationServerErrors];

export type GetAuthorizationServerResponses = {
    /**
     * The metadata.
     */
    200: AuthorizationServerMetadata;
};

export type GetAuthorizationServerResponse = GetAuthorizationServerResponses[keyof GetAuthorizationServerResponses];
