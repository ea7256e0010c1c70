"""Tokens that another issuer signed, such as a Better Auth frontend; the room that knows PyJWT.

PyJWT does the signature and nothing else, by one key object and the one algorithm of that key. The
claims are held to the same rules of time as our own. What the issuer says of roles, bans and scopes
is not even read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Protocol

from jwt import PyJWK, PyJWS

from app.clock import Clock
from app.security.claims import TokenRefused, check_times, text_claim
from app.security.compact import check_form, read, split
from app.security.encoding import encode_base64url

LEEWAY_SECONDS: Final = 30
SHARED_KID: Final = "ba-shared"
MINIMUM_SECRET_BYTES: Final = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalIdentity:
    """Whom the other issuer speaks of. `subject` is its own id, and never one of ours."""

    issuer: str
    subject: str
    email: str | None
    issued_at: datetime
    expires_at: datetime


class Keys(Protocol):
    """Where the keys of one issuer are found, and the `typ` that its tokens bear."""

    @property
    def types(self) -> frozenset[str | None]: ...

    async def find(self, kid: str) -> PyJWK | None: ...


class SharedSecret:
    """One HS256 key that both sides hold. Whoever verifies with it can also forge with it.

    The `typ` and the `kid` are asked for because the frontend signs other things with the secret:
    e-mail verification links and cookies, none of which bears them.
    """

    types: frozenset[str | None] = frozenset({"at+jwt"})

    def __init__(self, secret: str) -> None:
        key = secret.encode()
        if len(key) < MINIMUM_SECRET_BYTES:
            raise ValueError(f"must have at least {MINIMUM_SECRET_BYTES} bytes")
        self._key = PyJWK({"kty": "oct", "k": encode_base64url(key)}, "HS256")

    async def find(self, kid: str) -> PyJWK | None:
        return self._key if kid == SHARED_KID else None


class ExternalTokens:
    """Verifies the tokens of one other issuer for one audience, by keys of one kind."""

    def __init__(self, *, issuer: str, audience: str, keys: Keys, clock: Clock) -> None:
        self.issuer = issuer
        self._audience = audience
        self._keys = keys
        self._clock = clock

    async def verify(self, token: str) -> ExternalIdentity:
        """Whom the token speaks of. Raises TokenRefused, or what the search for a key raises."""
        header, payload, _ = split(check_form(token))
        key = await self._key_for(read(header, "header"))
        try:
            PyJWS().decode(token, key=key, algorithms=[key.algorithm_name])
        except Exception:  # whatever the library thinks of it, it is refused
            raise TokenRefused("signature") from None
        return self._check(read(payload, "payload"))

    async def _key_for(self, header: Mapping[str, object]) -> PyJWK:
        # Exactly these: jku, x5u, x5c and jwk would bring a key; crit, zip and b64 a new meaning.
        if header.keys() - {"typ"} != {"alg", "kid"}:
            raise TokenRefused("header members")
        typ, kid = header.get("typ"), header["kid"]
        if not (typ is None or isinstance(typ, str)) or typ not in self._keys.types:
            raise TokenRefused("typ")
        key = await self._keys.find(kid) if isinstance(kid, str) else None
        if key is None:
            raise TokenRefused("kid")
        if header["alg"] != key.algorithm_name:
            raise TokenRefused("alg")
        return key

    def _check(self, payload: Mapping[str, object]) -> ExternalIdentity:
        if payload.get("iss") != self.issuer:
            raise TokenRefused("iss")
        if payload.get("aud") != self._audience:
            raise TokenRefused("aud")
        now = int(self._clock.now().timestamp())
        issued_at, expires_at = check_times(payload, LEEWAY_SECONDS, now)
        return ExternalIdentity(
            issuer=self.issuer,
            subject=text_claim(payload, "sub"),
            email=_verified_email(payload),
            issued_at=datetime.fromtimestamp(issued_at, UTC),
            expires_at=datetime.fromtimestamp(expires_at, UTC),
        )


def _verified_email(payload: Mapping[str, object]) -> str | None:
    """The address, only when the issuer says that it belongs to the person."""
    return text_claim(payload, "email") if payload.get("emailVerified") is True else None
