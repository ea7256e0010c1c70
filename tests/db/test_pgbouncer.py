"""Through a real PgBouncer, where each transaction may run on another server connection."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from sqlalchemy import Connection, Integer, bindparam, func, select, text

from app.config import Settings
from app.db import migrations
from app.db.database import Database
from app.db.query import Query
from tests import fixtures_pgbouncer, fixtures_postgres
from tests.db import units
from tests.fixtures_database import opened
from tests.fixtures_pgbouncer import SERVER_CONNECTIONS, Pooler
from tests.support.server import NO_LIMITS, run
from tests.support.service import PASSWORD, Service, person_of
from tests.support.serving import serving

PROCESSES = 3
ROUNDS = 40


PROCESS = Query(select(func.pg_backend_pid()), lambda row: row[0])
ECHO = Query(select(bindparam("number", type_=Integer)), lambda row: row[0])


@pytest.fixture
def pooler() -> Iterator[Pooler]:
    with fixtures_pgbouncer.pooler() as pooler:
        yield pooler


@pytest.fixture
async def databases(pooler: Pooler) -> AsyncIterator[list[Database]]:
    """The service's own databases, as several processes of it have them."""
    async with AsyncExitStack() as stack:
        yield [await stack.enter_async_context(opened(pooler.url)) for _ in range(PROCESSES)]


def ask(connection: Connection, number: int) -> tuple[int, int]:
    """Two statements that are prepared anew each time, and whose answers cannot be mixed up."""
    query = text(f"SELECT CAST(:number AS integer), {number}")
    first: int = connection.execute(query, {"number": number}).one()[0]
    second: int = connection.execute(query, {"number": number}).one()[1]
    return first, second


def prepared(connection: Connection) -> int:
    query = text("SELECT count(*) FROM pg_prepared_statements WHERE name <> ''")
    count: int = connection.execute(query).scalar_one()
    return count


async def test_reads_of_many_clients_get_their_own_answers(databases: list[Database]) -> None:
    numbers = range(ROUNDS * PROCESSES)
    answers = await asyncio.gather(
        *(databases[number % PROCESSES].read(ask, number) for number in numbers)
    )

    assert answers == [(number, number) for number in numbers]


async def test_queries_of_many_clients_get_their_own_answers(databases: list[Database]) -> None:
    numbers = range(ROUNDS * PROCESSES)
    answers = await asyncio.gather(
        *(databases[n % PROCESSES].fetch_one(ECHO, number=n) for n in numbers)
    )

    assert answers == [*numbers]


async def test_interleaved_transactions_lose_no_update(databases: list[Database]) -> None:
    await databases[0].write(units.start_counter)

    counted = await asyncio.gather(
        *(database.write(units.increment) for database in databases for _ in range(ROUNDS))
    )

    assert sorted(counted) == list(range(1, ROUNDS * PROCESSES + 1))


async def test_a_transaction_that_is_rolled_back_leaves_nothing(databases: list[Database]) -> None:
    def add_and_fail(connection: Connection, key: str) -> None:
        units.add(connection, key)
        raise ZeroDivisionError

    failing = [database.write(add_and_fail, str(n)) for n, database in enumerate(databases)]
    done = await asyncio.gather(
        *failing, databases[0].write(units.add_pair, "whole"), return_exceptions=True
    )

    assert [type(outcome) for outcome in done] == [ZeroDivisionError] * PROCESSES + [type(None)]
    assert await databases[0].read(units.rows) == 2


async def test_no_statement_stays_on_a_server_connection(databases: list[Database]) -> None:
    for database in databases:
        await asyncio.gather(*(database.read(ask, number) for number in range(ROUNDS)))
        await asyncio.gather(*(database.fetch_one(ECHO, number=n) for n in range(ROUNDS)))
        await database.write(units.add, f"{id(database)}")

    left = [await database.write(prepared) for database in databases for _ in range(4)]
    assert set(left) == {0}


async def test_the_clients_were_more_than_the_server_connections(
    databases: list[Database],
) -> None:
    """What makes the tests above worth anything."""

    pids = await asyncio.gather(*(each.fetch_one(PROCESS) for each in databases * ROUNDS))

    assert len(set(pids)) == SERVER_CONNECTIONS


async def test_register_sign_in_and_refresh_side_by_side(
    settings: Settings, pooler: Pooler
) -> None:
    async with serving(settings, database_url=pooler.url, rate_limits=NO_LIMITS) as service:
        emails = [f"person{number}@example.com" for number in range(12)]
        statuses = await asyncio.gather(*(_register(service, email) for email in emails))
        await service.deliver()
        roads = await asyncio.gather(*(_confirm_and_refresh(service, email) for email in emails))

    assert statuses == [202] * len(emails)
    assert roads == emails


async def _register(service: Service, email: str) -> int:
    body = {"email": email, "password": PASSWORD}
    return (await service.post("/auth/register", body)).status_code


async def _confirm_and_refresh(service: Service, email: str) -> str:
    """Confirm, sign in, refresh three times; the address that the last token speaks for."""
    confirmation = {"method": "token", "token": service.mailbox.token(email)}
    confirmed = await service.post("/auth/email-verification/confirm", confirmation)
    assert confirmed.status_code == 204, confirmed.text
    person = await service.signed_in(email)
    for _ in range(3):
        refreshed = await service.refresh(person.refresh_token)
        assert refreshed.status_code == 200, refreshed.text
        person = person_of(email, PASSWORD, refreshed)
    address: str = (await service.me(person)).json()["email"]
    return address


def test_migrations_go_to_the_direct_host(tmp_path: Path) -> None:
    """The pooler need not even be there."""
    with fixtures_postgres.empty_database() as direct:
        settings = {
            "ENVIRONMENT": "production",
            "DATABASE_URL": "postgresql://accord@127.0.0.1:1/accord?pgbouncer=true",
            "MIGRATION_DATABASE_URL": direct,
        }
        migrated = run("migrate", folder=tmp_path, settings=settings)

        assert migrated.returncode == 0, migrated.stderr
        revision = asyncio.run(migrations.current(direct))
    assert revision == migrations.head()
