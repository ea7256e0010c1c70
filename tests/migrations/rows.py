"""A row for every table and every column, also for those that a later migration adds."""

from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import Column, Connection, insert, select

from app.db.tables import metadata
from app.db.types import UtcDateTime

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ONE_ID = UUID("01930000-0000-7000-8000-000000000001")

# By Python type, so that a new column needs no new line; references all lead to the one id.
VALUES: dict[type, object] = {
    UUID: ONE_ID,
    str: "text, “quoted”",
    bytes: b"\x00\xff",
    int: 7,
    bool: True,
    object: {"theme": "dark", "nested": ["é"]},  # JSON
}


def seed(connection: Connection) -> None:
    """Put one row, with every column filled, into every table."""
    for table in metadata.sorted_tables:
        connection.execute(insert(table).values({c.name: value_for(c) for c in table.columns}))


def everything(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables."""
    return {
        table.name: [tuple(row) for row in connection.execute(select(table))]
        for table in metadata.sorted_tables
    }


def value_for(column: Column[object]) -> object:
    if isinstance(column.type, UtcDateTime):
        return NOON
    return VALUES[column.type.python_type]
