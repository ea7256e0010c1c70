"""The limiter that edge and services ask before they do anything that costs."""

import hashlib
import math
from collections import Counter
from collections.abc import Mapping

from app.clock import Clock
from app.config import Quota
from app.db.database import Database
from app.errors import RateLimited
from app.rate_limits import repository
from app.rate_limits.quotas import EXACT_GROUPS
from app.rate_limits.windows import Windows


class RateLimiter:
    """Counts attempts per group and key, and refuses the one that exceeds the group's quota."""

    def __init__(
        self, database: Database, windows: Windows, quotas: Mapping[str, Quota], clock: Clock
    ) -> None:
        self._database = database
        self._windows = windows
        self._quotas = quotas
        self._clock = clock
        # By group, since the start of this process.
        self.refusals = Counter(dict.fromkeys(quotas, 0))

    async def hit(self, group: str, key: str) -> None:
        """Count one attempt. Raises `RateLimited` when the quota of `group` is spent for `key`."""
        quota = self._quotas[group]
        if group in EXACT_GROUPS:
            wait_ms = await self._hit_database(group, key, quota)
        else:
            wait_ms = await self._windows.hit(_stored_key(group, key), quota)
        if wait_ms is not None:
            self.refusals[group] += 1
            raise RateLimited(
                group,
                limit=quota.limit,
                window_seconds=quota.window_seconds,
                retry_after_seconds=max(1, math.ceil(wait_ms / 1000)),
            )

    async def forgive(self, group: str, key: str) -> None:
        """Forget the attempts of `key`: they turned out to be honest."""
        await self._database.write(repository.forget, _stored_key(group, key))

    async def _hit_database(self, group: str, key: str, quota: Quota) -> int | None:
        now_ms = self._now_ms()
        count = await self._database.write(
            repository.count_attempt, _stored_key(group, key), quota, now_ms
        )
        return count.ends_at_ms - now_ms if count.attempts > quota.limit else None

    async def close(self) -> None:
        """Let go of connections."""
        await self._windows.close()

    def _now_ms(self) -> int:
        return int(self._clock.now().timestamp() * 1000)


def _stored_key(group: str, key: str) -> str:
    """No address, of a person or of a machine, rests where attempts are counted."""
    return hashlib.sha256(f"{group}\n{key}".encode()).hexdigest()
