"""PostgreSQL: one engine over asyncpg, with a bound on everything that can take time."""

import time
from typing import Final, cast

from pydantic_core import from_json
from sqlalchemy import AdaptedConnection, Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, NullPool, PoolProxiedConnection

from app.db.url import PostgresUrl

# Of each of the two pools. SQLAlchemy could share one between readers and writers, by options that
# it sets and resets on each use, which costs more than the rest of taking a connection.
POOL_SIZE: Final = 5
POOL_TIMEOUT_SECONDS: Final = 2
CONNECT_TIMEOUT_SECONDS: Final = 3
COMMAND_TIMEOUT_SECONDS: Final = 5
# A connection that has rested for longer is asked whether it still lives: Neon ends idle ones, and
# a firewall forgets them without a word. SQLAlchemy's own `pool_pre_ping` asks before each unit of
# work, by three round trips where the work itself is often one.
RESTED_SECONDS: Final = 1.0


def reading_engine(address: PostgresUrl) -> AsyncEngine:
    """Pooled connections on which each statement is a transaction of its own."""
    return _serving_engine(address, isolation_level="AUTOCOMMIT", skip_autocommit_rollback=True)


def writing_engine(address: PostgresUrl) -> AsyncEngine:
    """Pooled connections for transactions (READ COMMITTED)."""
    return _serving_engine(address)


def _serving_engine(address: PostgresUrl, **options: object) -> AsyncEngine:
    """A command that takes longer than a request may is ended."""
    engine = create_async_engine(
        address.url,
        connect_args=_connect_args(address) | {"command_timeout": COMMAND_TIMEOUT_SECONDS},
        pool_size=POOL_SIZE,
        max_overflow=0,
        # The one used last need not be asked whether it lives; in turn, each would rest for long.
        pool_use_lifo=True,
        pool_timeout=POOL_TIMEOUT_SECONDS,
        pool_recycle=300,
        hide_parameters=True,
        json_deserializer=from_json,
        **options,
    )
    _replace_dead_connections(engine.sync_engine)
    return engine


def migrating_engine(address: PostgresUrl) -> AsyncEngine:
    """One connection without a limit on the time of a command: a backfill may take hours."""
    return create_async_engine(
        address.url, connect_args=_connect_args(address), poolclass=NullPool, hide_parameters=True
    )


def _replace_dead_connections(engine: Engine) -> None:
    """Have a connection replaced that has ended, and with it all that are as old."""

    def rest(_: object, record: ConnectionPoolEntry) -> None:
        record.info["resting_since"] = time.monotonic()

    def require_alive(
        connection: AdaptedConnection, record: ConnectionPoolEntry, _: PoolProxiedConnection
    ) -> None:
        resting_since = record.info.get("resting_since")
        if resting_since is None:
            return  # made just now; that it has ended again, its first statement will say
        if connection.driver_connection.is_closed():
            raise InvalidatePoolError
        if time.monotonic() - resting_since < RESTED_SECONDS:
            return
        try:
            engine.dialect.do_ping(cast(DBAPIConnection, connection))
        except engine.dialect.loaded_dbapi.Error:
            if connection.driver_connection.is_closed():
                raise InvalidatePoolError from None
            raise

    event.listen(engine, "checkin", rest)
    event.listen(engine, "checkout", require_alive)


def _connect_args(address: PostgresUrl) -> dict[str, object]:
    arguments: dict[str, object] = {
        "timeout": CONNECT_TIMEOUT_SECONDS,
        "server_settings": dict(address.server_settings),
    }
    if address.tls is not None:
        arguments["ssl"] = address.tls
    if address.is_pooled:
        # The next message may reach another server connection: a statement prepared here does not
        # exist there, and a named one that stayed behind would fill the server's memory. Without
        # a cache and without a name, asyncpg sends text, values and execution in one message.
        arguments |= {
            "statement_cache_size": 0,
            "prepared_statement_cache_size": 0,
            "prepared_statement_name_func": lambda: "",
        }
    return arguments
