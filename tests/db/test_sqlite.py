"""What only SQLite does: files that vanish, are replaced, or are locked by somebody else."""

import os
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from app.db import migrations, sqlite
from app.db.database import Database
from app.errors import ServiceUnavailable
from tests.db import units
from tests.fixtures_database import opened


@pytest.fixture
def path(sqlite_url: str) -> Path:
    return Path(sqlite_url.removeprefix("sqlite:///"))


@contextmanager
def locked(path: Path) -> Iterator[None]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield


def pragmas(connection: Connection) -> dict[str, object]:
    names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "query_only")
    return {name: connection.execute(text(f"PRAGMA {name}")).scalar_one() for name in names}


async def test_connections_are_durable_and_enforce_foreign_keys(sqlite_url: str) -> None:
    durable = {"journal_mode": "wal", "synchronous": 2, "busy_timeout": 5000}
    async with opened(sqlite_url) as database:
        written = await database.write(pragmas)
        read = await database.read(pragmas)

    assert written == durable | {"foreign_keys": 1, "query_only": 0}
    assert read == durable | {"foreign_keys": 0, "query_only": 1}


async def test_a_read_cannot_write(sqlite_url: str) -> None:
    async with opened(sqlite_url) as database:
        with pytest.raises(OperationalError, match="readonly"):
            await database.read(units.add, "by accident")


async def test_a_missing_file_is_unavailable_and_is_not_created(tmp_path: Path) -> None:
    async with opened(f"sqlite:///{tmp_path}/lost.db") as database:
        for run in (database.read, database.write):
            with pytest.raises(ServiceUnavailable):
                await run(units.rows)

    assert not (tmp_path / "lost.db").exists()


async def test_a_file_that_vanishes_is_unavailable_and_returns_by_itself(
    sqlite_url: str, path: Path, tmp_path: Path
) -> None:
    async with opened(sqlite_url) as database:
        await database.write(units.add, "before")
        checkpoint(path)
        shutil.move(path, tmp_path / "backup.db")

        for run in (database.read, database.write):
            with pytest.raises(ServiceUnavailable):
                await run(units.rows)

        shutil.copy(tmp_path / "backup.db", path)
        await database.write(units.add, "after")
        assert await database.read(units.rows) == 2


def checkpoint(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


async def test_a_file_that_was_replaced_is_read_anew(sqlite_url: str, path: Path) -> None:
    async with opened(sqlite_url) as database:
        assert await database.read(units.rows) == 0
        await database.write(units.add, "one")
        checkpoint(path)
        copy = path.with_suffix(".copy")
        shutil.copy(path, copy)
        with closing(sqlite3.connect(copy)) as connection:
            connection.execute("UPDATE rate_limits SET key = 'restored'")
            connection.commit()
        os.replace(copy, path)

        assert await database.read(first_key) == "restored"


def first_key(connection: Connection) -> object:
    return connection.execute(text("SELECT key FROM rate_limits")).scalar_one()


async def test_a_locked_file_is_unavailable_to_writers_and_open_to_readers(
    sqlite_url: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "_DURABLE", (*sqlite._DURABLE, "PRAGMA busy_timeout=50"))
    async with opened(sqlite_url) as database:
        with locked(path):
            with pytest.raises(ServiceUnavailable):
                await database.write(units.add, "blocked")
            assert await database.read(units.rows) == 0

        await database.write(units.add, "free")
        assert await database.read(units.rows) == 1


async def test_something_that_is_no_database_is_unavailable_and_stays_as_it_is(
    tmp_path: Path,
) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Ada, " * 100)

    async with opened(f"sqlite:///{path}") as database:
        with pytest.raises(ServiceUnavailable):  # a backup may take its place
            await database.read(units.rows)

    assert path.read_text() == "Dear Ada, " * 100


async def test_a_path_with_special_characters_is_one_file(tmp_path: Path) -> None:
    path = tmp_path / "50% of #1?" / "my accounts.db"
    url = f"sqlite:///{str(path).replace('%', '%25').replace('?', '%3F')}"

    await migrations.upgrade(url)
    async with opened(url) as database:
        await database.write(units.add, "here")

    assert [file.name for file in path.parent.iterdir()] == ["my accounts.db"]


async def test_the_file_is_for_its_owner_only_and_so_are_its_side_files(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/new/folder/accord.db"
    await migrations.upgrade(url)
    async with opened(url) as database:
        await database.write(units.add, "something")
        modes = {
            file.name: stat.S_IMODE(file.stat().st_mode)
            for file in (tmp_path / "new/folder").iterdir()
        }

    assert modes == dict.fromkeys(["accord.db", "accord.db-shm", "accord.db-wal"], 0o600)


async def test_a_relative_path_is_relative_to_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    await migrations.upgrade("sqlite:///var/accord.db")
    database = Database.from_url("sqlite:///var/accord.db")
    monkeypatch.chdir("/")

    assert await database.read(units.rows) == 0

    await database.close()
    assert (tmp_path / "var/accord.db").is_file()
