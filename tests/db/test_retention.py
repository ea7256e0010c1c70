"""What is over goes, in small steps; what is kept works as if nobody had cleared up."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection, Table, TypedColumns, insert, select
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.sql import text

from app.audit import repository as audit
from app.audit.domain import Action
from app.config import Settings
from app.db import retention, url
from app.db.database import Database
from app.db.retention import ABANDONED_KEPT, RATE_LIMIT_KEPT, SESSION_KEPT, Rule
from app.db.tables import (
    accounts,
    idempotency_keys,
    one_time_tokens,
    outbox,
    rate_limits,
    refresh_tokens,
    sessions,
)
from tests.fixtures_postgres import migrated_database
from tests.support import sql
from tests.support.clock import MovableClock
from tests.support.rows import account
from tests.support.service import PASSWORD, Service
from tests.support.serving import serving

NOW = MovableClock().now()
MOMENT = timedelta(microseconds=1)
LATER = NOW + timedelta(days=7)
ACCOUNT, SESSION = UUID(int=1), UUID(int=2)
RULES = {rule.name: rule for rule in retention.RULES}


def session(idle_expires_at: datetime) -> dict[str, object]:
    instants = ("created_at", "authenticated_at", "last_seen_at")
    return {
        **dict.fromkeys(instants, NOW),
        "id": uuid4(),
        "account_id": ACCOUNT,
        "idle_expires_at": idle_expires_at,
        "expires_at": LATER,
        "scope": "",
    }


def refresh_token(expires_at: datetime) -> dict[str, object]:
    return {
        "hash": uuid4().bytes,
        "session_id": SESSION,
        "created_at": NOW,
        "expires_at": expires_at,
    }


def one_time_token(expires_at: datetime) -> dict[str, object]:
    return {
        "hash": uuid4().bytes,
        "purpose": "verify_email",
        "account_id": ACCOUNT,
        "attempts": 0,
        "created_at": NOW,
        "expires_at": expires_at,
    }


def idempotency_key(expires_at: datetime) -> dict[str, object]:
    return {
        "key": uuid4().bytes,
        "operation": "register",
        "fingerprint": b"",
        "claimed_until": NOW,
        "created_at": NOW,
        "expires_at": expires_at,
    }


def abandoned_message(abandoned_at: datetime) -> dict[str, object]:
    return {
        "id": uuid4(),
        "kind": "letter",
        "recipient": "ada@example.com",
        "created_at": NOW,
        "available_at": NOW,
        "attempts": 20,
        "abandoned_at": abandoned_at,
    }


def rate_limit(expires_at: datetime) -> dict[str, object]:
    ends_at_ms = int(expires_at.timestamp() * 1000)
    return {"key": str(uuid4()), "count": 1, "strikes": 0, "expires_at_ms": ends_at_ms}


# Which table, when its rows are over, how a row of it is made, and the least time it tells apart.
CASES = {
    "refresh tokens": (refresh_tokens, NOW, refresh_token, MOMENT),
    "sessions": (sessions, NOW - SESSION_KEPT, session, MOMENT),
    "one-time tokens": (one_time_tokens, NOW, one_time_token, MOMENT),
    "idempotency keys": (idempotency_keys, NOW, idempotency_key, MOMENT),
    "abandoned messages": (outbox, NOW - ABANDONED_KEPT, abandoned_message, MOMENT),
    "rate limits": (rate_limits, NOW - RATE_LIMIT_KEPT, rate_limit, timedelta(milliseconds=1)),
}


async def add(database: Database, table: Table[TypedColumns], *rows: Mapping[str, object]) -> None:
    def unit(connection: Connection) -> None:
        connection.execute(insert(table), [dict(row) for row in rows])

    await database.write(unit)


async def owned(database: Database) -> None:
    """The account and the session that the rows of the tests belong to; neither is ever over."""

    def unit(connection: Connection) -> None:
        connection.execute(insert(accounts).values(account(NOW, id=ACCOUNT)))
        row = {**session(NOW + timedelta(days=365)), "id": SESSION}
        connection.execute(insert(sessions).values(**row))

    await database.write(unit)


async def purge(database: Database, rule: Rule, now: datetime = NOW) -> list[int]:
    """How many rows each step removes, up to the one that finds nothing."""
    steps: list[int] = []
    while not steps or steps[-1]:
        steps.append(await database.write(retention.purge_batch, rule, now))
    return steps


async def purge_all(database: Database, now: datetime = NOW) -> dict[str, int]:
    return {rule.name: sum(await purge(database, rule, now)) for rule in retention.RULES}


async def keys(database: Database, rule: Rule) -> set[object]:
    def unit(connection: Connection) -> set[object]:
        return set(connection.execute(select(rule.key)).scalars())

    return await database.read(unit)


def test_every_rule_has_a_case() -> None:
    assert list(CASES) == list(RULES)


@pytest.mark.parametrize("name", RULES)
async def test_what_is_over_goes_and_what_ends_now_stays(database: Database, name: str) -> None:
    rule, (table, boundary, row, least) = RULES[name], CASES[name]
    await owned(database)
    before = await keys(database, rule)
    over, ends_now, later = row(boundary - least), row(boundary), row(boundary + least)
    await add(database, table, over, ends_now, later)

    assert await purge(database, rule) == [1, 0]

    column = rule.key.key
    assert await keys(database, rule) == before | {ends_now[column], later[column]}


async def test_a_session_takes_its_refresh_tokens_along(database: Database) -> None:
    await owned(database)
    gone = session(NOW - SESSION_KEPT - MOMENT)
    await add(database, sessions, gone)
    kept = refresh_token(LATER)
    await add(database, refresh_tokens, {**refresh_token(LATER), "session_id": gone["id"]}, kept)

    assert await purge_all(database) == dict.fromkeys(RULES, 0) | {"sessions": 1}

    assert await keys(database, RULES["refresh tokens"]) == {kept["hash"]}


@pytest.mark.parametrize("name", RULES)
async def test_many_rows_go_in_steps(database: Database, name: str) -> None:
    rule, (table, boundary, row, least) = RULES[name], CASES[name]
    await owned(database)
    before = await keys(database, rule)
    kept = [row(boundary) for _ in range(10)]
    await add(database, table, *(row(boundary - least) for _ in range(1001)), *kept)

    assert await purge(database, rule) == [500, 500, 1, 0]

    assert await keys(database, rule) == before | {each[rule.key.key] for each in kept}


async def test_nothing_else_goes_however_old_it_is(database: Database) -> None:
    await owned(database)
    await sql.execute(
        database,
        "INSERT INTO outbox (id, kind, recipient, created_at, available_at, attempts)"
        " SELECT id, 'letter', email, created_at, created_at, 0 FROM accounts",
    )
    await database.write(audit.append, Action.USER_CREATED, now=NOW, subject_id=ACCOUNT)
    before = await sql.contents(database, "accounts", "outbox", "audit_events", "audit_heads")

    await purge_all(database, NOW + timedelta(days=10_000))

    tables = await sql.contents(database, "accounts", "outbox", "audit_events", "audit_heads")
    assert tables == before
    assert all(tables.values())


async def test_two_who_purge_at_once_remove_everything_once(database: Database) -> None:
    rows = [rate_limit(NOW - RATE_LIMIT_KEPT - MOMENT * 1000) for _ in range(1200)]
    await add(database, rate_limits, *rows)

    removed = await asyncio.gather(*(purge(database, RULES["rate limits"]) for _ in range(2)))

    assert sum(map(sum, removed)) == 1200
    assert await keys(database, RULES["rate limits"]) == set()


RENEWED = {
    "idempotency keys": "UPDATE idempotency_keys SET expires_at = now() + interval '9000 days'",
    "rate limits": "UPDATE rate_limits SET count = count + 1, expires_at_ms = 9000000000000",
}


@pytest.mark.parametrize("name", RENEWED)
async def test_a_row_that_is_renewed_meanwhile_stays(name: str) -> None:
    """PostgreSQL only: on SQLite nobody renews a row while another one writes."""
    table, boundary, row, least = CASES[name]
    with migrated_database() as address:
        database = Database.from_url(address)
        parsed = url.parse(address)
        assert isinstance(parsed, url.PostgresUrl)
        engine = create_async_engine(parsed.url)
        try:
            await add(database, table, row(boundary - least))
            async with engine.begin() as renewing:
                await renewing.execute(text(RENEWED[name]))
                assert await purge(database, RULES[name]) == [0]  # nobody waits for it
            assert await purge(database, RULES[name]) == [0]
            assert len(await keys(database, RULES[name])) == 1
        finally:
            await engine.dispose()
            await database.close()


@pytest.fixture
async def service(settings: Settings, database_url: str) -> AsyncIterator[Service]:
    """The service on both databases."""
    async with serving(settings, database_url=database_url) as service:
        yield service


async def _purge(service: Service) -> dict[str, int]:
    return await purge_all(service.application.database, service.clock.now())


async def test_a_spent_refresh_token_that_is_kept_still_betrays_a_thief(service: Service) -> None:
    ada = await service.person()
    assert (await service.refresh(ada.refresh_token)).status_code == 200
    service.clock.advance(hours=30)

    assert (await _purge(service))["refresh tokens"] == 0
    stolen = await service.refresh(ada.refresh_token)

    assert stolen.status_code == 400
    rows = await sql.rows(service.application.database, "SELECT revoked_reason FROM sessions")
    assert [row.revoked_reason for row in rows] == ["reuse"]


async def test_a_session_in_use_outlives_the_tokens_that_it_began_with(service: Service) -> None:
    ada = await service.person()
    token, removed = ada.refresh_token, 0
    for _ in range(5):
        service.clock.advance(days=5)
        removed += (await _purge(service))["refresh tokens"]
        refreshed = await service.refresh(token)
        assert refreshed.status_code == 200, refreshed.text
        token = refreshed.json()["refresh_token"]

    assert removed == 4
    assert (await service.refresh(ada.refresh_token)).status_code == 400
    assert (await service.refresh(token)).status_code == 200


async def test_a_limit_that_was_exhausted_twice_is_longer_whoever_cleared_up(
    service: Service,
) -> None:
    waits = []
    for _ in range(3):
        refused = await service.token(password="wrong")
        while refused.status_code != 429:
            refused = await service.token(password="wrong")
        waits.append(int(refused.headers["Retry-After"]))
        await _purge(service)
        service.clock.advance(seconds=waits[-1])
        await _purge(service)

    assert waits == [300, 600, 900]


async def test_a_limit_is_forgotten_only_when_it_would_not_count_any_more(
    service: Service,
) -> None:
    while (await service.token(password="wrong")).status_code != 429:
        pass
    service.clock.advance(seconds=299)
    await _purge(service)
    assert (await service.token(password="wrong")).status_code == 429

    service.clock.advance(days=2)
    assert (await _purge(service))["rate limits"] > 0
    assert (await service.token(password="wrong")).status_code == 400


async def test_a_first_answer_is_repeated_until_its_day_is_over(service: Service) -> None:
    async def register(password: str) -> tuple[int, str | None]:
        answered = await service.post(
            "/auth/register",
            {"email": "ada@example.com", "password": password},
            None,
            **{"Idempotency-Key": "registers-ada-once"},
        )
        return answered.status_code, answered.headers.get("Idempotency-Replayed")

    assert await register(PASSWORD) == (202, None)
    service.clock.advance(hours=24)
    assert (await _purge(service))["idempotency keys"] == 0
    service.clock.advance(seconds=1)
    assert (await _purge(service))["idempotency keys"] == 1
    assert await register("quite another passphrase") == (202, None)


async def test_a_mailed_token_works_until_it_is_over(service: Service) -> None:
    await service.register("ada@example.com")
    token = service.mailbox.token("ada@example.com")
    service.clock.advance(hours=23)
    assert (await _purge(service))["one-time tokens"] == 0

    confirmed = await service.post(
        "/auth/email-verification/confirm", {"method": "token", "token": token}
    )

    assert confirmed.status_code == 204
    service.clock.advance(hours=2)
    assert (await _purge(service))["one-time tokens"] == 1
