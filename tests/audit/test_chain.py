"""The audit trail as a chain: each event holds the hash of the one before; none can be hidden."""

import asyncio
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from app.audit import repository
from app.audit.domain import GENESIS, Action, Event, EventQuery, Recorded
from app.audit.verification import Broken, Intact, verify
from app.db.database import Database
from tests.support import sql

NOW = datetime(2026, 11, 22, 12, 0, 0, 123456, tzinfo=UTC)
ACTOR, SUBJECT = uuid4(), uuid4()
DETAILS = {"zebra": "last", "apple": "first", "Ö": 'ünï \U0001f98a " \\ \u2028', "n": "1"}


async def append(database: Database, details: Mapping[str, str] | None = None) -> None:
    await database.write(
        repository.append,
        Action.USER_UPDATED,
        now=NOW,
        actor_id=ACTOR,
        subject_id=SUBJECT,
        details=DETAILS if details is None else details,
    )


async def chain_of(database: Database, length: int) -> list[Recorded]:
    """A trail of so many events."""
    for number in range(length):
        await append(database, {"number": str(number)})
    return await events(database)


async def events(database: Database) -> list[Recorded]:
    return await database.read(repository.list_events, EventQuery(), beyond=None, limit=10_000)


async def verdict(database: Database) -> Intact | Broken:
    return await verify(database, lambda checked: None)


async def fault(database: Database) -> tuple[int, str]:
    """Where the chain is broken, and the first words of why."""
    found = await verdict(database)
    assert isinstance(found, Broken), "nobody has noticed"
    return found.sequence, found.reason.partition(":")[0]


async def tamper(database: Database, *statements: str, **parameters: object) -> None:
    """Change the trail as somebody can who owns the database."""

    def drop_triggers(connection: Connection) -> None:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("DROP TRIGGER append_only ON audit_events")
            return
        for event in ("update", "delete", "insert"):
            connection.exec_driver_sql(f"DROP TRIGGER audit_events_no_{event}")

    await database.write(drop_triggers)
    for statement in statements:
        await sql.execute(database, statement, **parameters)


async def test_an_empty_trail_is_intact(database: Database) -> None:
    assert await verdict(database) == Intact(0, GENESIS)


async def test_each_event_follows_the_one_before(database: Database) -> None:
    first, second, third = await chain_of(database, 3)

    assert [each.event.sequence for each in (first, second, third)] == [1, 2, 3]
    assert first.event.previous_hash == bytes(32)
    assert second.event.previous_hash == first.hash
    assert third.event.previous_hash == second.hash
    assert await database.read(repository.read_head) == (3, third.hash)
    assert await verdict(database) == Intact(3, third.hash)


async def test_an_event_is_read_as_it_was_written(database: Database) -> None:
    await append(database)

    (recorded,) = await events(database)

    event = recorded.event
    assert (event.action, event.actor_id, event.subject_id) == ("user.updated", ACTOR, SUBJECT)
    assert (event.occurred_at, event.details) == (NOW, DETAILS)
    assert event.digest() == recorded.hash


async def test_the_hash_is_what_anybody_can_compute_from_the_row(database: Database) -> None:
    await append(database)
    (recorded,) = await events(database)
    event = recorded.event

    text = (
        f'["{"0" * 64}",1,"{event.id}","2026-11-22T12:00:00.123456+00:00","user.updated",'
        f'"{ACTOR}","{SUBJECT}","{event.request_id}",'
        f'{json.dumps(sorted(map(list, DETAILS.items())), separators=(",", ":"))}]'
    )

    assert recorded.hash == hashlib.sha256(text.encode("ascii")).digest()


def test_the_hash_depends_on_every_member() -> None:
    event = _event()
    others: dict[str, Any] = {
        "sequence": 8,
        "id": uuid4(),
        "occurred_at": NOW + timedelta(microseconds=1),
        "action": "user.deleted",
        "actor_id": None,
        "subject_id": None,
        "request_id": "another-one",
        "details": {"zebra": "last"},
        "previous_hash": bytes(31) + b"\1",
    }

    digests = {name: replace(event, **{name: value}).digest() for name, value in others.items()}

    assert set(others) == set(Event.__dataclass_fields__)
    assert len({event.digest(), *digests.values()}) == 1 + len(others)


def test_two_events_that_differ_never_have_the_same_text() -> None:
    event = _event()
    pairs = [
        (replace(event, actor_id=None), replace(event, subject_id=None)),
        (
            replace(event, details={"a": "b", "c": "d"}),
            replace(event, details={"a": 'b"],["c","d'}),
        ),
        (replace(event, details={}), replace(event, details={"": ""})),
        (replace(event, request_id='x",[["a"'), replace(event, request_id="x")),
        (replace(event, actor_id=SUBJECT, subject_id=ACTOR), event),
    ]

    for one, other in pairs:
        assert one.digest() != other.digest()


def test_the_spelling_of_an_instant_or_the_order_of_details_changes_no_hash() -> None:
    event = _event()
    elsewhere = NOW.astimezone(timezone(timedelta(hours=5, minutes=30)))
    reversed_details = dict(reversed(DETAILS.items()))

    assert replace(event, occurred_at=elsewhere).digest() == event.digest()
    assert replace(event, details=reversed_details).digest() == event.digest()


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


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_events SET action = 'user.deleted' WHERE sequence = 1",
        "DELETE FROM audit_events WHERE sequence = 1",
        "DELETE FROM audit_events",
    ],
)
async def test_the_database_refuses_to_change_or_remove_events(
    database: Database, statement: str
) -> None:
    before = await chain_of(database, 2)

    with pytest.raises(DBAPIError, match="append-only"):
        await sql.execute(database, statement)

    assert await events(database) == before


async def test_twenty_appends_at_once_make_one_chain(database: Database) -> None:
    await asyncio.gather(*(append(database, {"number": str(number)}) for number in range(20)))

    recorded = await events(database)
    assert [each.event.sequence for each in recorded] == list(range(1, 21))
    assert {each.event.details["number"] for each in recorded} == {str(n) for n in range(20)}
    assert await verdict(database) == Intact(20, recorded[-1].hash)


async def test_a_unit_that_fails_leaves_neither_event_nor_gap(database: Database) -> None:
    def fail(connection: Connection) -> None:
        repository.append(connection, Action.USER_DELETED, now=NOW, subject_id=SUBJECT)
        raise RuntimeError("after the append")

    await chain_of(database, 1)
    with pytest.raises(RuntimeError):
        await database.write(fail)
    await append(database)

    assert [each.event.sequence for each in await events(database)] == [1, 2]
    assert isinstance(await verdict(database), Intact)


async def test_events_that_are_written_while_it_is_being_read_break_nothing(
    database: Database,
) -> None:
    await chain_of(database, 3)

    verdicts = await asyncio.gather(
        *(verdict(database) for _ in range(5)), *(append(database) for _ in range(10))
    )

    assert all(isinstance(each, Intact) for each in verdicts[:5])


async def test_progress_is_told_up_to_the_end(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.audit.verification._BATCH", 2)
    await chain_of(database, 4)
    told: list[int] = []
    listen: Callable[[int], None] = told.append

    assert isinstance(await verify(database, listen), Intact)
    assert told == [2, 4]


def _event() -> Event:
    return Event(
        sequence=7,
        id=UUID("019cadd3-8788-7a10-9c2f-5d0c9e3f7b21"),
        occurred_at=NOW,
        action=Action.USER_UPDATED,
        actor_id=ACTOR,
        subject_id=SUBJECT,
        request_id="a-request",
        details=DETAILS,
        previous_hash=bytes(32),
    )
