"""A database that is down, hangs, is held by somebody else, or has no room: a bounded 503."""

import asyncio
import resource
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from app.db.url import PostgresUrl, parse
from tests.support.load import Load
from tests.support.server import Server
from tests.support.waiting import seconds_until
from tests.torture.ground import Ground, health
from tests.torture.outcome import ANSWERED_SECONDS, Outcome

# More callers than the pool has connections.
_CALLERS = 20
# Longer than any call may take, so that some begin and end within the fault.
_FAULT_SECONDS = 9.0
# Less than the database and its log have by then, so that a log which begins anew has none either.
_ROOM_BYTES = 32_768

Fault = Callable[[Server], AbstractContextManager[None]]


def stop_the_database(ground: Ground) -> Outcome:
    """PostgreSQL is stopped and started again."""
    outcome = Outcome("database down", ground.name)
    return _outage(ground, outcome, _stopped(ground), ready=503)


def freeze_the_database(ground: Ground) -> Outcome:
    """SIGSTOP for every process of PostgreSQL: connections stay, and nothing is answered."""
    outcome = Outcome("database hangs (SIGSTOP)", ground.name)
    return _outage(ground, outcome, _frozen(ground), ready=503)


def lock_the_accounts(ground: Ground) -> Outcome:
    """Somebody else holds what every write needs, until the pool has nothing left."""
    if ground.name == "sqlite":
        outcome = Outcome("write lock held, writers queue", ground.name)
        return _outage(ground, outcome, _file_locked(ground), ready=200)
    outcome = Outcome("table locked, pool exhausted", ground.name)
    return _outage(ground, outcome, _table_locked(ground), ready=None)


def fill_the_disk(ground: Ground) -> Outcome:
    """The files of the process may not grow, as when the disk is full."""
    outcome = Outcome("no room to write (RLIMIT_FSIZE)", ground.name)
    _outage(ground, outcome, _full(), ready=200)
    (verdict,) = ground.rows("PRAGMA integrity_check")
    outcome.require(verdict == ("ok",), f"integrity_check: {verdict}")
    return outcome


def _outage(ground: Ground, outcome: Outcome, fault: Fault, *, ready: int | None) -> Outcome:
    with ground.serving() as server:
        with Load(server.url, callers=_CALLERS) as load:
            time.sleep(ground.seconds)
            with fault(server):
                began = time.monotonic()
                time.sleep(1)
                found = health(server)
                time.sleep(max(0.0, began + _FAULT_SECONDS - time.monotonic()))
            ended = time.monotonic()
            recovery = seconds_until(lambda: load.has_succeeded_since(ended))
            outcome.recovered_after(recovery)
        met = [one for one in load.answers if began <= one.ended_at <= ended]
        refused = sum(one.status == 503 for one in met)
        outcome.acknowledged = len(load.acknowledged)
        outcome.lost = ground.missing(load.acknowledged)
    outcome.require(found[0] == 200, f"live was {found[0]}")
    outcome.require(ready is None or found[1] == ready, f"ready was {found[1]}")
    outcome.require(refused > 0, "the fault did not reach anybody")
    outcome.require({one.status for one in load.answers} <= {202, 503}, load.statuses())
    outcome.bound(load.slowest(), ANSWERED_SECONDS, "an answer")
    outcome.notes.append(f"{refused} × 503, slowest {load.slowest():.1f} s")
    outcome.notes.append(f"live {found[0]}, ready {found[1]}")
    return outcome


def _stopped(ground: Ground) -> Fault:
    @contextmanager
    def fault(_: Server) -> Iterator[None]:
        assert ground.postgres is not None
        ground.postgres.stop()
        yield
        ground.postgres.start()

    return fault


def _frozen(ground: Ground) -> Fault:
    @contextmanager
    def fault(_: Server) -> Iterator[None]:
        assert ground.postgres is not None
        ground.postgres.freeze()
        try:
            yield
        finally:
            ground.postgres.thaw()

    return fault


def _file_locked(ground: Ground) -> Fault:
    @contextmanager
    def fault(server: Server) -> Iterator[None]:
        with closing(sqlite3.connect(server.database, isolation_level=None)) as connection:
            connection.execute("PRAGMA busy_timeout=5000")
            connection.execute("BEGIN IMMEDIATE")
            yield
            connection.execute("ROLLBACK")

    return fault


def _table_locked(ground: Ground) -> Fault:
    @contextmanager
    def fault(_: Server) -> Iterator[None]:
        assert ground.postgres is not None
        is_held, may_end = threading.Event(), threading.Event()
        url = ground.postgres.url
        holder = threading.Thread(target=lambda: asyncio.run(_hold(url, is_held, may_end)))
        holder.start()
        is_held.wait()
        try:
            yield
        finally:
            may_end.set()
            holder.join()

    return fault


async def _hold(url: str, is_held: threading.Event, may_end: threading.Event) -> None:
    address = parse(url)
    assert isinstance(address, PostgresUrl)
    engine = create_async_engine(address.url)
    async with engine.begin() as connection:
        await connection.execute(text("LOCK TABLE accounts IN ACCESS EXCLUSIVE MODE"))
        is_held.set()
        await asyncio.to_thread(may_end.wait)
    await engine.dispose()


def _full() -> Fault:
    @contextmanager
    def fault(server: Server) -> Iterator[None]:
        unlimited = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
        limit = (_ROOM_BYTES, resource.RLIM_INFINITY)
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, limit)
        try:
            yield
        finally:
            resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, unlimited)

    return fault
