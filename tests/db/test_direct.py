"""Queries that go to PostgreSQL past SQLAlchemy: what dies, hangs, waits, and what is refused."""

import asyncio
import gc
import time
from collections.abc import Iterator

import pytest
from asyncpg import DivisionByZeroError
from sqlalchemy import (
    JSON,
    Float,
    Integer,
    LargeBinary,
    bindparam,
    cast,
    func,
    literal,
    select,
    text,
)
from sqlalchemy.exc import MultipleResultsFound
from sqlalchemy.types import TypeDecorator

from app.db import postgres
from app.db.database import Database
from app.db.postgres import POOL_SIZE
from app.db.query import Query, Row
from app.db.tables import audit_events, rate_limits
from app.db.types import JsonTexts
from app.errors import ServiceUnavailable
from tests import fixtures_postgres
from tests.db import units
from tests.db.proxies import frozen_on_demand
from tests.fixtures_database import opened


def first(row: Row) -> object:
    return row[0]


COUNT = Query(select(func.count()).select_from(rate_limits), first)
KEYS = Query(select(rate_limits.c.key).order_by(rate_limits.c.key), first)
PROCESS = Query(select(func.pg_backend_pid()), first)
SLEEP = Query(
    select(func.pg_backend_pid(), func.pg_sleep(bindparam("seconds", type_=Float))), first
)
NAMED = Query(select(text("count(*) FROM pg_prepared_statements WHERE name <> ''")), first)


@pytest.fixture
def url() -> Iterator[str]:
    with fixtures_postgres.migrated_database() as url:
        yield url


async def sleep(database: Database, seconds: float) -> object:
    return await database.fetch_one(SLEEP, seconds=seconds)


async def give_up(database: Database) -> None:
    """Ask for what takes long, and be cancelled when the server has begun it."""
    task = asyncio.create_task(sleep(database, 30))
    await asyncio.sleep(0.2)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def burst(database: Database) -> set[object]:
    """As many connections as there may be, each used a moment ago."""
    return set(await asyncio.gather(*(sleep(database, 0.1) for _ in range(POOL_SIZE))))


async def test_a_query_sees_what_was_committed_before_it(url: str) -> None:
    async with opened(url) as database:
        assert await database.fetch_one(COUNT) == 0
        await database.write(units.add, "b")
        await database.write(units.add, "a")

        assert await database.fetch_all(KEYS) == ["a", "b"]
        with pytest.raises(MultipleResultsFound):
            await database.fetch_one(KEYS)


async def test_nothing_found_is_none(url: str) -> None:
    async with opened(url) as database:
        assert await database.fetch_one(KEYS) is None


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
        started = time.monotonic()
        with pytest.raises(ServiceUnavailable):
            await database.fetch_one(COUNT)
        assert time.monotonic() - started < 5


async def test_at_low_load_one_connection_serves_and_the_others_rest(url: str) -> None:
    async with opened(url) as database:
        assert len(await burst(database)) == POOL_SIZE

        assert len({await database.fetch_one(PROCESS) for _ in range(4)}) == 1


async def test_connections_that_the_server_closed_are_replaced(url: str) -> None:
    async with opened(url) as database, opened(url) as admin:
        before = await burst(database)
        await admin.write(units.end_others)
        await asyncio.sleep(0.2)  # what has ended has said so

        assert not before & await burst(database)


async def test_connections_that_died_without_a_word_are_replaced(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "RESTED_SECONDS", 0.0)
    async with frozen_on_demand(url) as (proxied, proxy), opened(proxied) as database:
        assert await database.fetch_one(COUNT) == 0
        proxy.is_dead = True

        assert await database.fetch_one(COUNT) == 0


