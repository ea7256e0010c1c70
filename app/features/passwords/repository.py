"""The statement that keeps the session in which a password is changed."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, update

from app.db.models import SessionRow


def reauthenticate(connection: Connection, session_id: UUID, now: datetime) -> None:
    """Record that the session has just proved the password.

    A session is live while it was authenticated after the account's last change of password, so
    this one survives the change and all others end.
    """
    connection.execute(
        update(SessionRow).where(SessionRow.id == session_id).values(authenticated_at=now)
    )
