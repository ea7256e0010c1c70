"""Remembers what was verified: a signature that held a moment ago holds now."""

from hashlib import sha256
from typing import Final

from app.security.claims import VerifiedClaims

# A client sends one token for ten minutes; beyond so many clients some are verified twice.
_ROOM: Final = 10_000


class VerifiedTokens:
    """Claims of the newest tokens, by their hash, so that no token rests in memory.

    Only what was verified gets in: nobody can fill it without good tokens. The session is asked for
    each time all the same, so what was revoked since is found out.
    """

    def __init__(self, *, leeway_seconds: int, room: int = _ROOM) -> None:
        self._room = room
        self._leeway_seconds = leeway_seconds
        self._entries: dict[bytes, tuple[VerifiedClaims, int, int]] = {}

    def find(self, token: str, now: int) -> VerifiedClaims | None:
        """The claims of a token that was verified before and holds at `now` (Unix seconds)."""
        key = _key(token)
        found = self._entries.get(key)
        if found is None:
            return None
        claims, verified_at, expires_at = found
        if verified_at <= now < expires_at:
            return claims
        del self._entries[key]
        return None

    def keep(self, token: str, claims: VerifiedClaims, now: int) -> None:
        """Remember a token that was verified at `now`; the oldest entry makes room."""
        if len(self._entries) >= self._room:
            del self._entries[next(iter(self._entries))]
        expires_at = int(claims.expires_at.timestamp()) + self._leeway_seconds
        self._entries[_key(token)] = (claims, now, expires_at)


def _key(token: str) -> bytes:
    # Whatever the text is: only what was verified can be found.
    return sha256(token.encode("utf-8", "surrogatepass")).digest()
