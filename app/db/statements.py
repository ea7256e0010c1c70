"""The one statement that SQLAlchemy spells per dialect: an insert that may meet its own row."""

from collections.abc import Mapping
from typing import TypeAlias

from sqlalchemy import Column, Connection, Table, TypedColumns
from sqlalchemy.dialects import postgresql, sqlite

# Both dialects offer `on_conflict_do_nothing`, `on_conflict_do_update` and `excluded`.
Insert: TypeAlias = postgresql.Insert | sqlite.Insert


def insert(dialect: str, table: Table[TypedColumns]) -> Insert:
    """An INSERT into `table` that can say ON CONFLICT in this dialect of SQL."""
    if dialect == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


def insert_ignoring(
    connection: Connection,
    table: Table[TypedColumns],
    values: Mapping[str, object],
    *,
    unique: Column[str] | Column[bytes],
) -> bool:
    """Insert one row, or do nothing if its `unique` column is taken. Says whether it was inserted.

    Two inserts of one value at once wait for each other: exactly one hears True.
    """
    statement = insert(connection.dialect.name, table).values(**values)
    result = connection.execute(statement.on_conflict_do_nothing(index_elements=[unique]))
    return result.rowcount == 1
