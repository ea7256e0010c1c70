"""Load shedding, on the sockets of a real process: requests count, connections do not."""

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest

from tests.http.stalled import HALF_A_BODY
from tests.support.server import UNLIMITED, Server, serving
from tests.support.service import API
from tests.support.waiting import until

AT_ONCE = 3
BODY_TIMEOUT_SECONDS = 2


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    settings = {
        "MAX_CONCURRENT_REQUESTS": str(AT_ONCE),
        "BODY_TIMEOUT_SECONDS": str(BODY_TIMEOUT_SECONDS),
        "RATE_LIMITS": UNLIMITED,
    }
    with serving(tmp_path_factory.mktemp("load"), **settings) as server:
        yield server


@contextmanager
def connections(server: Server, count: int, sent: bytes = b"") -> Iterator[list[socket.socket]]:
    """So many connections, each of which has sent the same."""
    with ExitStack() as stack:
        opened = []
        for _ in range(count):
            connection = socket.create_connection(("127.0.0.1", server.port), timeout=10)
            opened.append(stack.enter_context(connection))
            connection.sendall(sent)
        time.sleep(0.2)
        yield opened


def in_flight(server: Server) -> "ExitStack":
    """As many requests under way as the server works on: their bodies do not arrive."""
    stack = ExitStack()
    stack.enter_context(connections(server, AT_ONCE, HALF_A_BODY))
    return stack


def test_one_request_too_many_is_told_to_come_back(server: Server) -> None:
    with in_flight(server):
        answer = httpx.get(f"{server.url}{API}/me", headers={"Authorization": "Bearer a"})

    assert (answer.status_code, answer.json()["code"]) == (503, "service_unavailable")
    assert answer.headers["content-type"] == "application/problem+json"
    assert int(answer.headers["retry-after"]) > 0


def test_the_token_endpoint_says_it_as_oauth_does(server: Server) -> None:
    with in_flight(server):
        answer = httpx.post(f"{server.url}{API}/auth/token", data={"grant_type": "password"})

    assert (answer.status_code, answer.json()["error"]) == (503, "temporarily_unavailable")
    assert int(answer.headers["retry-after"]) > 0


@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/.well-known/jwks.json"])
def test_what_cannot_be_unavailable_is_answered(server: Server, path: str) -> None:
    with in_flight(server):
        assert httpx.get(f"{server.url}{path}").status_code == 200


def test_a_page_is_refused_like_an_operation(server: Server) -> None:
    with in_flight(server):
        answer = httpx.get(f"{server.url}/problems")

    assert (answer.status_code, answer.json()["code"]) == (503, "service_unavailable")


def test_connections_without_a_request_do_not_count(server: Server) -> None:
    with connections(server, 60):
        assert httpx.get(f"{server.url}/problems").status_code == 200


def test_a_request_that_ends_makes_room(server: Server) -> None:
    with in_flight(server):
        time.sleep(BODY_TIMEOUT_SECONDS)
        until(lambda: server.status("/problems") == 200, 10)


def test_a_client_that_hangs_up_makes_room(tmp_path: Path) -> None:
    settings = {"MAX_CONCURRENT_REQUESTS": "1", "RATE_LIMITS": UNLIMITED}
    with serving(tmp_path, **settings) as server:
        for _ in range(5):
            with connections(server, 1, HALF_A_BODY):
                assert httpx.get(f"{server.url}/problems").status_code == 503
            time.sleep(0.2)
            assert httpx.get(f"{server.url}/problems").status_code == 200
