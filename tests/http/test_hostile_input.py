"""Hostile bytes on the sockets of a real process: a 4xx, nothing written, and serving goes on."""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPResponse

import httpx
import pytest

from app.demo import DEMO_ACCOUNTS
from contract.runtime.operations import Operation
from generated.operations import OPERATIONS
from generated.responses import PROBLEM_TYPES
from tests.http.calls import FORM, example_body, named, path_examples, path_of
from tests.http.hostile import (
    BODY,
    CHUNKED,
    DOCUMENTS,
    FORMS,
    FRAMING,
    JSON,
    MEDIA_TYPES,
    PATHS,
    REFUSED,
    TOKEN,
    Document,
    get,
    post,
    posting,
)
from tests.runtime.raw import RawResponse, head, read_response, trickle
from tests.support.server import UNLIMITED, Server, serving
from tests.support.service import API

BODY_TIMEOUT_SECONDS = 0.5
WITH_BODY = [operation for operation in OPERATIONS if operation.request_media_types]
WITH_JSON = [one for one in WITH_BODY if one.request_media_types != (FORM,)]
WITH_IDS = [operation for operation in OPERATIONS if path_examples(operation)]
OVERSIZED = {413, 431}


@dataclass(frozen=True)
class Target:
    """The process, its sockets, and the credentials of somebody real."""

    server: Server
    auth: str

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.server.port), timeout=5)

    def send(self, sent: bytes) -> RawResponse:
        """Send it on a new connection, and read one answer."""
        with self.connect() as connection:
            with suppress(ConnectionError):  # refused in the middle of a body that is too long
                connection.sendall(sent)
            answer = HTTPResponse(connection)
            answer.begin()
            headers = {name.lower(): value for name, value in answer.getheaders()}
            body = answer.read()
            is_closed = answer.will_close and hangs_up(connection)
            return RawResponse(answer.status, headers, body, is_closed)


def hangs_up(connection: socket.socket) -> bool:
    """Whether the other side closes; it resets when it has not read everything."""
    try:
        return connection.recv(1) == b""
    except ConnectionResetError:
        return True


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    settings = {
        "RATE_LIMITS": UNLIMITED,
        "BODY_TIMEOUT_SECONDS": str(BODY_TIMEOUT_SECONDS),
        "SEED_DEMO": "true",
    }
    with serving(tmp_path_factory.mktemp("hostile"), **settings) as server:
        admin = DEMO_ACCOUNTS[1]
        form = {"grant_type": "password", "username": admin.email, "password": admin.password}
        tokens = httpx.post(f"{server.url}{TOKEN}", data=form).json()
        yield Target(server, f"Authorization: Bearer {tokens['access_token']}")


@pytest.fixture
def target(running: Target) -> Iterator[Target]:
    """After each attack the process serves on, has written nothing, and logged no fault."""
    server = running.server
    rows, logged = server.row_counts(), len(server.log)
    account = running.send(get(f"{API}/me", running.auth)).body
    yield running
    assert server.is_running and server.ready_status() == 200
    assert server.row_counts() == rows
    assert running.send(get(f"{API}/me", running.auth)).body == account
    for line in server.log[logged:].splitlines():
        entry = json.loads(line)  # one that is forged would not be an object with these members
        assert entry["level"] != "error" and set(entry) >= {"event", "timestamp"}, entry


def assert_problem(response: RawResponse, status: int, code: str) -> None:
    """A refusal of ours: a problem with everything that goes with it."""
    assert response.status == status, response.body
    assert response.headers["content-type"] == "application/problem+json"
    assert (response.document["code"], response.document["status"]) == (code, status)
    assert response.document["type"] == f"/problems/{code}"
    assert response.document["request_id"] == response.headers["x-request-id"]
    assert_enveloped(response)
    if status in OVERSIZED:
        assert response.closed


def assert_enveloped(response: RawResponse) -> None:
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["content-security-policy"].startswith("default-src 'none'")
    assert response.headers["cache-control"] == "no-store"
    assert "x-evil" not in response.headers and "server" not in response.headers


def assert_refused(response: RawResponse, operation: Operation, status: int) -> None:
    """A refusal in the format of its operation."""
    if operation.error_format == "problem":
        assert_problem(response, status, response.document["code"])
        assert PROBLEM_TYPES[response.document["code"]].status == status
        return
    assert response.status == (400 if status == 422 else status), response.body
    assert response.headers["content-type"] == JSON
    assert set(response.document) == {"error", "error_description"}
    assert_enveloped(response)


def request_to(target: Target, operation: Operation, *headers: str, query: str = "") -> bytes:
    auth = [target.auth, "If-Match: *"] if operation.scopes is not None else []
    return head(f"{operation.method} {path_of(operation, {})}{query}", *headers, *auth)


@pytest.mark.parametrize("sent", FRAMING.values(), ids=FRAMING)
def test_what_could_be_read_in_two_ways_is_400_and_the_end_of_the_connection(
    target: Target, sent: bytes
) -> None:
    response = target.send(sent)

    assert_problem(response, 400, "malformed_request")
    assert response.closed


