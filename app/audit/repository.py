"""The statements of the audit trail: append to the chain, list it, read it through."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, Row, insert, select, update
from uuid_utils.compat import uuid7

from app.audit.domain import Action, Event, Filters, Recorded
from app.db.models import AuditEventRow, AuditHeadRow
from app.observability import context

_HEAD = 1
_COLUMNS = (
    AuditEventRow.sequence,
    AuditEventRow.id,
    AuditEventRow.occurred_at,
    AuditEventRow.action,
    AuditEventRow.actor_id,
    AuditEventRow.subject_id,
    AuditEventRow.request_id,
    AuditEventRow.details,
    AuditEventRow.previous_hash,
    AuditEventRow.hash,
)


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
    head = connection.execute(
        update(AuditHeadRow)
        .where(AuditHeadRow.id == _HEAD)
        .values(sequence=AuditHeadRow.sequence + 1)
        .returning(AuditHeadRow.sequence, AuditHeadRow.hash)
    ).one()
    event = Event(
        sequence=head.sequence,
        id=uuid7(),
        occurred_at=now,
        action=action,
        actor_id=actor_id,
        subject_id=subject_id,
        request_id=context.current().request_id,
        details=details or {},
        previous_hash=head.hash,
    )
    digest = event.digest()
    connection.execute(
        insert(AuditEventRow).values(
            sequence=event.sequence,
            id=event.id,
            occurred_at=event.occurred_at,
            action=event.action,
            actor_id=event.actor_id,
            subject_id=event.subject_id,
            request_id=event.request_id,
            details=dict(event.details),
            previous_hash=event.previous_hash,
            hash=digest,
        )
    )
    connection.execute(update(AuditHeadRow).where(AuditHeadRow.id == _HEAD).values(hash=digest))
    _note(event)


def _note(event: Event) -> None:
    """Tell the access log; `Database.write` takes it back if the unit is undone."""
    notes = context.current().notes
    notes.action = str(event.action)
    if event.actor_id is not None:
        notes.actor = str(event.actor_id)


def list_events(
    connection: Connection,
    filters: Filters,
    *,
    beyond: int | None,
    is_descending: bool,
    limit: int,
) -> list[Recorded]:
    """Up to `limit` events in order of their sequence, those after `beyond` if it is given."""
    row = AuditEventRow
    conditions = [
        column == value
        for column, value in (
            (row.actor_id, filters.actor_id),
            (row.subject_id, filters.subject_id),
            (row.action, filters.action),
        )
        if value is not None
    ]
    if filters.after is not None:
        conditions.append(row.occurred_at >= filters.after)
    if filters.before is not None:
        conditions.append(row.occurred_at < filters.before)
    if beyond is not None:
        conditions.append(row.sequence < beyond if is_descending else row.sequence > beyond)
    order = row.sequence.desc() if is_descending else row.sequence.asc()
    rows = connection.execute(select(*_COLUMNS).where(*conditions).order_by(order).limit(limit))
    return [_to_recorded(each) for each in rows]


def read_head(connection: Connection) -> tuple[int, bytes] | None:
    """The sequence and the hash of the newest event, 0 and zeros before the first; None if
    somebody has removed the head."""
    head = connection.execute(
        select(AuditHeadRow.sequence, AuditHeadRow.hash).where(AuditHeadRow.id == _HEAD)
    ).one_or_none()
    return (head.sequence, head.hash) if head else None


def _to_recorded(row: Row[*tuple[object, ...]]) -> Recorded:
    event = Event(
        sequence=row.sequence,
        id=row.id,
        occurred_at=row.occurred_at,
        action=row.action,
        actor_id=row.actor_id,
        subject_id=row.subject_id,
        request_id=row.request_id,
        details=row.details,
        previous_hash=row.previous_hash,
    )
    return Recorded(event, row.hash)
