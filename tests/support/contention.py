"""Lines callers up behind a row, so that they meet in the database and not by chance.

Only PostgreSQL has locks of rows; on SQLite callers always go one by one.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import Connection, text

from app.db.database import Database

_SECONDS = 0.3


@asynccontextmanager
async def account_held(database: Database) -> AsyncIterator[None]:
    """For a moment nobody can lock or refer to an account."""
    async with _held(database, "SELECT id FROM accounts FOR UPDATE"):
        yield


@asynccontextmanager
async def token_held(database: Database) -> AsyncIterator[None]:
    """For a moment nobody can spend or delete a one-time token."""
    async with _held(database, "SELECT hash FROM one_time_tokens FOR UPDATE"):
        yield


@asynccontextmanager
async def _held(database: Database, statement: str) -> AsyncIterator[None]:
    holding = asyncio.create_task(database.write(_hold, statement))
    await asyncio.sleep(0.05)
    yield
    await holding


def _hold(connection: Connection, statement: str) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text(statement))
        connection.execute(text("SELECT pg_sleep(:seconds)"), {"seconds": _SECONDS})
