"""Schemas go up, down and up again, with rows in them; tables and migrations agree."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Connection, Integer, MetaData, delete, inspect, text

from app.db import migrations, schema
from app.db.tables import NAMING_CONVENTION, accounts, metadata
from tests.fixtures_database import opened
from tests.migrations.rows import everything, seed

ROOT = Path(__file__).parents[2]


def scripts() -> ScriptDirectory:
    return ScriptDirectory(schema.SCRIPTS)


def tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names()) - {"alembic_version"}


async def test_up_down_and_up_again_with_a_row_in_every_table(empty_url: str) -> None:
    for _ in range(2):
        await migrations.upgrade(empty_url)
        async with opened(empty_url) as database:
            await database.write(seed)
            before = await database.read(everything)

            await migrations.upgrade(empty_url)

            assert await database.read(everything) == before
        assert set(before) == {table.name for table in metadata.sorted_tables}
        assert all(before.values())

        await migrations.downgrade(empty_url, "base")

        async with opened(empty_url) as database:
            assert await database.read(tables) == set()


async def test_rows_survive_a_step_down_and_up_from_every_revision(empty_url: str) -> None:
    """The first revision goes down to nothing; from the second on, accounts stay."""
    await migrations.upgrade(empty_url)
    async with opened(empty_url) as database:
        await database.write(seed)

    for revision in [script.revision for script in scripts().walk_revisions()][1:]:
        await migrations.downgrade(empty_url, revision)
        await migrations.upgrade(empty_url, "+1")
        async with opened(empty_url) as database:
            assert len(await database.read(account_ids)) == 1


def account_ids(connection: Connection) -> list[object]:
    return list(connection.execute(text("SELECT id FROM accounts")).scalars())


async def test_tables_and_migrations_agree(empty_url: str) -> None:
    def differences(connection: Connection) -> list[object]:
        options: dict[str, object] = {"compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        return list(compare_metadata(context, metadata))

    await migrations.upgrade(empty_url)

    async with opened(empty_url) as database:
        assert await database.read(differences) == []


async def test_a_column_that_no_migration_makes_is_noticed(empty_url: str) -> None:
    """The test above can fail."""
    longer = MetaData(naming_convention=NAMING_CONVENTION)
    for table in metadata.sorted_tables:
        table.to_metadata(longer)
    longer.tables["accounts"].append_column(Column("forgotten", Integer))

    def differences(connection: Connection) -> int:
        return len(list(compare_metadata(MigrationContext.configure(connection), longer)))

    await migrations.upgrade(empty_url)

    async with opened(empty_url) as database:
        assert await database.read(differences) == 1


async def test_every_constraint_and_index_is_named_by_the_convention(database_url: str) -> None:
    def names(connection: Connection) -> set[str | None]:
        inspector = inspect(connection)
        found: set[str | None] = set()
        for table in tables(connection):
            found.add(inspector.get_pk_constraint(table)["name"])
            for reflected in (
                inspector.get_foreign_keys(table),
                inspector.get_unique_constraints(table),
                inspector.get_check_constraints(table),
                inspector.get_indexes(table),
            ):
                found.update(item["name"] for item in reflected)
        return found

    expected = {
        constraint.name for table in metadata.sorted_tables for constraint in table.constraints
    } | {index.name for table in metadata.sorted_tables for index in table.indexes}

    async with opened(database_url) as database:
        assert await database.read(names) == {str(name) for name in expected}


async def test_a_database_knows_where_it_stands(empty_url: str) -> None:
    assert await migrations.current(empty_url) is None
    async with opened(empty_url) as database:
        assert await database.read(migrations.is_at_head) is False

        await migrations.upgrade(empty_url)

        assert await database.read(migrations.is_at_head) is True
    assert await migrations.current(empty_url) == migrations.head()


async def test_a_later_schema_than_ours_is_good_enough(database_url: str) -> None:
    def move_on(connection: Connection) -> None:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    async with opened(database_url) as database:
        await database.write(move_on)
        assert await database.read(migrations.is_at_head) is True


async def test_an_earlier_schema_than_ours_is_not(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "head", lambda: "9999")

    async with opened(database_url) as database:
        assert await database.read(migrations.is_at_head) is False


async def test_replicas_that_start_together_migrate_once(empty_url: str) -> None:
    def upgrade() -> None:
        asyncio.run(migrations.upgrade(empty_url))

    await asyncio.gather(*(asyncio.to_thread(upgrade) for _ in range(4)))

    assert await migrations.current(empty_url) == migrations.head()


async def test_a_migration_that_fails_leaves_nothing_behind(empty_url: str) -> None:
    def fail(connection: Connection) -> None:
        metadata.create_all(connection)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await migrations.in_turn(empty_url, fail)

    async with opened(empty_url) as database:
        assert await database.read(tables) == set()


async def test_copying_a_table_on_sqlite_keeps_the_rows_that_refer_to_it(sqlite_url: str) -> None:
    def rebuild(connection: Connection) -> None:
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("accounts", recreate="always") as batch:
            batch.add_column(Column("shoe_size", Integer, nullable=True))

    async with opened(sqlite_url) as database:
        await database.write(seed)

        await migrations.in_turn(sqlite_url, rebuild)

        assert all((await database.read(everything)).values())


async def test_a_migration_on_sqlite_that_orphans_rows_is_rolled_back(sqlite_url: str) -> None:
    async with opened(sqlite_url) as database:
        await database.write(seed)

        with pytest.raises(migrations.BrokenReferences, match="one_time_tokens, sessions"):
            await migrations.in_turn(sqlite_url, lambda each: each.execute(delete(accounts)))

        assert len(await database.read(account_ids)) == 1


def alembic(*arguments: str) -> str:
    """What the command prints, run as a person runs it, with the settings of pyproject.toml."""
    done = subprocess.run(
        [sys.executable, "-m", "alembic", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


async def test_the_command_of_alembic_works_too(empty_url: str) -> None:
    await asyncio.to_thread(alembic, "-x", f"url={empty_url}", "upgrade", "head")
    checked = await asyncio.to_thread(alembic, "-x", f"url={empty_url}", "check")

    assert "No new upgrade operations detected" in checked


def test_the_sql_can_be_printed_for_somebody_else_to_run() -> None:
    sql = alembic("-x", "url=postgresql://ada@db.example.com/accord", "upgrade", "head", "--sql")

    assert "CREATE TABLE accounts" in sql
    assert "TIMESTAMP WITH TIME ZONE" in sql


def test_history_is_one_numbered_line_and_the_files_tell_its_end() -> None:
    revisions = [script.revision for script in scripts().walk_revisions()]

    assert scripts().get_heads() == [schema.head()]
    assert set(revisions) == schema._revisions()
    assert revisions == sorted(revisions, reverse=True)
