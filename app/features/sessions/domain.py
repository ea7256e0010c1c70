"""What a session is, and how presenting a refresh token can turn out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from app.features.accounts.domain import Account

# One text for unknown, expired, ended and stolen: who presents a token learns nothing about it.
REFRESH_REFUSED: Final = "The refresh token is not valid any more. Sign in again."


@dataclass(frozen=True, slots=True)
class Session:
    """One sign-in on one device; also the family of its refresh tokens."""

    id: UUID
    account_id: UUID
    created_at: datetime
    authenticated_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    scopes: frozenset[str] | None  # what the sign-in asked for; None for all that it may
    client_id: str | None
    ip_address: str | None
    user_agent: str | None

    def within(self, allowed: frozenset[str]) -> frozenset[str]:
        """What the session may do, for an account whose role allows `allowed` now."""
        return allowed if self.scopes is None else self.scopes & allowed


@dataclass(frozen=True, slots=True)
class TokenPair:
    """What signing in gives: a short-lived access token, and the token for the next one."""

    access_token: str
    refresh_token: str
    expires_in_seconds: int
    scopes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Rotated:
    """The token was good: it is spent now, and its child is the next one."""

    account: Account
    session: Session


@dataclass(frozen=True, slots=True)
class Replayed:
    """The token was spent a moment ago: a second tab, or an answer that got lost."""

    account: Account
    session: Session
    sealed_child: bytes


@dataclass(frozen=True, slots=True)
class Reused:
    """The token was spent long ago: two parties hold it, so the session has been ended."""

    account: Account
    session_id: UUID


@dataclass(frozen=True, slots=True)
class Unknown:
    """No live session ever had this token."""


Rotation = Rotated | Replayed | Reused | Unknown


def granted_scopes(requested: str | None, allowed: frozenset[str]) -> frozenset[str] | None:
    """The scopes a request gets: all that are allowed, or those it names; None if it asks for more.

    RFC 6749 §3.3: names are separated by single spaces, order does not matter.
    """
    if not requested:
        return allowed
    names = frozenset(requested.split())
    return names if names and names <= allowed else None
