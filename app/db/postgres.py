"""PostgreSQL: one engine over asyncpg, with a bound on everything that can take time."""

import time
from typing import Final, cast

from pydantic_core import from_json
from sqlalchemy import AdaptedConnection, Dialect, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.pool import ConnectionPoolEntry, NullPool, PoolProxiedConnection

from app.db.url import PostgresUrl

# Of each of the two pools: of the queries (app/db/direct.py), and of the units of work.
POOL_SIZE: Final = 5
POOL_TIMEOUT_SECONDS: Final = 2
CONNECT_TIMEOUT_SECONDS: Final = 3
COMMAND_TIMEOUT_SECONDS: Final = 5
# A connection that has rested for longer is asked whether it still lives: Neon ends idle ones, and
# a firewall forgets them without a word. SQLAlchemy's own `pool_pre_ping` asks before each unit of
# work, by three round trips where the work itself is often one.
RESTED_SECONDS: Final = 1.0

_URL: Final = make_url("postgresql+asyncpg://")


def engine(address: PostgresUrl) -> Engine:
    """Pooled connections for units of work; a command that takes longer than a request may ends."""
    pooled = create_engine(
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
    )
    _replace_dead_connections(pooled)
    return pooled


def migrating_engine(address: PostgresUrl) -> Engine:
    """One connection without a limit on the time of a command: a backfill may take hours."""
    return create_engine(
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


def dialect() -> Dialect:
    """PostgreSQL as SQLAlchemy spells it for asyncpg."""
    made: Dialect = _URL.get_dialect()()
    return made


def driver_arguments(address: PostgresUrl) -> dict[str, object]:
    """What asyncpg itself is called with."""
    _, ours = dialect().create_connect_args(address.url)
    arguments: dict[str, object] = {**ours, **_connect_args(address)}
    # Those are for SQLAlchemy alone.
    return {name: arguments[name] for name in arguments if not name.startswith("prepared_")}


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
