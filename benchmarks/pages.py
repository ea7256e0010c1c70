"""Whether the last page of a long list costs what its first page costs, on both databases.

A list that counts its way to a page (OFFSET) reads all that comes before it. Ours begins in an
index where the page before ended, so its place should not matter: target, last ≤ 1.5 × first.
"""

import asyncio
import os
import platform
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Connection, insert, text

from app import bootstrap
from app.bootstrap import Application
from app.config import Settings
from app.db import migrations
from app.db.database import Database
from app.db.tables import accounts
from app.features.users.domain import Sort, UserQuery
from app.pagination import PageRequest
from tests import fixtures_postgres
from tests.support import rows

ACCOUNTS = 100_000
PAGE = 50
ROUNDS = 100
TARGET = 1.5

_STEP = 2_000  # rows an INSERT
_STRIDE = 1_000  # accounts a page of the walk
_BEGAN = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Measured:
    """The medians of one sort on one database, in milliseconds."""

    database: str
    sort: Sort
    first: float
    middle: float
    last: float

    @property
    def ratio(self) -> float:
        return self.last / self.first

    def __str__(self) -> str:
        times = " | ".join(f"{each:.2f}" for each in (self.first, self.middle, self.last))
        return f"| {self.database} | `{self.sort}` | {times} | {self.ratio:.2f} |"


def main() -> int:
    """Measure, print one table, and say by the exit status whether the target is met."""
    began = time.monotonic()
    measured: list[Measured] = []
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        for name, url in _databases(stack, folder):
            measured += asyncio.run(_measure(name, url, folder))
    print(
        f"Commit {_commit()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"SQLAlchemy {version('sqlalchemy')}; {ACCOUNTS:,} accounts, pages of {PAGE}, "
        f"medians of {ROUNDS} interleaved rounds, ms; took {time.monotonic() - began:.0f} s.\n"
    )
    print("| database | sort | first | middle | last | last / first |\n|---|---|---|---|---|---|")
    print(*measured, sep="\n")
    worst = max(each.ratio for each in measured)
    print(f"\nThe worst ratio is {worst:.2f}; the target is {TARGET}.")
    return 0 if worst <= TARGET else 1


def _databases(stack: ExitStack, folder: Path) -> Iterator[tuple[str, str]]:
    yield f"SQLite {sqlite3.sqlite_version}", f"sqlite:///{folder}/accord.db"
    try:
        url = stack.enter_context(fixtures_postgres.empty_database())
    except pytest.skip.Exception as reason:
        print(f"Only SQLite is measured: {reason}\n")
        return
    yield "PostgreSQL", url


async def _measure(name: str, url: str, folder: Path) -> list[Measured]:
    await migrations.upgrade(url)
    settings = Settings(
        environment="development",
        database_url=url,
        signing_keys_file=folder / "keys.json",
        log_level="ERROR",
    )
    application = bootstrap.build(settings)
    try:
        name += await application.database.read(_version)
        print(f"Filling {name} ...", file=sys.stderr)
        await _fill(application.database)
        cursors = {sort: await _walk(application, sort) for sort in Sort}
        print(f"Measuring {name} ...", file=sys.stderr)
        return await _rounds(application, name, cursors)
    finally:
        await application.close()


def _version(connection: Connection) -> str:
    if connection.dialect.name == "sqlite":
        return ""
    shown: str = connection.execute(text("SHOW server_version")).scalar_one()
    return " " + shown.partition(" ")[0]


async def _fill(database: Database) -> None:
    """Accounts as they come: older ones first, addresses in no order."""
    dice = random.Random(7)  # nosec B311: the same accounts each time
    for begin in range(0, ACCOUNTS, _STEP):
        people = [_account(number, dice) for number in range(begin, begin + _STEP)]
        await database.write(_insert, people)
    await database.write(_analyze)


def _account(number: int, dice: random.Random) -> dict[str, object]:
    created_at = _BEGAN + timedelta(minutes=number)
    return rows.account(
        created_at,
        f"{dice.randbytes(5).hex()}.{number}@example.com",
        f"Person {number}",
        email_verified_at=created_at,
        preferences={"theme": "dark"},
        role=dice.choice(["user"] * 98 + ["support", "admin"]),
        status=dice.choice(["active"] * 19 + ["suspended"]),
    )


def _insert(connection: Connection, rows: list[dict[str, object]]) -> None:
    connection.execute(insert(accounts), rows)


def _analyze(connection: Connection) -> None:
    """PostgreSQL does this by itself, some time later; SQLite does not."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("ANALYZE accounts"))


async def _walk(application: Application, sort: Sort) -> tuple[str, str]:
    """Read the whole list; the cursors of its middle page and of its last."""
    query = UserQuery(sort=sort)
    seen: set[UUID] = set()
    cursor, middle, last = None, "", ""
    while True:
        left = ACCOUNTS - len(seen)
        limit = min(_STRIDE, left - PAGE) if left > PAGE else PAGE
        page = await application.users.list_users(query, PageRequest(limit, cursor))
        seen |= {account.id for account in page.items}
        cursor = page.next_cursor
        if len(seen) == ACCOUNTS // 2:
            middle = cursor or ""
        if cursor is None:
            break
        last = cursor
    assert len(seen) == ACCOUNTS, f"{sort}: {len(seen)} of {ACCOUNTS} accounts were listed"
    return middle, last


async def _rounds(
    application: Application, name: str, cursors: dict[Sort, tuple[str, str]]
) -> list[Measured]:
    """In turn, so that whatever else the machine does is done to all of them."""
    cases = [
        (sort, place, cursor)
        for sort, (middle, last) in cursors.items()
        for place, cursor in enumerate((None, middle, last))
    ]
    times: dict[tuple[Sort, int], list[float]] = {(sort, place): [] for sort, place, _ in cases}
    for _ in range(ROUNDS):
        random.shuffle(cases)  # nosec B311
        for sort, place, cursor in cases:
            began = time.perf_counter()
            page = await application.users.list_users(
                UserQuery(sort=sort), PageRequest(PAGE, cursor)
            )
            times[sort, place].append((time.perf_counter() - began) * 1000)
            assert len(page.items) == PAGE
    return [
        Measured(name, sort, *(statistics.median(times[sort, place]) for place in range(3)))
        for sort in cursors
    ]


def _commit() -> str:
    asked = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True)
    return asked.stdout.strip() or "unknown"


if __name__ == "__main__":
    sys.exit(main())
