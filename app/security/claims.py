"""What an access token says, and the rules that its claims are held to once its signature holds."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

# RFC 9068 §2.1: no other kind of JWT can pass for an access token.
TOKEN_TYPE = "at+jwt"  # nosec B105
MAXIMUM_LIFETIME_SECONDS = 900

_ROLE = "role"
MAXIMUM_TEXT = 255
# The end of the year 9999, the last that a datetime can hold; every JSON parser reads it exactly.
_MAXIMUM_SECONDS = 253_402_300_799
# RFC 6749 §3.3: one or more scope tokens, a single space between them; here also none at all.
_SCOPE = re.compile(r"|[!#-\[\]-~]+(?: [!#-\[\]-~]+)*", re.ASCII)


class TokenRefused(Exception):
    """The token is not accepted. `reason` is for our log; callers only learn "invalid"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessClaims:
    """Who may do what, in which session, and when the person last proved who they are."""

    account_id: UUID
    session_id: UUID
    client_id: str
    scopes: frozenset[str]
    authenticated_at: datetime
    # Whether the scopes are simply all that the role gives: nobody asked for fewer.
    follows_role: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedClaims(AccessClaims):
    """Claims of a token that was verified, with what was fixed when it was issued."""

    token_id: str
    issued_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Profile:
    """What every token of this service has in common."""

    issuer: str
    audience: str
    ttl_seconds: int
    leeway_seconds: int

    def __post_init__(self) -> None:
        if not 0 < self.ttl_seconds <= MAXIMUM_LIFETIME_SECONDS:
            raise ValueError(f"ttl_seconds must be 1 to {MAXIMUM_LIFETIME_SECONDS}")
        if not 0 <= self.leeway_seconds <= 60:
            raise ValueError("leeway_seconds must be 0 to 60")
        if not self.issuer or not self.audience:
            raise ValueError("issuer and audience must not be empty")


def write_claims(claims: AccessClaims, profile: Profile, now: int) -> dict[str, str | int]:
    """The payload of a new token (RFC 9068 §2.2, with `sid` for the session).

    `scope_source` is there only when the role is the source: what says nothing never gets more.
    """
    source = {"scope_source": _ROLE} if claims.follows_role else {}
    return {
        "iss": profile.issuer,
        "aud": profile.audience,
        "sub": str(claims.account_id),
        "client_id": claims.client_id,
        "iat": now,
        "exp": now + profile.ttl_seconds,
        "jti": secrets.token_urlsafe(16),
        "scope": " ".join(sorted(claims.scopes)),
        "sid": str(claims.session_id),
        # Another machine, whose clock is ahead, may have said when: never after "now".
        "auth_time": min(int(claims.authenticated_at.timestamp()), now),
        **source,
    }


def check_claims(payload: Mapping[str, object], profile: Profile, now: int) -> VerifiedClaims:
    """The claims of a payload whose signature was verified. Raises TokenRefused.

    Every claim but `nbf` and `scope_source` is required, each of its one type. Unknown claims are
    ignored, as RFC 7519 §4 asks, so that a later version may add one while both are running.
    """
    if payload.get("iss") != profile.issuer:
        raise TokenRefused("iss")
    if payload.get("aud") != profile.audience:
        raise TokenRefused("aud")
    issued_at, expires_at = check_times(payload, profile.leeway_seconds, now)
    scope = payload.get("scope")
    if not isinstance(scope, str) or not _SCOPE.fullmatch(scope):
        raise TokenRefused("scope")
    if payload.get("scope_source", _ROLE) != _ROLE:
        raise TokenRefused("scope_source")
    return VerifiedClaims(
        account_id=_uuid(payload, "sub"),
        session_id=_uuid(payload, "sid"),
        client_id=text_claim(payload, "client_id"),
        scopes=frozenset(scope.split()),
        authenticated_at=_instant(_seconds(payload, "auth_time", now + profile.leeway_seconds)),
        follows_role="scope_source" in payload,
        token_id=text_claim(payload, "jti"),
        issued_at=_instant(issued_at),
        expires_at=_instant(expires_at),
    )


def check_times(payload: Mapping[str, object], leeway: int, now: int) -> tuple[int, int]:
    """`iat` and `exp` of a token that holds at `now`, all in Unix seconds. Raises TokenRefused."""
    issued_at = _seconds(payload, "iat", now + leeway)
    expires_at = _seconds(payload, "exp")
    if now >= expires_at + leeway:
        raise TokenRefused("exp")
    if not 0 < expires_at - issued_at <= MAXIMUM_LIFETIME_SECONDS:
        raise TokenRefused("lifetime")
    if "nbf" in payload:
        _seconds(payload, "nbf", now + leeway)
    return issued_at, expires_at


def _seconds(payload: Mapping[str, object], name: str, latest: int = _MAXIMUM_SECONDS) -> int:
    value = payload.get(name)
    # `type`, not `isinstance`: True is an int in Python. A float or a text is no time here.
    if type(value) is not int or not 0 <= value <= latest:
        raise TokenRefused(name)
    return value


def _instant(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def text_claim(payload: Mapping[str, object], name: str) -> str:
    """A text of a bounded length, never empty. Raises TokenRefused."""
    value = payload.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= MAXIMUM_TEXT:
        raise TokenRefused(name)
    return value


def _uuid(payload: Mapping[str, object], name: str) -> UUID:
    value = text_claim(payload, name)
    try:
        parsed = UUID(value)
    except ValueError:
        raise TokenRefused(name) from None
    if str(parsed) != value:  # UUID() also reads braces, urn:uuid: and capitals
        raise TokenRefused(name)
    return parsed
