"""The statements of the audit trail: append to the chain, list it, read it through."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, RowMapping, bindparam, func, insert, select, update
from uuid_utils.compat import uuid7

from app.audit.domain import Action, Event, EventQuery, Recorded
from app.db.tables import audit_events, audit_heads
from app.observability import context

_HEAD = 1
# Built once: building a statement costs more than sending it.
_ADVANCE = (
    update(audit_heads)
    .where(audit_heads.c.id == _HEAD)
    .values(sequence=audit_heads.c.sequence + 1)
    .returning(audit_heads.c.sequence, audit_heads.c.hash)
)
_INSERT = insert(audit_events)
_SEAL = update(audit_heads).where(audit_heads.c.id == _HEAD).values(hash=bindparam("digest"))


def append(
    connection: Connection,
    action: Action,
    *,
    now: datetime,
    actor_id: UUID | None = None,
    subject_id: UUID | None = None,
    details: Mapping[str, str] | None = None,
) -> None:
    """Record what this unit of work does, in its own transaction; the last thing that it does.

    The head of the chain is taken first and held until the commit, so that no two events follow
    the same one. Hence last: units wait for each other here.
    """
    head = connection.execute(_ADVANCE).one()
    event = Event(
        sequence=head.sequence,
        id=uuid7(),
        occurred_at=now,
        action=action,
        actor_id=actor_id,
        subject_id=subject_id,
        request_id=context.current().request_id,
        details=dict(details or {}),
        previous_hash=head.hash,
    )
    digest = event.digest()
    connection.execute(_INSERT, {**asdict(event), "hash": digest})
    connection.execute(_SEAL, {"digest": digest})
    _note(event)


def _note(event: Event) -> None:
    """Tell the access log; `Database.write` takes it back if the unit is undone."""
    notes = context.current().notes
    notes.action = str(event.action)
    if event.actor_id is not None:
        notes.actor = str(event.actor_id)


def list_events(
    connection: Connection, query: EventQuery, *, beyond: int | None, limit: int
) -> list[Recorded]:
    """Up to `limit` events of the query, in its order, those after `beyond` if it is given."""
    event = audit_events.c
    conditions = [
        column == value
        for column, value in (
            (event.actor_id, query.actor_id),
            (event.subject_id, query.subject_id),
            (event.action, query.action),
        )
        if value is not None
    ]
    if query.after is not None:
        conditions.append(event.occurred_at >= query.after)
    if query.before is not None:
        conditions.append(event.occurred_at < query.before)
    if beyond is not None:
        conditions.append(
            event.sequence < beyond if query.is_descending else event.sequence > beyond
        )
    order = event.sequence.desc() if query.is_descending else event.sequence.asc()
    events = select(audit_events).where(*conditions).order_by(order).limit(limit)
    return [_to_recorded(each) for each in connection.execute(events).mappings()]


def read_head(connection: Connection) -> tuple[int, bytes] | None:
    """The sequence and the hash of the newest event, 0 and zeros before the first.

    None if somebody has removed the head, or put text there, which SQLite lets them.
    """
    head = connection.execute(
        select(audit_heads.c.sequence, audit_heads.c.hash).where(audit_heads.c.id == _HEAD)
    ).one_or_none()
    if head is None or not isinstance(head.sequence, int):
        return None
    return head.sequence, head.hash


def read_bounds(connection: Connection) -> tuple[int, int] | None:
    """The lowest and the highest sequence there is; None if there are no events."""
    lowest, highest = connection.execute(
        select(func.min(audit_events.c.sequence), func.max(audit_events.c.sequence))
    ).one()
    return None if lowest is None else (lowest, highest)


def _to_recorded(row: RowMapping) -> Recorded:
    members = {name: value for name, value in row.items() if name != "hash"}
    return Recorded(Event(**members), row["hash"])
