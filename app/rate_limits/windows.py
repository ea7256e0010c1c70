"""Fixed windows, counted in this process."""

import time
from collections import OrderedDict, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from app.config import Quota


class Windows(Protocol):
    """Counts attempts in windows that begin with the first one."""

    async def hit(self, key: str, quota: Quota) -> int | None:
        """Count one attempt; the milliseconds to wait if it exceeds the quota."""

    async def close(self) -> None:
        """Let go of connections."""


@dataclass(slots=True)
class _Window:
    ends_at: float
    attempts: int = 0


class MemoryWindows:
    """Counts what this process sees, at a cost that does not grow with how many it counts.

    `now` is a clock in seconds that nobody puts back. Why not by a library: docs/adr/0053.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        # By their length in seconds, so that the first to begin is the first to end.
        self._windows: defaultdict[int, OrderedDict[str, _Window]] = defaultdict(OrderedDict)

    def __len__(self) -> int:
        """How many windows are kept."""
        return sum(map(len, self._windows.values()))

    async def hit(self, key: str, quota: Quota) -> int | None:
        now = self._now()
        windows = self._windows[quota.window_seconds]
        _forget_ended(windows, now)
        window = windows.get(key)
        if window is None:
            window = windows[key] = _Window(now + quota.window_seconds)
        window.attempts += 1
        if window.attempts <= quota.limit:
            return None
        return int((window.ends_at - now) * 1000)

    async def close(self) -> None:
        """Nothing is held."""


def _forget_ended(windows: OrderedDict[str, _Window], now: float) -> None:
    while windows and next(iter(windows.values())).ends_at <= now:
        windows.popitem(last=False)
