"""The service on SQLite and on PostgreSQL, for the tests in which callers meet."""

from collections.abc import AsyncIterator

import pytest

from app.config import Settings
from app.config.values import Quota
from tests.fixtures_database import database_url, postgres_leftovers
from tests.support.service import Service
from tests.support.serving import serving

__all__ = ["database_url", "postgres_leftovers", "racing"]


@pytest.fixture
async def racing(settings: Settings, database_url: str) -> AsyncIterator[Service]:
    """The service on each database, with quotas that no race exhausts."""
    quotas = {group: Quota(1000, 60) for group in settings.rate_limits}
    async with serving(settings, database_url=database_url, rate_limits=quotas) as service:
        yield service
