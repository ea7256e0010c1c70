"""Units of work commit whole, roll back whole, and never lose an update."""

import asyncio
import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from app.db.database import Database
from app.db.gate import Gate
from app.db.tables import rate_limits
from app.errors import ServiceUnavailable
from tests.db import units
from tests.fixtures_database import opened


class Refused(Exception):
    """Raised by a unit on purpose."""


async def test_a_hundred_concurrent_read_modify_writes_count_to_a_hundred(
    database: Database,
) -> None:
    await database.write(units.start_counter)

    results = await asyncio.gather(*(database.write(units.increment) for _ in range(100)))

    assert sorted(results) == list(range(1, 101))
    assert await database.read(units.counted) == 100


async def test_two_pools_on_one_database_lose_no_update(
    database: Database, database_url: str
) -> None:
    await database.write(units.start_counter)

    async with opened(database_url) as other:
        await asyncio.gather(*(each.write(units.increment) for each in [database, other] * 50))

    assert await database.read(units.counted) == 100


async def test_two_processes_on_one_database_lose_no_update(
    database: Database, database_url: str
) -> None:
    await database.write(units.start_counter)
    program = (
        "import asyncio, sys\n"
        "from tests.db import units\n"
        "from tests.fixtures_database import opened\n"
        "async def main():\n"
        "    async with opened(sys.argv[1]) as database:\n"
        "        for _ in range(50):\n"
        "            await database.write(units.increment)\n"
        "asyncio.run(main())\n"
    )
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", program, database_url]
    others = [
        subprocess.Popen(command, cwd=root, env=os.environ | {"PYTHONPATH": str(root)})
        for _ in range(2)
    ]

    assert [await asyncio.to_thread(other.wait, 60) for other in others] == [0, 0]
    assert await database.read(units.counted) == 100


async def test_a_unit_returns_its_result_and_takes_arguments(database: Database) -> None:
    def greet(connection: Connection, greeting: str, *, name: str) -> str:
        sentence: str = connection.execute(
            text("SELECT CAST(:greeting AS TEXT) || ' ' || CAST(:name AS TEXT)"),
            {"greeting": greeting, "name": name},
        ).scalar_one()
        return sentence

    assert await database.read(greet, "hello", name="Ada") == "hello Ada"
    assert await database.write(greet, "hello", name="Ada") == "hello Ada"


async def test_a_unit_that_raises_leaves_nothing(database: Database) -> None:
    def add_then_raise(connection: Connection) -> None:
        units.add(connection, "half")
        raise Refused

    with pytest.raises(Refused):
        await database.write(add_then_raise)

    assert await database.read(units.rows) == 0
    await database.write(units.add, "next")
    assert await database.read(units.rows) == 1


async def test_a_commit_that_fails_is_an_exception_and_leaves_nothing(database: Database) -> None:
    def create(connection: Connection) -> None:
        connection.execute(text("CREATE TABLE parent (id INTEGER PRIMARY KEY)"))
        connection.execute(
            text(
                "CREATE TABLE child ("
                "parent INTEGER REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED)"
            )
        )

    def orphan(connection: Connection) -> str:
        units.add(connection, "beside")
        connection.execute(text("INSERT INTO child VALUES (7)"))  # checked when it commits
        return "answered"

    await database.write(create)

    with pytest.raises(IntegrityError):
        await database.write(orphan)

    assert await database.read(units.rows) == 0
    await database.write(units.add, "next")
    assert await database.read(units.rows) == 1


async def test_a_violated_constraint_reaches_the_unit_as_what_it_is(database: Database) -> None:
    await database.write(units.add, "once")

    with pytest.raises(IntegrityError):
        await database.write(units.add, "once")


async def test_a_mistake_of_ours_is_no_unavailable_database(database: Database) -> None:
    def misspell(connection: Connection) -> None:
        connection.execute(text("SELECT 1 FROM no_such_table"))

    for run in (database.read, database.write):
        with pytest.raises(DBAPIError, match="no_such_table"):
            await run(misspell)


async def test_parameters_stay_out_of_error_messages(database: Database) -> None:
    def select_secret(connection: Connection) -> None:
        connection.execute(text("SELECT :secret FROM no_such_table"), {"secret": "s3cret"})

    with pytest.raises(DBAPIError) as caught:
        await database.read(select_secret)

    assert "s3cret" not in str(caught.value)


