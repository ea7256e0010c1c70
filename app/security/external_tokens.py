"""Tokens that another issuer signed, such as a Better Auth frontend.

PyJWT does the signature and nothing else, by one key object and the one algorithm of that key. The
claims are held to the same rules of time as our own. What the issuer says of roles, bans and scopes
is not even read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from jwt import PyJWS

from app.clock import Clock
from app.security.claims import TokenRefused, check_times, text_claim
from app.security.compact import check_form, read, split
from app.security.external_keys import Keys, VerificationKey

LEEWAY_SECONDS: Final = 30
# Better Auth's own name for it, and the one of OpenID Connect.
_VERIFIED_CLAIMS: Final = ("emailVerified", "email_verified")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalIdentity:
    """Whom the other issuer speaks of. `subject` is its own id, and never one of ours.

    `issued_at` is the time of the issuer's clock.
    """

    issuer: str
    subject: str
    email: str | None
    issued_at: datetime

    @property
    def not_issued_before(self) -> datetime:
        """The earliest that it can be by our clock: the issuer's may be ahead by the leeway."""
        return self.issued_at - timedelta(seconds=LEEWAY_SECONDS)


class ExternalTokens:
    """Verifies the tokens of one other issuer for one audience, by keys of one kind."""

    def __init__(self, *, issuer: str, audience: str, keys: Keys, clock: Clock) -> None:
        self.issuer = issuer
        self._audience = audience
        self._keys = keys
        self._clock = clock

    async def verify(self, token: str) -> ExternalIdentity:
        """Whom the token speaks of.

        Raises TokenRefused, or `IdentityProviderUnavailable` while its key cannot be looked for.
        The claims are read first: a token that they refuse anyway makes nobody look for a key.
        """
        header, payload, _ = split(check_form(token))
        claims = read(payload, "payload")
        members = self._check_header(read(header, "header"))
        identity = self._check_claims(claims)
        key = await self._key_for(members)
        try:
            PyJWS().decode(token, key=key, algorithms=[key.algorithm_name])
        except Exception:  # whatever the library thinks of it, it is refused
            raise TokenRefused("signature") from None
        return identity

    async def close(self) -> None:
        """Let go of what the keys need."""
        await self._keys.close()

    def _check_header(self, header: Mapping[str, object]) -> Mapping[str, object]:
        # Exactly these: jku, x5u, x5c and jwk would bring a key; crit, zip and b64 a new meaning.
        if header.keys() - {"typ"} != {"alg", "kid"}:
            raise TokenRefused("header members")
        typ = header.get("typ")
        if isinstance(typ, str) is not ("typ" in header) or typ not in self._keys.types:
            raise TokenRefused("typ")  # it may be left out, but not be null
        return header

    async def _key_for(self, header: Mapping[str, object]) -> VerificationKey:
        kid = header["kid"]
        key = await self._keys.find(kid) if isinstance(kid, str) and kid else None
        if key is None:
            raise TokenRefused("kid")
        if header["alg"] != key.algorithm_name:
            raise TokenRefused("alg")
        return key

    def _check_claims(self, payload: Mapping[str, object]) -> ExternalIdentity:
        if payload.get("iss") != self.issuer:
            raise TokenRefused("iss")
        if payload.get("aud") != self._audience:
            raise TokenRefused("aud")
        now = int(self._clock.now().timestamp())
        issued_at, _ = check_times(payload, LEEWAY_SECONDS, now)
        return ExternalIdentity(
            issuer=self.issuer,
            subject=_subject(payload),
            email=_verified_email(payload),
            issued_at=datetime.fromtimestamp(issued_at, UTC),
        )


def _subject(payload: Mapping[str, object]) -> str:
    """Printable ASCII (OpenID Connect §2): no database keeps a NUL or half a character."""
    subject = text_claim(payload, "sub")
    if not (subject.isascii() and subject.isprintable()):
        raise TokenRefused("sub")
    return subject


def _verified_email(payload: Mapping[str, object]) -> str | None:
    """The address, only when the issuer says that it belongs to the person.

    One that is no text is none: whoever is linked already needs no address.
    """
    said = [payload[name] for name in _VERIFIED_CLAIMS if name in payload]
    is_verified = bool(said) and all(one is True for one in said)
    try:
        return text_claim(payload, "email") if is_verified else None
    except TokenRefused:
        return None
