"""Pages of a list: what was asked for, what is there, and how the next page is found."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar
from urllib.parse import urlencode

T = TypeVar("T")

# The values that the last item of a page is ordered by: the next page begins after them.
Position = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageRequest:
    """At most `limit` items after the page that `cursor` came with, or from the beginning."""

    limit: int
    cursor: str | None


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some items of a list, and the cursor of those that follow, if any do."""

    items: list[T]
    next_cursor: str | None


def next_link(path: str, asked: Mapping[str, object], cursor: str | None) -> str | None:
    """The `Link` header (RFC 8288) to the page that follows: the same question, and the cursor."""
    if cursor is None:
        return None
    given = {name: _text(value) for name, value in asked.items() if value is not None}
    return f'<{path}?{urlencode({**given, "cursor": cursor})}>; rel="next"'


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
