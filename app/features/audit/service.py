"""Reading the audit trail, page by page."""

from dataclasses import dataclass

from app.audit import repository
from app.audit.domain import EventQuery, Recorded
from app.db.database import Database
from app.pagination import Page, PageRequest, Position
from app.security.cursors import Cursors


@dataclass(frozen=True, slots=True)
class AuditService:
    """The audit trail; who may read it, the contract says by a scope."""

    database: Database
    cursors: Cursors

    async def list_events(self, query: EventQuery, page: PageRequest) -> Page[Recorded]:
        """One page of events. Raises `InvalidCursor`."""
        asked = query.fingerprint
        beyond = self.cursors.read(page.cursor, query=asked)
        found = await self.database.read(
            repository.list_events,
            query,
            beyond=int(beyond[0]) if beyond else None,
            limit=page.limit + 1,
        )
        return self.cursors.page(found, page.limit, _position_of, query=asked)


def _position_of(recorded: Recorded) -> Position:
    return (str(recorded.event.sequence),)
