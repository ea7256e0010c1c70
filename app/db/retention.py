"""What is removed once it is over, so that no table grows without an end."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Connection, delete, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from app.db.models import (
    Base,
    IdempotencyKeyRow,
    OneTimeTokenRow,
    RateLimitRow,
    RefreshTokenRow,
    SessionRow,
)

# How long an ended session can still be looked up by whoever asks what happened.
SESSION_KEPT: Final = timedelta(days=30)
# The limiter still needs a window that is over, to tell a second offence from a first.
RATE_LIMIT_KEPT: Final = timedelta(days=1)

_BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class Rule:
    """Which rows of one table are over."""

    name: str
    table: type[Base]
    key: InstrumentedAttribute[str] | InstrumentedAttribute[bytes] | InstrumentedAttribute[object]
    is_over: Callable[[datetime], ColumnElement[bool]]


def purge_batch(connection: Connection, rule: Rule, now: datetime) -> int:
    """Remove some rows that are over, and say how many: few enough to hold no lock for long.

    The condition stands in the DELETE too: PostgreSQL waits for whoever is renewing a row just now
    (a key taken over, a window begun anew) and checks only what stands there a second time.
    """
    is_over = rule.is_over(now)
    over = select(rule.key).where(is_over).limit(_BATCH)
    return connection.execute(delete(rule.table).where(rule.key.in_(over), is_over)).rowcount


def _session_is_over(now: datetime) -> ColumnElement[bool]:
    before = now - SESSION_KEPT
    return or_(SessionRow.expires_at < before, SessionRow.revoked_at < before)


def _rate_limit_is_over(now: datetime) -> ColumnElement[bool]:
    return RateLimitRow.expires_at_ms < int((now - RATE_LIMIT_KEPT).timestamp() * 1000)


RULES: Final = (
    Rule(
        "refresh tokens",
        RefreshTokenRow,
        RefreshTokenRow.hash,
        lambda now: RefreshTokenRow.expires_at < now,
    ),
    Rule("sessions", SessionRow, SessionRow.id, _session_is_over),
    Rule(
        "one-time tokens",
        OneTimeTokenRow,
        OneTimeTokenRow.hash,
        lambda now: OneTimeTokenRow.expires_at < now,
    ),
    Rule(
        "idempotency keys",
        IdempotencyKeyRow,
        IdempotencyKeyRow.key,
        lambda now: IdempotencyKeyRow.expires_at < now,
    ),
    Rule("rate limits", RateLimitRow, RateLimitRow.key, _rate_limit_is_over),
)
