"""What the verbs share: the application for the time of one verb, and how far long work has got."""

import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager

from sqlalchemy.exc import DBAPIError

from app import bootstrap
from app.bootstrap import Application
from app.config import Misconfigured, Settings
from app.db import migrations
from app.db.database import Database
from app.db.failures import LOCKED, is_unavailable, kind_of
from app.db.url import SqliteUrl, parse
from app.errors import ServiceUnavailable
from app.observability import context
from app.observability.context import Client, RequestContext


@asynccontextmanager
async def application(settings: Settings) -> AsyncIterator[Application]:
    """The application over a migrated database; what it records, it records as `cli`."""
    context.enter(RequestContext("cli", Client("cli", None)))
    await require_migrated(settings)  # before anything is made, such as keys
    built = bootstrap.build(settings)
    try:
        yield built
    finally:
        await built.close()


async def migrate(settings: Settings) -> None:
    """Bring the database to the newest revision.

    Raises `Misconfigured` if it is away, or in use so that the migration would have to wait.
    """
    try:
        await migrations.upgrade(settings.migrations_url)
    except Exception as error:
        if not is_unavailable(error):
            raise
        name = "MIGRATION_DATABASE_URL" if settings.migration_database_url else "DATABASE_URL"
        raise Misconfigured([f"{name}: {_why_not(error)}; nothing was changed"]) from error


def _why_not(error: Exception) -> str:
    match error:
        case OSError(filename=str(path), strerror=reason):  # the file of SQLite
            return f"cannot open {path}: {reason}"
        case DBAPIError() if kind_of(error) in LOCKED:
            return "somebody holds a lock that the migration needs"
    return "the database does not answer"


async def require_migrated(settings: Settings) -> None:
    """Raises `Misconfigured` if the database is away, or not at the newest revision."""
    database = bootstrap.open_database(settings)
    try:
        await _require_head(database, settings)
    finally:
        await database.close()


async def _require_head(database: Database, settings: Settings) -> None:
    match parse(settings.database_url):
        case SqliteUrl(path) if not path.exists():
            raise Misconfigured([f"DATABASE_URL: there is no {path}; accord migrate makes it"])
    try:
        if not await database.read(migrations.is_at_head):
            raise Misconfigured(["DATABASE_URL: not migrated to this version; run accord migrate"])
    except ServiceUnavailable as error:
        raise Misconfigured(["DATABASE_URL: the database does not answer"]) from error


@contextmanager
def progress(what: str) -> Iterator[Callable[[int], None]]:
    """Shows a growing number to somebody who watches; says nothing into a file or a pipe."""
    is_shown = False

    def show(count: int) -> None:
        nonlocal is_shown
        if sys.stderr.isatty():
            is_shown = True
            print(f"\r{what}: {count:,}", end="", file=sys.stderr, flush=True)

    try:
        yield show
    finally:
        if is_shown:
            print(file=sys.stderr)
