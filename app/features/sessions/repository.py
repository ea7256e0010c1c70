"""The statements behind sessions: every change of state is one conditional UPDATE."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple, cast
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    Connection,
    Select,
    bindparam,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.sql.elements import ColumnElement

from app.db.query import Query, Row
from app.db.tables import accounts, refresh_tokens, sessions
from app.features.accounts.domain import Account, AccountStatus, Credentials
from app.features.accounts.repository import ACCOUNT_COLUMNS, to_account, to_credentials
from app.features.sessions.domain import (
    Replayed,
    Reused,
    Rotated,
    Rotation,
    Session,
    Unknown,
)

_SESSION_COLUMNS = (
    sessions.c.id,
    sessions.c.account_id,
    sessions.c.created_at,
    sessions.c.authenticated_at,
    sessions.c.last_seen_at,
    sessions.c.expires_at,
    sessions.c.scope,
    sessions.c.client_id,
    sessions.c.ip_address,
    sessions.c.user_agent,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NextToken:
    """The refresh token that follows: only its hash is stored, and itself sealed for a retry."""

    token_hash: bytes
    sealed: bytes
    idle_expires_at: datetime


def unended(now: datetime | BindParameter[datetime]) -> tuple[ColumnElement[bool], ...]:
    """What makes a session one that can still be ended; needs the account joined in.

    `tokens_valid_after` moves when the password does, so nobody has to look for sessions to end.
    """
    return (
        sessions.c.revoked_at.is_(None),
        sessions.c.expires_at > now,
        sessions.c.idle_expires_at > now,
        sessions.c.authenticated_at >= accounts.c.tokens_valid_after,
    )


def live(now: datetime | BindParameter[datetime]) -> tuple[ColumnElement[bool], ...]:
    """What makes a session usable: a suspension puts it out of use, and may be lifted again."""
    return (*unended(now), accounts.c.status == AccountStatus.ACTIVE)


class _SessionColumns(NamedTuple):
    """The values of `_SESSION_COLUMNS`, by name."""

    id: UUID
    account_id: UUID
    created_at: datetime
    authenticated_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    scope: str
    client_id: str | None
    ip_address: str | None
    user_agent: str | None


def _to_session(row: Row) -> Session:
    values = _SessionColumns._make(row)
    return Session(
        id=values.id,
        account_id=values.account_id,
        created_at=values.created_at,
        authenticated_at=values.authenticated_at,
        last_seen_at=values.last_seen_at,
        expires_at=values.expires_at,
        scopes=frozenset(values.scope.split()) or None,
        client_id=values.client_id,
        ip_address=values.ip_address,
        user_agent=values.user_agent,
    )


def _to_live(row: Row) -> tuple[Account, Session]:
    return to_account(row), _to_session(row[len(ACCOUNT_COLUMNS) :])


def _to_credentials(row: Row) -> tuple[Credentials, datetime]:
    *account, valid_after = row
    return to_credentials(account), cast(datetime, valid_after)


# The account of an address with its password hash, and since when it has this password.
FIND_CREDENTIALS = Query(
    select(*ACCOUNT_COLUMNS, accounts.c.tokens_valid_after).where(
        accounts.c.email_normalized == bindparam("email")
    ),
    _to_credentials,
)

# The session and its account in one indexed read, if the session may be used.
FIND_LIVE = Query(
    select(*ACCOUNT_COLUMNS, *_SESSION_COLUMNS)
    .join_from(sessions, accounts, sessions.c.account_id == accounts.c.id)
    .where(sessions.c.id == bindparam("session_id"), *live(bindparam("now"))),
    _to_live,
)

# The usable sessions of an account, the newest first.
LIST_LIVE = Query(
    select(*_SESSION_COLUMNS)
    .join_from(sessions, accounts, sessions.c.account_id == accounts.c.id)
    .where(sessions.c.account_id == bindparam("account_id"), *live(bindparam("now")))
    .order_by(sessions.c.created_at.desc(), sessions.c.id.desc()),
    _to_session,
)


def insert_session(
    connection: Connection,
    session: Session,
    first: NextToken,
    *,
    valid_after: datetime,
    per_account: int,
) -> bool:
    """Begin a session with its first refresh token; the oldest beyond `per_account` ends.

    False if the account has got another password since it was read with `valid_after`. While the
    account is held, no change of password and no other sign-in comes in between.
    """
    held = connection.execute(
        select(accounts.c.id)
        .where(accounts.c.id == session.account_id, accounts.c.tokens_valid_after == valid_after)
        .with_for_update()
    )
    if held.one_or_none() is None:
        return False
    connection.execute(
        insert(sessions).values(
            id=session.id,
            account_id=session.account_id,
            created_at=session.created_at,
            authenticated_at=session.authenticated_at,
            last_seen_at=session.last_seen_at,
            expires_at=session.expires_at,
            idle_expires_at=first.idle_expires_at,
            scope=" ".join(sorted(session.scopes or ())),
            client_id=session.client_id,
            ip_address=session.ip_address,
            user_agent=session.user_agent,
        )
    )
    _insert_token(connection, session, first, session.created_at)
    _end_oldest(connection, session, per_account)
    return True


_SPEND = (
    update(refresh_tokens)
    .where(
        refresh_tokens.c.hash == bindparam("presented_hash"),
        refresh_tokens.c.spent_at.is_(None),
        refresh_tokens.c.expires_at > bindparam("now"),
    )
    .values(spent_at=bindparam("now"), sealed_child=bindparam("child"))
    .returning(refresh_tokens.c.session_id)
)


def rotate(
    connection: Connection,
    presented_hash: bytes,
    child: NextToken,
    *,
    now: datetime,
    grace: timedelta,
) -> Rotation:
    """Spend the presented token and store its child: a compare-and-swap, so one caller wins."""
    spending = {"presented_hash": presented_hash, "now": now, "child": child.sealed}
    session_id = connection.execute(_SPEND, spending).scalar_one_or_none()
    if session_id is None:
        return _judge_spent(connection, presented_hash, now=now, grace=grace)
    found = FIND_LIVE.one_or_none(connection, session_id=session_id, now=now)
    if found is None:
        return Unknown()
    account, session = found
    _insert_token(connection, session, child, now)
    _touch(connection, session_id, child, now)
    return Rotated(account, session)


def _judge_spent(
    connection: Connection, presented_hash: bytes, *, now: datetime, grace: timedelta
) -> Rotation:
    """Tell a retry from a theft: within the grace it is a retry, later the session ends."""
    token = connection.execute(
        select(
            refresh_tokens.c.session_id, refresh_tokens.c.spent_at, refresh_tokens.c.sealed_child
        ).where(refresh_tokens.c.hash == presented_hash)
    ).one_or_none()
    if token is None or token.spent_at is None:
        return Unknown()
    found = FIND_LIVE.one_or_none(connection, session_id=token.session_id, now=now)
    if found is None:
        return Unknown()
    if token.sealed_child is not None and now - token.spent_at <= grace:
        return Replayed(*found, token.sealed_child)
    if not end(connection, token.session_id, found[0].id, now=now, reason="reuse"):
        return Unknown()  # somebody ended it since: of thieves at once, one alarms the owner
    return Reused(found[0], token.session_id)


def end(
    connection: Connection, session_id: UUID, account_id: UUID, *, now: datetime, reason: str
) -> bool:
    """End one session of the account; False if it has no such session, or it has ended."""
    ended = connection.execute(
        update(sessions)
        .where(
            sessions.c.id == session_id,
            sessions.c.account_id == account_id,
            # Not only in the subquery: of two at once, PostgreSQL lets the second look again at
            # the row that it waited for, but not at what a subquery has read.
            sessions.c.revoked_at.is_(None),
            sessions.c.id.in_(_unended_ids(account_id, now)),
        )
        .values(revoked_at=now, revoked_reason=reason)
        .returning(sessions.c.id)
    )
    return ended.one_or_none() is not None


def end_all(
    connection: Connection,
    account_id: UUID,
    *,
    kept_id: UUID | None,
    now: datetime,
    reason: str,
) -> int:
    """End every session of the account but the one that is kept, if any; says how many."""
    conditions = [
        sessions.c.account_id == account_id,
        sessions.c.revoked_at.is_(None),  # also here, for the reason that `end` gives
        sessions.c.id.in_(_unended_ids(account_id, now)),
    ]
    if kept_id is not None:
        conditions.append(sessions.c.id != kept_id)
    ended = connection.execute(
        update(sessions)
        .where(*conditions)
        .values(revoked_at=now, revoked_reason=reason)
        .returning(sessions.c.id)
    )
    return len(ended.all())


def find_owner(connection: Connection, token_hash: bytes) -> tuple[UUID, UUID] | None:
    """The session and the account that a refresh token belongs to, spent or not."""
    row = connection.execute(
        select(sessions.c.id, sessions.c.account_id)
        .join_from(refresh_tokens, sessions, refresh_tokens.c.session_id == sessions.c.id)
        .where(refresh_tokens.c.hash == token_hash)
    ).one_or_none()
    return (row.id, row.account_id) if row else None


def remove_refresh_tokens(connection: Connection, account_id: UUID) -> None:
    """Remove what a locked account could refresh with, before the account itself.

    A refresh holds its token and then wants the session. A removal that cascades comes from the
    other end, and the two would die in a deadlock; so they still do in the rare case that a token
    is minted between this statement and the removal, and the caller is asked to try again.
    """
    its_sessions = select(sessions.c.id).where(sessions.c.account_id == account_id)
    connection.execute(delete(refresh_tokens).where(refresh_tokens.c.session_id.in_(its_sessions)))


def _unended_ids(account_id: UUID, now: datetime) -> Select[UUID]:
    return (
        select(sessions.c.id)
        .join_from(sessions, accounts, sessions.c.account_id == accounts.c.id)
        .where(sessions.c.account_id == account_id, *unended(now))
    )


_INSERT_TOKEN = insert(refresh_tokens)


def _insert_token(
    connection: Connection, session: Session, token: NextToken, now: datetime
) -> None:
    row = {
        "hash": token.token_hash,
        "session_id": session.id,
        "created_at": now,
        "expires_at": min(session.expires_at, token.idle_expires_at),
    }
    connection.execute(_INSERT_TOKEN, row)


_TOUCH = (
    update(sessions)
    .where(sessions.c.id == bindparam("touched_id"))
    .values(last_seen_at=bindparam("now"), idle_expires_at=bindparam("idle_until"))
)


def _touch(connection: Connection, session_id: UUID, token: NextToken, now: datetime) -> None:
    touching = {"touched_id": session_id, "now": now, "idle_until": token.idle_expires_at}
    connection.execute(_TOUCH, touching)


def _end_oldest(connection: Connection, session: Session, per_account: int) -> None:
    kept = (
        select(sessions.c.id)
        .where(sessions.c.account_id == session.account_id, sessions.c.revoked_at.is_(None))
        .order_by(sessions.c.created_at.desc(), sessions.c.id.desc())
        .limit(per_account)
    )
    connection.execute(
        update(sessions)
        .where(
            sessions.c.account_id == session.account_id,
            sessions.c.revoked_at.is_(None),
            sessions.c.id.not_in(kept),
        )
        .values(revoked_at=session.created_at, revoked_reason="too_many_sessions")
    )
