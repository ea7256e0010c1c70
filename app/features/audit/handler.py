"""The audit trail on the wire."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from app.audit.domain import Action, EventQuery, Recorded
from app.features.accounts.domain import Principal
from app.features.audit.service import AuditService
from app.pagination import PageRequest, next_link
from generated import models, operations
from generated.routes.audit import AuditHandler, ListAuditEvents200, ListAuditEventsResponse


@dataclass(frozen=True, slots=True)
class Audit(AuditHandler[Principal]):
    """Implements the tag `audit` of the contract."""

    audit: AuditService

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
        page = await self.audit.list_events(query, PageRequest(limit, cursor))
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


def to_wire(recorded: Recorded) -> models.AuditEvent:
    """The event as it was written."""
    event = recorded.event
    return models.AuditEvent(
        id=event.id,
        sequence=event.sequence,
        occurred_at=event.occurred_at,
        action=event.action,
        actor_id=event.actor_id,
        subject_id=event.subject_id,
        request_id=event.request_id,
        details=models.AuditDetails(dict(event.details)),
        hash=recorded.hash.hex(),
        previous_hash=event.previous_hash.hex(),
    )
