"""How a stub is called: with its caller and the scopes it wants, and past FastAPI's own way."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

import httpx
import pytest
from fastapi import APIRouter, Depends, FastAPI, Security
from fastapi.security import SecurityScopes
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from contract.runtime.operations import Operation
from contract.runtime.route import Dispatch, StubRoute
from tests.runtime import sample

OPEN = sample.operation("GET", "/open", id="open")
OWN = sample.operation("GET", "/own/{name}", id="own")
TOKEN = sample.operation("GET", "/token", id="token")
OPERATIONS = (OPEN, OWN, TOKEN)


async def caller(request: Request, scopes: SecurityScopes) -> str:
    """What an edge would do: the caller by a header, and what was asked of it."""
    return f"{request.headers['x-caller']} with {scopes.scope_str or 'any token'}"


async def open_to_all(request: Request) -> Response:
    return PlainTextResponse(f"open {request.url.path}")


async def own(
    request: Request, principal: Annotated[str, Security(caller, scopes=["read", "write"])]
) -> Response:
    return PlainTextResponse(f"{request.url.path} for {principal}")


async def any_token(request: Request, principal: Annotated[str, Security(caller)]) -> Response:
    return PlainTextResponse(f"{request.url.path} for {principal}")


def router() -> APIRouter:
    """One stub for each operation, made as generated code makes them."""
    made = APIRouter(route_class=StubRoute)
    for operation, endpoint in ((OPEN, open_to_all), (OWN, own), (TOKEN, any_token)):
        made.add_api_route(
            operation.path, endpoint, methods=["GET"], operation_id=operation.id, status_code=202
        )
    return made


@asynccontextmanager
async def served(found: Operation | None, app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the stubs, behind what stands for the gate and has found `found`."""
    dispatch = Dispatch(app.router, OPERATIONS)

    async def gate(scope: Scope, receive: Receive, send: Send) -> None:
        known = {} if found is None else {"contract.operation": found}
        await dispatch({**scope, "app": app, **known}, receive, send)

    transport = httpx.ASGITransport(gate)
    headers = {"x-caller": "ada"}
    async with httpx.AsyncClient(
        transport=transport, base_url="http://stubs.test", headers=headers
    ) as client:
        yield client


@pytest.fixture
def app() -> FastAPI:
    made = FastAPI(openapi_url=None)
    made.include_router(router())
    return made


@pytest.mark.parametrize(
    ("operation", "path", "text"),
    [
        (OPEN, "/open", "open /open"),
        (OWN, "/own/x", "/own/x for ada with read write"),
        (TOKEN, "/token", "/token for ada with any token"),
    ],
)
async def test_the_caller_is_asked_for_with_the_scopes_of_the_operation(
    app: FastAPI, operation: Operation, path: str, text: str
) -> None:
    async with served(operation, app) as client:
        straight = await client.get(path)
    async with served(None, app) as client:
        by_fastapi = await client.get(path)

    assert (straight.status_code, straight.text) == (200, text)
    assert (by_fastapi.status_code, by_fastapi.text) == (200, text)


async def test_the_operation_that_was_found_answers_whatever_fastapi_would_choose(
    app: FastAPI,
) -> None:
    async with served(OPEN, app) as client:
        response = await client.get("/own/x")

    assert response.text == "open /own/x"


async def test_what_is_overridden_fastapi_calls(app: FastAPI) -> None:
    app.dependency_overrides[caller] = lambda: "nobody"
    async with served(OWN, app) as client:
        response = await client.get("/own/x")

    assert response.text == "/own/x for nobody"


async def test_a_stub_keeps_what_fastapi_was_told_about_it(app: FastAPI) -> None:
    stubs = [route for route in router().routes if isinstance(route, StubRoute)]

    assert [(stub.path, stub.operation_id, stub.status_code) for stub in stubs] == [
        (operation.path, operation.id, 202) for operation in OPERATIONS
    ]


def test_routes_that_are_no_stubs_are_left_alone(app: FastAPI) -> None:
    app.add_api_route("/plain", open_to_all, operation_id="plain")

    Dispatch(app.router, OPERATIONS)
    with pytest.raises(LookupError, match="plain"):
        Dispatch(app.router, [sample.operation("GET", "/plain", id="plain")])


def test_a_stub_that_nobody_would_ask_for_its_dependencies_is_refused() -> None:
    app = FastAPI()
    app.include_router(router(), dependencies=[Depends(len)])

    with pytest.raises(TypeError, match="^open: a stub takes no dependencies from a router$"):
        Dispatch(app.router, OPERATIONS)
