// Written by `make sdk` from the contract; never edit it.

import { type Client, type Options as Options2, type TDataShape, urlSearchParamsBodySerializer } from './client/index.js';
import type { ChangePasswordData, ChangePasswordErrors, ChangePasswordResponses, ConfirmEmailData, ConfirmEmailErrors, ConfirmEmailResponses, CreateTokenData, CreateTokenErrors, CreateTokenResponses, CreateUserData, CreateUserErrors, CreateUserResponses, DeleteUserData, DeleteUserErrors, DeleteUserResponses, EndMyOtherSessionsData, EndMyOtherSessionsErrors, EndMyOtherSessionsResponses, EndMySessionData, EndMySessionErrors, EndMySessionResponses, EndUserSessionsData, EndUserSessionsErrors, EndUserSessionsResponses, ForgotPasswordData, ForgotPasswordErrors, ForgotPasswordResponses, GetAuthorizationServerData, GetAuthorizationServerErrors, GetAuthorizationServerResponses, GetJwksData, GetJwksErrors, GetJwksResponses, GetLivenessData, GetLivenessErrors, GetLivenessResponses, GetMeData, GetMeErrors, GetMeResponses, GetReadinessData, GetReadinessErrors, GetReadinessResponses, GetUserData, GetUserErrors, GetUserResponses, ListAuditEventsData, ListAuditEventsErrors, ListAuditEventsResponses, ListMySessionsData, ListMySessionsErrors, ListMySessionsResponses, ListUsersData, ListUsersErrors, ListUserSessionsData, ListUserSessionsErrors, ListUserSessionsResponses, ListUsersResponses, LogoutData, LogoutErrors, LogoutResponses, RegisterData, RegisterErrors, RegisterResponses, ReinstateUserData, ReinstateUserErrors, ReinstateUserResponses, ResendEmailVerificationData, ResendEmailVerificationErrors, ResendEmailVerificationResponses, ResetPasswordData, ResetPasswordErrors, ResetPasswordResponses, RevokeTokenData, RevokeTokenErrors, RevokeTokenResponses, StartPasswordResetData, StartPasswordResetErrors, StartPasswordResetResponses, SuspendUserData, SuspendUserErrors, SuspendUserResponses, UpdateMeData, UpdateMeErrors, UpdateMeResponses, UpdateUserData, UpdateUserErrors, UpdateUserResponses } from './types.gen.js';

export type Options<TData extends TDataShape = TDataShape, ThrowOnError extends boolean = boolean, TResponse = unknown> = Options2<TData, ThrowOnError, TResponse> & {
    /**
     * You can provide a client instance returned by `createClient()` instead of
     * individual options. This might be also useful if you want to implement a
     * custom client.
     */
    client: Client;
    /**
     * You can pass arbitrary values through the `meta` object. This can be
     * used to access values that aren't defined as part of the SDK function.
     */
    meta?: Record<string, unknown>;
};

/**
 * Register an account
 *
 * Starts an account and mails its owner a link and six digits; hand either to `confirmEmail`. Until the address is
 * confirmed the account cannot sign in.
 *
 * The answer is **always the same 202**, after the same time, whether the address is new or already has an
 * account: nobody can find out here who has one. If there is one already, nothing changes and the mail says so. So
 * show "look into your mailbox" and nothing else.
 *
 * Send an `Idempotency-Key`, and a retry after a lost answer does not send a second mail.
 *
 */
