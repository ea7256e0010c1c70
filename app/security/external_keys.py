"""The keys of another issuer: one secret that both sides hold, or a JWK as it is published."""

from collections.abc import Mapping, Sequence
from typing import Final, Protocol, TypeAlias

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt import PyJWK
from jwt.exceptions import PyJWTError

from app.config.better_auth import MINIMUM_SECRET_BYTES
from app.security.encoding import encode_base64url, read_json_object

SHARED_KID: Final = "ba-shared"
_KEYS_MAX: Final = 64
_RSA_BITS: Final = range(2048, 8193)
# What a key of this kind verifies; the first where it does not say. Never two families for one key.
_ALGORITHMS: Final[Mapping[tuple[object, object], Sequence[str]]] = {
    ("OKP", "Ed25519"): ("EdDSA",),
    ("EC", "P-256"): ("ES256",),
    ("RSA", ""): ("RS256", "PS256"),
}
_PUBLIC_MEMBERS: Final = ("kty", "crv", "x", "y", "n", "e")
_SECRET_MEMBERS: Final = frozenset({"d", "k", "p", "q", "dp", "dq", "qi", "oth"})

VerificationKey: TypeAlias = PyJWK


class Keys(Protocol):
    """Where the keys of one issuer are found, and the `typ` that its tokens bear, or None."""

    @property
    def types(self) -> frozenset[str | None]: ...

    async def find(self, kid: str) -> VerificationKey | None:
        """The key of this name; None if the issuer has none. Raises
        `IdentityProviderUnavailable` while nobody can tell."""
        ...

    async def close(self) -> None: ...


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

    async def find(self, kid: str) -> VerificationKey | None:
        return self._key if kid == SHARED_KID else None

    async def close(self) -> None:
        """Nothing is open."""


def read_keys(document: bytes) -> Mapping[str, VerificationKey]:
    """The keys that verify, of a JSON Web Key Set. Raises ValueError for what is none.

    A key of another kind or for another use is passed over (RFC 7517 §5); one that says its secret
    half aloud is nobody's any more, and passed over too.
    """
    published = read_json_object(document).get("keys")
    if not isinstance(published, list) or len(published) > _KEYS_MAX:
        raise ValueError("no list of keys, or a very long one")
    found: dict[str, VerificationKey] = {}
    for jwk in published:
        match jwk:
            case {"kid": str(kid)} if key := _read_key(jwk):
                if kid in found:
                    raise ValueError("one name for two keys")
                found[kid] = key
    return found


def _read_key(jwk: Mapping[str, object]) -> VerificationKey | None:
    algorithms = _algorithms(jwk)
    if not algorithms or jwk.get("use", "sig") != "sig" or _SECRET_MEMBERS & jwk.keys():
        return None
    algorithm = jwk.get("alg", algorithms[0])
    operations = jwk.get("key_ops", ["verify"])
    if algorithm not in algorithms or operations != ["verify"]:
        return None
    members = {name: jwk[name] for name in _PUBLIC_MEMBERS if name in jwk}
    if not all(isinstance(member, str) for member in members.values()):
        return None
    try:
        key = PyJWK(members, str(algorithm))
    except (PyJWTError, ValueError):  # by what is wrong with it, one or the other
        return None
    is_odd = isinstance(key.key, RSAPublicKey) and key.key.key_size not in _RSA_BITS
    return None if is_odd else key


def _algorithms(jwk: Mapping[str, object]) -> Sequence[str]:
    # Better Auth puts the curve of today's configuration beside an older RSA key, which has none.
    is_rsa = jwk.get("kty") == "RSA"
    kind = (jwk.get("kty"), "" if is_rsa else jwk.get("crv", ""))
    return _ALGORITHMS.get(kind, ()) if all(isinstance(part, str) for part in kind) else ()
