"""Takes the database away from a running service, and brings it back."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.config import Settings

# These tests take a file away; tests/db and tests/torture do it to PostgreSQL.
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@contextmanager
def database_away(settings: Settings) -> Iterator[None]:
    """The file of the SQLite database is gone, as a volume is that was not mounted."""
    path = Path(settings.database_url.removeprefix("sqlite:///"))
    elsewhere = path.with_suffix(".elsewhere")
    path.rename(elsewhere)
    try:
        yield
    finally:
        elsewhere.rename(path)
