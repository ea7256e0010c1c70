"""What FastAPI alone does where a contract says otherwise: the reasons for the gate and the stubs.

When an upgrade makes one of these fail, the framework has learnt it, and we may have less to do.
The README quotes this column.
"""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from pydantic import BaseModel
from starlette.testclient import TestClient


class Book(BaseModel):
    """A body as anybody would write it."""

    title: str
    price: float = 0.0


@pytest.fixture
def client() -> Iterator[TestClient]:
    app = FastAPI()

    @app.get("/books", responses={200: {}})
    def read() -> list[Book]:
        return []

    @app.post("/books", status_code=201)
    def create(book: Book) -> Book:
        return book

    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def create(client: TestClient, body: bytes, media_type: str = "application/json") -> int:
    return client.post("/books", content=body, headers={"Content-Type": media_type}).status_code


def test_unknown_and_repeated_query_parameters_are_ignored(client: TestClient) -> None:
    assert client.get("/books?no=such&no=parameter").status_code == 200


def test_a_wrong_media_type_is_a_422_and_a_made_up_json_type_is_accepted(
    client: TestClient,
) -> None:
    assert create(client, b'{"title": "Dune"}', "text/plain") == 422
    assert create(client, b'{"title": "Dune"}', "application/vnd.nobody+json") == 201


def test_allow_names_only_the_first_route_of_a_path(client: TestClient) -> None:
    response = client.delete("/books")

    assert (response.status_code, response.headers["allow"]) == (405, "GET")


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS"])
def test_head_and_options_are_not_allowed(client: TestClient, method: str) -> None:
    assert client.request(method, "/books").status_code == 405


def test_of_a_repeated_member_the_last_one_wins(client: TestClient) -> None:
    body = b'{"title": "Dune", "title": "Emma"}'
    response = client.post("/books", content=body, headers={"Content-Type": "application/json"})

    assert response.json()["title"] == "Emma"


def test_nan_is_accepted(client: TestClient) -> None:
    assert create(client, b'{"title": "Dune", "price": NaN}') == 201


def test_a_lone_surrogate_is_an_internal_error(client: TestClient) -> None:
    assert create(client, rb'{"title": "\ud800"}') == 500


def test_an_error_of_the_framework_has_a_shape_of_its_own(client: TestClient) -> None:
    response = client.get("/nothing")

    assert response.json() == {"detail": "Not Found"}
    assert response.headers["content-type"] == "application/json"
