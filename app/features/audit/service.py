"""Reading the audit trail, page by page."""

import json
from dataclasses import dataclass

from app.audit import repository
from app.audit.domain import Filters, Recorded
from app.db.database import Database
from app.pagination import Page, PageRequest
from app.security.cursors import Cursors


@dataclass(frozen=True, slots=True)
class AuditService:
    """The audit trail; who may read it, the contract says by a scope."""

    database: Database
    cursors: Cursors

    async def list_events(
        self, filters: Filters, page: PageRequest, *, is_descending: bool
    ) -> Page[Recorded]:
        """One page of events. Raises `InvalidCursor`."""
        query = _fingerprint(filters, is_descending)
        beyond = None
        if page.cursor is not None:
            beyond = int(self.cursors.read(page.cursor, query=query, length=1)[0])
        found = await self.database.read(
            repository.list_events,
            filters,
            beyond=beyond,
            is_descending=is_descending,
            limit=page.limit + 1,
        )
        items = found[: page.limit]
        if len(found) <= page.limit:
            return Page(items, None)
        position = (str(items[-1].event.sequence),)
        return Page(items, self.cursors.issue(position, query=query))


def _fingerprint(filters: Filters, is_descending: bool) -> str:
    """Names this query among all: a cursor is good for the query that it came from."""
    instants = (filters.after, filters.before)
    return json.dumps(
        [
            "audit-events",
            str(filters.actor_id),
            str(filters.subject_id),
            filters.action,
            *(instant.isoformat() if instant else None for instant in instants),
            is_descending,
        ]
    )
