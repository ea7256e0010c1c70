"""Messages are promised with a change, claimed by one, and leave exactly when they are settled."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import Connection, RowMapping, select

from app.db.database import Database
from app.db.tables import outbox
from app.outbox import repository
from app.outbox.repository import Message
from tests.fixtures_database import opened
from tests.support.clock import MovableClock

LEASE = timedelta(seconds=60)
SECOND = timedelta(seconds=1)
NOW = MovableClock().now()


async def claim(
    database: Database, *, after: timedelta = timedelta(), limit: int = 10
) -> list[Message]:
    return await database.write(
        repository.claim, ["letter"], now=NOW + after, lease=LEASE, limit=limit
    )


async def enqueue(database: Database, kind: str = "letter") -> UUID:
    return await database.write(repository.enqueue, kind, "ada@example.com", NOW)


async def rows(database: Database) -> Sequence[RowMapping]:
    def read(connection: Connection) -> Sequence[RowMapping]:
        return connection.execute(select(outbox)).mappings().all()

    return await database.read(read)


async def test_a_message_is_promised_only_if_the_change_commits(database: Database) -> None:
    def change_then_fail(connection: Connection) -> None:
        repository.enqueue(connection, "letter", "ada@example.com", NOW)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await database.write(change_then_fail)

    assert await claim(database) == []


async def test_a_claimed_message_is_whole_and_counts_the_attempt(database: Database) -> None:
    message_id = await enqueue(database)

    assert await claim(database) == [
        Message(
            id=message_id,
            kind="letter",
            recipient="ada@example.com",
            created_at=NOW,
            attempts=1,
            claimed_until=NOW + LEASE,
        )
    ]


async def test_a_claimed_message_is_nobody_elses_until_the_lease_ends(database: Database) -> None:
    message_id = await enqueue(database)
    await claim(database)

    assert await claim(database, after=LEASE - SECOND) == []
    (again,) = await claim(database, after=LEASE)
    assert (again.id, again.attempts) == (message_id, 2)


async def test_the_oldest_are_claimed_first_and_no_more_than_asked_for(database: Database) -> None:
    ids = [await enqueue(database) for _ in range(5)]

    claims = [await claim(database, limit=2) for _ in range(4)]

    assert [[message.id for message in batch] for batch in claims] == [
        ids[:2],
        ids[2:4],
        ids[4:],
        [],
    ]


async def test_a_kind_that_nobody_here_handles_is_left_alone(database: Database) -> None:
    await enqueue(database, "from the next release")

    assert await claim(database) == []
    assert len(await rows(database)) == 1


async def test_concurrent_claims_share_no_message(database: Database, database_url: str) -> None:
    ids = {await enqueue(database) for _ in range(30)}

    async with opened(database_url) as other:
        batches = await asyncio.gather(*(claim(each, limit=3) for each in [database, other] * 10))

    claimed = [message.id for batch in batches for message in batch]
    assert len(claimed) == len(set(claimed))
    rest = await claim(database, limit=30)
    assert set(claimed) | {message.id for message in rest} == ids
    assert max(len(batch) for batch in batches) == 3


async def test_a_settled_message_is_gone(database: Database) -> None:
    await enqueue(database)
    (message,) = await claim(database)

    await database.write(repository.settle, message)

    assert await rows(database) == []


async def test_a_failed_message_waits_and_says_why(database: Database) -> None:
    await enqueue(database)
    (message,) = await claim(database)

    assert await database.write(repository.retry, message, at=NOW + 5 * SECOND, error="refused")

    assert (await rows(database))[0]["last_error"] == "refused"
    assert await claim(database, after=4 * SECOND) == []
    (again,) = await claim(database, after=5 * SECOND)
    assert again.attempts == 2


async def test_an_abandoned_message_stays_for_a_person_to_look_at(database: Database) -> None:
    await enqueue(database)
    (message,) = await claim(database)

    assert await database.write(repository.give_up, message, now=NOW, error="no such mailbox")

    assert await claim(database, after=timedelta(days=30)) == []
    (row,) = await rows(database)
    assert (row["abandoned_at"], row["last_error"]) == (NOW, "no such mailbox")


async def test_who_lost_the_claim_does_not_decide_any_more(database: Database) -> None:
    await enqueue(database)
    (late,) = await claim(database)
    (holder,) = await claim(database, after=LEASE)

    assert not await database.write(repository.retry, late, at=NOW, error="late")
    assert not await database.write(repository.give_up, late, now=NOW, error="late")

    assert (await rows(database))[0]["claimed_until"] == holder.claimed_until
    assert await database.write(repository.retry, holder, at=NOW, error="in time")


async def test_who_lost_the_claim_but_sent_the_message_settles_it(database: Database) -> None:
    await enqueue(database)
    (late,) = await claim(database)
    await claim(database, after=LEASE)

    await database.write(repository.settle, late)

    assert await rows(database) == []
