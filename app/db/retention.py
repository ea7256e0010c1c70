"""What is removed once it is over, so that no table grows without an end."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Connection, delete, select

from app.db.tables import (
    idempotency_keys,
    one_time_tokens,
    outbox,
    rate_limits,
    refresh_tokens,
    sessions,
)

# How long a session that nobody can use any more can still be looked up.
SESSION_KEPT: Final = timedelta(days=30)
# The limiter still needs a window that is over, to tell a second offence from a first.
RATE_LIMIT_KEPT: Final = timedelta(days=1)

# How long a message that could not be delivered waits for a person to look at it.
ABANDONED_KEPT: Final = timedelta(days=30)

_BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class Rule:
    """Which rows of one table are over."""

    name: str
    key: Column[str] | Column[bytes] | Column[UUID]
    is_over: Callable[[datetime], ColumnElement[bool]]


def purge_batch(connection: Connection, rule: Rule, now: datetime) -> int:
    """Remove some rows that are over, and say how many: few enough to hold no lock for long.

    A row that somebody else holds is passed over: they are renewing it just now (a key taken over,
    a window begun anew), or removing it.
    """
    over = (
        select(rule.key)
        .where(rule.is_over(now))
        .limit(_BATCH)
        .with_for_update(skip_locked=True)
        .cte("over")
    )
    statement = delete(rule.key.table).where(rule.key.in_(select(over.c[rule.key.key])))
    # Counted by hand: sqlite3 does not count the rows of a statement that begins with WITH.
    return len(connection.execute(statement.returning(rule.key)).all())


def _rate_limit_is_over(now: datetime) -> ColumnElement[bool]:
    return rate_limits.c.expires_at_ms < int((now - RATE_LIMIT_KEPT).timestamp() * 1000)


RULES: Final = (
    Rule("refresh tokens", refresh_tokens.c.hash, lambda now: refresh_tokens.c.expires_at < now),
    # Once a session has ended, however it did, nothing moves this any more.
    Rule("sessions", sessions.c.id, lambda now: sessions.c.idle_expires_at < now - SESSION_KEPT),
    Rule("one-time tokens", one_time_tokens.c.hash, lambda now: one_time_tokens.c.expires_at < now),
    Rule(
        "idempotency keys", idempotency_keys.c.key, lambda now: idempotency_keys.c.expires_at < now
    ),
    Rule(
        "abandoned messages",
        outbox.c.id,
        lambda now: outbox.c.abandoned_at < now - ABANDONED_KEPT,
    ),
    Rule("rate limits", rate_limits.c.key, _rate_limit_is_over),
)
