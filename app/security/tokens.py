"""Access tokens (RFC 9068 `at+jwt`), signed and verified; the only room that knows python-jose.

python-jose is lax (it accepts a missing `aud`, ignores `crit`, takes floats for times, lets errors
of other kinds through), so it does the signature and nothing else. It gets one key object, made
once from a checked key, and the one algorithm of that key: no token can choose either, and no key
bytes are ever interpreted. So CVE-2026-85394 (a DER public key taken as an HMAC secret) does not
apply. The key classes are those of `cryptography`, by name: without it the import fails, and the
pure Python of `ecdsa`, whose timing leaks the key (CVE-2024-23342), is never reached. `jose.jwe` is
not used.
"""

from collections.abc import Mapping
from typing import TypeAlias

from jose import jws
from jose.backends.cryptography_backend import (
    CryptographyECKey,
    CryptographyHMACKey,
    CryptographyRSAKey,
)

from app.clock import Clock
from app.security.claims import (
    TOKEN_TYPE,
    AccessClaims,
    Profile,
    TokenRefused,
    VerifiedClaims,
    check_claims,
    write_claims,
)
from app.security.compact import check_form, read, split
from app.security.jwk import Algorithm, SigningKey
from app.security.keys import KeySet
from app.security.verified_tokens import VerifiedTokens

__all__ = ["AccessClaims", "AccessTokens", "TokenRefused", "VerifiedClaims"]

_HEADER_MEMBERS = {"alg", "typ", "kid"}
_JoseKey: TypeAlias = CryptographyECKey | CryptographyRSAKey | CryptographyHMACKey


class AccessTokens:
    """Issues and verifies the access tokens of one issuer for one audience."""

    def __init__(
        self,
        *,
        issuer: str,
        audience: str,
        keys: KeySet,
        clock: Clock,
        ttl_seconds: int = 600,
        leeway_seconds: int = 30,
    ) -> None:
        self._profile = Profile(issuer, audience, ttl_seconds, leeway_seconds)
        self._clock = clock
        self._signing = keys.signing
        self._signer = _private_key(keys.signing)
        self._verifiers: Mapping[str, tuple[Algorithm, _JoseKey]] = {
            key.kid: (key.algorithm, _public_key(key)) for key in keys.keys
        }
        self._verified = VerifiedTokens(leeway_seconds=leeway_seconds)

    @property
    def issuer(self) -> str:
        return self._profile.issuer

    @property
    def ttl_seconds(self) -> int:
        return self._profile.ttl_seconds

    def issue(self, claims: AccessClaims) -> str:
        """A signed token that says `claims`, is valid from now, and lives `ttl_seconds`."""
        return jws.sign(
            write_claims(claims, self._profile, self._now()),
            self._signer,
            headers={"typ": TOKEN_TYPE, "kid": self._signing.kid},
            algorithm=self._signing.algorithm,
        )

    def known(self, token: str) -> VerifiedClaims | None:
        """What the token says, if it was verified before and still holds; nothing is read of it."""
        return self._verified.find(token, self._now())

    def verify(self, token: str) -> VerifiedClaims:
        """What the token says. Raises TokenRefused, and nothing else, whatever the token is."""
        check_form(token)
        now = self._now()
        known = self._verified.find(token, now)
        if known is not None:
            return known
        claims = self._verify(token, now)
        self._verified.keep(token, claims, now)
        return claims

    def _verify(self, token: str, now: int) -> VerifiedClaims:
        header, payload, _ = split(token)
        algorithm, key = self._key_for(read(header, "header"))
        try:
            jws.verify(token, key, [algorithm])
        except Exception:  # not only its own errors leave python-jose
            raise TokenRefused("signature") from None
        return check_claims(read(payload, "payload"), self._profile, now)

    def _key_for(self, header: Mapping[str, object]) -> tuple[Algorithm, _JoseKey]:
        # Exactly these: jku, x5u, x5c and jwk would bring a key; crit, zip and b64 a new meaning.
        if header.keys() != _HEADER_MEMBERS:
            raise TokenRefused("header members")
        if header["typ"] != TOKEN_TYPE:
            raise TokenRefused("typ")
        kid = header["kid"]
        known = self._verifiers.get(kid) if isinstance(kid, str) else None
        if known is None:
            raise TokenRefused("kid")
        if header["alg"] != known[0]:
            raise TokenRefused("alg")
        return known

    def _now(self) -> int:
        return int(self._clock.now().timestamp())


def _private_key(key: SigningKey) -> _JoseKey:
    if isinstance(key.private, bytes):
        return CryptographyHMACKey(key.private, key.algorithm)
    kind = CryptographyECKey if key.algorithm == "ES256" else CryptographyRSAKey
    return kind(key.private, key.algorithm)


def _public_key(key: SigningKey) -> _JoseKey:
    if isinstance(key.private, bytes):
        return CryptographyHMACKey(key.private, key.algorithm)
    kind = CryptographyECKey if key.algorithm == "ES256" else CryptographyRSAKey
    return kind(key.private.public_key(), key.algorithm)
