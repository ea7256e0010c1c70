"""Remembers what was verified: a signature that held a moment ago holds now."""

from collections.abc import Callable
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

    def claims_of(
        self, token: str, now: int, verify: Callable[[str, int], VerifiedClaims]
    ) -> VerifiedClaims:
        """What an ASCII `token` says at `now` (Unix seconds).

        `verify` is asked unless it has said so before, at `now` or earlier, and the token has not
        expired since. Whatever it raises passes through.
        """
        key = sha256(token.encode("ascii")).digest()
        found = self._entries.get(key)
        if found is not None:
            claims, verified_at, expires_at = found
            if verified_at <= now < expires_at:
                return claims
            del self._entries[key]
        claims = verify(token, now)
        self._keep(key, claims, now)
        return claims

    def _keep(self, key: bytes, claims: VerifiedClaims, now: int) -> None:
        """The oldest entry makes room."""
        if len(self._entries) >= self._room:
            del self._entries[next(iter(self._entries))]
        expires_at = int(claims.expires_at.timestamp()) + self._leeway_seconds
        self._entries[key] = (claims, now, expires_at)
