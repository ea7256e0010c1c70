"""The statements that list accounts, and that lock those of which one must be left."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Final
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Integer,
    SQLColumnExpression,
    Uuid,
    bindparam,
    or_,
    select,
    tuple_,
    union,
)

from app.db.query import Query
from app.db.tables import accounts
from app.db.types import OrderedText, UtcDateTime
from app.features.accounts.domain import Account, Role, normalize_email, normalize_name
from app.features.accounts.repository import ACCOUNT_COLUMNS, to_account
from app.features.users.domain import Sort, UserQuery
from app.pagination import Position

# Follows every text that begins with a prefix: the last code point there is.
_END = "\U0010ffff"


def listing(
    query: UserQuery, beyond: Position | None, limit: int
) -> tuple[Query[Account], dict[str, object]]:
    """Up to `limit` accounts in the order of `query`, those after `beyond` if it is given, and the
    values for it: it begins in an index where the page before ended."""
    filters = frozenset(name for name in _CONDITIONS if getattr(query, name) is not None)
    values = {"limit": limit, **_values(query, filters)}
    if beyond is not None:
        values |= _end_of_page(query.sort, beyond)
    return _listing(query.sort, filters, is_first=beyond is None), values


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
        .where(or_(accounts.c.id == account_id, accounts.c.role == Role.ADMIN))
        .order_by(accounts.c.id)
        .with_for_update()
    ).all()
    found = {row.id: to_account(row) for row in rows}
    able = {
        row.id for row in rows if row.password_hash is not None and found[row.id].can_administer
    }
    return found.get(account_id), able == {account_id}


_AGE = (accounts.c.created_at, accounts.c.id)


# Building a statement and matching it with its compiled form takes longer than running it: each
# combination is built once, and there are 4 orders x 64 sets of filters x 2.
@cache
def _listing(sort: Sort, filters: frozenset[str], *, is_first: bool) -> Query[Account]:
    conditions = [_CONDITIONS[name] for name in sorted(filters)]
    if not is_first:
        conditions.append(_is_beyond(sort))
    columns = (accounts.c.email_normalized,) if sort.is_by_email else _AGE
    order = [each.desc() if sort.is_descending else each.asc() for each in columns]
    limit = bindparam("limit", type_=Integer)
    statement = select(*ACCOUNT_COLUMNS).where(*conditions).order_by(*order).limit(limit)
    return Query(statement, to_account)


def _is_beyond(sort: Sort) -> ColumnElement[bool]:
    """Compared as a row, so that an index begins where the page before ended."""
    if sort.is_by_email:
        column = accounts.c.email_normalized
        email = bindparam("last_email", type_=OrderedText)
        return column < email if sort.is_descending else column > email
    end = tuple_(
        bindparam("last_created_at", type_=UtcDateTime()), bindparam("last_id", type_=Uuid())
    )
    key = tuple_(*_AGE)
    return key < end if sort.is_descending else key > end


def _end_of_page(sort: Sort, beyond: Position) -> dict[str, object]:
    if sort.is_by_email:
        return {"last_email": beyond[0]}
    return {"last_created_at": datetime.fromisoformat(beyond[0]), "last_id": UUID(beyond[1])}


def _values(query: UserQuery, filters: frozenset[str]) -> dict[str, object]:
    values: dict[str, object] = {name: getattr(query, name) for name in filters - {"prefix"}}
    if query.email is not None:
        values["email"] = normalize_email(query.email)
    if query.prefix is not None:
        values |= _prefix_values(query.prefix)
    return values


def _range(
    column: SQLColumnExpression[str] | SQLColumnExpression[str | None], name: str
) -> ColumnElement[bool]:
    return (column >= bindparam(name)) & (column < bindparam(f"{name}_end"))


def _beginning_with() -> CompoundSelect[UUID]:
    """Whose address or name has a prefix: two searches, each in an index of its own.

    As one OR, either planner may rather read all accounts in the order of the page.
    """
    by_email = _range(accounts.c.email_normalized, "email_prefix")
    by_name = _range(accounts.c.display_name_normalized, "name_prefix")
    return union(select(accounts.c.id).where(by_email), select(accounts.c.id).where(by_name))


def _prefix_values(prefix: str) -> dict[str, object]:
    email, name = normalize_email(prefix), normalize_name(prefix)
    return {
        "email_prefix": email,
        "email_prefix_end": email + _END,
        "name_prefix": name,
        "name_prefix_end": name + _END,
    }


# By the name of the attribute of `UserQuery`.
_CONDITIONS: Final[Mapping[str, ColumnElement[bool]]] = {
    "email": accounts.c.email_normalized == bindparam("email"),
    "prefix": accounts.c.id.in_(_beginning_with()),
    "status": accounts.c.status == bindparam("status"),
    "role": accounts.c.role == bindparam("role"),
    "created_after": accounts.c.created_at >= bindparam("created_after"),
    "created_before": accounts.c.created_at < bindparam("created_before"),
}
