"""Brings a database to another revision, and says where it stands."""

from collections.abc import Callable
from functools import partial
from typing import Final, Literal, TypeVar

from sqlalchemy import Connection, Engine, text
from sqlalchemy.util import greenlet_spawn

from app.db import postgres, sqlite
from app.db.schema import SCRIPTS, head, is_at_head, revision_of
from app.db.url import SqliteUrl, parse

__all__ = ["BrokenReferences", "current", "downgrade", "head", "is_at_head", "upgrade"]

Result = TypeVar("Result")

# Several replicas may start at once: one migrates, the others wait and find nothing to do.
TURN_TIMEOUT: Final = "60s"
# A statement that waits for a table lock makes every later query on that table wait behind it.
LOCK_TIMEOUT: Final = "4s"
_ADVISORY_LOCK: Final = 0x6163636F7264  # "accord"


class BrokenReferences(Exception):
    """A migration left rows whose parent does not exist; it was rolled back."""


async def upgrade(url: str, revision: str = "head") -> None:
    """Migrate forwards, all or nothing. Creates the file and the folder of a SQLite database."""
    await in_turn(url, partial(_migrate, direction="upgrade", revision=revision))


async def downgrade(url: str, revision: str) -> None:
    """Migrate backwards; `base` drops everything."""
    await in_turn(url, partial(_migrate, direction="downgrade", revision=revision))


async def current(url: str) -> str | None:
    """The revision of the database, or None if it was never migrated."""
    return await in_turn(url, revision_of)


async def in_turn(url: str, unit: Callable[[Connection], Result]) -> Result:
    """Run a unit in a transaction in which the schema may change, and in which nobody else
    migrates."""
    engine = _engine(url)
    try:
        return await greenlet_spawn(_in_turn, engine, unit)
    finally:
        await greenlet_spawn(engine.dispose)


def _in_turn(engine: Engine, unit: Callable[[Connection], Result]) -> Result:
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            _take_turn(connection)
        result = unit(connection)
        if connection.dialect.name == "sqlite":
            _check_references(connection)
        return result


def _engine(url: str) -> Engine:
    match parse(url):
        case SqliteUrl(path):
            sqlite.create_file(path)
            # SQLite alters a table by copying it and dropping the original. With foreign keys on,
            # the drop deletes every row that refers to it; inside a transaction the switch is dead.
            return sqlite.writing_engine(path, enforce_foreign_keys=False)
        case address:
            return postgres.migrating_engine(address)


def _take_turn(connection: Connection) -> None:
    connection.execute(text(f"SET LOCAL lock_timeout = '{TURN_TIMEOUT}'"))
    connection.execute(text(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})"))
    connection.execute(text(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'"))


def _check_references(connection: Connection) -> None:
    broken = connection.execute(text("PRAGMA foreign_key_check")).all()
    if broken:
        tables = sorted({str(row[0]) for row in broken})
        raise BrokenReferences(f"rows without their parent in: {', '.join(tables)}")


def _migrate(
    connection: Connection, direction: Literal["upgrade", "downgrade"], revision: str
) -> None:
    # Here and not above: a server asks this module where the schema stands and never migrates.
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    run = command.upgrade if direction == "upgrade" else command.downgrade
    run(config, revision)
