"""Sessions on the wire, for every feature that shows them."""

from collections.abc import Iterable

from app.features.accounts.domain import Principal
from app.features.sessions.domain import Session
from generated import models


def to_list(sessions: Iterable[Session], asking: Principal) -> models.SessionList:
    """Sessions, of which the one that is asking is marked."""
    return models.SessionList(items=[_to_wire(session, asking) for session in sessions])


def _to_wire(session: Session, asking: Principal) -> models.Session:
    return models.Session(
        id=session.id,
        created_at=session.created_at,
        last_seen_at=session.last_seen_at,
        expires_at=session.expires_at,
        ip_address=session.ip_address,
        user_agent=session.user_agent,
        current=session.id == asking.session_id,
    )
