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
    UNCHANGED,
    Account,
    AccountStatus,
    Role,
    Suspension,
    Unchanged,
    changed_fields,
    normalize_email,
)
from app.features.accounts.repository import NewAccount
from app.features.sessions import units as sessions
from app.features.sessions.repository import remove_refresh_tokens
from app.features.users import repository
from app.features.users.domain import UserPatch
from app.outbox import repository as outbox


def find(connection: Connection, account_id: UUID) -> Account:
    """One account. Raises `NotFound`."""
    account = accounts.FIND.one_or_none(connection, account_id=account_id)
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
    account, is_last_admin = _lock(connection, account_id, if_match)
    patched = patch.apply_to(account)
    if is_last_admin and not patched.can_administer:
        raise LastAdmin
    fields = changed_fields(account, patched)
    if not fields:
        return account
    verified_at: datetime | None | Unchanged = UNCHANGED
    if account.is_email_verified != patched.is_email_verified:
        verified_at = now if patched.is_email_verified else None
    details = {"fields": " ".join(fields)}
    if account.is_pending and (patched.role, patched.is_email_verified) != (Role.USER, False):
        # Nobody knows who chose the password: the owner of the mailbox shall choose another one.
        accounts.adopt(connection, account_id, now)
        outbox.enqueue(connection, "invitation", normalize_email(account.email), now)
        details |= {"invited": "yes"}
    saved = accounts.save(connection, patched, now, verified_at=verified_at)
    if account.role != patched.role:
        details |= {"role_before": account.role, "role_after": patched.role}
    audit.append(
        connection,
        Action.USER_UPDATED,
        now=now,
        actor_id=actor_id,
        subject_id=account_id,
        details=details,
    )
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
    account, is_last_admin = _lock(connection, account_id, if_match)
    if is_last_admin:
        raise LastAdmin
    if account.suspension == suspension:
        return account
    sessions.end_all(
        connection, account_id, actor_id=actor_id, kept_id=None, now=now, reason="suspended"
    )
    suspended = accounts.suspend(connection, account_id, suspension, now)
    ends_at = suspension.ends_at
    details = {"ends_at": ends_at.isoformat()} if ends_at else {}
    audit.append(
        connection,
        Action.USER_SUSPENDED,
        now=now,
        actor_id=actor_id,
        subject_id=account_id,
        details=details,
    )
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
        audit.append(
            connection,
            Action.USER_REINSTATED,
            now=now,
            actor_id=actor_id,
            subject_id=account_id,
        )


def delete(
    connection: Connection, account_id: UUID, *, if_match: str, actor_id: UUID | None, now: datetime
) -> None:
    """Remove an account. Raises `NotFound`, `PreconditionFailed` and `LastAdmin`."""
    account, is_last_admin = _lock(connection, account_id, if_match)
    if is_last_admin:
        raise LastAdmin
    remove_refresh_tokens(connection, account_id)
    accounts.remove(connection, account_id)
    audit.append(
        connection,
        Action.USER_DELETED,
        now=now,
        actor_id=actor_id,
        subject_id=account_id,
        details={"role": account.role},
    )


def end_sessions(
    connection: Connection, account_id: UUID, *, actor_id: UUID | None, now: datetime
) -> int:
    """End all sessions of an account; says how many. Raises `NotFound`."""
    find(connection, account_id)
    return sessions.end_all(
        connection, account_id, actor_id=actor_id, kept_id=None, now=now, reason="ended_by_admin"
    )


def start_password_reset(
    connection: Connection, account_id: UUID, *, actor_id: UUID | None, now: datetime
) -> None:
    """Promise the mail with which the owner chooses a new password. Raises `NotFound`."""
    account = find(connection, account_id)
    outbox.enqueue(connection, "reset_password", normalize_email(account.email), now)
    audit.append(
        connection,
        Action.USER_PASSWORD_RESET_STARTED,
        now=now,
        actor_id=actor_id,
        subject_id=account.id,
    )


def _lock(connection: Connection, account_id: UUID, if_match: str | None) -> tuple[Account, bool]:
    """The account at the version that the caller has seen, and whether it is the last admin."""
    account, is_last_admin = repository.lock_with_admins(connection, account_id)
    if account is None:
        raise NotFound
    if not etags.match(if_match, account.etag):
        raise PreconditionFailed
    return account, is_last_admin
