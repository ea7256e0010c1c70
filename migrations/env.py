"""How Alembic reaches the database: on the connection it is given, or by the service's settings.

`accord migrate` and the tests hand in a connection. The `alembic` command does not: then the
address is `-x url=…`, else the one of the settings (MIGRATION_DATABASE_URL, DATABASE_URL, `.env`).
"""

import asyncio
from typing import Literal

from alembic import context
from alembic.operations import MigrationScript
from sqlalchemy import JSON, Connection

from app.config import load_settings
from app.db.migrations import in_turn
from app.db.schema import head
from app.db.tables import metadata
from app.db.types import UtcDateTime
from app.db.url import PostgresUrl, parse


def database_url() -> str:
    """The address that the `alembic` command means."""
    given = context.get_x_argument(as_dictionary=True).get("url")
    if isinstance(given, str):
        return given
    return load_settings(serving=False).migrations_url


def number(_: object, __: object, scripts: list[MigrationScript]) -> None:
    """Number a new revision: `app.db.schema` tells by the files which one is the newest."""
    for script in scripts:
        script.rev_id = f"{int(head()) + 1:04d}"


def spell(kind: str, item: object, _: object) -> str | Literal[False]:
    """Write our own types out in a new revision, which must not import what may change."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return 'sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite")'
    if kind == "type" and isinstance(item, JSON):
        return 'sa.JSON().with_variant(sa.dialects.postgresql.JSONB(), "postgresql")'
    return False


def run(connection: Connection) -> None:
    """Run what was asked for in the transaction that the connection has begun."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        compare_type=True,
        compare_server_default=True,
        process_revision_directives=number,
        render_item=spell,
        render_as_batch=True,  # SQLite alters tables by copying them
        transactional_ddl=True,  # SQLite too, since we begin its transactions ourselves
    )
    with context.begin_transaction():
        context.run_migrations()


def run_offline() -> None:
    """Print the SQL instead, for those who let somebody else run it."""
    is_postgres = isinstance(parse(database_url()), PostgresUrl)
    context.configure(
        dialect_name="postgresql" if is_postgres else "sqlite",
        target_metadata=metadata,
        literal_binds=True,
        render_as_batch=True,
    )
    with context.begin_transaction():
        context.run_migrations()


if context.is_offline_mode():
    run_offline()
elif (given_connection := context.config.attributes.get("connection")) is not None:
    run(given_connection)
else:
    asyncio.run(in_turn(database_url(), run))  # connects as `accord migrate` does
