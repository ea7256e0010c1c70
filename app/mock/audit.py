"""The tag `audit`, from memory."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from app.audit.domain import Action, EventQuery, Recorded
from app.features.accounts.domain import Principal
from app.features.audit.handler import to_wire
from app.mock.memory import Memory
from app.pagination import next_link
from app.security.cursors import Cursors
from generated import models, operations
from generated.routes.audit import AuditHandler, ListAuditEvents200, ListAuditEventsResponse


@dataclass(frozen=True, slots=True)
class Audit(AuditHandler[Principal]):
    """The trail of what was done since the start."""

    memory: Memory
    cursors: Cursors

    async def list_audit_events(
        self,
        *,
        principal: Principal,
        actor_id: uuid.UUID | None,
        subject_id: uuid.UUID | None,
        action: models.AuditAction | None,
        after: datetime | None,
        before: datetime | None,
        sort: Literal["sequence", "-sequence"],
        limit: int,
        cursor: str | None,
    ) -> ListAuditEventsResponse:
        query = EventQuery(
            actor_id=actor_id,
            subject_id=subject_id,
            action=Action(action) if action else None,
            after=after,
            before=before,
            is_descending=sort == "-sequence",
        )
        beyond = self.cursors.read(cursor, query=query.fingerprint)
        found = self._find(query, int(beyond[0]) if beyond else None)
        page = self.cursors.page(found, limit, _position_of, query=query.fingerprint)
        asked = {
            "actor_id": actor_id,
            "subject_id": subject_id,
            "action": action,
            "after": after,
            "before": before,
            "sort": sort,
            "limit": limit,
        }
        return ListAuditEvents200(
            body=models.AuditEventPage(
                items=[to_wire(recorded) for recorded in page.items],
                next_cursor=page.next_cursor,
                has_more=page.next_cursor is not None,
            ),
            link=next_link(operations.LIST_AUDIT_EVENTS.path, asked, page.next_cursor),
        )

    def _find(self, query: EventQuery, beyond: int | None) -> list[Recorded]:
        events = [each for each in self.memory.events if _is_wanted(each, query)]
        if query.is_descending:
            events.reverse()
            return [each for each in events if beyond is None or each.event.sequence < beyond]
        return [each for each in events if beyond is None or each.event.sequence > beyond]


def _is_wanted(recorded: Recorded, query: EventQuery) -> bool:
    event = recorded.event
    return (
        query.actor_id in (None, event.actor_id)
        and query.subject_id in (None, event.subject_id)
        and query.action in (None, event.action)
        and (query.after is None or event.occurred_at >= query.after)
        and (query.before is None or event.occurred_at < query.before)
    )


def _position_of(recorded: Recorded) -> tuple[str, ...]:
    return (str(recorded.event.sequence),)
