"""Makes any token at all, good or hostile, without the library that the service verifies with."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)
from cryptography.hazmat.primitives.hmac import HMAC

from app.security.encoding import encode_base64url
from app.security.keys import KeySet
from app.security.tokens import AccessClaims, AccessTokens

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
NOW_SECONDS = int(NOW.timestamp())
ISSUER = "https://accounts.example"
AUDIENCE = "accord"
CLAIMS = AccessClaims(
    account_id=UUID("019ab000-0000-7000-8000-000000000001"),
    session_id=UUID("019ab000-0000-7000-8000-000000000002"),
    client_id="web",
    scopes=frozenset({"account:read", "account:write"}),
    authenticated_at=NOW - timedelta(hours=3),
)


@dataclass
class SettableClock:
    """A clock that stands still until a test moves it."""

    instant: datetime = NOW

    def now(self) -> datetime:
        return self.instant

    def move(self, seconds: float) -> None:
        self.instant += timedelta(seconds=seconds)


@dataclass
class Forge:
    """Holds the real keys of the service, so that a forged token is wrong in one thing only."""

    keys: KeySet
    clock: SettableClock = field(default_factory=SettableClock)

    def verifier(self) -> AccessTokens:
        return AccessTokens(issuer=ISSUER, audience=AUDIENCE, keys=self.keys, clock=self.clock)

    def header(self, **changes: Any) -> dict[str, Any]:
        key = self.keys.signing
        return _changed({"alg": key.algorithm, "typ": "at+jwt", "kid": key.kid}, changes)

    def payload(self, **changes: Any) -> dict[str, Any]:
        return _changed(
            {
                "iss": ISSUER,
                "aud": AUDIENCE,
                "sub": str(CLAIMS.account_id),
                "client_id": CLAIMS.client_id,
                "iat": NOW_SECONDS,
                "exp": NOW_SECONDS + 600,
                "jti": "a-token-id",
                "scope": "account:read account:write",
                "sid": str(CLAIMS.session_id),
                "auth_time": NOW_SECONDS - 10_800,
            },
            changes,
        )

    def token(
        self,
        header: Mapping[str, Any] | bytes | None = None,
        payload: Mapping[str, Any] | bytes | None = None,
    ) -> str:
        """A token signed with the real key, whatever it says."""
        signed = signing_input(header or self.header(), payload or self.payload())
        return f"{signed}.{encode_base64url(self.sign(signed))}"

    def with_header(self, **changes: Any) -> str:
        return self.token(header=self.header(**changes))

    def with_claims(self, **changes: Any) -> str:
        return self.token(payload=self.payload(**changes))

    def hs256(self, secret: bytes, **header_changes: Any) -> str:
        """A token signed with HMAC, under whatever an attacker takes for the secret."""
        header = self.header(**{"alg": "HS256", **header_changes})
        signed = signing_input(header, self.payload())
        return f"{signed}.{encode_base64url(hmac_sha256(secret, signed.encode()))}"

    def sign(self, signed: str) -> bytes:
        private, data = self.keys.signing.private, signed.encode("utf-8", "surrogatepass")
        if isinstance(private, bytes):
            return hmac_sha256(private, data)
        if isinstance(private, rsa.RSAPrivateKey):
            return private.sign(data, padding.PKCS1v15(), hashes.SHA256())
        r, s = decode_dss_signature(private.sign(data, ec.ECDSA(hashes.SHA256())))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")

    def signed(self, text: str, signature: bytes) -> bool:
        """Whether the key of this forge, which is one of P-256, made the signature."""
        private = self.keys.signing.private
        assert isinstance(private, ec.EllipticCurvePrivateKey)
        r, s = (int.from_bytes(half, "big") for half in (signature[:32], signature[32:]))
        algorithm = ec.ECDSA(hashes.SHA256())
        try:
            private.public_key().verify(encode_dss_signature(r, s), text.encode(), algorithm)
        except InvalidSignature:
            return False
        return len(signature) == 64


class Absent:
    """Stands for a member that is left out."""


ABSENT = Absent()


def signing_input(header: Mapping[str, Any] | bytes, payload: Mapping[str, Any] | bytes) -> str:
    return f"{segment(header)}.{segment(payload)}"


def segment(content: Mapping[str, Any] | bytes) -> str:
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    return encode_base64url(data)


def hmac_sha256(secret: bytes, data: bytes) -> bytes:
    mac = HMAC(secret, hashes.SHA256())
    mac.update(data)
    return mac.finalize()


def _changed(members: dict[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    merged = {**members, **changes}
    return {name: value for name, value in merged.items() if value is not ABSENT}
