from typing import Literal

AuditAction = Literal[
    "session.refreshed",
    "session.reuse_detected",
    "session.revoked",
    "user.created",
    "user.deleted",
    "user.email_verified",
    "user.password_changed",
    "user.password_reset_started",
    "user.registered",
    "user.registration_repeated",
    "user.reinstated",
    "user.sign_in_failed",
    "user.signed_in",
    "user.suspended",
    "user.updated",
]

AUDIT_ACTION_VALUES: set[AuditAction] = {
    "session.refreshed",
    "session.reuse_detected",
    "session.revoked",
    "user.created",
    "user.deleted",
    "user.email_verified",
    "user.password_changed",
    "user.password_reset_started",
    "user.registered",
    "user.registration_repeated",
    "user.reinstated",
    "user.sign_in_failed",
    "user.signed_in",
    "user.suspended",
    "user.updated",
}


def check_audit_action(value: str) -> AuditAction:
    if value in AUDIT_ACTION_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {AUDIT_ACTION_VALUES!r}")
