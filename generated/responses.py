"""The problem catalogue. Written by `python -m contract.build`; never edit it."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from contract.runtime.problems import ProblemType


class ProblemCode(StrEnum):
    """Every code that a refusal can carry."""

    MALFORMED_REQUEST = "malformed_request"
    VERIFICATION_TOKEN_INVALID = "verification_token_invalid"
    RESET_TOKEN_INVALID = "reset_token_invalid"
    INVALID_CURSOR = "invalid_cursor"
    AUTHENTICATION_REQUIRED = "authentication_required"
    INVALID_TOKEN = "invalid_token"
    INSUFFICIENT_SCOPE = "insufficient_scope"
    IDENTITY_LINK_REQUIRED = "identity_link_required"
    CURRENT_PASSWORD_INCORRECT = "current_password_incorrect"
    REGISTRATION_CLOSED = "registration_closed"
    NOT_FOUND = "not_found"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    REQUEST_TIMEOUT = "request_timeout"
    IDEMPOTENCY_KEY_IN_USE = "idempotency_key_in_use"
    EMAIL_TAKEN = "email_taken"
    LAST_ADMIN = "last_admin"
    CANNOT_SUSPEND_SELF = "cannot_suspend_self"
    PRECONDITION_FAILED = "precondition_failed"
    PAYLOAD_TOO_LARGE = "payload_too_large"
    UNSUPPORTED_MEDIA_TYPE = "unsupported_media_type"
    PRECONDITION_REQUIRED = "precondition_required"
    HEADERS_TOO_LARGE = "headers_too_large"
    VALIDATION_FAILED = "validation_failed"
    WEAK_PASSWORD = "weak_password"
    IDEMPOTENCY_KEY_REUSED = "idempotency_key_reused"
    RATE_LIMITED = "rate_limited"
    INTERNAL_ERROR = "internal_error"
    SERVICE_UNAVAILABLE = "service_unavailable"
    NOT_READY = "not_ready"
    IDENTITY_PROVIDER_UNAVAILABLE = "identity_provider_unavailable"
    INVALID_REQUEST = "invalid_request"
    INVALID_GRANT = "invalid_grant"
    UNSUPPORTED_GRANT_TYPE = "unsupported_grant_type"
    INVALID_SCOPE = "invalid_scope"
    UNSUPPORTED_TOKEN_TYPE = "unsupported_token_type"


PROBLEM_TYPES: Final[Mapping[str, ProblemType]] = MappingProxyType(
    {
        "malformed_request": ProblemType(
            code="malformed_request",
            status=400,
            title="Malformed request",
            detail="The request cannot be read.",
            retryable=False,
            when="The request cannot be read: the body is not valid JSON or not UTF-8, names a member twice, is nested too deeply, or a header that may occur once occurs twice.",
            oauth_error="invalid_request",
            oauth_status=400,
        ),
        "verification_token_invalid": ProblemType(
            code="verification_token_invalid",
            status=400,
            title="Verification token not valid",
            detail="This link or code does not work any more. Ask for a new mail.",
            retryable=False,
            when="The token or the six digits are unknown, used, too old, or were guessed wrong too often. Which of these it was is not told. `resendEmailVerification` sends new ones.",
            oauth_error=None,
            oauth_status=None,
        ),
        "reset_token_invalid": ProblemType(
            code="reset_token_invalid",
            status=400,
            title="Reset token not valid",
            detail="This link does not work any more. Ask for a new mail.",
            retryable=False,
            when="The reset token is unknown, used or too old. Which of these it was is not told. `forgotPassword` sends a new one.",
            oauth_error=None,
            oauth_status=None,
        ),
        "invalid_cursor": ProblemType(
            code="invalid_cursor",
            status=400,
            title="Cursor not valid",
            detail="This cursor does not belong to this query, or is too old. Begin with the first page.",
            retryable=False,
            when="The cursor was changed, is more than a day old, or came from a query with other filters or another sort. Begin with the first page.",
            oauth_error=None,
            oauth_status=None,
        ),
        "authentication_required": ProblemType(
            code="authentication_required",
            status=401,
            title="Authentication required",
            detail="This operation needs an access token.",
            retryable=False,
            when="The request carries no access token. Sign in with `createToken` and send `Authorization` with the scheme Bearer.",
            oauth_error=None,
            oauth_status=None,
        ),
        "invalid_token": ProblemType(
            code="invalid_token",
            status=401,
            title="Access token not valid",
            detail="The access token is none, it is expired, or its session has ended.",
            retryable=False,
            when="The access token is expired, damaged or not ours, its session has ended, its account is suspended, or this operation does not accept its issuer. Refresh once with `createToken`; if that is refused too, the person must sign in again.",
            oauth_error=None,
            oauth_status=None,
        ),
        "insufficient_scope": ProblemType(
            code="insufficient_scope",
            status=403,
            title="Scope missing",
            detail="The access token lacks a scope that this operation needs.",
            retryable=False,
            when="The access token does not carry the scope that the operation needs: the role does not have it, or it was left out when the token was asked for.",
            oauth_error=None,
            oauth_status=None,
        ),
        "identity_link_required": ProblemType(
            code="identity_link_required",
            status=403,
            title="No account for this identity",
            detail="You are known to the other issuer, and no account here is known to be yours.",
            retryable=False,
            when="The token of another issuer is good, and nobody has linked the person to an account. Where accounts are made on demand, none could be: the issuer has not verified the address, or it has an account already. Which of these it was is not told: an address that is the same proves nothing. Those who run this server can link the two.",
            oauth_error=None,
            oauth_status=None,
        ),
        "current_password_incorrect": ProblemType(
            code="current_password_incorrect",
            status=403,
            title="Current password not correct",
            detail="The current password is not correct.",
            retryable=False,
            when="A password change gave a current password that is not the account's. Wrong guesses are counted, as at sign-in.",
            oauth_error=None,
            oauth_status=None,
        ),
        "registration_closed": ProblemType(
            code="registration_closed",
            status=403,
            title="Registration is closed",
            detail="New accounts cannot be registered here at present.",
            retryable=False,
            when="The people who run this server have closed registration. Accounts that exist are not concerned.",
            oauth_error=None,
            oauth_status=None,
        ),
        "not_found": ProblemType(
            code="not_found",
            status=404,
            title="Not found",
            detail="There is no such thing.",
            retryable=False,
            when="There is nothing at this address, or what is there is not yours; these two look the same on purpose.",
            oauth_error=None,
            oauth_status=None,
        ),
        "method_not_allowed": ProblemType(
            code="method_not_allowed",
            status=405,
            title="Method not allowed",
            detail="This address does not know this method; Allow names those it knows.",
            retryable=False,
            when="The address exists but does not know this method. The header `Allow` lists those that it knows.",
            oauth_error=None,
            oauth_status=None,
        ),
        "request_timeout": ProblemType(
            code="request_timeout",
            status=408,
            title="Request took too long",
            detail="The request did not arrive in time.",
            retryable=True,
            when="The request did not arrive in time. Send it again over a better line.",
            oauth_error="invalid_request",
            oauth_status=408,
        ),
        "idempotency_key_in_use": ProblemType(
            code="idempotency_key_in_use",
            status=409,
            title="Idempotency key in use",
            detail="A request with this Idempotency-Key is still being worked on.",
            retryable=True,
            when="A request with the same Idempotency-Key has not been answered yet. Wait a moment and repeat it.",
            oauth_error=None,
            oauth_status=None,
        ),
        "email_taken": ProblemType(
            code="email_taken",
            status=409,
            title="Address taken",
            detail="This e-mail address has an account already.",
            retryable=False,
            when="The e-mail address has an account already; upper and lower case make no difference. `listUsers` with `email` finds it.",
            oauth_error=None,
            oauth_status=None,
        ),
        "last_admin": ProblemType(
            code="last_admin",
            status=409,
            title="Last admin",
            detail="This is the last admin; make another one first.",
            retryable=False,
            when="The change would leave nobody who can manage accounts: an admin whose address is confirmed and who is not suspended. Make another admin first.",
            oauth_error=None,
            oauth_status=None,
        ),
        "cannot_suspend_self": ProblemType(
            code="cannot_suspend_self",
            status=409,
            title="You cannot suspend yourself",
            detail="You cannot suspend the account that you are using.",
            retryable=False,
            when="The account to suspend is the one that is asking. Another admin can do it.",
            oauth_error=None,
            oauth_status=None,
        ),
        "precondition_failed": ProblemType(
            code="precondition_failed",
            status=412,
            title="Somebody was faster",
            detail="It was changed after you read it, or If-Match is not an ETag as you got it, quotes included.",
            retryable=False,
            when="`If-Match` does not name the current version: somebody else changed it after you read it. Read it again, and make your change on what you find.",
            oauth_error=None,
            oauth_status=None,
        ),
        "payload_too_large": ProblemType(
            code="payload_too_large",
            status=413,
            title="Body too large",
            detail="The body is larger than this server reads.",
            retryable=False,
            when="The body of the request is larger than this server reads.",
            oauth_error="invalid_request",
            oauth_status=413,
        ),
        "unsupported_media_type": ProblemType(
            code="unsupported_media_type",
            status=415,
            title="Media type not supported",
            detail="The body is in a format that this operation does not read.",
            retryable=False,
            when="The `Content-Type` is missing or not the one that the operation declares, its charset is not UTF-8, or the body is compressed.",
            oauth_error="invalid_request",
            oauth_status=415,
        ),
        "precondition_required": ProblemType(
            code="precondition_required",
            status=428,
            title="Precondition required",
            detail="Send If-Match with the ETag that your change is based on.",
            retryable=False,
            when="The change needs `If-Match`, so that it does not overwrite what somebody else has changed meanwhile (RFC 6585 §3). Read the account, and send back its `ETag`.",
            oauth_error=None,
            oauth_status=None,
        ),
        "headers_too_large": ProblemType(
            code="headers_too_large",
            status=431,
            title="Headers too large",
            detail="The headers are larger than this server reads.",
            retryable=False,
            when="The headers of the request are together larger than this server reads.",
            oauth_error=None,
            oauth_status=None,
        ),
        "validation_failed": ProblemType(
            code="validation_failed",
            status=422,
            title="Validation failed",
            detail="The request breaks the rules that errors names.",
            retryable=False,
            when="The request was read, and a value breaks a rule of this contract, or a query parameter is unknown or repeated. `errors` names every place in a body, or the first parameter, and the rule.",
            oauth_error="invalid_request",
            oauth_status=400,
        ),
        "weak_password": ProblemType(
            code="weak_password",
            status=422,
            title="Password too weak",
            detail="This password is easy to guess.",
            retryable=False,
            when="The new password is easily guessed: a common one, or one made from the e-mail address or the name. Or it is too long to be stored safely.",
            oauth_error=None,
            oauth_status=None,
        ),
        "idempotency_key_reused": ProblemType(
            code="idempotency_key_reused",
            status=422,
            title="Idempotency key used for something else",
            detail="This Idempotency-Key was used with another body.",
            retryable=False,
            when="The same Idempotency-Key came with another request. Make a new key for each thing that you want done.",
            oauth_error=None,
            oauth_status=None,
        ),
        "rate_limited": ProblemType(
            code="rate_limited",
            status=429,
            title="Too many requests",
            detail="Too many requests. Wait as long as Retry-After says.",
            retryable=True,
            when="A quota is spent. `Retry-After` says how many seconds to wait, `RateLimit-Policy` which quota it is.",
            oauth_error="temporarily_unavailable",
            oauth_status=429,
        ),
        "internal_error": ProblemType(
            code="internal_error",
            status=500,
            title="Internal error",
            detail="Something went wrong on our side.",
            retryable=True,
            when="We made a mistake. Nothing was changed; report it with the `request_id`.",
            oauth_error="server_error",
            oauth_status=500,
        ),
        "service_unavailable": ProblemType(
            code="service_unavailable",
            status=503,
            title="Service unavailable",
            detail="Something that we need does not answer. Try again soon.",
            retryable=True,
            when="The database does not answer, or this server is overloaded. `Retry-After` says how many seconds to wait.",
            oauth_error="temporarily_unavailable",
            oauth_status=503,
        ),
        "not_ready": ProblemType(
            code="not_ready",
            status=503,
            title="Not ready",
            detail="The service cannot do its work yet.",
            retryable=True,
            when="The server is starting or stopping, or lacks its database, migrations or keys. Send it no traffic yet.",
            oauth_error=None,
            oauth_status=None,
        ),
        "identity_provider_unavailable": ProblemType(
            code="identity_provider_unavailable",
            status=503,
            title="Identity provider unavailable",
            detail="The issuer of this token cannot be asked for its key. Try again soon.",
            retryable=True,
            when="The token of another issuer names a key that we do not have, and the issuer does not answer, or was asked a moment ago. Whether the token is good is not known: keep it, and try again after `Retry-After`. Tokens by keys that we have go on working.",
            oauth_error=None,
            oauth_status=None,
        ),
        "invalid_request": ProblemType(
            code="invalid_request",
            status=400,
            title="Invalid request",
            detail="The request lacks a parameter, or a parameter breaks a rule.",
            retryable=False,
            when="A parameter that the grant needs is missing, or one is repeated or breaks a rule.",
            oauth_error="invalid_request",
            oauth_status=400,
        ),
        "invalid_grant": ProblemType(
            code="invalid_grant",
            status=400,
            title="Invalid grant",
            detail="The e-mail address or the password is wrong.",
            retryable=False,
            when="The address and password do not belong together, or the refresh token is unknown, used, too old or its session has ended; which of these it was is not told. Whoever gives the right password of an account that is suspended, or whose address is not confirmed, is told so in the description.",
            oauth_error="invalid_grant",
            oauth_status=400,
        ),
        "unsupported_grant_type": ProblemType(
            code="unsupported_grant_type",
            status=400,
            title="Grant type not supported",
            detail="The grant types are password and refresh_token.",
            retryable=False,
            when="The `grant_type` is none of those that this server knows.",
            oauth_error="unsupported_grant_type",
            oauth_status=400,
        ),
        "invalid_scope": ProblemType(
            code="invalid_scope",
            status=400,
            title="Invalid scope",
            detail="A scope is unknown, or more than you can have.",
            retryable=False,
            when="A scope is unknown, malformed, not the role's, or, on a refresh, was not in the session from the start.",
            oauth_error="invalid_scope",
            oauth_status=400,
        ),
        "unsupported_token_type": ProblemType(
            code="unsupported_token_type",
            status=400,
            title="Token type not supported",
            detail="Only refresh tokens and access tokens can be revoked.",
            retryable=False,
            when="The token of a mail (`evt_`, `prt_`) was presented for revocation. It ends by itself.",
            oauth_error="unsupported_token_type",
            oauth_status=400,
        ),
    }
)
