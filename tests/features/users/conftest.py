"""Who acts in these tests, and the service on each database for what must survive a race."""

from collections.abc import AsyncIterator

import pytest

from app.config import Settings
from app.config.values import Quota
from tests.fixtures_database import database_url, postgres_leftovers
from tests.support.service import Person, Service
from tests.support.serving import serving, with_quotas

__all__ = ["admin", "crowded", "database_url", "postgres_leftovers"]


@pytest.fixture
async def admin(service: Service) -> Person:
    """The only admin there is."""
    return await service.admin()


@pytest.fixture
async def crowded(settings: Settings, database_url: str) -> AsyncIterator[Service]:
    """The service on either database, under limits that many callers at once do not meet."""
    plenty = Quota(1000, 60)
    quotas = with_quotas(settings, token=plenty, write=plenty, sign_in_client=plenty)
    async with serving(settings, database_url=database_url, rate_limits=quotas) as service:
        yield service
