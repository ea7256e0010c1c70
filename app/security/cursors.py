"""Cursors of lists: where a page ended, bound to its query, signed, and good for a day.

A signature, because what a cursor says goes into a WHERE clause, and because clients that can make
their own cursors depend on what is in them.
"""

import hmac
import json
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Final, TypeVar

from app.clock import Clock
from app.errors import InvalidCursor
from app.pagination import Page, Position
from app.security.encoding import decode_base64url, encode_base64url

T = TypeVar("T")

LIFETIME: Final = timedelta(days=1)

_MAC_BYTES: Final = 16


class Cursors:
    """Issues and reads cursors; the first key signs, every key verifies."""

    def __init__(self, keys: Sequence[bytes], clock: Clock) -> None:
        self._keys = keys
        self._clock = clock

    def issue(self, position: Position, *, query: str) -> str:
        """A cursor for the page after `position` in the list that `query` names."""
        expires_at = int((self._clock.now() + LIFETIME).timestamp())
        payload = json.dumps([expires_at, *position], separators=(",", ":")).encode("ascii")
        return encode_base64url(_mac(self._keys[0], payload, query) + payload)

    def read(self, cursor: str | None, *, query: str) -> Position | None:
        """Where the page before ended; None before the first. Raises `InvalidCursor`."""
        if cursor is None:
            return None
        try:
            data = decode_base64url(cursor)
        except ValueError:
            raise InvalidCursor from None
        mac, payload = data[:_MAC_BYTES], data[_MAC_BYTES:]
        if not any(hmac.compare_digest(mac, _mac(key, payload, query)) for key in self._keys):
            raise InvalidCursor
        expires_at, *position = json.loads(payload)  # ours: the signature says so
        if expires_at <= self._clock.now().timestamp():
            raise InvalidCursor
        return tuple(position)

    def page(
        self, found: list[T], limit: int, position_of: Callable[[T], Position], *, query: str
    ) -> Page[T]:
        """The first `limit` items of `found`, which holds one more if there is another page."""
        items = found[:limit]
        if len(found) <= limit:
            return Page(items, None)
        return Page(items, self.issue(position_of(items[-1]), query=query))


def _mac(key: bytes, payload: bytes, query: str) -> bytes:
    """The query goes in, not along: a cursor of another query does not verify."""
    message = len(payload).to_bytes(4, "big") + payload + query.encode()
    return hmac.digest(key, message, "sha256")[:_MAC_BYTES]
