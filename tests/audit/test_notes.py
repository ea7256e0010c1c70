"""What the access log says of the audit trail: what was committed, and nothing that was undone."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection

from app.audit import repository
from app.audit.domain import Action
from app.db.database import Database
from app.errors import NotFound
from app.observability import context
from app.observability.context import Client, Notes, RequestContext

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ACTOR = uuid4()


def of_a_request() -> Notes:
    """Those of the request that the test stands for from here on."""
    request = RequestContext("a-request", Client("203.0.113.7", None))
    context.enter(request)
    return request.notes


def signs_in_and_fails(connection: Connection) -> None:
    repository.append(connection, Action.USER_SIGNED_IN, now=NOW, actor_id=ACTOR)
    raise NotFound


async def append(database: Database, action: Action, actor_id: UUID | None = None) -> None:
    await database.write(repository.append, action, now=NOW, actor_id=actor_id)


async def test_the_newest_event_and_who_did_it_are_noted(database: Database) -> None:
    notes = of_a_request()
    await append(database, Action.SESSION_REVOKED)
    await append(database, Action.USER_UPDATED, ACTOR)

    assert (notes.action, notes.actor) == ("user.updated", str(ACTOR))


async def test_what_was_undone_is_not_noted(database: Database) -> None:
    notes = of_a_request()
    with pytest.raises(NotFound):
        await database.write(signs_in_and_fails)

    assert notes.action is None


async def test_what_was_recorded_before_stays(database: Database) -> None:
    notes = of_a_request()
    await append(database, Action.USER_UPDATED)
    with pytest.raises(NotFound):
        await database.write(signs_in_and_fails)

    assert notes.action == "user.updated"


async def test_outside_of_a_request_nothing_is_kept(database: Database) -> None:
    await append(database, Action.USER_UPDATED, ACTOR)

    assert context.current().notes == Notes()
