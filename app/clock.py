"""The one source of the current time, injected wherever time decides something."""

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Anything that can tell the time; tests bring one that they can move."""

    def now(self) -> datetime:
        """The current instant, aware and in UTC."""


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        return datetime.now(UTC)
