"""SQLite: engines whose transactions do not lose updates, over a file that must exist."""

import os
from pathlib import Path
from typing import Final
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

# How long one process waits for another one that writes.
BUSY_TIMEOUT_MS: Final = 5000

_DURABLE: Final = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # in WAL mode NORMAL may lose the last commits with the power
    f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}",
)


def create_file(path: Path) -> None:
    """Create an empty database, readable by its owner only; SQLite gives its side files the same
    mode. One that exists is left alone."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def reading_engine(path: Path, *, width: int) -> Engine:
    """Connections that see the last commit and refuse to write."""
    engine = create_engine(
        _url(path),
        pool_size=width,
        max_overflow=0,
        isolation_level="AUTOCOMMIT",
        skip_autocommit_rollback=True,  # nothing was begun: saves a hop to the connection's thread
        hide_parameters=True,
    )
    _prepare_connections(engine, path, (*_DURABLE, "PRAGMA query_only=ON"))
    return engine


def writing_engine(path: Path, *, enforce_foreign_keys: bool = True) -> Engine:
    """One connection that takes the write lock when it begins.

    The driver's own BEGIN is deferred: two transactions read the same value, both write, and the
    first update is lost without an error.
    """
    engine = create_engine(_url(path), pool_size=1, max_overflow=0, hide_parameters=True)
    switch = f"PRAGMA foreign_keys={'ON' if enforce_foreign_keys else 'OFF'}"
    _prepare_connections(engine, path, (*_DURABLE, switch))
    event.listen(engine, "begin", _begin_immediate)
    return engine


def _url(path: Path) -> URL:
    # mode=rw: without it SQLite answers for a lost file by creating an empty one.
    return URL.create(
        "sqlite+aiosqlite",
        database=f"file:{quote(str(path))}",
        query={"mode": "rw", "uri": "true"},
    )


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _prepare_connections(engine: Engine, path: Path, pragmas: tuple[str, ...]) -> None:
    def prepare(dbapi_connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
        record.info["file"] = _identity(path)
        dbapi_connection.isolation_level = None  # the driver begins nothing by itself
        cursor = dbapi_connection.cursor()
        for pragma in pragmas:
            cursor.execute(pragma)
        cursor.close()

    def check(_: DBAPIConnection, record: ConnectionPoolEntry, __: PoolProxiedConnection) -> None:
        """A file that was deleted or replaced lives on for those who have it open, and what they
        commit is lost with the last of them: connect again."""
        if record.info["file"] != _identity(path):
            raise DisconnectionError("the database file was replaced")

    event.listen(engine, "connect", prepare)
    event.listen(engine, "checkout", check)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_dev, status.st_ino
