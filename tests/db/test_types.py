"""Columns hold on both databases what was put in."""

from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection, insert, select, text
from sqlalchemy.exc import StatementError

from app.db.database import Database
from app.db.tables import accounts, idempotency_keys, outbox
from tests.support.rows import account

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def put(connection: Connection, *instants: datetime) -> None:
    for instant in instants:
        connection.execute(
            insert(outbox).values(
                id=uuid4(),
                kind="k",
                recipient="r",
                created_at=instant,
                available_at=instant,
                attempts=0,
            )
        )


def ordered(connection: Connection) -> list[datetime]:
    return list(
        connection.execute(select(outbox.c.created_at).order_by(outbox.c.created_at)).scalars()
    )


def until(connection: Connection, instant: datetime) -> int:
    query = select(outbox.c.id).where(outbox.c.created_at <= instant)
    return len(connection.execute(query).all())


async def test_an_instant_comes_back_aware_in_utc_to_the_microsecond(database: Database) -> None:
    instant = datetime(2026, 11, 22, 12, 0, 0, 1, tzinfo=timezone(timedelta(hours=5, minutes=45)))

    await database.write(put, instant)
    (stored,) = await database.read(ordered)

    assert stored == instant
    assert stored.tzinfo is UTC


async def test_an_instant_without_a_time_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="without a time zone"):
        await database.write(put, NOON.replace(tzinfo=None))


async def test_instants_compare_and_sort_like_time(database: Database) -> None:
    step = timedelta(microseconds=1)
    instants = [
        datetime(999, 1, 1, tzinfo=UTC),
        NOON - step,
        NOON,
        NOON + step,
        NOON.replace(microsecond=100_000),
        NOON + timedelta(seconds=1),
        (NOON + timedelta(hours=1)).astimezone(timezone(timedelta(hours=-11))),
        datetime(9999, 1, 1, tzinfo=UTC),
    ]

    await database.write(put, *reversed(instants))

    assert await database.read(ordered) == instants
    assert [await database.read(until, instant) for instant in instants] == list(range(1, 9))


async def test_null_is_null_and_json_keeps_its_shape(database: Database) -> None:
    def put_key(connection: Connection, key: bytes, headers: list[list[str]] | None) -> None:
        connection.execute(
            insert(idempotency_keys).values(
                key=key,
                operation="o",
                fingerprint=b"\x00\xff",
                claimed_until=NOON,
                headers=headers,
                created_at=NOON,
                expires_at=NOON,
            )
        )

    def get(connection: Connection) -> list[object]:
        nulls = select(idempotency_keys.c.key).where(idempotency_keys.c.headers.is_(None))
        query = select(idempotency_keys.c.headers).order_by(idempotency_keys.c.key)
        return [
            list(connection.execute(nulls).scalars()),
            list(connection.execute(query).scalars()),
        ]

    await database.write(put_key, b"\x00", None)
    await database.write(put_key, b"\xff", [["ETag", '"é\U0001f600"']])

    assert await database.read(get) == [[b"\x00"], [None, [["ETag", '"é\U0001f600"']]]]


async def test_an_account_comes_back_with_its_own_types(database: Database) -> None:
    account_id = UUID("01930000-0000-7000-8000-00000000000a")

    def put_account(connection: Connection) -> None:
        row = account(NOON, id=account_id, preferences={"theme": "dark"})
        connection.execute(insert(accounts).values(row))

    def get_account(connection: Connection) -> tuple[object, ...]:
        query = select(accounts.c.id, accounts.c.preferences, accounts.c.email_verified_at)
        return tuple(connection.execute(query.where(accounts.c.id == account_id)).one())

    await database.write(put_account)

    assert await database.read(get_account) == (account_id, {"theme": "dark"}, None)


async def test_sqlite_keeps_instants_readable(sqlite_url: str) -> None:
    from tests.fixtures_database import opened

    async with opened(sqlite_url) as database:
        await database.write(put, NOON)
        stored = await database.read(
            lambda connection: connection.execute(text("SELECT created_at FROM outbox")).scalar()
        )

    assert stored == "2026-11-22 12:00:00.000000+00:00"