export const register = <ThrowOnError extends boolean = false>(options: Options<RegisterData, ThrowOnError>) => options.client.post<RegisterResponses, RegisterErrors, ThrowOnError>({
    url: '/api/v1/auth/register',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Send the verification mail again
 *
 * Mails a new link and new digits if the address belongs to an account that is not confirmed yet; otherwise
 * nothing is sent. What earlier mails contained stops working.
 *
 * The answer is **always the same 202**, after the same time, so that nobody can find out who has an account.
 *
 */
export const resendEmailVerification = <ThrowOnError extends boolean = false>(options: Options<ResendEmailVerificationData, ThrowOnError>) => options.client.post<ResendEmailVerificationResponses, ResendEmailVerificationErrors, ThrowOnError>({
    url: '/api/v1/auth/email-verification',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Confirm an e-mail address
 *
 * Proves that the person reads the mail of this address; from now on the account can sign in. `method` says what
 * you send: the `token` from the link, or the `code` of six digits together with the address.
 *
 * Both work **once**. The link leads to your page, and your page calls this operation when the person presses a
 * button: it is a POST so that programs that open the links of a mail use nothing up. Whatever is wrong with a
 * token or code, it is one `verification_token_invalid`; offer `resendEmailVerification` then.
 *
 */
export const confirmEmail = <ThrowOnError extends boolean = false>(options: Options<ConfirmEmailData, ThrowOnError>) => options.client.post<ConfirmEmailResponses, ConfirmEmailErrors, ThrowOnError>({
    url: '/api/v1/auth/email-verification/confirm',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Sign in, or refresh
 *
 * The token endpoint of OAuth 2.0 (RFC 6749): a **form**, and errors as `{"error", "error_description"}`.
 *
 * **Sign in**: `grant_type=password` with `username` (the e-mail address) and `password`. It starts a session. A wrong
 * password and an unknown address are the same `invalid_grant`, after the same time. With the right password, an
 * account that is suspended or whose address is not confirmed is `invalid_grant` too, and `error_description` says
 * why. Many wrong guesses slow down this account for your network address only: 429 says for how long.
 *
 * **Refresh**: `grant_type=refresh_token` with the `refresh_token` you got last. You get a new pair; the old
 * refresh token is spent. Sending the same one again **within 10 seconds** gives the same new refresh token, so
 * two tabs, or a retry after a lost answer, sign nobody out. A spent token that comes back later counts as stolen:
 * the session ends and its owner gets a mail. Keep refresh tokens out of reach of scripts.
 *
 * An access token lives for ten minutes, a session for 30 days, or 7 days if nobody uses it. An account that has very
 * many sessions loses the oldest when it begins another.
 *
 */
export const createToken = <ThrowOnError extends boolean = false>(options: Options<CreateTokenData, ThrowOnError>) => options.client.post<CreateTokenResponses, CreateTokenErrors, ThrowOnError>({
    ...urlSearchParamsBodySerializer,
    url: '/api/v1/auth/token',
    ...options,
    headers: {
        'Content-Type': 'application/x-www-form-urlencoded',
        ...options.headers
    }
});

/**
 * Revoke a token
 *
 * Ends the session that the refresh token or access token belongs to, with all its tokens, **at once** (RFC 7009).
 * It is public, so the refresh token still ends the session when the access token has expired. Whoever has a good
 * access token at hand can use `logout`.
 *
 * A token that is unknown, spent, expired or already revoked is 200 too: it is of no use any more, which is what you
 * wanted. The tokens of mails cannot be revoked (`unsupported_token_type`). A form, and errors as
 * `{"error", "error_description"}`.
 *
 */
export const revokeToken = <ThrowOnError extends boolean = false>(options: Options<RevokeTokenData, ThrowOnError>) => options.client.post<RevokeTokenResponses, RevokeTokenErrors, ThrowOnError>({
    ...urlSearchParamsBodySerializer,
    url: '/api/v1/auth/revoke',
    ...options,
    headers: {
        'Content-Type': 'application/x-www-form-urlencoded',
        ...options.headers
    }
});

/**
 * Sign out
 *
 * Ends the session of the access token that you send, at once: its access tokens and its refresh token stop working with this answer. Other sessions stay. Any valid access token will do, whatever its scopes. If you get 401, the session had already ended: you are signed out.
 */
export const logout = <ThrowOnError extends boolean = false>(options: Options<LogoutData, ThrowOnError>) => options.client.post<LogoutResponses, LogoutErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/auth/logout',
    ...options
});

/**
 * Ask for a mail to reset the password
 *
 * Mails a link with a reset token if the address belongs to an active account; otherwise nothing is sent. Nothing else
 * changes: the old password works, and nobody is signed out, until `resetPassword` is called.
 *
 * The answer is **always the same 202**, after the same time, so that nobody can find out who has an account. Show
 * "look into your mailbox" and nothing else.
 *
 */
export const forgotPassword = <ThrowOnError extends boolean = false>(options: Options<ForgotPasswordData, ThrowOnError>) => options.client.post<ForgotPasswordResponses, ForgotPasswordErrors, ThrowOnError>({
    url: '/api/v1/auth/password/forgot',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Set a new password with a reset token
 *
 * Replaces a forgotten password. It **ends all sessions** of the account, at once, on every device, and tells its
 * owner by mail. It does not sign in: call `createToken` with the new password afterwards.
 *
 * The token works **once**; whatever is wrong with it, it is one `reset_token_invalid`. A new password that is refused
 * (`weak_password`, or 422 for its length) does not use the token up. As the mail was read, the address counts as
 * confirmed from now on.
 *
 */
export const resetPassword = <ThrowOnError extends boolean = false>(options: Options<ResetPasswordData, ThrowOnError>) => options.client.post<ResetPasswordResponses, ResetPasswordErrors, ThrowOnError>({
    url: '/api/v1/auth/password/reset',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Read your account
 *
 * The account that the access token belongs to. Keep the `ETag`: with `If-None-Match` the next read is a 304 without a body when nothing has changed, and with `If-Match` your change does not overwrite that of another tab. Where accounts are made on demand, the first call with the token of another issuer makes one.
 */
export const getMe = <ThrowOnError extends boolean = false>(options: Options<GetMeData, ThrowOnError>) => options.client.get<GetMeResponses, GetMeErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/me',
    ...options
});

/**
 * Change your profile
 *
 * A merge patch (RFC 7396): what you leave out stays, null removes the value, anything else replaces it.
 * `preferences` is merged entry by entry, so two frontends can each keep their own.
 *
 * Send `If-Match` with the `ETag` you read, and a change that somebody else made in between is not overwritten:
 * you get 412 `precondition_failed`. Without it, the last one wins. The address and the password have operations
 * of their own.
 *
 */
export const updateMe = <ThrowOnError extends boolean = false>(options: Options<UpdateMeData, ThrowOnError>) => options.client.patch<UpdateMeResponses, UpdateMeErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/me',
    ...options,
    headers: {
        'Content-Type': 'application/merge-patch+json',
        ...options.headers
    }
});

/**
 * Change your password
 *
 * Needs the current password, even though you are signed in: a borrowed phone must not be enough. It **ends all
 * your other sessions**, at once, and tells you by mail; the session that you are asking with goes on, with the
 * tokens that it has.
 *
 * Wrong guesses of the current password are counted as at sign-in: 403 `current_password_incorrect`, then 429.
 *
 */
export const changePassword = <ThrowOnError extends boolean = false>(options: Options<ChangePasswordData, ThrowOnError>) => options.client.post<ChangePasswordResponses, ChangePasswordErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/me/password',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Sign out everywhere else
 *
 * Ends all your sessions, at once, but the one that you are asking with. If there are no others, it is 204 too. To end the current one as well, call `logout` afterwards.
 */
export const endMyOtherSessions = <ThrowOnError extends boolean = false>(options: Options<EndMyOtherSessionsData, ThrowOnError>) => options.client.delete<EndMyOtherSessionsResponses, EndMyOtherSessionsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/me/sessions',
    ...options
});

/**
 * See where you are signed in
 *
 * Your live sessions, newest sign-in first; one of them is `current`. Sessions that have ended are not listed. The list comes whole.
 */
export const listMySessions = <ThrowOnError extends boolean = false>(options: Options<ListMySessionsData, ThrowOnError>) => options.client.get<ListMySessionsResponses, ListMySessionsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/me/sessions',
    ...options
});

