"""The same windows in Valkey or Redis, kept by `limits`. Imported only where there is one."""

import asyncio
import time
from typing import Final

import structlog
from limits import RateLimitItemPerSecond
from limits.aio.storage import RedisStorage
from limits.aio.strategies import FixedWindowRateLimiter
from limits.errors import StorageError
from valkey.asyncio import BlockingConnectionPool

from app.config import Quota
from app.rate_limits.windows import MemoryWindows

# A request must not wait longer than this for a limit that only protects from crowding.
PATIENCE_SECONDS: Final = 0.5
# How long nobody asks again, once there was no answer.
PAUSE_SECONDS: Final = 2.0
# A burst waits for its turn instead of opening a connection each.
_CONNECTIONS: Final = 16

log = structlog.get_logger(__name__)


class SharedWindows:
    """Counts what all processes see; while the server is away, each counts for itself.

    So a limit is never the reason why nobody is answered, nor is it gone when it is needed.
    """

    def __init__(self, url: str) -> None:
        is_encrypted = url.startswith(("rediss:", "valkeys:"))
        self._pool = BlockingConnectionPool.from_url(
            url,
            max_connections=_CONNECTIONS,
            timeout=PATIENCE_SECONDS,
            socket_connect_timeout=PATIENCE_SECONDS,
            socket_timeout=PATIENCE_SECONDS,
            # The client verifies the certificate, but not whose it is, unless told.
            **({"ssl_check_hostname": True} if is_encrypted else {}),
        )
        storage = RedisStorage(
            "async+valkey://",
            wrap_exceptions=True,
            key_prefix="accord",
            connection_pool=self._pool,  # type: ignore[arg-type]  # documented, not typed
        )
        self._limiter = FixedWindowRateLimiter(storage)
        self._own = MemoryWindows()
        self._away_until = 0.0

    async def hit(self, key: str, quota: Quota) -> int | None:
        if time.monotonic() < self._away_until:
            return await self._own.hit(key, quota)
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                return await self._hit(key, quota)
        except (StorageError, OSError) as error:
            # Its own words name the host.
            log.warning("shared limits away", error=type(error.__cause__ or error).__name__)
            self._away_until = time.monotonic() + PAUSE_SECONDS
            return await self._own.hit(key, quota)

    async def close(self) -> None:
        await self._pool.aclose()

    async def _hit(self, key: str, quota: Quota) -> int | None:
        item = RateLimitItemPerSecond(quota.limit, quota.window_seconds)
        if await self._limiter.hit(item, key):
            return None
        stats = await self._limiter.get_window_stats(item, key)
        return int((stats.reset_time - time.time()) * 1000)  # the library reads this clock
