"""What nobody has written yet is answered from the contract, so the mock is never behind it."""

from abc import ABC
from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from contract.mock.answering import ExampleAnswers, completed
from contract.mock.examples import Examples
from contract.runtime.gate import Gate
from generated import models
from generated.operations import GET_ME, OPERATIONS
from generated.routes.accounts import AccountsHandler, GetMe200, GetMeResponse
from tests.mock.conftest import Mock
from tests.support import bundle
from tests.support.service import Person

EXAMPLES = Examples(bundle.document())
EXAMPLE = EXAMPLES.default(GET_ME.id).value


class Half(AccountsHandler[str], ABC):
    """Somebody has begun with the tag."""

    async def get_me(self, *, principal: str, if_none_match: str | None) -> GetMeResponse:
        user = models.User.model_validate(EXAMPLE)
        return GetMe200(body=user, etag=f'"{principal}"')


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    """Calls `updateMe` of the half-written handler for a PATCH, and `getMe` for a GET."""
    handler = completed(Half)()

    async def get(_: Request) -> Response:
        answer = await handler.get_me(principal="ada", if_none_match=None)
        assert isinstance(answer, GetMe200)
        return Response(answer.etag)

    async def patch(_: Request) -> Response:
        await handler.update_me(principal="ada", if_match=None, body=models.UserPatch())
        raise AssertionError("nobody has written it")

    app = Starlette(
        routes=[Route(GET_ME.path, get), Route(GET_ME.path, patch, methods=["PATCH"])],
        middleware=[
            Middleware(Gate, operations=OPERATIONS),
            Middleware(
                ExampleAnswers,
                examples=EXAMPLES,
                occurrence=lambda _: {},
                set_elsewhere=frozenset(),
            ),
        ],
    )
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
        yield client


async def test_what_is_missing_is_the_first_example_of_success(http: httpx.AsyncClient) -> None:
    answer = await http.patch(GET_ME.path)

    assert (answer.status_code, answer.json()) == (200, EXAMPLES.default("updateMe").value)
    assert answer.headers["etag"] == '"5d0c9e3f7b21-4"'
    assert "preference-applied" not in answer.headers


async def test_what_is_written_is_called(http: httpx.AsyncClient) -> None:
    assert (await http.get(GET_ME.path)).text == '"ada"'


async def test_both_give_way_to_a_choice(http: httpx.AsyncClient) -> None:
    for method in ("GET", "PATCH"):
        answer = await http.request(method, GET_ME.path, headers={"Prefer": "code=503"})
        assert answer.status_code == 503


async def test_the_health_of_the_mock_is_an_example(service: Mock) -> None:
    answer = await service.http.get("/health/ready")

    assert answer.json() == EXAMPLES.default("getReadiness").value


async def test_a_choice_is_over_with_its_request(service: Mock, admin: Person) -> None:
    await service.me(admin, Prefer="code=503")

    assert (await service.me(admin)).status_code == 200
