"""The statements that read and change accounts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeAlias, cast
from uuid import UUID

from sqlalchemy import Connection, and_, bindparam, delete, select, update

from app.db.query import Query, Row
from app.db.statements import insert
from app.db.tables import accounts
from app.features.accounts.domain import (
    UNCHANGED,
    Account,
    AccountStatus,
    Credentials,
    Profile,
    Role,
    Suspension,
    Unchanged,
    normalize_email,
    normalize_name,
)

ACCOUNT_COLUMNS = (
    accounts.c.id,
    accounts.c.email,
    accounts.c.email_verified_at,
    accounts.c.is_pending,
    accounts.c.display_name,
    accounts.c.locale,
    accounts.c.timezone,
    accounts.c.preferences,
    accounts.c.role,
    accounts.c.status,
    accounts.c.suspension_reason,
    accounts.c.suspension_ends_at,
    accounts.c.version,
    accounts.c.created_at,
    accounts.c.updated_at,
    accounts.c.password_hash,
)
_PASSWORD_HASH: Final = len(ACCOUNT_COLUMNS) - 1
# What those before it hold.
_Values: TypeAlias = tuple[
    UUID,
    str,
    datetime | None,
    bool,
    str | None,
    str | None,
    str | None,
    dict[str, str],
    str,
    str,
    str | None,
    datetime | None,
    int,
    datetime,
    datetime,
]
# `Role(text)` takes four calls in Python, and a page reads fifty accounts.
_ROLES: Final = {role.value: role for role in Role}
_STATUSES: Final = {status.value: status for status in AccountStatus}
_REINSTATED: Final = {
    "status": AccountStatus.ACTIVE,
    "suspension_reason": None,
    "suspension_ends_at": None,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """What a registration brings."""

    id: UUID
    email: str
    password_hash: str | None
    profile: Profile
    role: Role = Role.USER
    email_verified_at: datetime | None = None
    # Since when tokens count; None for since it is made.
    tokens_valid_after: datetime | None = None


def to_account(row: Row) -> Account:
    """The account in a row that begins with `ACCOUNT_COLUMNS`."""
    # A row of SQLAlchemy looks each name up anew; by its place a value costs nothing.
    (
        id_,
        email,
        email_verified_at,
        is_pending,
        display_name,
        locale,
        timezone,
        preferences,
        role,
        status,
        suspension_reason,
        suspension_ends_at,
        version,
        created_at,
        updated_at,
    ) = cast(_Values, row[:_PASSWORD_HASH])
    suspension = None
    if suspension_reason is not None:
        suspension = Suspension(suspension_reason, suspension_ends_at)
    return Account(
        id=id_,
        email=email,
        is_email_verified=email_verified_at is not None,
        is_pending=is_pending,
        profile=Profile(display_name, locale, timezone),
        preferences=preferences,
        role=_ROLES[role],
        status=_STATUSES[status],
        suspension=suspension,
        version=version,
        created_at=created_at,
        updated_at=updated_at,
    )


def to_credentials(row: Row) -> Credentials:
    """The account in a row of `ACCOUNT_COLUMNS` with its password hash, for changing it."""
    return Credentials(to_account(row), cast(str | None, row[_PASSWORD_HASH]))


# One account.
FIND = Query(select(*ACCOUNT_COLUMNS).where(accounts.c.id == bindparam("account_id")), to_account)
FIND_CREDENTIALS = Query(FIND.statement, to_credentials)
# The account of an address, which is normalised.
FIND_BY_EMAIL = Query(
    select(*ACCOUNT_COLUMNS).where(accounts.c.email_normalized == bindparam("email")), to_account
)


def register(connection: Connection, new: NewAccount, now: datetime) -> UUID | None:
    """Insert the account and say its id, or None if the address is taken.

    A registration that nobody has confirmed yet gives way: whoever registers last chose the
    password that the confirmation will activate. An account that somebody made, that was ever
    confirmed, or that is suspended does not.
    """
    statement = insert(connection.dialect.name, accounts).values(
        **_values(new, now), is_pending=new.email_verified_at is None
    )
    replacing = statement.on_conflict_do_update(
        index_elements=[accounts.c.email_normalized],
        set_={
            "email": statement.excluded.email,
            "password_hash": statement.excluded.password_hash,
            "role": statement.excluded.role,
            "email_verified_at": statement.excluded.email_verified_at,
            "is_pending": statement.excluded.is_pending,
            "display_name": statement.excluded.display_name,
            "display_name_normalized": statement.excluded.display_name_normalized,
            "locale": statement.excluded.locale,
            "timezone": statement.excluded.timezone,
            "preferences": statement.excluded.preferences,
            "tokens_valid_after": statement.excluded.tokens_valid_after,
            "version": accounts.c.version + 1,
            "updated_at": now,
        },
        where=and_(accounts.c.is_pending, accounts.c.status == AccountStatus.ACTIVE),
    ).returning(accounts.c.id)
    return connection.execute(replacing).scalar_one_or_none()


def create(connection: Connection, new: NewAccount, now: datetime) -> Account | None:
    """Insert an account that somebody makes for its owner; None if the address is taken."""
    statement = (
        insert(connection.dialect.name, accounts)
        .values(**_values(new, now), is_pending=False)
        .on_conflict_do_nothing(index_elements=[accounts.c.email_normalized])
        .returning(*ACCOUNT_COLUMNS)
    )
    row = connection.execute(statement).one_or_none()
    return to_account(row) if row else None


def lock(connection: Connection, account_id: UUID) -> Account | None:
    """The account, held until the unit of work ends: nobody else can change it meanwhile."""
    row = connection.execute(
        select(*ACCOUNT_COLUMNS).where(accounts.c.id == account_id).with_for_update()
    ).one_or_none()
    return to_account(row) if row else None


def save(
    connection: Connection,
    account: Account,
    now: datetime,
    *,
    verified_at: datetime | None | Unchanged = UNCHANGED,
) -> Account:
    """Write an account that this unit of work has locked, as a new version.

    `verified_at`: when its address was proven, None if it is not any more.
    """
    values: dict[str, object] = {
        **_profile_values(account.profile),
        "preferences": dict(account.preferences),
        "role": account.role,
    }
    if not isinstance(verified_at, Unchanged):
        values |= {"email_verified_at": verified_at, "is_pending": False}
    return _write(connection, account.id, values, now)


def suspend(
    connection: Connection, account_id: UUID, suspension: Suspension, now: datetime
) -> Account:
    """Suspend a locked account; what it is signed in with ends, also for the time after."""
    values = {
        "status": AccountStatus.SUSPENDED,
        "suspension_reason": suspension.reason,
        "suspension_ends_at": suspension.ends_at,
        "tokens_valid_after": now,
    }
    return _write(connection, account_id, values, now)


def reinstate(connection: Connection, account_id: UUID, now: datetime) -> Account:
    """Lift the suspension of a locked account."""
    return _write(connection, account_id, _REINSTATED, now)


def adopt(connection: Connection, account_id: UUID, now: datetime) -> None:
    """Take a locked account out of the hands of whoever registered it: its password is gone."""
    connection.execute(
        update(accounts)
        .where(accounts.c.id == account_id)
        .values(password_hash=None, is_pending=False, tokens_valid_after=now)
    )


def remove(connection: Connection, account_id: UUID) -> None:
    """Remove a locked account and, by the foreign keys, all that belongs to it."""
    connection.execute(delete(accounts).where(accounts.c.id == account_id))


def verify_email(connection: Connection, account_id: UUID, now: datetime) -> None:
    """Record that the owner reads the mailbox; a second time changes nothing."""
    connection.execute(
        update(accounts)
        .where(accounts.c.id == account_id, accounts.c.email_verified_at.is_(None))
        .values(
            email_verified_at=now,
            is_pending=False,
            version=accounts.c.version + 1,
            updated_at=now,
        )
    )


def upgrade_hash(connection: Connection, account_id: UUID, old: str, new: str) -> None:
    """Store the same password under a stronger hash, unless it was changed meanwhile."""
    connection.execute(
        update(accounts)
        .where(accounts.c.id == account_id, accounts.c.password_hash == old)
        .values(password_hash=new)
    )


def set_password(
    connection: Connection, account_id: UUID, new: str, *, expected: str | None, now: datetime
) -> str | None:
    """Store a new password, which ends every session begun before `now`.

    Returns the address to tell, or None if the account is gone, suspended, or its hash is no
    longer `expected` (None expects nothing).
    """
    conditions = [accounts.c.id == account_id, accounts.c.status == AccountStatus.ACTIVE]
    if expected is not None:
        conditions.append(accounts.c.password_hash == expected)
    return connection.execute(
        update(accounts)
        .where(*conditions)
        .values(password_hash=new, tokens_valid_after=now)
        .returning(accounts.c.email)
    ).scalar_one_or_none()


def _values(new: NewAccount, now: datetime) -> dict[str, object]:
    return {
        "id": new.id,
        "email": new.email,
        "email_normalized": normalize_email(new.email),
        "password_hash": new.password_hash,
        "email_verified_at": new.email_verified_at,
        **_profile_values(new.profile),
        "preferences": {},
        "role": new.role,
        "status": AccountStatus.ACTIVE,
        "tokens_valid_after": new.tokens_valid_after or now,
        "version": 1,
        "created_at": now,
        "updated_at": now,
    }


def _profile_values(profile: Profile) -> dict[str, object]:
    name = profile.display_name
    return {
        "display_name": name,
        "display_name_normalized": normalize_name(name) if name is not None else None,
        "locale": profile.locale,
        "timezone": profile.timezone,
    }


def _write(
    connection: Connection, account_id: UUID, values: Mapping[str, object], now: datetime
) -> Account:
    """Change a locked account; each change is a new version with a new ETag."""
    row = connection.execute(
        update(accounts)
        .where(accounts.c.id == account_id)
        .values(**values, version=accounts.c.version + 1, updated_at=now)
        .returning(*ACCOUNT_COLUMNS)
    ).one()
    return to_account(row)
