"""Which schema the database has, and whether it is the one that this code needs.

Alembic is not asked: every server checks this when it starts, and loading Alembic costs a third as
much as loading SQLAlchemy.
"""

from functools import cache
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, inspect, text

# Beside the package `app`, in a checkout and where it is installed.
SCRIPTS: Final = Path(__file__).parents[2] / "migrations"


def revision_of(connection: Connection) -> str | None:
    """The revision of the database, or None if it was never migrated."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(
        text("SELECT version_num FROM alembic_version")
    ).scalar_one_or_none()
    return found


def is_at_head(connection: Connection) -> bool:
    """Whether the schema is the one that this code needs. A unit for `Database.read`.

    A revision that this code does not know is a later one: while a release rolls out, the old
    processes go on working on the new schema (migrations/README.md).
    """
    revision = revision_of(connection)
    if revision is None:
        return False
    return revision == head() or revision not in _revisions()


def head() -> str:
    """The revision that this code needs: history is one line, numbered."""
    return max(_revisions())


@cache
def _revisions() -> frozenset[str]:
    files = (SCRIPTS / "versions").glob("[0-9]*.py")
    return frozenset(file.name.partition("_")[0] for file in files)