/**
 * End one of your sessions
 *
 * Ends a session, at once: its access tokens and its refresh token stop working with this answer. It may be the one that you are asking with. A session that has already ended, or that is somebody else's, is 404 `not_found`.
 */
export const endMySession = <ThrowOnError extends boolean = false>(options: Options<EndMySessionData, ThrowOnError>) => options.client.delete<EndMySessionResponses, EndMySessionErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/me/sessions/{session_id}',
    ...options
});

/**
 * Find accounts
 *
 * Accounts, page by page, narrowed by any of the filters. `next_cursor` of one page gets the next one; a page is
 * stable while accounts come and go: nothing is shown twice and nothing that was there is left out. There is no
 * total.
 *
 */
export const listUsers = <ThrowOnError extends boolean = false>(options: Options<ListUsersData, ThrowOnError>) => options.client.get<ListUsersResponses, ListUsersErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/users',
    ...options
});

/**
 * Make an account for somebody
 *
 * With a `password` the account can be used as soon as its address is proven: at once, if you say that you know it
 * (`email_verified`), else when its owner confirms it by mail. Without a `password` its owner is invited: a mail
 * carries a token for `resetPassword`, which sets the password and proves the address.
 *
 */
export const createUser = <ThrowOnError extends boolean = false>(options: Options<CreateUserData, ThrowOnError>) => options.client.post<CreateUserResponses, CreateUserErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/users',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Remove an account
 *
 * Removes the account, its sessions and everything it kept, at once and for good. What was recorded of it in the audit trail stays, by its id. The address can be registered again.
 */
