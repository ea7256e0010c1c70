"""Private keys as the members of a JWK (RFC 7518 §6), both ways; every number is checked."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import load_der_private_key, load_der_public_key
from cryptography.x509 import load_der_x509_certificate

from app.security.encoding import decode_base64url, encode_base64url

PrivateKey: TypeAlias = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | bytes

MINIMUM_SECRET_BYTES = 32
MINIMUM_RSA_BITS = 2048
# Above this a verification costs milliseconds, on every request.
MAXIMUM_RSA_BITS = 8192

_COORDINATE_BYTES = 32


class KeySetInvalid(Exception):
    """The signing keys cannot be used; the message is one line for operators, without secrets."""


def read_private_key(members: Mapping[str, object]) -> PrivateKey:
    """The key that the members describe, proven to be consistent. Raises KeySetInvalid."""
    kty = read_text(members, "kty")
    if kty not in _READERS:
        raise KeySetInvalid("kty must be EC, RSA or oct")
    return _READERS[kty](members)


def write_private_key(private: PrivateKey) -> dict[str, str]:
    """The members of the whole key, private ones included."""
    if isinstance(private, bytes):
        return {"kty": "oct", "k": encode_base64url(private)}
    if isinstance(private, rsa.RSAPrivateKey):
        return _write_rsa(private.private_numbers())
    return _write_ec(private.private_numbers())


def read_text(members: Mapping[str, object], name: str) -> str:
    value = members.get(name)
    if not isinstance(value, str):
        raise KeySetInvalid(f"{name} is missing or not a string")
    return value


def _read_ec(members: Mapping[str, object]) -> PrivateKey:
    if read_text(members, "crv") != "P-256":
        raise KeySetInvalid("crv must be P-256, the curve of ES256")
    x, y, d = (_read_number(members, name, _COORDINATE_BYTES) for name in ("x", "y", "d"))
    try:
        private = ec.derive_private_key(d, ec.SECP256R1())
    except ValueError:
        raise KeySetInvalid("d is not a private key of P-256") from None
    if private.public_key().public_numbers() != ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()):
        raise KeySetInvalid("x and y are not the public half of d")
    return private


def _write_ec(private: ec.EllipticCurvePrivateNumbers) -> dict[str, str]:
    point = private.public_numbers
    numbers = {"x": point.x, "y": point.y, "d": private.private_value}
    # RFC 7518 §6.2.1.2: a coordinate keeps its leading zeros.
    encoded = {name: _write_number(value, _COORDINATE_BYTES) for name, value in numbers.items()}
    return {"kty": "EC", "crv": "P-256", **encoded}


def _read_rsa(members: Mapping[str, object]) -> PrivateKey:
    n, e, d, p, q, dp, dq, qi = (
        _read_number(members, name) for name in ("n", "e", "d", "p", "q", "dp", "dq", "qi")
    )
    bits = n.bit_length()
    if not MINIMUM_RSA_BITS <= bits <= MAXIMUM_RSA_BITS:
        raise KeySetInvalid(
            f"an RSA key needs {MINIMUM_RSA_BITS} to {MAXIMUM_RSA_BITS} bits, not {bits}"
        )
    if not (e % 2 and 65537 <= e < 2**32):
        raise KeySetInvalid("e must be an odd number from 65537 up to 2^32")
    try:
        public = rsa.RSAPublicNumbers(e, n)
        return rsa.RSAPrivateNumbers(p, q, d, dp, dq, qi, public).private_key()
    except ValueError:
        raise KeySetInvalid("the members of the RSA key do not fit together") from None


def _write_rsa(private: rsa.RSAPrivateNumbers) -> dict[str, str]:
    numbers = {
        "n": private.public_numbers.n,
        "e": private.public_numbers.e,
        "d": private.d,
        "p": private.p,
        "q": private.q,
        "dp": private.dmp1,
        "dq": private.dmq1,
        "qi": private.iqmp,
    }
    return {"kty": "RSA", **{name: _write_number(value) for name, value in numbers.items()}}


def _read_secret(members: Mapping[str, object]) -> PrivateKey:
    secret = _read_octets(members, "k")
    if len(secret) < MINIMUM_SECRET_BYTES:
        raise KeySetInvalid(f"a symmetric key needs at least {MINIMUM_SECRET_BYTES} random bytes")
    # A public key is no secret: all who have it could sign with it (CVE-2026-85394: as DER).
    if secret.lstrip().startswith((b"-----BEGIN", b"ssh-", b"ecdsa-")) or _is_der(secret):
        raise KeySetInvalid("k holds an asymmetric key (PEM, SSH or DER), which is no secret")
    return secret


_READERS: Mapping[str, Callable[[Mapping[str, object]], PrivateKey]] = {
    "EC": _read_ec,
    "RSA": _read_rsa,
    "oct": _read_secret,
}


def _is_der(data: bytes) -> bool:
    loaders: tuple[Callable[[bytes], object], ...] = (
        load_der_public_key,
        lambda der: load_der_private_key(der, password=None),
        load_der_x509_certificate,
    )
    return any(_loads(loader, data) for loader in loaders)


def _loads(loader: Callable[[bytes], object], data: bytes) -> bool:
    try:
        loader(data)
    except ValueError:
        return False
    except (TypeError, UnsupportedAlgorithm):  # a key all the same: locked, or of a strange kind
        return True
    return True


def _read_octets(members: Mapping[str, object], name: str) -> bytes:
    try:
        return decode_base64url(read_text(members, name))
    except ValueError:
        raise KeySetInvalid(f"{name} is not base64url") from None


def _read_number(members: Mapping[str, object], name: str, size: int | None = None) -> int:
    octets = _read_octets(members, name)
    if size is not None and len(octets) != size:
        raise KeySetInvalid(f"{name} must be {size} bytes long")
    return int.from_bytes(octets, "big")


def _write_number(value: int, size: int | None = None) -> str:
    return encode_base64url(value.to_bytes(size or (value.bit_length() + 7) // 8, "big"))
