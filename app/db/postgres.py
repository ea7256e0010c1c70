"""PostgreSQL: one engine over asyncpg, with a bound on everything that can take time."""

from typing import Final

from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from app.db.url import PostgresUrl

POOL_SIZE: Final = 5
MAX_OVERFLOW: Final = 5
POOL_TIMEOUT_SECONDS: Final = 2
CONNECT_TIMEOUT_SECONDS: Final = 3
COMMAND_TIMEOUT_SECONDS: Final = 5


def serving_engine(address: PostgresUrl) -> AsyncEngine:
    """Pooled connections for requests; a command that takes longer than a request may is ended."""
    return create_async_engine(
        address.url,
        connect_args=_connect_args(address) | {"command_timeout": COMMAND_TIMEOUT_SECONDS},
        pool_size=POOL_SIZE,
        max_overflow=MAX_OVERFLOW,
        pool_timeout=POOL_TIMEOUT_SECONDS,
        pool_pre_ping=True,
        pool_recycle=300,
        hide_parameters=True,
    )


def migrating_engine(address: PostgresUrl) -> AsyncEngine:
    """One connection without a limit on the time of a command: a backfill may take hours."""
    return create_async_engine(
        address.url, connect_args=_connect_args(address), poolclass=NullPool, hide_parameters=True
    )


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
