"""A clock that a test can move."""

from datetime import UTC, datetime, timedelta


class MovableClock:
    """Stands still at the real time of its making until it is moved."""

    def __init__(self) -> None:
        self._now = datetime.now(UTC)

    def now(self) -> datetime:
        return self._now

    def advance(self, **duration: float) -> None:
        """Move by a timedelta's arguments: `advance(minutes=5)`; negative moves back."""
        self._now += timedelta(**duration)
