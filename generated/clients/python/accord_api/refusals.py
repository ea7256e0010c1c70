"""Every refusal of the contract. Written by `make sdk`; never edit it."""

from typing import Final, TypeAlias

from .models import (
    AuthenticationRequiredProblem,
    CannotSuspendSelfProblem,
    CurrentPasswordIncorrectProblem,
    EmailTakenProblem,
    IdempotencyKeyInUseProblem,
    IdempotencyKeyReusedProblem,
    IdentityLinkRequiredProblem,
    IdentityProviderUnavailableProblem,
    InsufficientScopeProblem,
    InternalErrorProblem,
    InvalidCursorProblem,
    InvalidGrantOAuthError,
    InvalidRequestOAuthError,
    InvalidScopeOAuthError,
    InvalidTokenProblem,
    LastAdminProblem,
    MalformedRequestProblem,
    NotFoundProblem,
    NotReadyProblem,
    PayloadTooLargeProblem,
    PreconditionFailedProblem,
    PreconditionRequiredProblem,
    RateLimitedProblem,
    RegistrationClosedProblem,
    RequestTimeoutProblem,
    ResetTokenInvalidProblem,
    ServerErrorOAuthError,
    ServiceUnavailableProblem,
    TemporarilyUnavailableOAuthError,
    UnsupportedGrantTypeOAuthError,
    UnsupportedMediaTypeProblem,
    UnsupportedTokenTypeOAuthError,
    ValidationFailedProblem,
    VerificationTokenInvalidProblem,
    WeakPasswordProblem,
)

Problem: TypeAlias = (
    AuthenticationRequiredProblem
    | CannotSuspendSelfProblem
    | CurrentPasswordIncorrectProblem
    | EmailTakenProblem
    | IdempotencyKeyInUseProblem
    | IdempotencyKeyReusedProblem
    | IdentityLinkRequiredProblem
    | IdentityProviderUnavailableProblem
    | InsufficientScopeProblem
    | InternalErrorProblem
    | InvalidCursorProblem
    | InvalidTokenProblem
    | LastAdminProblem
    | MalformedRequestProblem
    | NotFoundProblem
    | NotReadyProblem
    | PayloadTooLargeProblem
    | PreconditionFailedProblem
    | PreconditionRequiredProblem
    | RateLimitedProblem
    | RegistrationClosedProblem
    | RequestTimeoutProblem
    | ResetTokenInvalidProblem
    | ServiceUnavailableProblem
    | UnsupportedMediaTypeProblem
    | ValidationFailedProblem
    | VerificationTokenInvalidProblem
    | WeakPasswordProblem
)
OAuthError: TypeAlias = (
    InvalidGrantOAuthError
    | InvalidRequestOAuthError
    | InvalidScopeOAuthError
    | ServerErrorOAuthError
    | TemporarilyUnavailableOAuthError
    | UnsupportedGrantTypeOAuthError
    | UnsupportedTokenTypeOAuthError
)
Refusal: TypeAlias = Problem | OAuthError

PROBLEMS: Final = (
    AuthenticationRequiredProblem,
    CannotSuspendSelfProblem,
    CurrentPasswordIncorrectProblem,
    EmailTakenProblem,
    IdempotencyKeyInUseProblem,
    IdempotencyKeyReusedProblem,
    IdentityLinkRequiredProblem,
    IdentityProviderUnavailableProblem,
    InsufficientScopeProblem,
    InternalErrorProblem,
    InvalidCursorProblem,
    InvalidTokenProblem,
    LastAdminProblem,
    MalformedRequestProblem,
    NotFoundProblem,
    NotReadyProblem,
    PayloadTooLargeProblem,
    PreconditionFailedProblem,
    PreconditionRequiredProblem,
    RateLimitedProblem,
    RegistrationClosedProblem,
    RequestTimeoutProblem,
    ResetTokenInvalidProblem,
    ServiceUnavailableProblem,
    UnsupportedMediaTypeProblem,
    ValidationFailedProblem,
    VerificationTokenInvalidProblem,
    WeakPasswordProblem,
)
OAUTH_ERRORS: Final = (
    InvalidGrantOAuthError,
    InvalidRequestOAuthError,
    InvalidScopeOAuthError,
    ServerErrorOAuthError,
    TemporarilyUnavailableOAuthError,
    UnsupportedGrantTypeOAuthError,
    UnsupportedTokenTypeOAuthError,
)
