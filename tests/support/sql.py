"""Looks at, and into, the database of a test: beside the code under test, never through it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Row, event, text

from app.db.database import Database
from app.db.models import Base

# The counters of the rate limits move with every request.
TABLES = tuple(name for name in Base.metadata.tables if name != "rate_limits")
# Without the audit trail, in which some refusals are recorded.
STATE = tuple(name for name in TABLES if not name.startswith("audit_"))


async def execute(database: Database, statement: str, **parameters: object) -> None:
    """Run one statement in a transaction."""

    def unit(connection: Connection) -> None:
        connection.execute(text(statement), parameters)

    await database.write(unit)


async def rows(database: Database, statement: str, **parameters: object) -> Sequence[Row[Any]]:
    """What a SELECT finds."""

    def unit(connection: Connection) -> Sequence[Row[Any]]:
        return connection.execute(text(statement), parameters).all()

    return await database.read(unit)


async def contents(database: Database, *tables: str) -> dict[str, list[tuple[object, ...]]]:
    """Everything in `tables` (all but the rate limits, if none is named), to compare later."""
    return {
        table: sorted(
            (tuple(row) for row in await rows(database, f"SELECT * FROM {table}")), key=repr
        )
        for table in tables or TABLES
    }


@contextmanager
def recorded(database: Database) -> Iterator[list[str]]:
    """The statements that `database` runs meanwhile, in order, without their parameters."""
    statements: list[str] = []

    def record(_: object, __: object, statement: str, *___: object) -> None:
        statements.append(statement)

    engines = {database._writers.sync_engine}
    if database._readers.sync_engine.pool is not database._writers.sync_engine.pool:
        engines.add(database._readers.sync_engine)  # else it tells the other one's listeners, too
    for engine in engines:
        event.listen(engine, "before_cursor_execute", record)
    try:
        yield statements
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", record)
