"""Inserts that may meet their own row."""

import asyncio

from sqlalchemy import Connection, select

from app.db.database import Database
from app.db.statements import insert, insert_ignoring
from app.db.tables import rate_limits
from tests.db import units


def add_once(connection: Connection, key: str) -> bool:
    values = {"key": key, "count": 1, "strikes": 0, "expires_at_ms": 0}
    return insert_ignoring(connection, rate_limits, values, unique=rate_limits.c.key)


def hit(connection: Connection, key: str) -> int:
    statement = insert(connection.dialect.name, rate_limits).values(
        key=key, count=1, strikes=0, expires_at_ms=2**53
    )
    return connection.execute(
        statement.on_conflict_do_update(
            index_elements=[rate_limits.c.key],
            set_={
                "count": rate_limits.c.count + 1,
                "expires_at_ms": statement.excluded.expires_at_ms,
            },
        ).returning(rate_limits.c.count)
    ).scalar_one()


async def test_of_twenty_inserts_of_one_value_one_is_told_that_it_inserted(
    database: Database,
) -> None:
    told = await asyncio.gather(*(database.write(add_once, "same") for _ in range(20)))

    assert sorted(told) == [False] * 19 + [True]
    assert await database.read(units.rows) == 1


async def test_an_upsert_counts_exactly_and_returns_what_it_wrote(database: Database) -> None:
    counts = await asyncio.gather(*(database.write(hit, "key") for _ in range(20)))

    assert sorted(counts) == list(range(1, 21))
    expiry = await database.read(
        lambda connection: connection.execute(select(rate_limits.c.expires_at_ms)).scalar()
    )
    assert expiry == 2**53
