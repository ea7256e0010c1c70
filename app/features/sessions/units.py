"""The units of work of sessions: what changes together, and what is recorded of it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection

from app.audit import repository as audit
from app.audit.domain import Action
from app.errors import InvalidGrant, InvalidScope
from app.features.accounts.domain import Role, normalize_email
from app.features.sessions import repository
from app.features.sessions.domain import (
    REFRESH_REFUSED,
    Replayed,
    Reused,
    Rotated,
    Session,
    Unknown,
    granted_scopes,
)
from app.features.sessions.repository import NextToken
from app.outbox import repository as outbox


def start(
    connection: Connection,
    session: Session,
    first: NextToken,
    *,
    valid_after: datetime,
    per_account: int,
) -> bool:
    """Begin a session with its first refresh token; the oldest beyond `per_account` ends.

    False if the account has had another password, or was suspended, since `valid_after`.
    """
    has_begun = repository.insert_session(
        connection, session, first, valid_after=valid_after, per_account=per_account
    )
    if has_begun:
        audit.append(
            connection,
            Action.USER_SIGNED_IN,
            now=session.created_at,
            actor_id=session.account_id,
            subject_id=session.account_id,
            details={"session_id": str(session.id)},
        )
    return has_begun


def rotate(
    connection: Connection,
    presented_hash: bytes,
    child: NextToken,
    scope: str | None,
    *,
    scopes_of: Callable[[Role], frozenset[str]],
    grace: timedelta,
    now: datetime,
) -> Rotated | Replayed | Reused:
    """Spend a refresh token.

    Raises `InvalidScope`, or `InvalidGrant` for an unknown token; then nothing is spent, also not
    the token of an account that is suspended.
    """
    rotation = repository.rotate(connection, presented_hash, child, now=now, grace=grace)
    match rotation:
        case Rotated(account, session) | Replayed(account, session):
            allowed = session.within(scopes_of(account.role))
            if granted_scopes(scope, allowed) is None:
                raise InvalidScope
            if isinstance(rotation, Rotated):
                audit.append(
                    connection,
                    Action.SESSION_REFRESHED,
                    now=now,
                    actor_id=account.id,
                    subject_id=account.id,
                    details={"session_id": str(session.id)},
                )
        case Reused(account, session_id):
            email = normalize_email(account.email)
            outbox.enqueue(connection, "session_reuse_detected", email, now)
            # No actor: two hold the token, and nobody knows which of them is the owner.
            audit.append(
                connection,
                Action.SESSION_REUSE_DETECTED,
                now=now,
                subject_id=account.id,
                details={"session_id": str(session_id)},
            )
        case Unknown():
            raise InvalidGrant(REFRESH_REFUSED)
    return rotation


def end(
    connection: Connection, session_id: UUID, account_id: UUID, *, now: datetime, reason: str
) -> bool:
    """End one session of the account, whose owner does it; False if it was not live."""
    has_ended = repository.end(connection, session_id, account_id, now=now, reason=reason)
    if has_ended:
        audit.append(
            connection,
            Action.SESSION_REVOKED,
            now=now,
            actor_id=account_id,
            subject_id=account_id,
            details={"session_id": str(session_id), "reason": reason},
        )
    return has_ended


def end_all(
    connection: Connection,
    account_id: UUID,
    *,
    actor_id: UUID | None,
    kept_id: UUID | None,
    now: datetime,
    reason: str,
) -> int:
    """End the sessions of an account, but for one that is kept; says how many."""
    ended = repository.end_all(connection, account_id, kept_id=kept_id, now=now, reason=reason)
    if ended:
        audit.append(
            connection,
            Action.SESSION_REVOKED,
            now=now,
            actor_id=actor_id,
            subject_id=account_id,
            details={"sessions": str(ended), "reason": reason},
        )
    return ended


def revoke_family(connection: Connection, token_hash: bytes, now: datetime) -> None:
    """End the session that a refresh token belongs to, spent or not."""
    owner = repository.find_owner(connection, token_hash)
    if owner is not None:
        session_id, account_id = owner
        end(connection, session_id, account_id, now=now, reason="revoked")
