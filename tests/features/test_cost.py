"""How many function calls a request costs: a number that no busy machine changes.

Counted are calls, in Python and in C, made by the service and by the libraries that it stands on,
once everything is warm. Whoever makes a request dearer by more than a tenth says so here, and why
in the commit; whoever makes it cheaper writes down the new figure, or it could rise again unseen.
"""

import re
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from statistics import median
from types import FrameType

import httpx
import pytest

from tests.support.service import API, Person, Service

REQUESTS = 5
# Not the client of the tests, nor what judges the answers.
OURS = rf"{re.escape(str(Path(__file__).parents[2]))}/(?:app|contract|generated)/"
LIBRARIES = r"/site-packages/(?:asyncpg|fastapi|limits|pydantic|sqlalchemy|starlette|structlog)/"
SERVICE = re.compile(f"{OURS}|{LIBRARIES}")
CALLS = {
    "sqlite": {"/health/live": 370, f"{API}/me": 651, f"{API}/users?limit=50": 1414},
    "postgresql": {"/health/live": 370, f"{API}/me": 497, f"{API}/users?limit=50": 942},
}
REFRESH_CALLS = {"sqlite": 1955, "postgresql": 1534}


class Counter:
    """A profile function that counts what the service calls."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, frame: FrameType, event: str, _: object) -> None:
        if event in ("call", "c_call") and SERVICE.search(frame.f_code.co_filename):
            self.calls += 1


async def cost(request: Callable[[], Awaitable[httpx.Response]]) -> float:
    """Calls a request, once everything is warm. The median: a pool may open a connection."""
    calls = []
    for _ in range(2 + REQUESTS):
        counter = Counter()
        sys.setprofile(counter)
        try:
            response = await request()
        finally:
            sys.setprofile(None)
        assert response.status_code == 200
        calls.append(counter.calls)
    return median(calls[2:])


def database_of(service: Service) -> str:
    """The kind of database that the service stands on."""
    return service.application.settings.database_url.partition(":")[0]


@pytest.mark.parametrize("path", CALLS["sqlite"])
async def test_a_request_costs_so_many_calls(service: Service, admin: Person, path: str) -> None:
    for number in range(50):
        await service.register(f"user{number}@example.com")

    calls = await cost(lambda: service.http.get(path, headers=admin.auth))

    assert calls <= CALLS[database_of(service)][path] * 1.1


async def test_a_refresh_costs_so_many_calls(service: Service, admin: Person) -> None:
    refresh_token = admin.refresh_token

    async def refresh() -> httpx.Response:
        nonlocal refresh_token
        response = await service.refresh(refresh_token)
        refresh_token = response.json()["refresh_token"]
        return response

    assert await cost(refresh) <= REFRESH_CALLS[database_of(service)] * 1.1