export const deleteUser = <ThrowOnError extends boolean = false>(options: Options<DeleteUserData, ThrowOnError>) => options.client.delete<DeleteUserResponses, DeleteUserErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/users/{user_id}',
    ...options
});

/**
 * Read an account
 *
 * Any account, by its id. Keep the `ETag`; a change needs it.
 */
export const getUser = <ThrowOnError extends boolean = false>(options: Options<GetUserData, ThrowOnError>) => options.client.get<GetUserResponses, GetUserErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/users/{user_id}',
    ...options
});

/**
 * Change an account
 *
 * A merge patch (RFC 7396) of the profile, the role and whether the address is proven. Another role acts on the
 * next request of its owner, except for a token with a `scope` that somebody asked for. The address and the password
 * belong to the owner: `startPasswordReset` lets them choose a new one. Whoever registered an address may not be its
 * owner: if nobody has confirmed it yet, another role or `email_verified` drops the password, and the owner is invited to choose one.
 *
 */
export const updateUser = <ThrowOnError extends boolean = false>(options: Options<UpdateUserData, ThrowOnError>) => options.client.patch<UpdateUserResponses, UpdateUserErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/users/{user_id}',
    ...options,
    headers: {
        'Content-Type': 'application/merge-patch+json',
        ...options.headers
    }
});

/**
 * Lift a suspension
 *
 * The account can be used again; its owner signs in anew. An account that is not suspended stays as it is, and the answer is 204 too. Send `If-Match` if it matters that nobody has changed the account since you read it.
 */
export const reinstateUser = <ThrowOnError extends boolean = false>(options: Options<ReinstateUserData, ThrowOnError>) => options.client.delete<ReinstateUserResponses, ReinstateUserErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/users/{user_id}/suspension',
    ...options
});

/**
 * Suspend an account
 *
 * The account cannot be used any more, from the next request of its owner on: all its sessions end. Done again, it
 * replaces reason and end. Send `If-Match` if it matters that nobody has changed the account since you read it.
 *
 */
