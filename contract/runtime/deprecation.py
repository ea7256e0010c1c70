"""Deprecated operations: since when, until when, and how an answer says so."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.utils import format_datetime

Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deprecation:
    """Two days of the contract, each of which begins at midnight in UTC; on the day of the sunset
    the operation is gone."""

    at: date
    sunset: date

    def is_over(self, now: datetime) -> bool:
        """Whether the sunset has come; `now` is aware."""
        return now >= _midnight(self.sunset)

    @property
    def headers(self) -> Headers:
        """RFC 9745 (a date of structured fields) and RFC 8594 (a date of HTTP)."""
        since = int(_midnight(self.at).timestamp())
        until = format_datetime(_midnight(self.sunset), usegmt=True)
        return [(b"deprecation", b"@%d" % since), (b"sunset", until.encode("ascii"))]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
