"""Services that are measured."""

from collections.abc import AsyncIterator

import pytest

from app.config import Settings
from app.config.values import Quota
from app.db.database import Database
from tests.fixtures_database import database, database_url, postgres_leftovers
from tests.metrics.post import Post
from tests.support.server import free_port
from tests.support.service import Service
from tests.support.serving import serving, with_quotas

__all__ = ["database", "database_url", "postgres_leftovers"]


@pytest.fixture
def measured(settings: Settings) -> Settings:
    """Settings with metrics on, and a quota of two reads."""
    quotas = with_quotas(settings, read=Quota(2, 60))
    return settings.model_copy(update={"metrics_port": free_port(), "rate_limits": quotas})


@pytest.fixture
async def service(measured: Settings) -> AsyncIterator[Service]:
    """The service, measured."""
    async with serving(measured) as running:
        yield running


@pytest.fixture
def post(database: Database) -> Post:
    """An outbox, on either database."""
    return Post(database)
