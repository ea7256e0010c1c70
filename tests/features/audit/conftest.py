"""Who reads the trail in these tests."""

import pytest

from tests.support.service import Person, Service


@pytest.fixture
async def admin(service: Service) -> Person:
    """The only admin there is."""
    return await service.admin()