async def test_what_ended_one_connection_is_not_asked_of_each(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A firewall has forgotten them all: who asks one waits a second in vain, and no longer."""
    async with frozen_on_demand(url) as (proxied, proxy), opened(proxied) as database:
        await burst(database)
        monkeypatch.setattr(postgres, "RESTED_SECONDS", 0.0)
        proxy.is_frozen = True
        started = time.monotonic()
        waiting = asyncio.create_task(database.fetch_one(COUNT))
        await asyncio.sleep(1.3)
        proxy.is_frozen = False

        assert await waiting == 0
        assert time.monotonic() - started < 2.5


async def test_old_connections_are_replaced(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(url) as database:
        before = await database.fetch_one(PROCESS)
        monkeypatch.setattr("app.db.direct.MAX_AGE_SECONDS", 0)

        assert await database.fetch_one(PROCESS) != before


async def test_a_connection_that_ends_in_the_middle_is_unavailable(url: str) -> None:
    async with opened(url) as database, opened(url) as admin:
        task = asyncio.create_task(sleep(database, 4))
        await asyncio.sleep(0.3)
        await admin.write(units.end_others)
        with pytest.raises(ServiceUnavailable):
            await task

        assert await database.fetch_one(COUNT) == 0


async def test_who_is_cancelled_leaves_no_connection_behind_that_still_works(url: str) -> None:
    async with opened(url) as database:
        before = await database.fetch_one(PROCESS)
        await give_up(database)

        assert await database.fetch_one(PROCESS) != before
        await asyncio.sleep(0.5)  # the place is held until the server has given up
        assert database.gates["read"].in_use == 0


async def test_what_nobody_waits_for_ends_at_the_server_too(url: str) -> None:
    """Else each that gives up leaves the server a connection more than there are places."""
    async with opened(url) as database, opened(url) as admin:
        await asyncio.gather(*(give_up(database) for _ in range(POOL_SIZE)))

        assert await database.fetch_one(COUNT) == 0  # a place is free when its connection is
        await asyncio.sleep(0.5)
        assert await admin.read(units.sleepers) == 0


async def test_what_takes_too_long_ends_at_the_server_too(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "COMMAND_TIMEOUT_SECONDS", 0.3)
    async with opened(url) as database:
        with pytest.raises(ServiceUnavailable):
            await sleep(database, 30)
        await asyncio.sleep(0.5)

        assert await database.read(units.sleepers) == 0


async def test_who_is_cancelled_while_it_asks_whether_one_lives_ends_it(
    url: str, monkeypatch: pytest.MonkeyPatch, recwarn: pytest.WarningsRecorder
) -> None:
    async with frozen_on_demand(url) as (proxied, proxy), opened(proxied) as database:
        assert await database.fetch_one(COUNT) == 0
        monkeypatch.setattr(postgres, "RESTED_SECONDS", 0.0)
        proxy.is_frozen = True
        task = asyncio.create_task(database.fetch_one(COUNT))
        await asyncio.sleep(0.2)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        proxy.is_frozen = False

        assert await database.fetch_one(COUNT) == 0
        await asyncio.sleep(0.3)
        gc.collect()
    assert [str(each.message) for each in recwarn if each.category is ResourceWarning] == []


async def test_nobody_waits_for_the_goodbye_of_old_connections(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Five that hang would take five seconds, before the one that is to answer is made."""
    monkeypatch.setattr(postgres, "CONNECT_TIMEOUT_SECONDS", 0.5)
    async with frozen_on_demand(url) as (proxied, proxy), opened(proxied) as database:
        await burst(database)
        monkeypatch.setattr("app.db.direct.MAX_AGE_SECONDS", 0)
        proxy.is_frozen = True
        started = time.monotonic()
        with pytest.raises(ServiceUnavailable):
            await database.fetch_one(COUNT)
        assert time.monotonic() - started < 2
        proxy.is_frozen = False


@pytest.mark.parametrize("rested", [0.0, 1.0])
async def test_a_servers_last_word_to_a_connection_at_rest_is_no_mistake_of_ours(
    url: str, monkeypatch: pytest.MonkeyPatch, rested: float
) -> None:
    """It arrives before the end of the connection does, and asyncpg stumbles over it."""
    async with (
        frozen_on_demand(url) as (proxied, proxy),
        opened(proxied) as database,
        opened(url) as admin,
    ):
        assert await database.fetch_one(COUNT) == 0
        monkeypatch.setattr(postgres, "RESTED_SECONDS", rested)
        proxy.hides_ends = True
        await admin.write(units.end_others)
        await asyncio.sleep(0.2)
        if rested:
            with pytest.raises(ServiceUnavailable):
                await database.fetch_one(COUNT)

        assert await database.fetch_one(COUNT) == 0
        proxy.hides_ends = False


async def test_a_query_that_outlives_the_database_takes_its_connection_with_it(url: str) -> None:
    async with opened(url) as admin:
        async with opened(url) as database:
            await burst(database)
            answered = asyncio.create_task(sleep(database, 0.3))
            given_up = asyncio.create_task(sleep(database, 0.6))
            await asyncio.sleep(0.1)
        assert await answered
        given_up.cancel()
        await asyncio.sleep(0.8)

        assert await admin.read(units.others) == 0


async def test_a_full_pool_is_unavailable_after_two_seconds_and_not_a_queue(url: str) -> None:
    async with opened(url) as database:
        sleeping = [asyncio.create_task(sleep(database, 3)) for _ in range(POOL_SIZE)]
        await asyncio.sleep(0.2)
        started = time.monotonic()
        with pytest.raises(ServiceUnavailable):
            await database.fetch_one(COUNT)
        assert 1.5 < time.monotonic() - started < 2.8
        await asyncio.gather(*sleeping)

        assert await database.fetch_one(COUNT) == 0


async def test_a_mistake_of_ours_is_not_an_outage_and_costs_no_connection(url: str) -> None:
    wrong = Query(select(literal(1) // bindparam("zero", type_=Integer)), first)
    async with opened(url) as database:
        before = await database.fetch_one(PROCESS)
        with pytest.raises(DivisionByZeroError):
            await database.fetch_one(wrong, zero=0)
        with pytest.raises(KeyError):
            await database.fetch_one(wrong)

        assert await database.fetch_one(PROCESS) == before


async def test_a_value_that_is_given_wins_over_that_of_the_statement(url: str) -> None:
    defaulted = Query(select(bindparam("number", 7, type_=Integer), literal(5)), tuple)
    async with opened(url) as database:
        assert await database.fetch_one(defaulted, number=9) == (9, 5)


async def test_json_is_sent_as_sqlalchemy_sends_it(url: str) -> None:
    echo = Query(select(bindparam("value", type_=JsonTexts)), first)
    async with opened(url) as database:
        for value in ({"a": [1, None, "ë"]}, "text", None):
            assert await database.fetch_one(echo, value=value) == value


async def test_json_that_would_be_read_as_text_is_refused(url: str) -> None:
    wrong = Query(select(cast(literal("{}"), JSON)), first)
    async with opened(url) as database:
        with pytest.raises(TypeError, match="asyncpg reads something else"):
            await database.fetch_one(wrong)


async def test_a_type_that_is_read_in_another_way_is_refused(url: str) -> None:
    class Reversed(TypeDecorator[bytes]):
        impl = LargeBinary
        cache_ok = True

        def process_result_value(self, value: bytes | None, dialect: object) -> bytes | None:
            return value[::-1] if value else value

    wrong = Query(select(literal(b"ab", type_=Reversed())), first)
    async with opened(url) as database:
        with pytest.raises(TypeError, match="asyncpg reads something else"):
            await database.fetch_one(wrong)


async def test_a_list_of_unknown_length_is_refused(url: str) -> None:
    several = Query(
        select(rate_limits.c.key).where(rate_limits.c.key.in_(bindparam("keys"))), first
    )
    async with opened(url) as database:
        with pytest.raises(TypeError, match="how many values"):
            await database.fetch_all(several, keys=["a", "b"])


async def test_json_and_instants_arrive_as_sqlalchemy_reads_them(url: str) -> None:
    statement = select(audit_events.c.details, audit_events.c.occurred_at, audit_events.c.hash)
    row = Query(
        select(*statement.selected_columns).where(audit_events.c.sequence == bindparam("sequence")),
        tuple,
    )
    async with opened(url) as database:
        await database.write(units.add_event)

        assert await database.fetch_one(row, sequence=1) == await database.read(
            row.one_or_none, sequence=1
        )


async def test_a_pooled_address_prepares_nothing_that_outlives_a_transaction(url: str) -> None:
    async with opened(f"{url}{'&' if '?' in url else '?'}pgbouncer=true") as database:
        await database.fetch_one(COUNT)
        await database.fetch_one(COUNT)

        assert await database.fetch_one(NAMED) == 0


async def test_a_column_that_changes_its_type_meanwhile_is_read_on(url: str) -> None:
    """A migration under a running server: what was prepared before is prepared anew."""
    async with opened(url) as database:
        await database.write(units.add, "a")
        assert await database.fetch_all(KEYS) == ["a"]
        await database.write(units.change_type)

        assert await database.fetch_all(KEYS) == ["a"]


@pytest.mark.slow
async def test_a_server_that_hangs_is_answered_for_within_eight_seconds(url: str) -> None:
    async with frozen_on_demand(url) as (proxied, proxy), opened(proxied) as database:
        assert await database.fetch_one(COUNT) == 0
        proxy.is_frozen = True
        started = time.monotonic()
        with pytest.raises(ServiceUnavailable):
            await database.fetch_one(COUNT)
        assert time.monotonic() - started < 8

        proxy.is_frozen = False
        assert await database.fetch_one(COUNT) == 0
