"""The units of work of user management: what changes together, and what is recorded of it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from app import etags
from app.audit import repository as audit
from app.audit.domain import Action
from app.errors import EmailTaken, LastAdmin, NotFound, PreconditionFailed
from app.features.accounts import repository as accounts
from app.features.accounts.domain import (
    Account,
    AccountStatus,
    Suspension,
    changed_fields,
    normalize_email,
)
from app.features.accounts.repository import NewAccount
from app.features.sessions import units as sessions
from app.features.users import repository
from app.features.users.domain import UserPatch
from app.outbox import repository as outbox


def find(connection: Connection, account_id: UUID) -> Account:
    """One account. Raises `NotFound`."""
    account = repository.find(connection, account_id)
    if account is None:
        raise NotFound
    return account


def create(
    connection: Connection, new: NewAccount, *, actor_id: UUID | None, now: datetime
) -> Account:
    """Make an account for somebody, and promise the mail that they need. Raises `EmailTaken`."""
    account = accounts.create(connection, new, now)
    if account is None:
        raise EmailTaken
    recipient = normalize_email(new.email)
    is_invited = new.password_hash is None
    if is_invited:
        outbox.enqueue(connection, "invitation", recipient, now)
    elif not account.is_email_verified:
        outbox.enqueue(connection, "verify_email", recipient, now)
    audit.append(
        connection,
        Action.USER_CREATED,
        now=now,
        actor_id=actor_id,
        subject_id=account.id,
        details={"role": account.role, "invited": "yes" if is_invited else "no"},
    )
    return account


def update(
    connection: Connection,
    account_id: UUID,
    patch: UserPatch,
    *,
    if_match: str,
    actor_id: UUID | None,
    now: datetime,
) -> Account:
    """Merge a patch into an account.

    Raises `NotFound`, `PreconditionFailed`, `InvalidField` and `LastAdmin`.
    """
    account, has_other_admin = _lock(connection, account_id, if_match)
    patched = patch.apply_to(account)
    if account.can_administer and not patched.can_administer and not has_other_admin:
        raise LastAdmin
    fields = changed_fields(account, patched)
    if not fields:
        return account
    saved = accounts.save(connection, patched, now)
    if account.is_email_verified != patched.is_email_verified:
        verified_at = now if patched.is_email_verified else None
        saved = accounts.set_email_verified(connection, account_id, verified_at, now)
    details = {"fields": " ".join(fields)}
    if account.role != patched.role:
        details |= {"role_before": account.role, "role_after": patched.role}
    _record(connection, Action.USER_UPDATED, account_id, actor_id, now, details)
    return saved


def suspend(
    connection: Connection,
    account_id: UUID,
    suspension: Suspension,
    *,
    if_match: str | None,
    actor_id: UUID | None,
    now: datetime,
) -> Account:
    """Suspend an account and end its sessions.

    Raises `NotFound`, `PreconditionFailed` and `LastAdmin`.
    """
    account, has_other_admin = _lock(connection, account_id, if_match)
    if account.can_administer and not has_other_admin:
        raise LastAdmin
    if account.suspension == suspension:
        return account
    suspended = accounts.suspend(connection, account_id, suspension, now)
    sessions.end_all(
        connection, account_id, actor_id=actor_id, kept_id=None, now=now, reason="suspended"
    )
    ends_at = suspension.ends_at
    details = {"ends_at": ends_at.isoformat()} if ends_at else {}
    _record(connection, Action.USER_SUSPENDED, account_id, actor_id, now, details)
    return suspended


def reinstate(
    connection: Connection,
    account_id: UUID,
    *,
    if_match: str | None,
    actor_id: UUID | None,
    now: datetime,
) -> None:
    """Lift a suspension, if there is one. Raises `NotFound` and `PreconditionFailed`."""
    account, _ = _lock(connection, account_id, if_match)
    if account.status is AccountStatus.SUSPENDED:
        accounts.reinstate(connection, account_id, now)
        _record(connection, Action.USER_REINSTATED, account_id, actor_id, now, {})


def delete(
    connection: Connection, account_id: UUID, *, if_match: str, actor_id: UUID | None, now: datetime
) -> None:
    """Remove an account. Raises `NotFound`, `PreconditionFailed` and `LastAdmin`."""
    account, has_other_admin = _lock(connection, account_id, if_match)
    if account.can_administer and not has_other_admin:
        raise LastAdmin
    repository.remove_refresh_tokens(connection, account_id)
    accounts.remove(connection, account_id)
    _record(connection, Action.USER_DELETED, account_id, actor_id, now, {"role": account.role})


def end_sessions(
    connection: Connection, account_id: UUID, *, actor_id: UUID | None, now: datetime
) -> int:
    """End all sessions of an account; says how many. Raises `NotFound`."""
    find(connection, account_id)
    return sessions.end_all(
        connection, account_id, actor_id=actor_id, kept_id=None, now=now, reason="ended_by_admin"
    )


def start_password_reset(
    connection: Connection, account: Account, *, actor_id: UUID | None, now: datetime
) -> None:
    """Promise the mail with which the owner chooses a new password."""
    outbox.enqueue(connection, "reset_password", normalize_email(account.email), now)
    _record(connection, Action.USER_PASSWORD_RESET_STARTED, account.id, actor_id, now, {})


def _lock(connection: Connection, account_id: UUID, if_match: str | None) -> tuple[Account, bool]:
    """The account at the version that the caller has seen, and whether there is another admin."""
    account, has_other_admin = repository.lock_with_admins(connection, account_id)
    if account is None:
        raise NotFound
    if if_match is not None and not etags.match(if_match, account.etag):
        raise PreconditionFailed
    return account, has_other_admin


def _record(
    connection: Connection,
    action: Action,
    account_id: UUID,
    actor_id: UUID | None,
    now: datetime,
    details: dict[str, str],
) -> None:
    audit.append(
        connection, action, now=now, actor_id=actor_id, subject_id=account_id, details=details
    )
