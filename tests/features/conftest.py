"""Who acts in these tests, and the service on each database: every test runs on both."""

from collections.abc import AsyncIterator

import pytest

from app.config import Settings
from app.config.values import Quota
from tests.fixtures_database import database_url, postgres_leftovers
from tests.support.service import Person, Service
from tests.support.serving import serving

__all__ = ["admin", "crowded", "crowded_settings", "database_url", "postgres_leftovers", "settings"]


@pytest.fixture
async def admin(service: Service) -> Person:
    """The only admin there is."""
    return await service.admin()


@pytest.fixture
def settings(settings: Settings, database_url: str) -> Settings:
    """Development settings on either database."""
    return settings.model_copy(update={"database_url": database_url})


@pytest.fixture
def crowded_settings(settings: Settings) -> Settings:
    """Settings under which many callers at once meet no limit."""
    quotas = {group: Quota(1000, 60) for group in settings.rate_limits}
    return settings.model_copy(update={"rate_limits": quotas})


@pytest.fixture
async def crowded(crowded_settings: Settings) -> AsyncIterator[Service]:
    """The service with those settings."""
    async with serving(crowded_settings) as service:
        yield service
