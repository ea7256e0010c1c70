"""Clients that do not go on, on the sockets of a real process: each wait has an end."""

import socket
import time
from collections.abc import Iterator

import pytest

from tests.http.hostile import get
from tests.http.stalled import UNREAD, stalled
from tests.runtime.raw import head, read_response
from tests.support.server import UNLIMITED, Server, serving

LIVE = "/health/live"
# Ten times what is set below: a machine may be busy, and without an end nothing comes at all.
SECONDS = 10


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    settings = {"IDLE_TIMEOUT_SECONDS": "1", "RATE_LIMITS": UNLIMITED}
    with serving(tmp_path_factory.mktemp("slow"), **settings) as server:
        yield server


def connect(server: Server) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout=SECONDS)


def assert_it_lets_go(server: Server) -> None:
    """The process ends all connections by itself, and serves on."""
    deadline = time.monotonic() + SECONDS
    while server.connections:
        assert time.monotonic() < deadline, "connections are kept"
        time.sleep(0.05)
    assert server.ready_status() == 200


def test_a_connection_that_sends_nothing_is_closed(server: Server) -> None:
    with connect(server) as connection:
        assert connection.recv(1) == b""


@pytest.mark.parametrize("part", [b"G", b"GET / HTTP/1.1\r\n", head(f"GET {LIVE}")[:-2]])
def test_half_a_head_is_a_408(server: Server, part: bytes) -> None:
    with connect(server) as connection:
        connection.sendall(part)
        answer = read_response(connection)

    assert (answer.status, answer.document["code"]) == (408, "request_timeout")
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.closed


def test_a_head_that_trickles_gains_no_time(server: Server) -> None:
    with connect(server) as connection:
        connection.settimeout(0.2)
        deadline = time.monotonic() + SECONDS
        received = b""
        connection.sendall(b"GET / HTTP/1.1\r\nX-A: ")
        while not received:
            assert time.monotonic() < deadline, "the head may take for ever"
            connection.sendall(b"a")
            try:
                received = connection.recv(20)
            except TimeoutError:
                continue

    assert received.startswith(b"HTTP/1.1 408 ")


def test_the_second_head_of_a_connection_has_the_same_time(server: Server) -> None:
    with connect(server) as connection:
        connection.sendall(get(LIVE))
        assert read_response(connection).status == 200
        connection.sendall(get(LIVE)[:-2])
        assert read_response(connection).status == 408


@pytest.mark.parametrize("rest", [b"\r\n", b"{"])
def test_what_follows_an_answer_and_is_no_request_gains_no_time(
    server: Server, rest: bytes
) -> None:
    """The rest of a body that nobody reads, and the empty lines that HTTP allows."""
    length = len(rest) + 100 if rest == b"{" else 0
    with connect(server) as connection:
        connection.sendall(get("/nowhere", f"Content-Length: {length}"))
        assert read_response(connection).status == 404
        connection.sendall(rest)
        assert connection.recv(1) == b""


def test_a_head_without_an_end_is_refused_while_it_is_sent(server: Server) -> None:
    with connect(server) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nX-A: ")
        sent = 0
        try:
            while sent < 64 * 2**20:
                sent += connection.send(b"a" * 65_536)
        except OSError:
            pass
        answer = read_response(connection)

    assert (answer.status, answer.document["code"]) == (431, "headers_too_large")


def test_an_answer_that_nobody_takes_is_dropped(server: Server) -> None:
    with stalled(server, UNREAD):
        time.sleep(0.5)
        assert server.connections
        assert_it_lets_go(server)


def test_many_clients_that_do_not_go_on_do_not_keep_others_out(server: Server) -> None:
    slow = [connect(server) for _ in range(100)]
    for connection in slow:
        connection.sendall(b"GET / HTTP/1.1\r\n")

    assert server.ready_status() == 200
    assert server.connections >= len(slow)
    assert_it_lets_go(server)
    for connection in slow:
        connection.close()
