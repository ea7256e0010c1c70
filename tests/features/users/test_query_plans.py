"""The statements of listUsers read pages out of indexes: of 20,000 accounts none reads them all."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, insert, text

from app.db.tables import accounts
from app.features.accounts.domain import AccountStatus, Role
from app.features.users import repository
from app.features.users.domain import Sort, UserQuery
from app.pagination import Position
from tests import fixtures_postgres
from tests.fixtures_database import migrated_sqlite, opened
from tests.support import rows
from tests.support.waiting import wait_for

ACCOUNTS, LIMIT = 20_000, 21
BEGAN = datetime(2025, 1, 1, tzinfo=UTC)
BY_AGE = "ix_accounts_created_at_id"
BY_EMAIL = "uq_accounts_email_normalized"
BY_ID = "pk_accounts"
BY_NAME = "ix_accounts_display_name_normalized"
BY_ROLE = "ix_accounts_role_created_at_id"
BY_STATUS = "ix_accounts_status_created_at_id"
# SQLite gives the indexes of constraints names of its own, in the order of the constraints.
IN_SQLITE = {"sqlite_autoindex_accounts_1": BY_ID, "sqlite_autoindex_accounts_2": BY_EMAIL}
# Three quarters of the way from one end: an OFFSET would have to count up to there.
DEEP_BY_AGE: Position = ((BEGAN + timedelta(minutes=3750)).isoformat(), "0" * 32)
DEEP_BY_EMAIL: Position = ("user15000@example.com",)
RARE = {
    "address": UserQuery(email="User00007@example.com"),
    "beginning of an address": UserQuery(prefix="User0012"),
    "beginning of a name": UserQuery(prefix="ZOË 39"),
    "beginning of nothing": UserQuery(prefix="nobody"),
}


@dataclass(frozen=True)
class Plan:
    """How a database runs a statement, line by line."""

    lines: list[str]

    @property
    def indexes(self) -> set[str]:
        """The indexes of accounts that it uses."""
        found = re.findall(r"\b(?:ix|uq|pk|sqlite_autoindex)_accounts\w*", "\n".join(self.lines))
        return {IN_SQLITE.get(name, name) for name in found}

    @property
    def seeks(self) -> bool:
        """Whether each index is entered where the answer is, and not at an end."""
        entered = [line for line in self.lines if "Index Cond" in line or "SEARCH" in line]
        return len(entered) > 0 and not any("SCAN accounts" in line for line in self.lines)

    @property
    def sorts(self) -> bool:
        """Whether what was found is put into order afterwards."""
        return any("Sort Key" in line or "FOR ORDER BY" in line for line in self.lines)

    @property
    def rows_read(self) -> int:
        """The most rows that any step gave or threw away; only PostgreSQL counts them."""
        words = r"(?:actual rows=|Removed by Filter: )([0-9]+)"
        return max((int(count) for count in re.findall(words, str(self))), default=0)

    @property
    def reads_all(self) -> bool:
        whole = re.compile(r"Seq Scan on accounts|SCAN accounts(?! USING INDEX)|USING AUTOMATIC")
        return any(whole.search(line) for line in self.lines) or self.rows_read > 10 * LIMIT

    def __str__(self) -> str:
        return "\n".join(self.lines)


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def populated(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A database with the accounts, which its planner knows."""
    if request.param == "sqlite":
        url = migrated_sqlite(tmp_path_factory.mktemp("plans"))
        wait_for(lambda: populate(url))
        yield url
    else:
        with fixtures_postgres.migrated_database() as url:
            wait_for(lambda: populate(url))
            yield url


async def populate(url: str) -> None:
    def fill(connection: Connection) -> None:
        connection.execute(insert(accounts), people())
        connection.execute(text("ANALYZE"))

    async with opened(url) as database:
        await database.write(fill)


def people() -> list[dict[str, object]]:
    """Accounts like those of a service: a few admins, names that repeat, four to an instant."""
    dice = random.Random(7)
    names = [f"{first} {last}" for first in ("Ada", "Bob", "Eve", "Zoë") for last in range(400)]
    order = dice.sample(range(ACCOUNTS), ACCOUNTS)
    return [
        account(number, f"user{order[number]:05}@example.com", dice.choice([None, *names]))
        for number in range(ACCOUNTS)
    ]


def account(number: int, email: str, name: str | None) -> dict[str, object]:
    return rows.account(
        BEGAN + timedelta(minutes=number // 4),
        email,
        name,
        role="admin" if number % 200 == 7 else "support" if number % 50 == 8 else "user",
        status="suspended" if number % 100 == 3 else "active",
    )


async def plan(url: str, query: UserQuery, beyond: Position | None = None) -> Plan:
    """How the page of `query` after `beyond` is found."""

    def explain(connection: Connection) -> list[str]:
        sqlite = connection.dialect.name == "sqlite"
        how = "EXPLAIN QUERY PLAN" if sqlite else "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF)"
        listing, values = repository.listing(query, beyond, LIMIT)
        sql = listing.statement.params(values).compile(
            dialect=connection.dialect, compile_kwargs={"literal_binds": True}
        )
        return [str(row[-1]) for row in connection.exec_driver_sql(f"{how} {sql}")]

    async with opened(url) as database:
        return Plan(await database.read(explain))


def deep(sort: Sort) -> Position:
    return DEEP_BY_EMAIL if sort.is_by_email else DEEP_BY_AGE


@pytest.mark.parametrize("sort", Sort)
async def test_a_page_is_read_from_the_index_of_its_order(populated: str, sort: Sort) -> None:
    query, index = UserQuery(sort=sort), BY_EMAIL if sort.is_by_email else BY_AGE

    first, later = await plan(populated, query), await plan(populated, query, deep(sort))

    for found in (first, later):
        assert found.indexes == {index}, str(found)
        assert not found.sorts and not found.reads_all, str(found)
        assert found.rows_read <= LIMIT, str(found)
    assert later.seeks, str(later)


@pytest.mark.parametrize("is_deep", [False, True], ids=["first page", "deep page"])
@pytest.mark.parametrize("sort", [Sort.CREATED, Sort.CREATED_DESC])
async def test_a_role_or_a_status_has_its_own_order_by_age(
    populated: str, sort: Sort, is_deep: bool
) -> None:
    beyond = deep(sort) if is_deep else None
    for query, index in (
        (UserQuery(role=Role.ADMIN, sort=sort), BY_ROLE),
        (UserQuery(status=AccountStatus.SUSPENDED, sort=sort), BY_STATUS),
    ):
        found = await plan(populated, query, beyond)

        assert found.indexes == {index}, str(found)
        assert found.seeks and not found.sorts and not found.reads_all, str(found)
        assert found.rows_read <= LIMIT, str(found)


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("what", RARE)
async def test_who_is_looked_for_is_found_without_reading_the_others(
    populated: str, what: str, sort: Sort
) -> None:
    query = replace(RARE[what], sort=sort)
    indexes = {BY_EMAIL} if query.email else {BY_EMAIL, BY_NAME, BY_ID}

    for beyond in (None, deep(sort)):
        found = await plan(populated, query, beyond)

        assert found.indexes == indexes, str(found)
        assert found.seeks and not found.reads_all, str(found)


@pytest.mark.parametrize("what", ["address", "beginning of an address", "beginning of a name"])
async def test_what_is_looked_for_is_there(populated: str, what: str) -> None:
    """Or the plans above would be those of empty answers."""
    async with opened(populated) as database:
        listing, values = repository.listing(RARE[what], None, ACCOUNTS)
        found = await database.fetch_all(listing, **values)

    assert 0 < len(found) < 200
