"""The statements of the outbox: put in, claim, settle, retry, give up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, delete, func, insert, or_, select, update
from uuid_utils.compat import uuid7

from app.db.tables import outbox
from app.outbox.domain import Backlog


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message that this process has claimed until `claimed_until`.

    `id` stays the same over all attempts: whoever sends the message derives its Message-ID from it.
    """

    id: UUID
    kind: str
    recipient: str
    created_at: datetime
    attempts: int
    claimed_until: datetime


def enqueue(connection: Connection, kind: str, recipient: str, now: datetime) -> UUID:
    """Promise a message in the same transaction as the change that it tells of."""
    message_id: UUID = uuid7()
    connection.execute(
        insert(outbox).values(
            id=message_id,
            kind=kind,
            recipient=recipient,
            created_at=now,
            available_at=now,
            attempts=0,
        )
    )
    return message_id


def claim(
    connection: Connection, kinds: Sequence[str], *, now: datetime, lease: timedelta, limit: int
) -> list[Message]:
    """Take up to `limit` messages that are due and that nobody else holds.

    An attempt counts from here on: a message that kills its process must not live for ever. Kinds
    that this process cannot handle are left to a newer one.
    """
    # A CTE, since PostgreSQL may run a plain subquery again for each row and exceed the limit.
    due = (
        select(outbox.c.id)
        .where(
            outbox.c.kind.in_(kinds),
            outbox.c.available_at <= now,
            outbox.c.abandoned_at.is_(None),
            or_(outbox.c.claimed_until.is_(None), outbox.c.claimed_until <= now),
        )
        .order_by(outbox.c.available_at, outbox.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("due")
    )
    statement = (
        update(outbox)
        .where(outbox.c.id.in_(select(due.c.id)))
        .values(claimed_until=now + lease, attempts=outbox.c.attempts + 1)
        .returning(
            outbox.c.id,
            outbox.c.kind,
            outbox.c.recipient,
            outbox.c.created_at,
            outbox.c.attempts,
            outbox.c.claimed_until,
        )
    )
    rows = connection.execute(statement).mappings().all()
    return sorted((Message(**row) for row in rows), key=lambda message: message.id)


def survey(connection: Connection) -> Backlog:
    """Look at what waits, for operators; nobody is held up by it."""
    is_pending = outbox.c.abandoned_at.is_(None)
    statement = select(
        func.count().filter(is_pending).label("pending"),
        func.count().filter(~is_pending).label("abandoned"),
        func.min(outbox.c.available_at).filter(is_pending).label("oldest_available_at"),
        func.min(outbox.c.created_at).filter(is_pending).label("oldest_created_at"),
    ).select_from(outbox)
    return Backlog(**connection.execute(statement).mappings().one())


def settle(connection: Connection, message: Message) -> None:
    """The message has left: forget it, whoever holds it meanwhile."""
    connection.execute(delete(outbox).where(outbox.c.id == message.id))


def retry(connection: Connection, message: Message, *, at: datetime, error: str) -> bool:
    """Give the message back for a later attempt. False if our claim ran out before."""
    return _release(connection, message, {"available_at": at, "last_error": error})


def give_up(connection: Connection, message: Message, *, now: datetime, error: str) -> bool:
    """Keep the message for a person to look at; it is not tried again until `abandoned_at` is null.

    False if our claim ran out before.
    """
    return _release(connection, message, {"abandoned_at": now, "last_error": error})


def _release(connection: Connection, message: Message, values: Mapping[str, object]) -> bool:
    """`claimed_until` is the fencing token: who holds a later claim decides for himself."""
    result = connection.execute(
        update(outbox)
        .where(outbox.c.id == message.id, outbox.c.claimed_until == message.claimed_until)
        .values(claimed_until=None, **values)
    )
    return result.rowcount == 1
