"""What one connection may ask of the process: requests behind requests, and how fast it reads."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from socket import SO_RCVBUF, SOL_SOCKET, create_connection, socket
from threading import Event, Thread

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from app.http.protocol import MAX_HEAD_BYTES, MAX_PIPELINED, BoundedProtocol
from tests.runtime.raw import head, read_response

# Of the server below: long enough for a busy machine to be honest, short enough to be waited for.
IDLE_SECONDS = 0.3
LARGE = bytes(8 * 2**20)
SECONDS = 20
QUICK, SLOW, BIG = (head(f"GET /{name}") for name in ("quick", "slow", "big"))


class Waiting:
    """An application that answers `/slow` when it is told to."""

    def __init__(self) -> None:
        self.may_go_on = Event()
        self.asked: list[str] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked.append(scope["path"])
        while scope["path"] == "/slow" and not self.may_go_on.is_set():
            await asyncio.sleep(0.01)
        body = LARGE if scope["path"] == "/big" else scope["path"].encode()
        headers = [(b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})


@contextmanager
def connected(app: Waiting) -> Iterator[socket]:
    """A connection to a server of its own."""
    config = uvicorn.Config(
        app, http=BoundedProtocol, loop="uvloop", lifespan="off", port=0, log_config=None
    )
    config.timeout_keep_alive = IDLE_SECONDS  # type: ignore[assignment]  # seconds, whole or not
    server = uvicorn.Server(config)
    thread = Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    address = server.servers[0].sockets[0].getsockname()
    try:
        with create_connection(address, timeout=SECONDS) as connection:
            yield connection
    finally:
        app.may_go_on.set()
        server.should_exit = True
        thread.join()


def is_over(connection: socket) -> bool:
    try:
        return connection.recv(1) == b""
    except ConnectionError:
        return True


def test_requests_behind_a_request_are_answered_in_turn() -> None:
    app = Waiting()
    with connected(app) as connection:
        connection.sendall(SLOW + QUICK * MAX_PIPELINED)
        app.may_go_on.set()
        answers = [read_response(connection) for _ in range(1 + MAX_PIPELINED)]

    assert [answer.body for answer in answers] == [b"/slow"] + [b"/quick"] * MAX_PIPELINED


def test_too_many_requests_behind_a_request_end_the_connection() -> None:
    app = Waiting()
    with connected(app) as connection:
        connection.sendall(SLOW + QUICK * (MAX_PIPELINED + 1))

        assert is_over(connection)
    assert app.asked == ["/slow"]


def test_a_head_without_an_end_behind_a_request_ends_the_connection() -> None:
    app = Waiting()
    with connected(app) as connection:
        connection.sendall(SLOW + b"GET / HTTP/1.1\r\nX-A: ")
        with pytest.raises(ConnectionError):
            for _ in range(8 * MAX_HEAD_BYTES // 4096):
                connection.sendall(b"a" * 4096)
                time.sleep(0.001)


@pytest.mark.parametrize("behind", [b"", QUICK])
def test_what_is_no_request_is_not_the_answer_to_one_in_front(behind: bytes) -> None:
    """Whoever reads a 400 does not expect that the request took effect."""
    app = Waiting()
    with connected(app) as connection:
        connection.sendall(SLOW + behind + b"no request\r\n\r\n")
        time.sleep(0.1)
        app.may_go_on.set()
        first = read_response(connection)
        second = read_response(connection) if behind else first

        assert (first.status, first.body, second.status) == (200, b"/slow", 200)
        assert second.closed


def test_a_body_that_is_broken_is_refused_in_place_of_its_own_request() -> None:
    app = Waiting()
    with connected(app) as connection:
        connection.sendall(head("POST /slow", "Transfer-Encoding: chunked") + b"zz\r\n")
        answer = read_response(connection)

    assert (answer.status, answer.document["code"]) == (400, "malformed_request")


def test_a_body_that_is_broken_behind_a_request_ends_the_connection() -> None:
    app = Waiting()
    with connected(app) as connection:
        connection.sendall(SLOW + head("POST /quick", "Transfer-Encoding: chunked") + b"zz\r\n")

        assert is_over(connection)


def test_whoever_reads_slowly_gets_the_whole_answer() -> None:
    with connected(Waiting()) as connection:
        connection.setsockopt(SOL_SOCKET, SO_RCVBUF, 65_536)
        connection.sendall(BIG)
        received = 0
        started = time.monotonic()
        while received < len(LARGE):
            part = connection.recv(400_000)
            assert part, f"cut off after {received} bytes"
            received += len(part)
            time.sleep(0.05)

        assert time.monotonic() - started > 4 * IDLE_SECONDS  # else this shows nothing


def test_whoever_reads_nothing_is_cut_off() -> None:
    app = Waiting()
    with connected(app) as connection:
        connection.setsockopt(SOL_SOCKET, SO_RCVBUF, 65_536)
        connection.sendall(BIG)
        time.sleep(8 * IDLE_SECONDS)
        received = 0
        try:
            while part := connection.recv(2**20):
                received += len(part)
        except ConnectionError:
            pass

    assert received < len(LARGE)
