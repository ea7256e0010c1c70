"""The units of work of accounts: what changes together, and what is recorded of it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from app import etags
from app.audit import repository as audit
from app.audit.domain import Action
from app.errors import InvalidToken, PreconditionFailed
from app.features.accounts import repository
from app.features.accounts.domain import Account, ProfilePatch, changed_fields, normalize_email
from app.features.accounts.repository import NewAccount
from app.outbox import repository as outbox


def register(connection: Connection, new: NewAccount, now: datetime) -> None:
    """The same statements in both cases, so that the time tells nothing."""
    account_id = repository.register(connection, new, now)
    is_known = account_id is None
    kind = "account_exists" if is_known else "verify_email"
    outbox.enqueue(connection, kind, normalize_email(new.email), now)
    action = Action.USER_REGISTRATION_REPEATED if is_known else Action.USER_REGISTERED
    owner = repository.FIND_BY_EMAIL.one_or_none(connection, email=normalize_email(new.email))
    audit.append(connection, action, now=now, subject_id=owner.id if owner else None)


def create_confirmed(connection: Connection, new: NewAccount, now: datetime) -> bool:
    account_id = repository.register(connection, new, now)
    if account_id is not None:
        audit.append(
            connection,
            Action.USER_CREATED,
            now=now,
            subject_id=account_id,
            details={"role": new.role},
        )
    return account_id is not None


def update_profile(
    connection: Connection,
    account_id: UUID,
    patch: ProfilePatch,
    *,
    if_match: str | None,
    now: datetime,
) -> Account:
    account = repository.lock(connection, account_id)
    if account is None:
        raise InvalidToken
    if not etags.match(if_match, account.etag):
        raise PreconditionFailed
    patched = patch.apply_to(account)
    fields = changed_fields(account, patched)
    if not fields:
        return account
    saved = repository.save(connection, patched, now)
    audit.append(
        connection,
        Action.USER_UPDATED,
        now=now,
        actor_id=account_id,
        subject_id=account_id,
        details={"fields": " ".join(fields)},
    )
    return saved


def lift_suspension(connection: Connection, account: Account, now: datetime) -> Account:
    """End a suspension whose time is over, unless somebody has just changed it."""
    current = repository.lock(connection, account.id)
    if current is None or current.suspension is None or not current.suspension.is_over(now):
        return current or account
    reinstated = repository.reinstate(connection, account.id, now)
    audit.append(
        connection,
        Action.USER_REINSTATED,
        now=now,
        subject_id=account.id,
        details={"reason": "the suspension was over"},
    )
    return reinstated
