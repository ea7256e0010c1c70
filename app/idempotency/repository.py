"""The statements behind Idempotency-Key: of two requests with one key, one row is inserted."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, or_, select, update

from app.db.statements import insert_ignoring
from app.db.tables import idempotency_keys

# How long a claim blocks a retry if the process that made it died before it could answer.
CLAIM_SECONDS = 60
KEPT_HOURS = 24


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it left the service."""

    status: int
    headers: list[list[str]]
    body: bytes


@dataclass(frozen=True, slots=True)
class Claimed:
    """Nobody has used the key: the caller goes on, and must complete or release the claim."""


@dataclass(frozen=True, slots=True)
class InFlight:
    """Another request with this key is being answered right now."""


@dataclass(frozen=True, slots=True)
class OtherRequest:
    """The key was used for a request with another body."""


Claim = Claimed | InFlight | OtherRequest | Answer


def claim(
    connection: Connection, key: bytes, operation: str, fingerprint: bytes, now: datetime
) -> Claim:
    """Take the key for this request, or say what stands in the way."""
    values = {
        "key": key,
        "operation": operation,
        "fingerprint": fingerprint,
        "claimed_until": now + timedelta(seconds=CLAIM_SECONDS),
        "created_at": now,
        "expires_at": now + timedelta(hours=KEPT_HOURS),
    }
    row = idempotency_keys.c
    if insert_ignoring(connection, idempotency_keys, values, unique=row.key):
        return Claimed()
    if _take_over(connection, key, fingerprint, values, now):
        return Claimed()
    kept = connection.execute(
        select(row.fingerprint, row.status, row.headers, row.body).where(row.key == key)
    ).one()
    if kept.fingerprint != fingerprint:
        return OtherRequest()
    if kept.status is None or kept.headers is None or kept.body is None:
        return InFlight()
    return Answer(kept.status, kept.headers, kept.body)


def _take_over(
    connection: Connection,
    key: bytes,
    fingerprint: bytes,
    values: dict[str, object],
    now: datetime,
) -> bool:
    """Claim a key whose day is over, or whose claim died unanswered with the same request."""
    row = idempotency_keys.c
    is_abandoned = (
        row.status.is_(None) & (row.claimed_until <= now) & (row.fingerprint == fingerprint)
    )
    taken = connection.execute(
        update(idempotency_keys)
        .where(row.key == key, or_(row.expires_at <= now, is_abandoned))
        .values(**values, status=None, headers=None, body=None)
        .returning(row.key)
    )
    return taken.one_or_none() is not None


def complete(connection: Connection, key: bytes, answer: Answer) -> None:
    """Keep the answer for the retries to come."""
    connection.execute(
        update(idempotency_keys)
        .where(idempotency_keys.c.key == key)
        .values(status=answer.status, headers=answer.headers, body=answer.body)
    )


def release(connection: Connection, key: bytes) -> None:
    """Give the key back: the request had no effect, so a retry may have one."""
    connection.execute(delete(idempotency_keys).where(idempotency_keys.c.key == key))
