"""Several processes that serve one port: started, replaced when they die, ended together.

uvicorn's own supervisor leaves its workers behind, serving, when it is killed, starts one that dies
at once again without a pause, and wakes up twice a second to look.
"""

import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from typing import Final

import structlog
from pydantic import SecretStr
from uvicorn.config import STARTUP_FAILURE

from app import bootstrap
from app.clock import SystemClock
from app.config import Misconfigured, Settings
from app.main import create_server
from app.observability import logging

# What workers may take to end beyond the settings: mails 10 s, traces 10 s, the database 7 s.
DRAIN_SECONDS: Final = 30.0
# One that dies at once, again and again, must not keep the machine busy with starting it.
PAUSE_SECONDS: Final = 1.0

log = structlog.get_logger(__name__)


class Supervisor:
    """Keeps `count` workers alive until SIGTERM or SIGINT."""

    def __init__(
        self,
        count: int,
        start: Callable[[], BaseProcess],
        *,
        listener: socket.socket,
        patience_seconds: float,
    ) -> None:
        self._count = count
        self._listener = listener
        self._start = start
        self._patience_seconds = patience_seconds
        self._workers: list[BaseProcess] = []

    def run(self) -> int:
        """Supervise to the end, and give the exit status."""
        with _told_to_stop() as told:
            self._workers = [self._started() for _ in range(self._count)]
            has_failed = not self._keep_alive(told)
            return int(has_failed | self._has_to_kill())

    def _started(self) -> BaseProcess:
        worker = self._start()
        log.info("worker started", pid=worker.pid)
        return worker

    def _keep_alive(self, told: socket.socket) -> bool:
        """Replace workers that end. True when told to stop, False when they cannot start."""
        while told not in wait([told, *(worker.sentinel for worker in self._workers)]):
            ended = [worker for worker in self._workers if not worker.is_alive()]
            for worker in ended:
                log.warning("worker ended", pid=worker.pid, status=worker.exitcode)
            if any(worker.exitcode == STARTUP_FAILURE for worker in ended):
                log.error("workers cannot start")
                return False
            if wait([told], PAUSE_SECONDS):
                break
            alive = [worker for worker in self._workers if worker not in ended]
            self._workers = alive + [self._started() for _ in ended]
        return True

    def _has_to_kill(self) -> bool:
        """Let all workers finish what they have begun; whether one did not in time."""
        # Else the kernel would go on to accept, for nobody, what the workers no longer take.
        self._listener.close()
        for worker in self._workers:
            worker.terminate()
        deadline = time.monotonic() + self._patience_seconds
        for worker in self._workers:
            worker.join(max(0.0, deadline - time.monotonic()))
        late = [worker for worker in self._workers if worker.is_alive()]
        for worker in late:
            log.error("worker killed", pid=worker.pid)
            worker.kill()
            worker.join()
        return bool(late)


@contextmanager
def _told_to_stop() -> Iterator[socket.socket]:
    """A socket that can be read from once SIGTERM or SIGINT has come."""
    told, teller = socket.socketpair()
    teller.setblocking(False)
    with told, teller:
        signal.set_wakeup_fd(teller.fileno())
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: None)
        yield told
        signal.set_wakeup_fd(-1)


def supervise(settings: Settings, listener: socket.socket) -> int:
    """Serve `listener` with as many processes as the settings name; gives the exit status."""
    settings = _with_its_keys(settings)
    # Not forked: a copy would go on with what libraries hold in memory, and without their threads.
    fresh = multiprocessing.get_context("spawn")

    def start() -> BaseProcess:
        worker = fresh.Process(target=_work, args=(settings, listener), name="accord worker")
        resource_tracker.ensure_running()  # if it started with the worker, it would unblock
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            worker.start()
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        return worker

    ending = settings.shutdown_delay_seconds + settings.shutdown_timeout_seconds
    patience = ending + DRAIN_SECONDS
    return Supervisor(settings.workers, start, listener=listener, patience_seconds=patience).run()


def _with_its_keys(settings: Settings) -> Settings:
    """The settings with the signing keys in them, so that all workers have the same.

    One that is replaced after a rotation would read the new ones from the file, and sign with a key
    that the others do not know until the restart. Raises `Misconfigured`.
    """
    document = bootstrap.load_keys(settings, SystemClock()).document()
    return settings.model_copy(update={"signing_keys": SecretStr(document.decode("ascii"))})


def _work(settings: Settings, listener: socket.socket) -> None:
    """What one worker does."""
    # Ctrl-C reaches the whole group, and would end in a traceback: at once while this process is
    # loading, or when uvicorn is done and raises what it has handled once more.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    threading.Thread(target=_end_with_parent, daemon=True).start()
    logging.configure(level=settings.log_level, log_format=settings.log_format)
    try:
        http = create_server(settings)
    except Misconfigured as error:  # the supervisor saw no fault: something has changed since
        log.error("worker cannot start", faults=error.faults)
        sys.exit(STARTUP_FAILURE)
    http.run(sockets=[listener])
    if not http.started:
        sys.exit(STARTUP_FAILURE)


def _end_with_parent() -> None:
    """A worker whose supervisor was killed would hold the port, and nobody could stop it."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    os.kill(os.getpid(), signal.SIGTERM)
