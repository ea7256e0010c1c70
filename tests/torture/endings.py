"""SIGTERM: who is being served is served, and nobody who stalls keeps the process."""

import signal
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

from tests.http.stalled import HALF_A_BODY, HALF_A_HEAD, UNREAD, stalled
from tests.support.load import at_once
from tests.support.server import Server
from tests.support.waiting import seconds_until
from tests.torture.ground import Ground
from tests.torture.outcome import Outcome

_IN_FLIGHT = 8
_BOUND_SECONDS = 20.0
_STALLED = (HALF_A_HEAD, HALF_A_BODY, UNREAD)


def stop_the_service(ground: Ground) -> Outcome:
    """Some are in flight; one has sent half a head, one half a body, one does not read."""
    outcome = Outcome("SIGTERM, requests in flight, 3 stalled", ground.name)
    settings = {"BCRYPT_ROUNDS": "12", "BODY_TIMEOUT_SECONDS": "2", "IDLE_TIMEOUT_SECONDS": "2"}
    with (
        ground.serving(**settings) as server,
        ThreadPoolExecutor(1) as callers,
        ExitStack() as stack,
    ):
        for sent in _STALLED:
            stack.enter_context(stalled(server, sent))
        answering = callers.submit(at_once, server.url, _IN_FLIGHT)
        seconds_until(lambda: server.connections == len(_STALLED) + _IN_FLIGHT)
        time.sleep(0.2)  # connected, and what was sent is read
        began = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        is_open = _connects(server)
        server.process.wait(60)
        ended = time.monotonic() - began
        answers = answering.result()
    made = [answer.email for answer in answers if answer.status == 202]
    outcome.acknowledged = len(made)
    outcome.lost = ground.missing(made)
    outcome.require(len(made) == _IN_FLIGHT, f"only {len(made)} of {_IN_FLIGHT} were answered")
    outcome.require(not is_open, "a new connection was taken")
    outcome.bound(ended, _BOUND_SECONDS, "the end")
    outcome.notes.append(f"ended after {ended:.1f} s")
    return outcome


def _connects(server: Server) -> bool:
    try:
        socket.create_connection(("127.0.0.1", server.port), timeout=2).close()
    except OSError:
        return False
    return True
