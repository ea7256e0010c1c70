"""What only a server does: refuse, die, hang, and come back."""

import asyncio
import time
from collections.abc import Iterator

import pytest
from sqlalchemy import AdaptedConnection, Connection, event, make_url, text

from app.db import postgres
from app.db.database import Database
from app.db.postgres import POOL_SIZE
from app.errors import ServiceUnavailable
from tests import fixtures_postgres
from tests.db import units
from tests.db.proxies import frozen_on_demand
from tests.fixtures_database import opened


@pytest.fixture
def url() -> Iterator[str]:
    with fixtures_postgres.migrated_database() as url:
        yield url


@pytest.mark.parametrize(
    "missing",
    [
        "postgresql://accord@/accord?host=/no/such/folder",
        "postgresql://accord@127.0.0.1:1/accord",
        "postgresql://accord@no-such-host.invalid/accord",
    ],
)
async def test_a_server_that_is_not_there_is_unavailable_at_once(missing: str) -> None:
    async with opened(missing) as database:
        for run in (database.read, database.write):
            started = time.monotonic()
            with pytest.raises(ServiceUnavailable):
                await run(units.rows)
            assert time.monotonic() - started < 5


async def test_a_database_that_does_not_exist_is_unavailable(url: str) -> None:
    other = make_url(url).set(database="no_such_database").render_as_string(hide_password=False)

    async with opened(other) as database:
        with pytest.raises(ServiceUnavailable):
            await database.read(units.rows)


async def test_connections_that_the_server_closed_are_replaced(url: str) -> None:
    async with opened(url) as database, opened(url) as admin:
        await asyncio.gather(*(database.read(units.rows) for _ in range(5)))
        await admin.write(units.end_others)
        await asyncio.sleep(0.2)  # what has ended has said so

        assert await asyncio.gather(*(database.read(units.rows) for _ in range(5))) == [0] * 5


async def test_connections_that_died_without_a_word_are_replaced(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A firewall forgets a connection, and neither end is told; asked after a rest, it is found."""
    monkeypatch.setattr(postgres, "RESTED_SECONDS", 0.0)
    async with frozen_on_demand(url) as (proxied, proxy), opened(proxied) as database:
        assert await database.read(units.rows) == 0
        proxy.is_dead = True

        assert await database.read(units.rows) == 0


async def test_a_connection_that_ends_before_its_first_use_is_unavailable(url: str) -> None:
    def end(connection: AdaptedConnection, _: object) -> None:
        connection.driver_connection.terminate()

    async with opened(url) as database:
        event.listen(database._writers, "connect", end)

        for run in (database.read, database.write):
            with pytest.raises(ServiceUnavailable):
                await run(units.rows)


async def test_at_low_load_one_connection_serves_and_the_others_rest(url: str) -> None:
    def process(connection: Connection) -> object:
        return connection.execute(text("SELECT pg_backend_pid(), pg_sleep(0.1)")).scalar()

    async with opened(url) as database:
        burst = await asyncio.gather(*(database.read(process) for _ in range(POOL_SIZE)))
        assert len(set(burst)) == POOL_SIZE

        assert len({await database.read(process) for _ in range(4)}) == 1


async def test_a_connection_that_ends_in_the_middle_is_unavailable_and_leaves_nothing(
    url: str,
) -> None:
    def add_and_wait(connection: Connection) -> None:
        units.add(connection, "half")
        connection.execute(text("SELECT pg_sleep(4)"))

    async with opened(url) as database, opened(url) as admin:
        task = asyncio.create_task(database.write(add_and_wait))
        await asyncio.sleep(0.3)
        await admin.write(units.end_others)
        with pytest.raises(ServiceUnavailable):
            await task

        assert await database.read(units.rows) == 0


async def test_a_full_pool_is_unavailable_after_two_seconds_and_not_a_queue(url: str) -> None:
    def sleep(connection: Connection) -> None:
        connection.execute(text("SELECT pg_sleep(3)"))

    async with opened(url) as database:
        sleeping = [asyncio.create_task(database.read(sleep)) for _ in range(POOL_SIZE)]
        await asyncio.sleep(0.2)
        started = time.monotonic()
        with pytest.raises(ServiceUnavailable):
            await database.read(units.rows)
        assert 1.5 < time.monotonic() - started < 2.8
        await asyncio.gather(*sleeping)

        assert await database.read(units.rows) == 0


async def test_a_pooled_address_prepares_nothing_that_outlives_a_transaction(url: str) -> None:
    def prepared(connection: Connection) -> int:
        units.rows(connection)
        units.rows(connection)
        query = text("SELECT count(*) FROM pg_prepared_statements WHERE name <> ''")
        count: int = connection.execute(query).scalar_one()
        return count

    async with opened(f"{url}{'&' if '?' in url else '?'}pgbouncer=true") as database:
        assert await database.write(prepared) == 0


async def test_a_write_in_a_read_takes_effect_at_once_on_postgresql(url: str) -> None:
    """Known and accepted: SQLite refuses it, so the mistake shows in every test run."""
    async with opened(url) as database:
        await database.read(units.add, "by accident")
        assert await database.read(units.rows) == 1


@pytest.mark.slow
async def test_a_server_that_hangs_is_answered_for_within_eight_seconds(url: str) -> None:
    async with frozen_on_demand(url) as (proxied, proxy), opened(proxied) as database:
        assert await database.read(units.rows) == 0
        proxy.is_frozen = True
        for run in (database.read, database.write):
            await assert_unavailable_within(8, database, run_write=run == database.write)

        proxy.is_frozen = False
        proxy.drop_connections()
        started = time.monotonic()
        while True:
            try:
                await database.read(units.rows)
                break
            except ServiceUnavailable:
                assert time.monotonic() - started < 5
                await asyncio.sleep(0.1)


async def assert_unavailable_within(seconds: float, database: Database, *, run_write: bool) -> None:
    started = time.monotonic()
    with pytest.raises(ServiceUnavailable):
        await (database.write(units.rows) if run_write else database.read(units.rows))
    assert time.monotonic() - started < seconds