async def test_a_read_does_not_wait_for_a_writer_and_does_not_see_its_half(
    database: Database,
) -> None:
    started = asyncio.Event()
    loop = asyncio.get_running_loop()

    def add_slowly(connection: Connection) -> None:
        units.add(connection, "slow")
        loop.call_soon(started.set)
        for _ in range(200):
            units.rows(connection)

    writing = asyncio.create_task(database.write(add_slowly))
    await started.wait()
    seen = await database.read(units.rows)
    was_writing = not writing.done()
    await writing

    assert (seen, was_writing) == (0, True)
    assert await database.read(units.rows) == 1


async def test_cancelled_requests_never_leave_half_a_unit_or_an_open_transaction(
    database: Database,
) -> None:
    chance = random.Random(7)

    async def give_up_on(number: int) -> None:
        task = asyncio.create_task(database.write(units.add_pair, str(number)))
        await asyncio.sleep(chance.uniform(0, 0.02))
        for _ in range(3):  # anyio cancels again until the task ends
            task.cancel()
            await asyncio.sleep(0)
        await asyncio.gather(task, return_exceptions=True)

    for round_ in range(10):
        await asyncio.gather(*(give_up_on(round_ * 10 + number) for number in range(10)))

    await database.write(units.start_counter)
    await asyncio.gather(*(database.write(units.increment) for _ in range(30)))
    keys = set(await database.read(all_keys)) - {units.COUNTER}
    assert await database.read(units.counted) == 30
    assert {key.removesuffix(" left") for key in keys if key.endswith(" left")} == {
        key.removesuffix(" right") for key in keys if key.endswith(" right")
    }
    assert in_use(database) == 0


async def test_cancelled_reads_give_their_connections_back(database: Database) -> None:
    for delay_ms in range(40):
        task = asyncio.create_task(database.read(units.rows))
        await asyncio.sleep(delay_ms / 10_000)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    assert await asyncio.gather(*(database.read(units.rows) for _ in range(30))) == [0] * 30
    assert in_use(database) == 0


async def test_a_caller_that_is_cancelled_in_the_queue_changes_nothing(sqlite_url: str) -> None:
    async with opened(sqlite_url) as database:
        first = asyncio.create_task(database.write(units.add_pair, "first"))
        await asyncio.sleep(0)
        second = asyncio.create_task(database.write(units.add_pair, "second"))
        await asyncio.sleep(0)
        second.cancel()
        await asyncio.gather(first, second, return_exceptions=True)

        assert sorted(await database.read(all_keys)) == ["first left", "first right"]


async def test_closing_waits_for_the_units_that_are_running(database_url: str) -> None:
    async with opened(database_url) as database:
        task = asyncio.create_task(database.write(units.add_pair, "last"))
        await asyncio.sleep(0.005)
        task.cancel()

    async with opened(database_url) as database:
        assert len(await database.read(all_keys)) == 2


async def test_a_gate_lets_in_as_many_as_it_is_wide_and_refuses_who_waits_too_long() -> None:
    gate = Gate(2, patience_seconds=0.02)
    await gate.enter()
    await gate.enter()

    with pytest.raises(ServiceUnavailable):
        await gate.enter()

    gate.leave()
    await gate.enter()


async def test_a_gate_is_first_come_first_served() -> None:
    gate = Gate(1, patience_seconds=5)
    await gate.enter()
    order: list[int] = []

    async def pass_through(number: int) -> None:
        await gate.enter()
        order.append(number)
        gate.leave()

    waiting = [asyncio.create_task(pass_through(number)) for number in range(5)]
    await asyncio.sleep(0)
    gate.leave()
    await asyncio.gather(*waiting)

    assert order == [0, 1, 2, 3, 4]


async def test_a_unit_that_outlasts_the_deadline_is_answered_without_it(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.db.database.DEADLINE_SECONDS", 0.0)

    with pytest.raises(ServiceUnavailable):
        await database.write(units.add_pair, "late")

    monkeypatch.undo()
    await asyncio.wait(database._running)
    await database.write(units.add, "after")
    assert await database.read(units.rows) == 3


def all_keys(connection: Connection) -> list[str]:
    return list(connection.execute(select(rate_limits.c.key)).scalars())


def in_use(database: Database) -> int:
    pools = {engine.pool for engine in (database._readers, database._writers)}
    checked_out: list[Callable[[], int]] = [getattr(pool, "checkedout") for pool in pools]
    return sum(count() for count in checked_out)
