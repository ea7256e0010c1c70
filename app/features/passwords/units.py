"""The units of work of passwords: what changes together, and what is recorded of it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from app.audit import repository as audit
from app.audit.domain import Action
from app.clock import Clock
from app.errors import CurrentPasswordIncorrect, ResetTokenInvalid
from app.features.accounts import repository as accounts
from app.features.accounts.domain import Account, Principal, normalize_email
from app.features.accounts.units import lift_suspension
from app.features.one_time_tokens import repository as one_time_tokens
from app.features.one_time_tokens.domain import Purpose
from app.features.passwords import repository
from app.outbox import repository as outbox


def find_owner(connection: Connection, token_hash: bytes, now: datetime) -> Account:
    """Whose reset token it is, if it could be used now. Raises `ResetTokenInvalid`."""
    account_id = one_time_tokens.find_account(connection, token_hash, Purpose.RESET_PASSWORD, now)
    owner = accounts.FIND.one_or_none(connection, account_id=account_id) if account_id else None
    if owner is None:
        raise ResetTokenInvalid
    return owner


def reset(connection: Connection, token_hash: bytes, new_hash: str, clock: Clock) -> UUID:
    """Spend a reset token and store the new password. Raises `ResetTokenInvalid`."""
    purpose = Purpose.RESET_PASSWORD
    account_id = one_time_tokens.consume(connection, token_hash, purpose, clock.now())
    owner = accounts.lock(connection, account_id) if account_id else None
    if owner is None:
        raise ResetTokenInvalid
    # Read while the account is held: a sign-in that was stored while we waited for it ends, too.
    now = clock.now()
    account_id = lift_suspension(connection, owner, now).id
    moment = repository.after_sign_ins(connection, account_id, now)
    email = accounts.set_password(connection, account_id, new_hash, expected=None, now=moment)
    if email is None:
        raise ResetTokenInvalid
    # Whoever reset the password has just shown that they read the mailbox.
    accounts.verify_email(connection, account_id, now)
    outbox.enqueue(connection, "password_changed", normalize_email(email), now)
    _record(connection, account_id, now, by="mail")
    return account_id


def change(
    connection: Connection, principal: Principal, old_hash: str, new_hash: str, clock: Clock
) -> None:
    """Replace the password, if it is still the old one. Raises `CurrentPasswordIncorrect`."""
    account_id = principal.account.id
    accounts.lock(connection, account_id)
    now = clock.now()  # while the account is held, for the same reason as in a reset
    moment = repository.after_sign_ins(connection, account_id, now)
    email = accounts.set_password(connection, account_id, new_hash, expected=old_hash, now=moment)
    if email is None:  # somebody else changed it since we compared
        raise CurrentPasswordIncorrect
    repository.reauthenticate(connection, principal.session_id, moment)
    # A reset mail on its way is worth nothing any more: whoever can read it need not be the owner.
    one_time_tokens.void(connection, account_id, Purpose.RESET_PASSWORD)
    outbox.enqueue(connection, "password_changed", normalize_email(email), now)
    _record(connection, account_id, now, by="password")


def _record(connection: Connection, account_id: UUID, now: datetime, *, by: str) -> None:
    audit.append(
        connection,
        Action.USER_PASSWORD_CHANGED,
        now=now,
        actor_id=account_id,
        subject_id=account_id,
        details={"proven_by": by},
    )
