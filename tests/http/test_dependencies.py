"""FastAPI's dependency injection on the generated routes: what it may replace, and what not."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import Depends, FastAPI

from app.config import Settings
from app.main import create_app
from app.security.token_verifier import OWN
from contract.runtime.route import Dispatch
from generated.operations import OPERATIONS
from tests.support.service import API, Service
from tests.support.serving import client_of_app


@pytest.fixture
def app(service: Service) -> FastAPI:
    return create_app(service.application.settings, service.application)


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of_app(app) as client:
        yield client


@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_an_override_replaces_the_caller(
    app: FastAPI, client: httpx.AsyncClient, service: Service, method: str
) -> None:
    person = await service.person()
    principal = await service.application.callers.principal_of(person.access_token, {OWN})
    app.dependency_overrides[app.state.edge.principal] = lambda: principal

    response = await client.request(method, f"{API}/me")
    unknown = await client.request(method, f"{API}/me", params={"unknown": "1"})
    app.dependency_overrides.clear()
    without = await client.request(method, f"{API}/me")

    assert (response.status_code, unknown.status_code, without.status_code) == (200, 422, 401)
    assert response.text == "" if method == "HEAD" else response.json()["email"] == person.email


async def test_while_one_is_overridden_the_others_answer_as_before(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    app.dependency_overrides[len] = lambda: None

    assert (await client.get("/health/live")).status_code == 200
    assert (await client.get(f"{API}/me")).status_code == 401
    assert (await client.get("/")).status_code == 200
    assert (await client.get("/no-such-page")).status_code == 404


async def test_a_dependency_that_nobody_would_call_is_refused(settings: Settings) -> None:
    app = create_app(settings)
    outer = FastAPI(dependencies=[Depends(len)])
    outer.include_router(app.router)

    with pytest.raises(TypeError, match="a stub takes no dependencies"):
        Dispatch(outer.router, OPERATIONS)


async def test_an_operation_without_a_stub_is_refused() -> None:
    with pytest.raises(LookupError):
        Dispatch(FastAPI().router, OPERATIONS)
