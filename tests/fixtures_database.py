"""Real databases for tests, each test on SQLite and, where there is a server, on PostgreSQL.

A conftest.py imports the fixtures it wants from here.
"""

import asyncio
import atexit
import shutil
import tempfile
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path

import pytest

from app.db import migrations
from app.db.database import Database
from tests import fixtures_postgres
from tests.fixtures_postgres import postgres_leftovers
from tests.support.waiting import wait_for

__all__ = ["database", "database_url", "empty_url", "postgres_leftovers", "sqlite_url"]

BOTH = ["sqlite", "postgres"]


@pytest.fixture(params=BOTH)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database that was never migrated."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/data/accord.db"
    else:
        with fixtures_postgres.empty_database() as url:
            yield url


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A migrated database without rows."""
    if request.param == "sqlite":
        yield migrated_sqlite(tmp_path)
    else:
        with fixtures_postgres.migrated_database() as url:
            yield url


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A migrated SQLite database without rows, for what only SQLite does."""
    return migrated_sqlite(tmp_path)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A migrated database, open."""
    async with opened(database_url) as database:
        yield database


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    """The database of `url`, closed on the way out."""
    before = set(threading.enumerate())
    database = Database.from_url(url)
    try:
        yield database
    finally:
        await database.close()
        await _ended(before)


async def _ended(before: set[threading.Thread]) -> None:
    """Wait for the threads of connections that failed: aiosqlite tells them to end and goes on, and
    their last word must not meet a loop that is closed."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline and any(
        "_connection_worker_thread" in thread.name
        for thread in threading.enumerate()
        if thread not in before
    ):
        await asyncio.sleep(0.001)


def migrated_sqlite(folder: Path) -> str:
    """A copy of a database that was migrated once: quicker than migrating for each test."""
    shutil.copy(_migrated_template(), folder / "accord.db")
    return f"sqlite:///{folder}/accord.db"


@cache
def _migrated_template() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="accord-db-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / "accord.db"
    wait_for(lambda: migrations.upgrade(f"sqlite:///{path}"))
    return path
