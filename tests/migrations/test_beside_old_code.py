"""While a release rolls out: old code on the new schema, and requests beside a migration."""

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    and_,
    delete,
    insert,
    inspect,
    select,
    update,
)
from sqlalchemy.ext.asyncio import create_async_engine

from app.cli import running
from app.config import Misconfigured, Settings
from app.db import migrations, schema, url
from app.db.tables import metadata
from tests.fixtures_database import opened
from tests.fixtures_postgres import empty_database
from tests.migrations.rows import value_for

Columns = dict[str, set[str]]
# Old code does not change what is in them either: triggers would refuse it.
APPEND_ONLY = {"audit_events"}


def released() -> str:
    """The revision that the release before this one stands on."""
    head = ScriptDirectory(schema.SCRIPTS).get_revision("head")
    assert head is not None and isinstance(head.down_revision, str)
    return head.down_revision


def columns_of(connection: Connection) -> Columns:
    inspector = inspect(connection)
    names = set(inspector.get_table_names()) - {"alembic_version"}
    return {name: {column["name"] for column in inspector.get_columns(name)} for name in names}


def use_as_before(connection: Connection, known: Columns) -> None:
    """Write, read, change and remove rows with the columns that the old code knows."""
    tables = [table for table in metadata.sorted_tables if table.name in known]
    assert {table.name for table in tables} == set(known), "a table is gone that old code uses"
    for table in tables:
        missing = known[table.name] - set(table.columns.keys())
        assert missing == set(), f"{table.name} has lost what old code uses: {missing}"
        values = {name: value_for(table.columns[name]) for name in known[table.name]}
        connection.execute(insert(table).values(values))
        own = row_of(table)
        read = connection.execute(select(*(table.columns[name] for name in values)).where(own))
        assert list(read.one()) == list(values.values())
        if table.name not in APPEND_ONLY:
            connection.execute(update(table).where(own).values(values))
    for table in reversed(tables):
        if table.name not in APPEND_ONLY:
            connection.execute(delete(table).where(row_of(table)))


def row_of(table: Table) -> ColumnElement[bool]:
    """The row that was inserted here, among those that a migration has made."""
    return and_(*(column == value_for(column) for column in table.primary_key))


async def test_what_the_release_before_writes_and_reads_works_on_this_schema(
    empty_url: str,
) -> None:
    await migrations.upgrade(empty_url, released())
    async with opened(empty_url) as database:
        known = await database.read(columns_of)

    await migrations.upgrade(empty_url)

    async with opened(empty_url) as database:
        await database.write(use_as_before, known)


async def test_a_migration_that_would_make_requests_wait_gives_up_and_changes_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """PostgreSQL only: on SQLite readers and the one writer do not wait for each other."""
    monkeypatch.setattr(migrations, "LOCK_TIMEOUT", "200ms")
    with empty_database() as address:
        await migrations.upgrade(address, released())
        parsed = url.parse(address)
        assert isinstance(parsed, url.PostgresUrl)
        engine = create_async_engine(parsed.url)
        try:
            async with engine.begin() as slow_request:
                before = await slow_request.run_sync(columns_of)
                # It writes: a reader would not be in the way of a migration that only refers to it.
                await slow_request.exec_driver_sql("UPDATE accounts SET version = version")

                with pytest.raises(Misconfigured, match="holds a lock that the migration needs"):
                    await running.migrate(Settings(database_url=address))

                assert await slow_request.run_sync(columns_of) == before
            await migrations.upgrade(address)
            assert await migrations.current(address) == migrations.head()
        finally:
            await engine.dispose()