export const suspendUser = <ThrowOnError extends boolean = false>(options: Options<SuspendUserData, ThrowOnError>) => options.client.put<SuspendUserResponses, SuspendUserErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/users/{user_id}/suspension',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Sign somebody out everywhere
 *
 * Ends all sessions of an account, at once. If there are none, it is 204 too. If the account is your own, the session that you are asking with ends as well.
 */
export const endUserSessions = <ThrowOnError extends boolean = false>(options: Options<EndUserSessionsData, ThrowOnError>) => options.client.delete<EndUserSessionsResponses, EndUserSessionsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/users/{user_id}/sessions',
    ...options
});

/**
 * See where somebody is signed in
 *
 * The live sessions of an account, newest sign-in first. The list comes whole.
 */
export const listUserSessions = <ThrowOnError extends boolean = false>(options: Options<ListUserSessionsData, ThrowOnError>) => options.client.get<ListUserSessionsResponses, ListUserSessionsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/users/{user_id}/sessions',
    ...options
});

/**
 * Let somebody choose a new password
 *
 * Mails the owner of the account a token for `resetPassword`. Nobody but the owner ever chooses the password. Until it is used, the old password goes on working; `endUserSessions` or `suspendUser` act at once. A suspended account gets no mail.
 */
export const startPasswordReset = <ThrowOnError extends boolean = false>(options: Options<StartPasswordResetData, ThrowOnError>) => options.client.post<StartPasswordResetResponses, StartPasswordResetErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/users/{user_id}/password-reset',
    ...options
});

/**
 * See who did what
 *
 * The audit trail, page by page, narrowed by any of the filters. Each event was written in the same transaction as
 * the change that it tells of, and holds the hash of the one before: whoever changes or removes one breaks the chain,
 * which `accord audit verify` shows.
 *
 */
export const listAuditEvents = <ThrowOnError extends boolean = false>(options: Options<ListAuditEventsData, ThrowOnError>) => options.client.get<ListAuditEventsResponses, ListAuditEventsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/api/v1/audit-events',
    ...options
});

/**
 * Does the process run?
 *
 * For the machine that restarts the process. It looks at nothing else: if the database is away, this is still 200. Ask `getReadiness` whether the service can work.
 */
export const getLiveness = <ThrowOnError extends boolean = false>(options: Options<GetLivenessData, ThrowOnError>) => options.client.get<GetLivenessResponses, GetLivenessErrors, ThrowOnError>({ url: '/health/live', ...options });

/**
 * Can the service work?
 *
 * For the machine that sends traffic here. 200 when the database answers, has the tables that this release expects, and there is a key to sign access tokens with; 503 `not_ready` otherwise, and while the service is stopping, with the reason in `detail`.
 */
export const getReadiness = <ThrowOnError extends boolean = false>(options: Options<GetReadinessData, ThrowOnError>) => options.client.get<GetReadinessResponses, GetReadinessErrors, ThrowOnError>({ url: '/health/ready', ...options });

/**
 * Read the public keys
 *
 * The keys that verify our access tokens, for backends that check tokens themselves. Keep the answer for ten minutes and read it again when a token names a `kid` that you do not have. A frontend does not need it. A valid signature does not say that the session is still alive: only this server knows that.
 */
export const getJwks = <ThrowOnError extends boolean = false>(options: Options<GetJwksData, ThrowOnError>) => options.client.get<GetJwksResponses, GetJwksErrors, ThrowOnError>({ url: '/.well-known/jwks.json', ...options });

/**
 * Discover the OAuth endpoints
 *
 * The metadata of RFC 8414: OAuth client libraries read the addresses, grants and scopes from here, so that you need not type them.
 */
export const getAuthorizationServer = <ThrowOnError extends boolean = false>(options: Options<GetAuthorizationServerData, ThrowOnError>) => options.client.get<GetAuthorizationServerResponses, GetAuthorizationServerErrors, ThrowOnError>({ url: '/.well-known/oauth-authorization-server', ...options });
