"""Verification: whatever somebody did to the trail who owns the database, the place is named."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from app.audit import repository
from app.audit.domain import GENESIS, Action
from app.audit.verification import Broken, Intact, verify
from app.db.database import Database
from tests.audit.chain import ACTOR, NOW, SUBJECT, append, chain_of, fault, tamper, verdict
from tests.fixtures_database import opened
from tests.support import sql

CHANGES = [
    "occurred_at = (SELECT occurred_at FROM audit_events WHERE sequence = 5)",
    "action = 'user.deleted'",
    "actor_id = NULL",
    "subject_id = actor_id",
    "request_id = 'another'",
    """details = '{"number": "9"}'""",
    "id = :id",
    "hash = previous_hash",
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.partition(" =")[0])
async def test_a_changed_event_is_found(database: Database, change: str) -> None:
    await chain_of(database, 2)
    await database.write(
        repository.append, Action.USER_CREATED, now=NOW, actor_id=ACTOR, subject_id=SUBJECT
    )
    await append(database)
    await database.write(repository.append, Action.USER_CREATED, now=NOW + timedelta(seconds=1))
    parameters = {"id": uuid4().hex} if ":id" in change else {}

    await tamper(database, f"UPDATE audit_events SET {change} WHERE sequence = 3", **parameters)

    assert await fault(database) == (3, "changed after it was written")


async def test_an_event_whose_hash_was_made_to_fit_breaks_the_next_one(
    database: Database,
) -> None:
    second = (await chain_of(database, 4))[1]
    forged = replace(second.event, details={"number": "9"})

    await tamper(
        database,
        """UPDATE audit_events SET details = '{"number": "9"}', hash = :hash WHERE sequence = 2""",
        hash=forged.digest(),
    )

    assert await fault(database) == (3, "does not follow the event before")


async def test_a_forged_last_event_is_not_the_one_that_the_head_names(database: Database) -> None:
    last = (await chain_of(database, 3))[-1]
    forged = replace(last.event, details={"number": "9"})

    await tamper(
        database,
        """UPDATE audit_events SET details = '{"number": "9"}', hash = :hash WHERE sequence = 3""",
        hash=forged.digest(),
    )

    assert await fault(database) == (3, "not the event that the head of the chain names")


@pytest.mark.parametrize("place", [1, 3, 5])
async def test_an_event_that_was_removed_is_missed(database: Database, place: int) -> None:
    await chain_of(database, 5)

    await tamper(database, f"DELETE FROM audit_events WHERE sequence = {place}")

    assert await fault(database) == (place, "missing")


async def test_a_gap_that_was_closed_by_renumbering_is_found(database: Database) -> None:
    await chain_of(database, 5)

    await tamper(
        database,
        "DELETE FROM audit_events WHERE sequence = 3",
        "UPDATE audit_events SET sequence = 3 WHERE sequence = 4",
        "UPDATE audit_events SET sequence = 4 WHERE sequence = 5",
        "UPDATE audit_heads SET sequence = 4",
    )

    assert await fault(database) == (3, "does not follow the event before")


async def test_two_events_that_changed_places_are_found(database: Database) -> None:
    await chain_of(database, 5)

    await tamper(
        database,
        "UPDATE audit_events SET sequence = 99 WHERE sequence = 2",
        "UPDATE audit_events SET sequence = 2 WHERE sequence = 3",
        "UPDATE audit_events SET sequence = 3 WHERE sequence = 99",
    )

    assert await fault(database) == (2, "does not follow the event before")


async def test_a_tail_that_was_cut_off_is_missed(database: Database) -> None:
    await chain_of(database, 5)

    await tamper(database, "DELETE FROM audit_events WHERE sequence > 3")

    assert await fault(database) == (4, "missing")


async def test_a_trail_that_is_gone_is_missed(database: Database) -> None:
    await chain_of(database, 2)

    await tamper(database, "DELETE FROM audit_events")

    assert await fault(database) == (1, "missing")


async def test_a_tail_cut_off_with_the_head_rewritten_is_seen_by_who_kept_a_hash(
    database: Database,
) -> None:
    """The chain alone cannot tell; that is why `accord audit verify` prints what to keep."""
    recorded = await chain_of(database, 5)
    kept = await verdict(database)

    await tamper(
        database,
        "DELETE FROM audit_events WHERE sequence > 3",
        "UPDATE audit_heads SET sequence = 3, hash = :hash",
        hash=recorded[2].hash,
    )

    assert await verdict(database) == Intact(3, recorded[2].hash)
    assert kept == Intact(5, recorded[4].hash)


@pytest.mark.parametrize("sequence", [0, 3, 4])
async def test_a_head_that_was_turned_back_leaves_events_beyond_it(
    database: Database, sequence: int
) -> None:
    recorded = await chain_of(database, 5)
    named = recorded[sequence - 1].hash if sequence else GENESIS

    await tamper(
        database, f"UPDATE audit_heads SET sequence = {sequence}, hash = :hash", hash=named
    )

    assert await fault(database) == (sequence + 1, "beyond the head of the chain")


async def test_a_head_with_another_hash_is_found(database: Database) -> None:
    await chain_of(database, 3)

    await tamper(database, "UPDATE audit_heads SET hash = :hash", hash=bytes(32))

    assert await fault(database) == (3, "not the event that the head of the chain names")


async def test_a_head_that_is_further_on_is_found(database: Database) -> None:
    await chain_of(database, 3)

    await tamper(database, "UPDATE audit_heads SET sequence = 7")

    assert await fault(database) == (4, "missing")


CHANGED = "changed after it was written"
# What was done to a trail of five events, the place that is named, and why.
TOUCHED = {
    "a link": (
        "UPDATE audit_events SET previous_hash = hash WHERE sequence = 3",
        Broken(3, "does not follow the event before"),
    ),
    "the place of the last event": (
        "UPDATE audit_events SET sequence = 7 WHERE sequence = 5",
        Broken(5, "missing: the next event is 7"),
    ),
    "details, into a list": (
        "UPDATE audit_events SET details = '[]' WHERE sequence = 2",
        Broken(2, CHANGED),
    ),
    "details, into a number that Python does not read": (
        f"""UPDATE audit_events SET details = '{{"n": {"9" * 5000}}}' WHERE sequence = 2""",
        Broken(2, f"{CHANGED}, into what cannot be read"),
    ),
    "details, into what is nested too deeply": (
        f"UPDATE audit_events SET details = '{'[' * 5000}{']' * 5000}' WHERE sequence = 2",
        Broken(2, f"{CHANGED}, into what cannot be read"),
    ),
    "the head": (
        "DELETE FROM audit_heads",
        Broken(0, "the head of the chain is missing or cannot be read"),
    ),
}


@pytest.mark.parametrize(("statement", "broken"), TOUCHED.values(), ids=TOUCHED)
async def test_what_was_touched_is_named_with_the_reason(
    database: Database, statement: str, broken: Broken
) -> None:
    await chain_of(database, 5)

    await tamper(database, statement)

    assert await verdict(database) == broken


# The fifth event again, at another place: whoever may insert needs to drop nothing for that.
COPY = (
    "INSERT INTO audit_events (sequence, id, occurred_at, action, actor_id, subject_id, request_id,"
    " details, previous_hash, hash) SELECT {}, id, {}, action, actor_id, subject_id, request_id,"
    " details, previous_hash, hash FROM audit_events WHERE sequence = 5"
)


async def test_an_event_behind_the_head_is_found(database: Database) -> None:
    await chain_of(database, 5)

    await sql.execute(database, COPY.format(6, "occurred_at"))

    assert await verdict(database) == Broken(6, "beyond the head of the chain")


async def test_nobody_puts_an_event_before_the_first(database: Database) -> None:
    await chain_of(database, 5)

    with pytest.raises(DBAPIError, match="ck_audit_events_sequence"):
        await sql.execute(database, COPY.format(0, "occurred_at"))


@pytest.mark.parametrize("sequence", [0, -7])
async def test_an_event_before_the_first_is_found(database: Database, sequence: int) -> None:
    await chain_of(database, 5)

    def insert(connection: Connection) -> None:
        if connection.dialect.name == "postgresql":
            drop = "ALTER TABLE audit_events DROP CONSTRAINT ck_audit_events_sequence"
        else:
            drop = "PRAGMA ignore_check_constraints = ON"
        connection.exec_driver_sql(drop)
        connection.exec_driver_sql(COPY.format(sequence, "occurred_at"))

    await database.write(insert)

    assert await verdict(database) == Broken(sequence, "before the first event")


# Times that a database keeps and Python cannot read.
TIMES = {
    "postgresql": ["'20000-01-01'", "'0044-03-15 BC'", "'-infinity'"],
    "sqlite": ["'0001-01-01 00:00:00+14:00'", "'yesterday'", "17"],
}


async def test_an_event_whose_time_cannot_be_read_is_found_wherever_it_is(
    database: Database,
) -> None:
    await chain_of(database, 5)
    kind = await database.read(lambda connection: connection.dialect.name)
    for time in TIMES[kind]:
        await sql.execute(database, COPY.format(6, time))
        assert await verdict(database) == Broken(6, "beyond the head of the chain"), time
        await tamper(database, "DELETE FROM audit_events WHERE sequence = 6")
    for time in TIMES[kind]:
        await tamper(database, f"UPDATE audit_events SET occurred_at = {time} WHERE sequence = 2")
        sequence, reason = await fault(database)
        assert (sequence, reason.partition(",")[0]) == (2, CHANGED), time


async def test_text_for_a_number_is_found(sqlite_url: str) -> None:
    """Only SQLite keeps it."""
    async with opened(sqlite_url) as database:
        await chain_of(database, 5)
        await tamper(database, COPY.format("'x'", "occurred_at"))
        assert await verdict(database) == Broken(6, "beyond the head of the chain")

        await sql.execute(database, "UPDATE audit_heads SET sequence = 'abc'")
        found = await verdict(database)

        assert found == Broken(0, "the head of the chain is missing or cannot be read")


@pytest.mark.parametrize("change", ["details = '{'", "occurred_at = 'yesterday'"])
async def test_an_event_that_only_sqlite_keeps_is_found(sqlite_url: str, change: str) -> None:
    """PostgreSQL refuses the one, and takes the other for a time."""
    async with opened(sqlite_url) as database:
        await chain_of(database, 5)

        await tamper(database, f"UPDATE audit_events SET {change} WHERE sequence = 5")

        assert await verdict(database) == Broken(5, f"{CHANGED}, into what cannot be read")


async def test_the_first_change_is_named_though_a_later_event_cannot_be_read(
    database: Database,
) -> None:
    await chain_of(database, 5)
    unreadable, _ = TOUCHED["details, into a number that Python does not read"]

    await tamper(
        database,
        unreadable.replace("sequence = 2", "sequence = 4"),
        "UPDATE audit_events SET request_id = 'another' WHERE sequence = 2",
    )

    assert await verdict(database) == Broken(2, CHANGED)


async def test_progress_is_told_up_to_the_end(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.audit.verification._BATCH", 2)
    await chain_of(database, 4)
    told: list[int] = []
    listen: Callable[[int], None] = told.append

    assert isinstance(await verify(database, listen), Intact)
    assert told == [2, 4]
