"""The statements that read and change accounts."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, Row, select, update
from sqlalchemy.sql.elements import ColumnElement

from app.db.models import AccountRow
from app.db.statements import insert
from app.features.accounts.domain import (
    Account,
    AccountStatus,
    Credentials,
    Profile,
    Role,
    normalize_email,
)

ACCOUNT_COLUMNS = (
    AccountRow.id,
    AccountRow.email,
    AccountRow.email_verified_at,
    AccountRow.display_name,
    AccountRow.locale,
    AccountRow.timezone,
    AccountRow.preferences,
    AccountRow.role,
    AccountRow.status,
    AccountRow.version,
    AccountRow.created_at,
    AccountRow.updated_at,
    AccountRow.password_hash,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """What a registration brings."""

    id: UUID
    email: str
    password_hash: str
    profile: Profile
    role: Role = Role.USER
    email_verified_at: datetime | None = None


def to_account(row: Row[*tuple[object, ...]]) -> Account:
    """The account in a row that begins with `ACCOUNT_COLUMNS`."""
    return Account(
        id=row.id,
        email=row.email,
        is_email_verified=row.email_verified_at is not None,
        profile=Profile(row.display_name, row.locale, row.timezone),
        preferences=row.preferences,
        role=Role(row.role),
        status=AccountStatus(row.status),
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )


def register(connection: Connection, new: NewAccount, now: datetime) -> UUID | None:
    """Insert the account and say its id, or None if the address is taken.

    An account that nobody has confirmed yet gives way: whoever registers last chose the password
    that the confirmation will activate.
    """
    statement = insert(connection, AccountRow).values(
        id=new.id,
        email=new.email,
        email_normalized=normalize_email(new.email),
        password_hash=new.password_hash,
        email_verified_at=new.email_verified_at,
        display_name=new.profile.display_name,
        locale=new.profile.locale,
        timezone=new.profile.timezone,
        preferences={},
        role=new.role,
        status=AccountStatus.ACTIVE,
        tokens_valid_after=now,
        version=1,
        created_at=now,
        updated_at=now,
    )
    replacing = statement.on_conflict_do_update(
        index_elements=[AccountRow.email_normalized],
        set_={
            "email": statement.excluded.email,
            "password_hash": statement.excluded.password_hash,
            "role": statement.excluded.role,
            "email_verified_at": statement.excluded.email_verified_at,
            "display_name": statement.excluded.display_name,
            "locale": statement.excluded.locale,
            "timezone": statement.excluded.timezone,
            "tokens_valid_after": now,
            "version": AccountRow.version + 1,
            "updated_at": now,
        },
        where=AccountRow.email_verified_at.is_(None),
    ).returning(AccountRow.id)
    return connection.execute(replacing).scalar_one_or_none()


def find_by_email(connection: Connection, email: str) -> Account | None:
    """The account of an address, in whatever case it was typed."""
    credentials = find_credentials(connection, email)
    return credentials.account if credentials else None


def find_credentials(connection: Connection, email: str) -> Credentials | None:
    """The account of an address with its password hash, for signing in."""
    return _one(connection, AccountRow.email_normalized == normalize_email(email))


def find_credentials_by_id(connection: Connection, account_id: UUID) -> Credentials | None:
    """The account with its password hash, for changing it."""
    return _one(connection, AccountRow.id == account_id)


def lock(connection: Connection, account_id: UUID) -> Account | None:
    """The account, held until the unit of work ends: nobody else can change it meanwhile."""
    row = connection.execute(
        select(*ACCOUNT_COLUMNS).where(AccountRow.id == account_id).with_for_update()
    ).one_or_none()
    return to_account(row) if row else None


def save_profile(connection: Connection, account: Account, now: datetime) -> Account:
    """Write the profile of an account that this unit of work has locked, as a new version."""
    row = connection.execute(
        update(AccountRow)
        .where(AccountRow.id == account.id)
        .values(
            display_name=account.profile.display_name,
            locale=account.profile.locale,
            timezone=account.profile.timezone,
            preferences=dict(account.preferences),
            version=AccountRow.version + 1,
            updated_at=now,
        )
        .returning(*ACCOUNT_COLUMNS)
    ).one()
    return to_account(row)


def verify_email(connection: Connection, account_id: UUID, now: datetime) -> None:
    """Record that the owner reads the mailbox; a second time changes nothing."""
    connection.execute(
        update(AccountRow)
        .where(AccountRow.id == account_id, AccountRow.email_verified_at.is_(None))
        .values(email_verified_at=now, version=AccountRow.version + 1, updated_at=now)
    )


def upgrade_hash(connection: Connection, account_id: UUID, old: str, new: str) -> None:
    """Store the same password under a stronger hash, unless it was changed meanwhile."""
    connection.execute(
        update(AccountRow)
        .where(AccountRow.id == account_id, AccountRow.password_hash == old)
        .values(password_hash=new)
    )


def set_password(
    connection: Connection, account_id: UUID, new: str, *, expected: str | None, now: datetime
) -> str | None:
    """Store a new password, which ends every session begun before `now`.

    Returns the address to tell, or None if the account is gone, suspended, or its hash is no
    longer `expected` (None expects nothing).
    """
    conditions = [AccountRow.id == account_id, AccountRow.status == AccountStatus.ACTIVE]
    if expected is not None:
        conditions.append(AccountRow.password_hash == expected)
    return connection.execute(
        update(AccountRow)
        .where(*conditions)
        .values(password_hash=new, tokens_valid_after=now)
        .returning(AccountRow.email)
    ).scalar_one_or_none()


def _one(connection: Connection, condition: ColumnElement[bool]) -> Credentials | None:
    row = connection.execute(select(*ACCOUNT_COLUMNS).where(condition)).one_or_none()
    return Credentials(to_account(row), row.password_hash) if row else None
