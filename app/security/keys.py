"""The signing keys of the service: a private JWK set; the first key signs, every key verifies."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal, Self

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.security.encoding import read_json_object
from app.security.jwk import SigningKey, generate_key, read_key
from app.security.key_files import create_private_file, replace_private_file
from app.security.key_material import KeySetInvalid, PrivateKey, write_private_key

__all__ = ["KeySet", "KeySetInvalid", "MINIMUM_OVERLAP"]

# A token lives 15 minutes at most and clocks may differ: until then its key has to stay.
MINIMUM_OVERLAP = timedelta(minutes=20)


@dataclass(frozen=True, slots=True)
class KeySet:
    """One or more keys, the signing one first. Immutable: a rotation is a new set."""

    keys: tuple[SigningKey, ...]

    def __post_init__(self) -> None:
        if not self.keys:
            raise KeySetInvalid("the key set is empty: it needs at least one private key")
        if len({key.kid for key in self.keys}) < len(self.keys):
            # Whatever the families: a name that fits two keys lets a token choose between them.
            raise KeySetInvalid("two keys have the same kid")
        if len({key.is_symmetric for key in self.keys}) > 1:
            raise KeySetInvalid("symmetric and asymmetric keys do not go into one set")
        if self.signing.retired_at is not None:
            raise KeySetInvalid("the first key signs, so it cannot be retired")

    @property
    def signing(self) -> SigningKey:
        return self.keys[0]

    @classmethod
    def generate(cls, algorithm: Literal["ES256", "RS256"], now: datetime) -> Self:
        """A set with one new key."""
        return cls((generate_key(algorithm, now),))

    @classmethod
    def parse(cls, document: str | bytes, *, allow_symmetric: bool = False) -> Self:
        """Reads a private JWK set; `allow_symmetric` (HS256) is for development.

        Raises KeySetInvalid.
        """
        keys = tuple(_read(index, value) for index, value in enumerate(_members(document), start=1))
        if not allow_symmetric and any(key.is_symmetric for key in keys):
            raise KeySetInvalid("symmetric keys (HS256) are for development only")
        return cls(keys)

    @classmethod
    def load(cls, path: Path, *, allow_symmetric: bool = False) -> Self:
        """Reads the set from a file. Raises KeySetInvalid, also when the file cannot be read."""
        with _named(path):
            return cls.parse(path.read_bytes(), allow_symmetric=allow_symmetric)

    @classmethod
    def load_or_create(
        cls,
        path: Path,
        algorithm: Literal["ES256", "RS256"],
        now: datetime,
        *,
        allow_symmetric: bool = False,
    ) -> Self:
        """The set in the file, made first if there is none: several processes get the same one."""
        with _named(path):
            if not path.exists():
                create_private_file(path, cls.generate(algorithm, now).document())
        return cls.load(path, allow_symmetric=allow_symmetric)

    def save(self, path: Path) -> None:
        """Replaces the file at once and for its owner only (0600, a new directory 0700)."""
        with _named(path):
            replace_private_file(path, self.document())

    def document(self) -> bytes:
        """The private JWK set as JSON: what `parse` reads."""
        jwks = {"keys": [key.private_jwk() for key in self.keys]}
        return json.dumps(jwks, indent=2).encode("ascii") + b"\n"

    def public_jwks(self) -> dict[str, list[dict[str, str]]]:
        """What verifiers fetch; symmetric keys are left out."""
        return {"keys": [key.public_jwk() for key in self.keys if not key.is_symmetric]}

    def derived(self, purpose: str) -> tuple[bytes, ...]:
        """A symmetric key of 32 bytes for `purpose` from each key, in their order.

        So every replica that signs alike also derives alike, and no further secret has to be kept.
        """
        return tuple(_derive(key.private, purpose) for key in self.keys)

    def rotated(self, now: datetime, overlap: timedelta) -> Self:
        """A new first key of the same algorithm; keys that retired before `now - overlap` are gone.

        The new key signs at once. So all processes have to load the new set together (a restart),
        and verifiers that cache the JWKS have to fetch it again when they meet an unknown kid.
        """
        if overlap < MINIMUM_OVERLAP:
            raise KeySetInvalid(f"the overlap must be at least {MINIMUM_OVERLAP}")
        algorithm = self.signing.algorithm
        if algorithm == "HS256":
            raise KeySetInvalid("a symmetric key is not rotated: generate an ES256 set instead")
        moment = now.replace(microsecond=0)
        retired = ((key, key.retired_at or moment) for key in self.keys)
        kept = (replace(key, retired_at=at) for key, at in retired if at > now - overlap)
        return type(self)((generate_key(algorithm, now), *kept))


def _derive(private: PrivateKey, purpose: str) -> bytes:
    # HKDF without salt (RFC 5869 §3.1): the private half is the secret, `purpose` parts its uses.
    secret = json.dumps(write_private_key(private), sort_keys=True).encode("ascii")
    info = f"accord/{purpose}/v1".encode("ascii")
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(secret)


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Says which file an error is about, in the one line that an operator sees."""
    try:
        yield
    except KeySetInvalid as error:
        raise KeySetInvalid(f"{path}: {error}") from None
    except OSError as error:
        raise KeySetInvalid(f"{path}: {error.strerror or type(error).__name__}") from None


def _members(document: str | bytes) -> list[object]:
    data = document.encode("utf-8", "surrogatepass") if isinstance(document, str) else document
    if data.startswith(b"0"):  # 0x30, an ASN.1 SEQUENCE; no JSON object begins so
        raise KeySetInvalid("this is DER, not a JWK set")
    if data.lstrip().startswith(b"-----BEGIN"):
        raise KeySetInvalid("this is PEM, not a JWK set")
    try:
        keys = read_json_object(data).get("keys")
    except ValueError:
        raise KeySetInvalid("this is not a JWK set: no valid JSON object") from None
    if not isinstance(keys, list):
        raise KeySetInvalid('this is not a JWK set: it has no list "keys"')
    return keys


def _read(index: int, value: object) -> SigningKey:
    if not isinstance(value, dict):
        raise KeySetInvalid(f"key {index} is not a JSON object")
    try:
        return read_key(value)
    except KeySetInvalid as error:
        raise KeySetInvalid(f"key {index}: {error}") from None
