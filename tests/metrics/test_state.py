"""The queues and limits of the process, as they are when somebody asks."""

import asyncio
import threading

import pytest

from app.db.database import Database
from app.errors import ServiceUnavailable
from app.security.bounded_threads import BoundedThreads
from tests.metrics.collected import collected
from tests.support.metrics import read_of
from tests.support.service import Service

POOL = "accord_database_pool_"


async def test_the_pools_of_a_database_are_those_that_it_has(database: Database) -> None:
    reading = collected(database)

    pools = {labels["pool"] for labels in reading.labels(f"{POOL}size")}
    assert pools in ({"shared"}, {"read", "write"})
    assert reading.value(f"{POOL}size") >= 5
    for name in ("in_use", "waiting", "timeouts_total"):
        assert reading.value(f"{POOL}{name}") == 0


async def test_a_full_pool_shows_who_is_in_who_waits_and_who_gave_up(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, gate = next(iter(database.gates.items()))
    for _ in range(gate.width):
        await gate.enter()
    monkeypatch.setattr(gate, "_patience_seconds", 0.05)  # instead of two seconds
    waiting = asyncio.create_task(gate.enter())
    await asyncio.sleep(0)
    full = collected(database)
    with pytest.raises(ServiceUnavailable):
        await waiting
    for _ in range(gate.width):
        gate.leave()
    empty = collected(database)

    assert full.value(f"{POOL}in_use", pool=name) == full.value(f"{POOL}size", pool=name)
    assert full.value(f"{POOL}waiting", pool=name) == 1
    assert full.value(f"{POOL}timeouts_total", pool=name) == 0
    assert empty.value(f"{POOL}in_use", pool=name) == 0
    assert empty.value(f"{POOL}waiting", pool=name) == 0
    assert empty.value(f"{POOL}timeouts_total", pool=name) == 1


async def test_the_queue_of_passwords_shows_who_runs_waits_and_is_refused(
    database: Database,
) -> None:
    threads = BoundedThreads(max_workers=2, max_waiting=3)
    door = threading.Event()
    try:
        accepted = [threads.submit(door.wait, 10) for _ in range(5)]
        for _ in range(4):
            with pytest.raises(ServiceUnavailable):
                threads.submit(door.wait, 10)
        full = collected(database, threads)
    finally:
        door.set()
    await asyncio.gather(*map(asyncio.wrap_future, accepted))
    empty = collected(database, threads)
    await threads.close()

    assert full.value("accord_hash_running") == full.value("accord_hash_workers") == 2
    assert full.value("accord_hash_waiting") == 3
    assert full.value("accord_hash_refused_total") == 4
    assert empty.value("accord_hash_running") == empty.value("accord_hash_waiting") == 0


async def test_a_limit_shows_whom_it_refused_by_its_group(service: Service) -> None:
    person = await service.person()
    statuses = [(await service.me(person)).status_code for _ in range(5)]
    guesses = [(await service.token(password="not the right one")).status_code for _ in range(6)]
    reading = read_of(service)

    assert statuses == [200, 200, 429, 429, 429]
    assert guesses == [400, 400, 400, 400, 400, 429]
    refused = "accord_rate_limit_refusals_total"
    assert reading.value(refused, group="read") == 3
    assert reading.value(refused, group="sign-in") == 1
    assert reading.value(refused) == 4
    groups = {labels["group"] for labels in reading.labels(refused)}
    assert groups == set(service.application.settings.rate_limits)
