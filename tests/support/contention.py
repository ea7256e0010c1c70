"""Lines callers up behind the rows of a table, so that they meet in the database by no chance."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Literal

from sqlalchemy import Connection, text

from app.db.database import Database

_SECONDS = 0.5

Table = Literal["accounts", "sessions", "refresh_tokens", "one_time_tokens"]


@asynccontextmanager
async def held(database: Database, table: Table) -> AsyncIterator[None]:
    """For a moment nobody else can change a row of `table`, or insert one that refers to it.

    Only on PostgreSQL: it locks rows. On SQLite one writer waits for the other anyway.
    """
    is_held = asyncio.Event()
    holding = asyncio.create_task(database.write(_hold, table, is_held.set))
    await is_held.wait()
    yield
    await holding


def _hold(connection: Connection, table: Table, announce: Callable[[], None]) -> None:
    try:
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SELECT 1 FROM {table} FOR UPDATE"))
    finally:
        announce()
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_sleep(:seconds)"), {"seconds": _SECONDS})
