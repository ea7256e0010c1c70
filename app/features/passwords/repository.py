"""The statements that order a change of password among sign-ins, and keep the session it is in."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, func, select, update

from app.db.tables import sessions


def after_sign_ins(connection: Connection, account_id: UUID, now: datetime) -> datetime:
    """`now`, unless somebody signed in to the locked account later: then the moment after that.

    The clock of another machine may be ahead, or this one was put back: whoever is signed in with
    the old password must not stay for that.
    """
    newest = connection.execute(
        select(func.max(sessions.c.authenticated_at)).where(sessions.c.account_id == account_id)
    ).scalar_one()
    return now if newest is None else max(now, newest + timedelta(microseconds=1))


def reauthenticate(connection: Connection, session_id: UUID, now: datetime) -> None:
    """Record that the session has just proved the password.

    A session is live while it was authenticated after the account's last change of password, so
    this one survives the change and all others end.
    """
    connection.execute(
        update(sessions).where(sessions.c.id == session_id).values(authenticated_at=now)
    )
