"""Contains all the data models used in inputs/outputs"""

from .account_status import AccountStatus
from .acknowledgement import Acknowledgement
from .audit_action import AuditAction
from .audit_details import AuditDetails
from .audit_event import AuditEvent
from .audit_event_page import AuditEventPage
from .authentication_required_problem import AuthenticationRequiredProblem
from .authorization_server_metadata import AuthorizationServerMetadata
from .cannot_suspend_self_problem import CannotSuspendSelfProblem
from .current_password_incorrect_problem import CurrentPasswordIncorrectProblem
from .email_confirmation_by_code import EmailConfirmationByCode
from .email_confirmation_by_token import EmailConfirmationByToken
from .email_taken_problem import EmailTakenProblem
from .email_verification_request import EmailVerificationRequest
from .forgot_password_request import ForgotPasswordRequest
from .grant_type import GrantType
from .idempotency_key_in_use_problem import IdempotencyKeyInUseProblem
from .idempotency_key_reused_problem import IdempotencyKeyReusedProblem
from .identity_link_required_problem import IdentityLinkRequiredProblem
from .identity_provider_unavailable_problem import IdentityProviderUnavailableProblem
from .insufficient_scope_problem import InsufficientScopeProblem
from .internal_error_problem import InternalErrorProblem
from .invalid_cursor_problem import InvalidCursorProblem
from .invalid_grant_o_auth_error import InvalidGrantOAuthError
from .invalid_request_o_auth_error import InvalidRequestOAuthError
from .invalid_scope_o_auth_error import InvalidScopeOAuthError
from .invalid_token_problem import InvalidTokenProblem
from .jwk import Jwk
from .jwk_set import JwkSet
from .key_type import KeyType
from .last_admin_problem import LastAdminProblem
from .list_audit_events_sort import ListAuditEventsSort
from .list_users_sort import ListUsersSort
from .liveness import Liveness
from .malformed_request_problem import MalformedRequestProblem
from .not_found_problem import NotFoundProblem
from .not_ready_problem import NotReadyProblem
from .password_change_request import PasswordChangeRequest
from .password_reset_request import PasswordResetRequest
from .payload_too_large_problem import PayloadTooLargeProblem
from .precondition_failed_problem import PreconditionFailedProblem
from .precondition_required_problem import PreconditionRequiredProblem
from .preferences import Preferences
from .preferences_patch import PreferencesPatch
from .problem_error import ProblemError
from .rate_limited_problem import RateLimitedProblem
from .readiness import Readiness
from .readiness_checks import ReadinessChecks
from .registration_closed_problem import RegistrationClosedProblem
from .registration_request import RegistrationRequest
from .request_timeout_problem import RequestTimeoutProblem
from .reset_token_invalid_problem import ResetTokenInvalidProblem
from .revocation_request import RevocationRequest
from .role import Role
from .server_error_o_auth_error import ServerErrorOAuthError
from .service_unavailable_problem import ServiceUnavailableProblem
from .session import Session
from .session_list import SessionList
from .signing_algorithm import SigningAlgorithm
from .suspension_request import SuspensionRequest
from .temporarily_unavailable_o_auth_error import TemporarilyUnavailableOAuthError
from .token_request import TokenRequest
from .token_response import TokenResponse
from .unsupported_grant_type_o_auth_error import UnsupportedGrantTypeOAuthError
from .unsupported_media_type_problem import UnsupportedMediaTypeProblem
from .unsupported_token_type_o_auth_error import UnsupportedTokenTypeOAuthError
from .user import User
from .user_create import UserCreate
from .user_page import UserPage
from .user_patch import UserPatch
from .user_update import UserUpdate
from .validation_failed_problem import ValidationFailedProblem
from .verification_token_invalid_problem import VerificationTokenInvalidProblem
from .weak_password_problem import WeakPasswordProblem

__all__ = (
    "AccountStatus",
    "Acknowledgement",
    "AuditAction",
    "AuditDetails",
    "AuditEvent",
    "AuditEventPage",
    "AuthenticationRequiredProblem",
    "AuthorizationServerMetadata",
    "CannotSuspendSelfProblem",
    "CurrentPasswordIncorrectProblem",
    "EmailConfirmationByCode",
    "EmailConfirmationByToken",
    "EmailTakenProblem",
    "EmailVerificationRequest",
    "ForgotPasswordRequest",
    "GrantType",
    "IdempotencyKeyInUseProblem",
    "IdempotencyKeyReusedProblem",
    "IdentityLinkRequiredProblem",
    "IdentityProviderUnavailableProblem",
    "InsufficientScopeProblem",
    "InternalErrorProblem",
    "InvalidCursorProblem",
    "InvalidGrantOAuthError",
    "InvalidRequestOAuthError",
    "InvalidScopeOAuthError",
    "InvalidTokenProblem",
    "Jwk",
    "JwkSet",
    "KeyType",
    "LastAdminProblem",
    "ListAuditEventsSort",
    "ListUsersSort",
    "Liveness",
    "MalformedRequestProblem",
    "NotFoundProblem",
    "NotReadyProblem",
    "PasswordChangeRequest",
    "PasswordResetRequest",
    "PayloadTooLargeProblem",
    "PreconditionFailedProblem",
    "PreconditionRequiredProblem",
    "Preferences",
    "PreferencesPatch",
    "ProblemError",
    "RateLimitedProblem",
    "Readiness",
    "ReadinessChecks",
    "RegistrationClosedProblem",
    "RegistrationRequest",
    "RequestTimeoutProblem",
    "ResetTokenInvalidProblem",
    "RevocationRequest",
    "Role",
    "ServerErrorOAuthError",
    "ServiceUnavailableProblem",
    "Session",
    "SessionList",
    "SigningAlgorithm",
    "SuspensionRequest",
    "TemporarilyUnavailableOAuthError",
    "TokenRequest",
    "TokenResponse",
    "UnsupportedGrantTypeOAuthError",
    "UnsupportedMediaTypeProblem",
    "UnsupportedTokenTypeOAuthError",
    "User",
    "UserCreate",
    "UserPage",
    "UserPatch",
    "UserUpdate",
    "ValidationFailedProblem",
    "VerificationTokenInvalidProblem",
    "WeakPasswordProblem",
)
