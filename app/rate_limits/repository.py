"""The exact limiter: one upsert an attempt, so no two processes can share a last try."""

from dataclasses import dataclass

from sqlalchemy import BigInteger, Connection, case, delete, literal

from app.config import Quota
from app.db.models import RateLimitRow
from app.db.statements import insert
from app.rate_limits.quotas import LONGEST_PENALTY


@dataclass(frozen=True, slots=True)
class Count:
    """Attempts in the running window, this one included, and when it ends (Unix ms)."""

    attempts: int
    ends_at_ms: int


def count_attempt(connection: Connection, key: str, quota: Quota, now_ms: int) -> Count:
    """Count one attempt under `key`.

    The first attempt over the quota restarts the clock: the wait is one window, then two, then
    three, if the quota is exhausted in consecutive windows. A quiet window forgets.
    """
    row = RateLimitRow
    window_ms = quota.window_seconds * 1000
    # Beside an INTEGER column PostgreSQL would take a bare number for one: Unix ms do not fit.
    now = literal(now_ms, BigInteger)
    is_over = row.expires_at_ms <= now_ms
    was_quiet = (row.count <= quota.limit) | (row.expires_at_ms <= now_ms - window_ms)
    strikes = case(
        (is_over & was_quiet, 0),
        (is_over, case((row.strikes >= LONGEST_PENALTY - 1, row.strikes), else_=row.strikes + 1)),
        else_=row.strikes,
    )
    ends_at = case(
        (is_over, now_ms + window_ms),
        (row.count == quota.limit, now + literal(window_ms, BigInteger) * (row.strikes + 1)),
        else_=row.expires_at_ms,
    )
    statement = insert(connection, row).values(
        key=key, count=1, strikes=0, expires_at_ms=now_ms + window_ms
    )
    upsert = statement.on_conflict_do_update(
        index_elements=[row.key],
        set_={
            "count": case((is_over, 1), else_=row.count + 1),
            "strikes": strikes,
            "expires_at_ms": ends_at,
        },
    ).returning(row.count, row.expires_at_ms)
    attempts, ends_at_ms = connection.execute(upsert).one()
    return Count(attempts, ends_at_ms)


def forget(connection: Connection, key: str) -> None:
    """Forget the attempts under `key`."""
    connection.execute(delete(RateLimitRow).where(RateLimitRow.key == key))