@pytest.mark.parametrize(("sent", "status", "code"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_served_is_a_problem(
    target: Target, sent: bytes, status: int, code: str
) -> None:
    assert_problem(target.send(sent), status, code)


@pytest.mark.parametrize("path", PATHS)
def test_a_path_that_is_not_spelt_as_in_the_contract_is_404(target: Target, path: str) -> None:
    response = target.send(get(path, target.auth))

    assert response.status == 404
    if not path.startswith(("/assets/", "/problems/")):  # these are pages, for people
        assert_problem(response, 404, "not_found")


@pytest.mark.parametrize(("document", "status"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_a_body_that_is_no_document_is_400_and_one_that_does_not_fit_422(
    target: Target, document: Document, status: int
) -> None:
    for operation in WITH_JSON:
        example, media_type = example_body(operation)
        body = document(example)
        headers = (f"Content-Type: {media_type}", f"Content-Length: {len(body)}")
        response = target.send(request_to(target, operation, *headers) + body)
        assert_refused(response, operation, status)


@pytest.mark.parametrize(("form", "status"), FORMS.values(), ids=FORMS)
def test_a_form_that_is_none_is_an_oauth_error(target: Target, form: bytes, status: int) -> None:
    for operation in WITH_BODY:
        if operation not in WITH_JSON:
            response = target.send(post(form, path=operation.path, media_type=FORM))
            assert_refused(response, operation, status)


@pytest.mark.parametrize("operation", WITH_BODY, ids=named)
def test_a_body_in_another_format_is_415(target: Target, operation: Operation) -> None:
    body, _ = example_body(operation)
    for media_type in MEDIA_TYPES:
        headers = (f"Content-Type: {media_type}", f"Content-Length: {len(body)}")
        response = target.send(request_to(target, operation, *headers) + body)
        assert_refused(response, operation, 415)


@pytest.mark.parametrize("operation", OPERATIONS, ids=named)
def test_an_unknown_or_repeated_query_parameter_is_422(
    target: Target, operation: Operation
) -> None:
    for query in ("?x=1", "?x=1&x=2", "?x", "?=", "?access_token=a", "?%00=1"):
        response = target.send(request_to(target, operation, query=query))
        assert_refused(response, operation, 422)


@pytest.mark.parametrize("operation", WITH_IDS, ids=named)
@pytest.mark.parametrize(
    "segment", ["x", "1", "'--", "%27%20OR%201=1", "019cadda81717c588e0b2f6a9d417b30", "%E2%80%A8"]
)
def test_an_id_that_is_none_is_422(target: Target, operation: Operation, segment: str) -> None:
    path = path_of(operation, dict.fromkeys(path_examples(operation), segment))

    response = target.send(head(f"{operation.method} {path}", target.auth))

    assert_problem(response, 422, "validation_failed")


# --- slow ---


@pytest.mark.parametrize(
    "sent",
    [
        posting("Content-Length: 100", body=b""),
        posting("Content-Length: 100", body=b"{"),
        posting(CHUNKED, body=b""),
        posting(CHUNKED, body=b"64\r\n{"),
    ],
    ids=["nothing", "a part", "no chunk", "part of a chunk"],
)
def test_a_body_that_stalls_is_408(target: Target, sent: bytes) -> None:
    began = time.monotonic()
    response = target.send(sent)

    assert_problem(response, 408, "request_timeout")
    assert response.closed
    assert BODY_TIMEOUT_SECONDS * 0.9 < time.monotonic() - began < BODY_TIMEOUT_SECONDS + 2


def test_a_body_that_trickles_is_408(target: Target) -> None:
    with target.connect() as connection:
        connection.sendall(posting(f"Content-Length: {len(BODY)}", body=b""))
        trickle(connection, BODY, pause_seconds=BODY_TIMEOUT_SECONDS * 0.3)
        response = read_response(connection)

    assert_problem(response, 408, "request_timeout")


def test_clients_that_stall_keep_nobody_from_being_served(target: Target) -> None:
    stalled = [target.connect() for _ in range(50)]
    for connection in stalled:
        connection.sendall(posting("Content-Length: 100", body=b"{"))
    began = time.monotonic()
    response = target.send(get("/health/live"))

    assert (response.status, time.monotonic() - began < 1) == (200, True)
    for connection in stalled:
        connection.close()


# --- two requests on one connection ---


def test_a_body_that_was_refused_is_never_taken_for_a_request(target: Target) -> None:
    smuggled = head(f"DELETE {API}/me/sessions", target.auth)
    with target.connect() as connection:
        connection.sendall(post(smuggled, media_type="text/plain") + get("/health/live"))
        refused, next_one = read_response(connection), read_response(connection)

    assert_problem(refused, 415, "unsupported_media_type")
    assert next_one.status == 200


def test_a_body_where_none_belongs_is_never_taken_for_a_request(target: Target) -> None:
    smuggled = head(f"DELETE {API}/me/sessions", target.auth)
    with target.connect() as connection:
        connection.sendall(get("/health/live", f"Content-Length: {len(smuggled)}") + smuggled)
        connection.sendall(get("/nowhere"))
        statuses = [read_response(connection).status for _ in range(2)]

    assert statuses == [200, 404]


def test_a_request_id_cannot_bring_a_header_of_its_own(target: Target) -> None:
    response = target.send(get("/health/live", "X-Request-Id: abcdefgh%0d%0aX-Evil: 1"))

    assert response.status == 200
    assert "x-evil" not in response.headers and "%" not in response.headers["x-request-id"]
