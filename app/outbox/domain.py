"""What the outbox tells of itself."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """What has not left: how much, and since when the oldest of it is waiting."""

    pending: int
    abandoned: int
    oldest_due_at: datetime | None
    oldest_created_at: datetime | None
