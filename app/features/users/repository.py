"""The statements that list accounts, and that lock those of which one must be left."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    SQLColumnExpression,
    Uuid,
    literal,
    or_,
    select,
    tuple_,
    union,
)

from app.db.models import AccountRow
from app.db.types import OrderedText, UtcDateTime
from app.features.accounts.domain import Account, Role, normalize_email, normalize_name
from app.features.accounts.repository import ACCOUNT_COLUMNS, to_account
from app.features.users.domain import Sort, UserQuery
from app.pagination import Position

# Follows every text that begins with a prefix: the last code point there is.
_END = "\U0010ffff"


def list_users(
    connection: Connection, query: UserQuery, *, beyond: Position | None, limit: int
) -> list[Account]:
    """Up to `limit` accounts of the query, in its order, those after `beyond` if it is given."""
    return [to_account(row) for row in connection.execute(listing(query, beyond, limit))]


def listing(query: UserQuery, beyond: Position | None, limit: int) -> Select[*tuple[object, ...]]:
    """The SELECT of one page: it begins in an index where the page before ended."""
    conditions = _conditions(query)
    if beyond is not None:
        conditions.append(_is_beyond(query.sort, beyond))
    columns = [AccountRow.email_normalized] if query.sort.is_by_email else _AGE
    order = [each.desc() if query.sort.is_descending else each.asc() for each in columns]
    return select(*ACCOUNT_COLUMNS).where(*conditions).order_by(*order).limit(limit)


def position_of(account: Account, sort: Sort) -> Position:
    """Where a page that ends with `account` ends."""
    if sort.is_by_email:
        return (normalize_email(account.email),)
    return (account.created_at.isoformat(), account.id.hex)


def lock_with_admins(connection: Connection, account_id: UUID) -> tuple[Account | None, bool]:
    """The account, and whether it is the last that can manage accounts; held until the commit.

    All admins in one order, so that two who remove each other wait instead of dying in a deadlock.
    An admin who was invited and has no password yet cannot manage anything.
    """
    rows = connection.execute(
        select(*ACCOUNT_COLUMNS)
        .where(or_(AccountRow.id == account_id, AccountRow.role == Role.ADMIN))
        .order_by(AccountRow.id)
        .with_for_update()
    ).all()
    accounts = {row.id: to_account(row) for row in rows}
    able = {
        row.id for row in rows if row.password_hash is not None and accounts[row.id].can_administer
    }
    return accounts.get(account_id), able == {account_id}


_AGE = [AccountRow.created_at, AccountRow.id]


def _is_beyond(sort: Sort, beyond: Position) -> ColumnElement[bool]:
    """Compared as a row, so that an index begins where the page before ended."""
    if sort.is_by_email:
        column, email = AccountRow.email_normalized, literal(beyond[0], OrderedText)
        return column < email if sort.is_descending else column > email
    end = tuple_(
        literal(datetime.fromisoformat(beyond[0]), UtcDateTime()),
        literal(UUID(beyond[1]), Uuid()),
    )
    key = tuple_(*_AGE)
    return key < end if sort.is_descending else key > end


def _conditions(query: UserQuery) -> list[ColumnElement[bool]]:
    row = AccountRow
    conditions: list[ColumnElement[bool]] = []
    if query.email is not None:
        conditions.append(row.email_normalized == normalize_email(query.email))
    if query.prefix is not None:
        conditions.append(row.id.in_(_beginning_with(query.prefix)))
    if query.status is not None:
        conditions.append(row.status == query.status)
    if query.role is not None:
        conditions.append(row.role == query.role)
    if query.created_after is not None:
        conditions.append(row.created_at >= query.created_after)
    if query.created_before is not None:
        conditions.append(row.created_at < query.created_before)
    return conditions


def _beginning_with(prefix: str) -> CompoundSelect[UUID]:
    """Whose address or name begins with `prefix`: two searches, each in an index of its own.

    As one OR, either planner may rather read all accounts in the order of the page.
    """
    by_email = _range(AccountRow.email_normalized, normalize_email(prefix))
    by_name = _range(AccountRow.display_name_normalized, normalize_name(prefix))
    return union(select(AccountRow.id).where(by_email), select(AccountRow.id).where(by_name))


def _range(
    column: SQLColumnExpression[str] | SQLColumnExpression[str | None], prefix: str
) -> ColumnElement[bool]:
    return (column >= prefix) & (column < prefix + _END)
