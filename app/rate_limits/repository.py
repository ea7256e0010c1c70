"""The exact limiter: one upsert an attempt, so no two processes can share a last try."""

from dataclasses import dataclass
from functools import cache

from sqlalchemy import BigInteger, Connection, bindparam, case, delete
from sqlalchemy.sql.dml import ReturningInsert

from app.config import Quota
from app.db.statements import insert
from app.db.tables import rate_limits
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
    window_ms = quota.window_seconds * 1000
    attempt = {
        "key": key,
        "now_ms": now_ms,
        "quiet_since_ms": now_ms - window_ms,
        "window_ms": window_ms,
        "window_end_ms": now_ms + window_ms,
        "attempts_allowed": quota.limit,
    }
    attempts, ends_at_ms = connection.execute(_upsert(connection.dialect.name), attempt).one()
    return Count(attempts, ends_at_ms)


@cache
def _upsert(dialect: str) -> ReturningInsert[int, int]:
    """Built once a dialect: building a statement costs more than sending it."""
    row = rate_limits.c
    limit = bindparam("attempts_allowed", type_=BigInteger)
    now, quiet_since, window, window_end = (
        # Beside an INTEGER column PostgreSQL would take a bare number for one: Unix ms do not fit.
        bindparam(name, type_=BigInteger)
        for name in ("now_ms", "quiet_since_ms", "window_ms", "window_end_ms")
    )
    is_over = row.expires_at_ms <= now
    was_quiet = (row.count <= limit) | (row.expires_at_ms <= quiet_since)
    strikes = case(
        (is_over & was_quiet, 0),
        (is_over, case((row.strikes >= LONGEST_PENALTY - 1, row.strikes), else_=row.strikes + 1)),
        else_=row.strikes,
    )
    ends_at = case(
        (is_over, window_end),
        (row.count == limit, now + window * (row.strikes + 1)),
        else_=row.expires_at_ms,
    )
    statement = insert(dialect, rate_limits).values(
        key=bindparam("key"), count=1, strikes=0, expires_at_ms=window_end
    )
    return statement.on_conflict_do_update(
        index_elements=[row.key],
        set_={
            "count": case((is_over, 1), else_=row.count + 1),
            "strikes": strikes,
            "expires_at_ms": ends_at,
        },
    ).returning(row.count, row.expires_at_ms)


def forget(connection: Connection, key: str) -> None:
    """Forget the attempts under `key`."""
    connection.execute(delete(rate_limits).where(rate_limits.c.key == key))
