"""Looks at, and into, the database of a test: beside the code under test, never through it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

from sqlalchemy import Connection, Row, event, text

from app.db.database import Database
from app.db.direct import DirectReader
from app.db.query import Query
from app.db.tables import metadata

# The counters of the rate limits move with every request.
TABLES = tuple(name for name in metadata.tables if name != "rate_limits")
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

    with ExitStack() as stack:
        pools = [database._writers]
        if database._direct is None:
            pools.append(database._readers)
        else:
            stack.enter_context(_recorded_queries(database._direct, statements))
        for engine in pools:
            event.listen(engine, "before_cursor_execute", record)
            stack.callback(event.remove, engine, "before_cursor_execute", record)
        yield statements


@contextmanager
def _recorded_queries(direct: DirectReader, statements: list[str]) -> Iterator[None]:
    """Those that asyncpg runs past SQLAlchemy, and its events."""
    fetch = direct.fetch

    async def record(query: Query[object], values: Mapping[str, object]) -> list[Sequence[object]]:
        statements.append(str(query.statement))
        return await fetch(query, values)

    setattr(direct, "fetch", record)
    try:
        yield
    finally:
        delattr(direct, "fetch")
