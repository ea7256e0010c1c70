"""The generated code of the sample at work: what a handler gets, and what it may not answer."""

import datetime as dt
import uuid
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from fastapi.security import SecurityScopes
from pydantic import MISSING
from starlette.requests import Request

from contract.runtime.gate import Gate
from contract.runtime.responses import UndocumentedResponse
from tests.runtime.sample import renderer

BOOK = "/api/v1/books/019cadd6-3f21-7c58-8e0b-2f6a9d417b30"
KEY = {"Idempotency-Key": "0123456789abcdef"}
DUNE = {"title": "Dune", "pages": 412}


class Edge:
    """Lets everybody in, and remembers for what."""

    def __init__(self) -> None:
        self.scopes: list[str] = []
        self.keys: list[tuple[str, str | None]] = []

    async def principal(self, request: Request, scopes: SecurityScopes) -> str:
        self.scopes = scopes.scopes
        return "reader"

    async def once(self, request: Any, operation: Any, principal: Any, key: Any, call: Any) -> Any:
        self.keys.append((operation.id, key))
        return await call()


class Handler:
    """Stands for the handlers of all tags: remembers the call, answers what the test wants."""

    def __init__(self) -> None:
        self.called: dict[str, Any] = {}
        self.answer: Any = None

    def __getattr__(self, name: str) -> Any:
        async def method(**arguments: Any) -> Any:
            self.called = {"": name, **arguments}
            return self.answer

        return method


class Served:
    def __init__(self, http: httpx.AsyncClient, edge: Edge, handler: Handler, faults: Any) -> None:
        self.http, self.edge, self.handler, self.faults = http, edge, handler, faults


@pytest.fixture
async def served(library: Any) -> AsyncIterator[Served]:
    edge, handler, faults = Edge(), Handler(), list[Exception]()
    app, routes = FastAPI(openapi_url=None, redirect_slashes=False), library.routes
    for router in (
        routes.books.books_router,
        routes.book_loans.book_loans_router,
        routes.system.system_router,
    ):
        app.include_router(router(handler, edge))
    app.add_middleware(Gate, operations=library.operations.OPERATIONS)
    app.add_middleware(renderer, log=faults)
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://library.test") as http:
        yield Served(http, edge, handler, faults)


def test_the_generated_package_is_made_of_its_own_models(library: Any) -> None:
    assert library.routes.books.models is library.models
    assert {operation.id for operation in library.operations.OPERATIONS} >= {
        "listBooks",
        "startLoan",
    }


async def test_parameters_arrive_as_values_of_their_types(served: Served, library: Any) -> None:
    models = library.models
    served.handler.answer = library.routes.books.ListBooks200(body=models.BookPage(items=[]))

    response = await served.http.get(
        "/api/v1/books?status=lent&status=lost&genre=poetry"
        "&created_after=2026-01-01T02:00:00%2B02:00&published_on=1965-08-01"
        "&author_id=019cadd6-3f21-7c58-8e0b-2f6a9d417b30&available=false"
        "&sort=-title&q=dune+1&limit=7"
    )

    assert (response.status_code, response.json()) == (200, {"items": []})
    assert response.headers["cache-control"] == "private, no-cache"
    assert "link" not in response.headers
    assert served.edge.scopes == ["books:read"]
    assert served.handler.called == {
        "": "list_books",
        "principal": "reader",
        "limit": 7,
        "status": [models.BookStatus.lent, models.BookStatus.lost],
        "genre": models.Genre.poetry,
        "created_after": dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
        "published_on": dt.date(1965, 8, 1),
        "author_id": uuid.UUID("019cadd6-3f21-7c58-8e0b-2f6a9d417b30"),
        "available": False,
        "sort": "-title",
        "q": "dune 1",
    }


async def test_what_is_left_out_is_the_default_or_none(served: Served, library: Any) -> None:
    served.handler.answer = library.routes.books.ListBooks200(
        body=library.models.BookPage(items=[]), link="</x>; rel=next"
    )

    response = await served.http.get("/api/v1/books")

    assert response.headers["link"] == "</x>; rel=next"
    given = {name: value for name, value in served.handler.called.items() if value is not None}
    assert given == {
        "": "list_books",
        "principal": "reader",
        "limit": 20,
        "available": True,
        "sort": "title",
    }


