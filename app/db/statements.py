"""The one statement that SQLAlchemy spells per dialect: an insert that may meet its own row."""

from collections.abc import Mapping
from typing import TypeAlias

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import InstrumentedAttribute

from app.db.models import Base

# Both dialects offer `on_conflict_do_nothing`, `on_conflict_do_update` and `excluded`.
Insert: TypeAlias = postgresql.Insert | sqlite.Insert


def insert(dialect: str, row: type[Base]) -> Insert:
    """An INSERT into the table of `row` that can say ON CONFLICT in this dialect of SQL."""
    if dialect == "postgresql":
        return postgresql.insert(row)
    return sqlite.insert(row)


def insert_ignoring(
    connection: Connection,
    row: type[Base],
    values: Mapping[str, object],
    *,
    unique: InstrumentedAttribute[str] | InstrumentedAttribute[bytes],
) -> bool:
    """Insert one row, or do nothing if its `unique` column is taken. Says whether it was inserted.

    Two inserts of one value at once wait for each other: exactly one hears True.
    """
    statement = insert(connection.dialect.name, row).values(**values)
    result = connection.execute(statement.on_conflict_do_nothing(index_elements=[unique]))
    return result.rowcount == 1
