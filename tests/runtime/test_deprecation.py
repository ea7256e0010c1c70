"""An operation that will go says so in each answer, and is gone on its day: over HTTP, with the
stubs that are generated from a contract."""

import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from contract.build.bundle import bundle
from contract.build.generate import generate
from contract.build.write import write
from contract.runtime.announcing import Announcing
from contract.runtime.gate import Gate
from tests.build.library import SAMPLE, copy_of_sample
from tests.build.sunsets import DEPRECATED
from tests.runtime import sample

PACKAGE = "library_with_a_sunset"
LAST_MOMENT = datetime(2026, 11, 30, 23, 59, 59, 999_999, tzinfo=UTC)
SUNSET = datetime(2026, 12, 1, tzinfo=UTC)
ANNOUNCED = {"deprecation": "@1780272000", "sunset": "Tue, 01 Dec 2026 00:00:00 GMT"}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """What is generated from the sample with a deprecated operation, as a package."""
    folder = tmp_path_factory.mktemp("generated")
    entry = copy_of_sample(folder / "openapi", DEPRECATED)
    write(generate(entry), folder / PACKAGE)
    sys.path.insert(0, str(folder))
    yield PACKAGE
    sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.split(".")[0] == PACKAGE]:
        del sys.modules[name]


@asynccontextmanager
async def library(package: str, now: datetime) -> AsyncIterator[httpx.AsyncClient]:
    """The system operations of the sample, at a moment."""
    routes: Any = import_module(f"{package}.routes.system")
    models: Any = import_module(f"{package}.models")
    operations: Any = import_module(f"{package}.operations")

    class System(routes.SystemHandler):  # type: ignore[misc]  # known at run time
        async def get_health(self) -> Any:
            return routes.GetHealth200(body=models.Health(status="ok"))

        async def create_token(self, *, body: Any) -> Any:
            raise NotImplementedError

    app = FastAPI(openapi_url=None, redirect_slashes=False)
    app.include_router(routes.system_router(System(), None))
    app.add_middleware(Gate, operations=operations.OPERATIONS, now=lambda: now)
    app.add_middleware(sample.renderer, log=[])
    app.add_middleware(Announcing)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://library.test") as http:
        yield http


def announced(response: httpx.Response) -> dict[str, str]:
    return {name: response.headers[name] for name in ANNOUNCED if name in response.headers}


async def test_until_its_day_it_answers_and_says_when_that_is(package: str) -> None:
    async with library(package, LAST_MOMENT) as http:
        response = await http.get("/health")

    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert announced(response) == ANNOUNCED


async def test_a_refusal_says_it_too(package: str) -> None:
    async with library(package, LAST_MOMENT) as http:
        response = await http.get("/health?unknown=1")

    assert response.status_code == 422
    assert announced(response) == ANNOUNCED


@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_on_its_day_it_is_gone(package: str, method: str) -> None:
    async with library(package, SUNSET) as http:
        response = await http.request(method, "/health?unknown=1")

    assert response.status_code == 410
    assert response.headers["content-type"] == "application/problem+json"
    assert method == "HEAD" or response.json()["code"] == "gone"
    assert announced(response) == ANNOUNCED


async def test_other_operations_and_addresses_say_nothing(package: str) -> None:
    async with library(package, SUNSET) as http:
        responses = [
            await http.post("/api/v1/token", json={}),
            await http.get("/nowhere"),
            await http.post("/health"),
            await http.options("/health"),
        ]

    assert [response.status_code for response in responses] == [415, 404, 405, 204]
    assert [announced(response) for response in responses] == [{}] * 4


def test_the_contract_promises_what_is_sent(tmp_path: Path) -> None:
    document = bundle(copy_of_sample(tmp_path / "openapi", DEPRECATED))
    operation = document["paths"]["/health"]["get"]

    assert "gone" in operation["x-problems"] and "410" in operation["responses"]
    for response in operation["responses"].values():
        for name in ("Deprecation", "Sunset"):
            assert response["headers"][name]["required"] is True


def test_only_the_policy_table_of_what_is_deprecated_is_another(tmp_path: Path) -> None:
    entry = copy_of_sample(tmp_path / "openapi", DEPRECATED)
    before, after = generate(SAMPLE / "v1.yaml"), generate(entry)

    table = after["operations.py"]
    assert table.count("deprecation=Deprecation(") == 1
    assert {
        name for name in before if name.startswith("routes/") and before[name] != after[name]
    } == set()
    assert "deprecation" not in before["operations.py"].lower()
