"""Every refusal the domain knows, by a stable code; HTTP meets them once, in `app.http.problems`.

DomainError
├── AuthenticationRequired · InvalidToken · InsufficientScope · IdentityLinkRequired
├── RegistrationClosed · WeakPassword · CurrentPasswordIncorrect
├── VerificationTokenInvalid · ResetTokenInvalid
├── NotFound · PreconditionFailed · InvalidField · InvalidCursor
├── EmailTaken · LastAdmin · CannotSuspendSelf
├── IdempotencyKeyInUse · IdempotencyKeyReused
├── RateLimited
├── ServiceUnavailable · NotReady · IdentityProviderUnavailable
└── OAuthError (RFC 6749 §5.2)
    └── InvalidRequest · InvalidGrant · UnsupportedGrantType · InvalidScope · UnsupportedTokenType
"""

from typing import ClassVar


class DomainError(Exception):
    """A refusal: `code` is for programs, `detail` for the person who reads the answer."""

    code: ClassVar[str]

    def __init__(self, detail: str | None = None) -> None:
        super().__init__(detail or self.code)
        self.detail = detail


class AuthenticationRequired(DomainError):
    code = "authentication_required"


class InvalidToken(DomainError):
    code = "invalid_token"


class InsufficientScope(DomainError):
    code = "insufficient_scope"

    def __init__(self, missing: str) -> None:
        super().__init__(f"This operation needs the scope {missing}.")
        self.missing = missing


class IdentityLinkRequired(DomainError):
    """Another issuer knows the person, and no account here is known to be theirs."""

    code = "identity_link_required"


class RegistrationClosed(DomainError):
    code = "registration_closed"


class WeakPassword(DomainError):
    code = "weak_password"


class CurrentPasswordIncorrect(DomainError):
    code = "current_password_incorrect"


class VerificationTokenInvalid(DomainError):
    code = "verification_token_invalid"


class ResetTokenInvalid(DomainError):
    code = "reset_token_invalid"


class NotFound(DomainError):
    code = "not_found"


class PreconditionFailed(DomainError):
    code = "precondition_failed"


class InvalidField(DomainError):
    """A value that fits its schema and breaks a rule that a schema cannot say."""

    code = "validation_failed"

    def __init__(self, pointer: str, rule: str, detail: str) -> None:
        super().__init__(None)
        self.pointer = pointer
        self.rule = rule
        self.explanation = detail


class InvalidCursor(DomainError):
    code = "invalid_cursor"


class EmailTaken(DomainError):
    code = "email_taken"


class LastAdmin(DomainError):
    code = "last_admin"


class CannotSuspendSelf(DomainError):
    code = "cannot_suspend_self"


class IdempotencyKeyInUse(DomainError):
    code = "idempotency_key_in_use"


class IdempotencyKeyReused(DomainError):
    code = "idempotency_key_reused"


class RateLimited(DomainError):
    """The quota of `group` is spent; `retry_after_seconds` says for how long."""

    code = "rate_limited"

    def __init__(
        self, group: str, *, limit: int, window_seconds: int, retry_after_seconds: int
    ) -> None:
        super().__init__(f"Too many requests. Try again in {retry_after_seconds} s.")
        self.group = group
        self.limit = limit
        self.window_seconds = window_seconds
        self.retry_after_seconds = retry_after_seconds


class ServiceUnavailable(DomainError):
    """Something that we need does not answer; the caller may try again."""

    code = "service_unavailable"

    def __init__(self, detail: str | None = None, *, retry_after_seconds: int = 2) -> None:
        super().__init__(detail)
        self.retry_after_seconds = retry_after_seconds


class NotReady(ServiceUnavailable):
    code = "not_ready"


class IdentityProviderUnavailable(ServiceUnavailable):
    """The keys of another issuer cannot be fetched: nobody can tell whether its token is good."""

    code = "identity_provider_unavailable"


class OAuthError(DomainError):
    """A refusal that is declared only by the OAuth endpoints."""


class InvalidRequest(OAuthError):
    code = "invalid_request"


class InvalidGrant(OAuthError):
    code = "invalid_grant"


class UnsupportedGrantType(OAuthError):
    code = "unsupported_grant_type"


class InvalidScope(OAuthError):
    code = "invalid_scope"


class UnsupportedTokenType(OAuthError):
    code = "unsupported_token_type"