@pytest.mark.parametrize(
    ("query", "pointer", "code"),
    [
        ("status=lent&status=burnt", "query/status/1", "enum"),
        ("status=lent&status=lent&status=lent&status=lent", "query/status", "too_long"),
        ("genre=novel&genre=novel", "query/genre", "parameter_repeated"),
        ("genre=essay", "query/genre", "enum"),
        ("sort=pages", "query/sort", "literal_error"),
        ("published_on=2026-02-30", "query/published_on", "date_from_datetime_parsing"),
        ("published_on=2026-01-01T00:00:00Z", "query/published_on", "date_format"),
        ("created_after=0", "query/created_after", "date_time_format"),
        ("author_id=019cadd63f217c588e0b2f6a9d417b30", "query/author_id", "uuid_format"),
        ("q=", "query/q", "string_too_short"),
        ("limit=1_0", "query/limit", "int_format"),
        ("page=2", "query/page", "parameter_unknown"),
    ],
)
async def test_a_bad_parameter_is_422_and_reaches_no_handler(
    served: Served, query: str, pointer: str, code: str
) -> None:
    response = await served.http.get(f"/api/v1/books?{query}")

    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert [error[:2] for error in response.json()["errors"]] == [[pointer, code]]
    assert served.handler.called == {}


async def test_a_patch_tells_absent_from_null(served: Served, library: Any) -> None:
    headers = {"If-Match": '"1"', "Content-Type": "application/merge-patch+json"}

    for body, subtitle in (
        (b"{}", MISSING),
        (b'{"subtitle":null}', None),
        (b'{"subtitle":"x"}', "x"),
    ):
        await served.http.patch(BOOK, content=body, headers=headers)
        patch = served.handler.called["body"]
        assert (patch.title, patch.subtitle) == (MISSING, subtitle)
        assert served.handler.called["if_match"] == '"1"'


async def test_a_body_that_is_optional_may_be_left_out(served: Served, library: Any) -> None:
    served.handler.answer = library.routes.book_loans.StartLoan204()

    for sent, days in (({}, None), ({"content": b""}, None), ({"json": {"days": 3}}, 3)):
        response = await served.http.post(f"{BOOK}/loans", **sent)
        assert (response.status_code, response.content) == (204, b"")
        body = served.handler.called["body"]
        assert (body and body.days) == days
    assert served.edge.scopes == []


async def test_a_union_is_told_by_its_discriminator(served: Served, library: Any) -> None:
    served.handler.answer = library.routes.books.ImportBooks202(
        body=library.models.Acknowledgement(message="Later."), retry_after=3
    )

    response = await served.http.post(
        "/api/v1/books/imports", json={"kind": "shelf", "shelf": "A1"}
    )

    assert (response.status_code, response.headers["retry-after"]) == (202, "3")
    assert served.handler.called["body"].root == library.models.ImportByShelf(
        kind="shelf", shelf="A1"
    )
    wrong = await served.http.post("/api/v1/books/imports", json={"kind": "shelf", "titles": ["x"]})
    assert {error[0] for error in wrong.json()["errors"]} == {"/shelf", "/titles"}


async def test_the_edge_decides_about_repeats_with_the_key_of_the_caller(served: Served) -> None:
    missing = await served.http.post("/api/v1/books", json=DUNE)
    assert (missing.status_code, missing.json()["code"]) == (400, "malformed_request")
    short = await served.http.post("/api/v1/books", json=DUNE, headers={"Idempotency-Key": "short"})
    assert short.json()["errors"][0][0] == "header/Idempotency-Key"
    assert served.edge.keys == []

    await served.http.post("/api/v1/books", json=DUNE, headers=KEY)
    await served.http.post("/api/v1/books/imports", json={"kind": "shelf", "shelf": "A1"})

    assert served.edge.keys == [("createBook", KEY["Idempotency-Key"]), ("importBooks", None)]


async def test_an_answer_of_another_operation_is_a_bare_500(served: Served, library: Any) -> None:
    served.handler.answer = library.routes.book_loans.StartLoan204()

    response = await served.http.delete(BOOK, headers={"If-Match": '"1"'})

    assert (response.status_code, response.content) == (500, b"")
    (fault,) = served.faults
    assert isinstance(fault, UndocumentedResponse)


async def test_a_form_is_read_as_its_model(served: Served, library: Any) -> None:
    form = {"card": "42", "password": "x", "more": "ignored"}

    await served.http.post("/api/v1/token", data=form)

    assert served.handler.called["body"] == library.models.TokenRequest(card="42", password="x")


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("PUT", "/api/v1/books", "GET, HEAD, OPTIONS, POST"),
        ("PUT", BOOK, "DELETE, GET, HEAD, OPTIONS, PATCH"),
        ("GET", "/api/v1/books/imports", "OPTIONS, POST"),
    ],
)
async def test_the_literal_path_and_all_methods_of_a_path_are_known(
    served: Served, method: str, path: str, allow: str
) -> None:
    response = await served.http.request(method, path)

    assert (response.status_code, response.headers["allow"]) == (405, allow)
