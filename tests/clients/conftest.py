"""A server for the clients to speak with, on each kind of database, and the mock."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clients.people import GRACE_SECONDS
from tests.fixtures_database import empty_url, postgres_leftovers
from tests.support.server import UNLIMITED, Server, serving

__all__ = ["empty_url", "postgres_leftovers"]


@pytest.fixture
def server(tmp_path: Path, empty_url: str) -> Iterator[Server]:
    """A server with its demo accounts, where a spent refresh token is soon a stolen one."""
    with serving(
        tmp_path,
        DATABASE_URL=empty_url,
        RATE_LIMITS=UNLIMITED,
        REFRESH_GRACE_SECONDS=str(GRACE_SECONDS),
        SEED_DEMO="true",
    ) as running:
        yield running


@pytest.fixture
def mock(tmp_path: Path) -> Iterator[Server]:
    """`accord mock`, which forgets a spent refresh token as soon as the server does."""
    with serving(tmp_path, verb="mock", REFRESH_GRACE_SECONDS=str(GRACE_SECONDS)) as running:
        yield running
