"""One private signing key as a JSON Web Key (RFC 7517): made, named, read, written, published."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal, TypeAlias

from cryptography.hazmat.primitives.asymmetric import ec, rsa

from app.security.encoding import encode_base64url
from app.security.key_material import (
    MINIMUM_RSA_BITS,
    KeySetInvalid,
    PrivateKey,
    read_private_key,
    read_text,
    write_private_key,
)

Algorithm: TypeAlias = Literal["ES256", "RS256", "HS256"]

_KID = re.compile(r"[A-Za-z0-9._-]{1,128}", re.ASCII)
# Named one by one: a member that is not known to be public stays private.
_PUBLIC_MEMBERS = frozenset({"kty", "crv", "x", "y", "n", "e"})
_THUMBPRINT_MEMBERS = _PUBLIC_MEMBERS | {"k"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKey:
    """A private key, the one algorithm that it may be used with, and when it came and went."""

    kid: str
    algorithm: Algorithm
    private: PrivateKey = field(repr=False)
    created_at: datetime | None = None
    retired_at: datetime | None = None

    @property
    def is_symmetric(self) -> bool:
        return isinstance(self.private, bytes)

    def private_jwk(self) -> dict[str, str | int]:
        """The whole key; `created_at` and `retired_at` are private members, in Unix seconds."""
        members: dict[str, str | int] = {**self._names(), **write_private_key(self.private)}
        for name, instant in (("created_at", self.created_at), ("retired_at", self.retired_at)):
            if instant is not None:
                members[name] = int(instant.timestamp())
        return members

    def public_jwk(self) -> dict[str, str]:
        """What verifiers may see."""
        if self.is_symmetric:
            raise KeySetInvalid("a symmetric key has no public half")
        members = write_private_key(self.private)
        return self._names() | {name: members[name] for name in _PUBLIC_MEMBERS & members.keys()}

    def _names(self) -> dict[str, str]:
        return {"kid": self.kid, "alg": self.algorithm, "use": "sig"}


def generate_key(algorithm: Literal["ES256", "RS256"], now: datetime) -> SigningKey:
    """A new key of the operating system's randomness, named by its thumbprint."""
    private: PrivateKey
    if algorithm == "ES256":
        private = ec.generate_private_key(ec.SECP256R1())
    else:
        private = rsa.generate_private_key(public_exponent=65537, key_size=MINIMUM_RSA_BITS)
    return SigningKey(
        kid=thumbprint(private),
        algorithm=algorithm,
        private=private,
        created_at=now.replace(microsecond=0),
    )


def read_key(members: Mapping[str, object]) -> SigningKey:
    """The key that a JWK describes. Raises KeySetInvalid.

    Its algorithm follows from the kind of key, not from the document: one key, one algorithm.
    """
    private = read_private_key(members)
    algorithm = _algorithm_of(private)
    if members.get("alg", algorithm) != algorithm:
        raise KeySetInvalid(f"this kind of key signs with {algorithm} and nothing else")
    if members.get("use", "sig") != "sig":
        raise KeySetInvalid("use must be sig")
    kid = read_text(members, "kid") if "kid" in members else thumbprint(private)
    if not _KID.fullmatch(kid):
        raise KeySetInvalid("kid must be 1 to 128 letters, digits, dots, hyphens or underscores")
    return SigningKey(
        kid=kid,
        algorithm=algorithm,
        private=private,
        created_at=_read_instant(members, "created_at"),
        retired_at=_read_instant(members, "retired_at"),
    )


def thumbprint(private: PrivateKey) -> str:
    """A name that follows from the key alone (RFC 7638): the SHA-256 of its required members."""
    members = write_private_key(private)
    required = {name: members[name] for name in _THUMBPRINT_MEMBERS & members.keys()}
    canonical = json.dumps(required, separators=(",", ":"), sort_keys=True)
    return encode_base64url(hashlib.sha256(canonical.encode("ascii")).digest())


def _algorithm_of(private: PrivateKey) -> Algorithm:
    if isinstance(private, bytes):
        return "HS256"
    return "RS256" if isinstance(private, rsa.RSAPrivateKey) else "ES256"


def _read_instant(members: Mapping[str, object], name: str) -> datetime | None:
    value = members.get(name)
    if value is None:
        return None
    if type(value) is not int or not 0 <= value < 2**33:
        raise KeySetInvalid(f"{name} must be a whole number of Unix seconds")
    return datetime.fromtimestamp(value, UTC)
