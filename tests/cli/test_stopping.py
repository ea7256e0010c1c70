"""The end of `accord serve`: first it is not ready, then it takes nothing new, then it is gone."""

import signal
import socket
import time
from contextlib import ExitStack
from pathlib import Path

import httpx

from tests.http.stalled import HALF_A_BODY, HALF_A_HEAD, UNREAD, stalled
from tests.runtime.raw import read_response
from tests.support.server import Server, serving
from tests.support.service import API
from tests.support.waiting import until


def begin_to_stop(server: Server) -> None:
    """Send SIGTERM, and wait until it has been heard."""
    server.process.send_signal(signal.SIGTERM)

    def is_stopping() -> bool:
        assert server.is_running
        return server.ready_status() == 503

    until(is_stopping, 10)


def seconds_to_end(server: Server) -> float:
    began = time.monotonic()
    server.stop()
    return time.monotonic() - began


def test_it_is_not_ready_before_it_closes_its_door(folder: Path) -> None:
    with serving(folder, SHUTDOWN_DELAY_SECONDS="3") as server:
        began = time.monotonic()
        begin_to_stop(server)
        ready = httpx.get(f"{server.url}/health/ready")
        live = httpx.get(f"{server.url}/health/live")
        unknown = httpx.get(f"{server.url}{API}/me", headers={"Authorization": "Bearer a"})
        status = server.process.wait(20)
        lasted = time.monotonic() - began

    assert (ready.status_code, ready.json()["code"]) == (503, "not_ready")
    assert ready.json()["detail"] == "The service is stopping."
    assert (live.status_code, unknown.status_code) == (200, 401)
    assert status in (0, -signal.SIGTERM)
    assert lasted >= 3


def test_a_second_signal_ends_the_waiting(folder: Path) -> None:
    with serving(folder, SHUTDOWN_DELAY_SECONDS="60") as server:
        begin_to_stop(server)

        assert seconds_to_end(server) < 20


def test_whoever_stops_it_by_hand_does_not_wait(folder: Path) -> None:
    with serving(folder, SHUTDOWN_DELAY_SECONDS="60") as server:
        server.process.send_signal(signal.SIGINT)

        server.process.wait(20)


def test_a_request_that_takes_longer_than_the_end_may_is_told_why(folder: Path) -> None:
    settings = {"SHUTDOWN_TIMEOUT_SECONDS": "1", "BODY_TIMEOUT_SECONDS": "60"}
    with serving(folder, **settings) as server:
        with socket.create_connection(("127.0.0.1", server.port), timeout=20) as slow:
            slow.sendall(HALF_A_BODY)
            time.sleep(0.3)
            server.process.send_signal(signal.SIGTERM)
            answer = read_response(slow)

        assert (answer.status, answer.document["code"]) == (503, "service_unavailable")
        assert answer.document["detail"] == "The service is stopping."
        assert int(answer.headers["retry-after"]) > 0
        assert server.process.wait(20) in (0, -signal.SIGTERM)


def test_clients_that_do_not_go_on_do_not_keep_it(folder: Path) -> None:
    """One has sent nothing, one half a head, one half a body; one does not read its answers."""
    settings = {"IDLE_TIMEOUT_SECONDS": "1", "BODY_TIMEOUT_SECONDS": "1"}
    with serving(folder, **settings) as server, ExitStack() as stack:
        for sent in (b"", HALF_A_HEAD, HALF_A_BODY, UNREAD):
            stack.enter_context(stalled(server, sent))
        time.sleep(0.3)

        # uvicorn alone would wait out its twenty seconds, for the one who does not read.
        assert seconds_to_end(server) < 15
