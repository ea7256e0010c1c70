"""Fixed windows kept by `limits`, in this process."""

import time
from typing import Protocol

from limits import RateLimitItemPerSecond
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import FixedWindowRateLimiter

from app.config import Quota


class Windows(Protocol):
    """Counts attempts in windows that begin with the first one."""

    async def hit(self, key: str, quota: Quota) -> int | None:
        """Count one attempt; the milliseconds to wait if it exceeds the quota."""

    async def close(self) -> None:
        """Let go of connections."""


class MemoryWindows:
    """Counts what this process sees."""

    def __init__(self) -> None:
        self._limiter = FixedWindowRateLimiter(MemoryStorage())

    async def hit(self, key: str, quota: Quota) -> int | None:
        return await hit(self._limiter, key, quota)

    async def close(self) -> None:
        """Nothing is held."""


async def hit(limiter: FixedWindowRateLimiter, key: str, quota: Quota) -> int | None:
    item = RateLimitItemPerSecond(quota.limit, quota.window_seconds)
    if await limiter.hit(item, key):
        return None
    stats = await limiter.get_window_stats(item, key)
    return int((stats.reset_time - time.time()) * 1000)  # the library reads this clock
