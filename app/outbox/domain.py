"""What the outbox tells of itself."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """What has not left: how much, and since when the oldest of it might have left, and waits."""

    pending: int
    abandoned: int
    oldest_available_at: datetime | None
    oldest_created_at: datetime | None
