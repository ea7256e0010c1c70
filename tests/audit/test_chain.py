"""The audit trail as a chain: each event holds the hash of the one before; none can be hidden."""

import asyncio
import hashlib
import json
from dataclasses import replace
from datetime import timedelta, timezone
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from app.audit import repository
from app.audit.domain import GENESIS, Action, Event
from app.audit.verification import Intact
from app.db.database import Database
from tests.audit.chain import ACTOR, DETAILS, NOW, SUBJECT, append, chain_of, events, verdict
from tests.fixtures_database import opened
from tests.support import sql


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


async def test_sqlite_refuses_to_replace_an_event(sqlite_url: str) -> None:
    """INSERT OR REPLACE removes a row without firing the trigger of DELETE."""
    async with opened(sqlite_url) as database:
        before = await chain_of(database, 2)

        with pytest.raises(DBAPIError, match="append-only"):
            await sql.execute(
                database,
                "INSERT OR REPLACE INTO audit_events"
                " SELECT sequence, id, occurred_at, 'user.deleted', actor_id, subject_id,"
                " request_id, details, previous_hash, hash FROM audit_events WHERE sequence = 1",
            )

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
