"""Opaque secrets: refresh and one-time tokens, codes for people, and what may be stored of them."""

import hmac
import re
import secrets
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

CODE_DIGITS = 6

_SECRET_BYTES = 32
_SECRET = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)
_NONCE_BYTES = 12
# The purpose stands in the derivation, so that a key made for this use serves no other.
_SEAL_INFO = b"accord/sealed-child-refresh-token/v1"
_CODE_INFO = b"accord/one-time-code/v1\0"


def mint(prefix: str) -> str:
    """A new secret: `prefix` and 43 base64url characters that hold 256 random bits.

    The prefix (`rt_`) lets secret scanners and people see what leaked.
    """
    return prefix + secrets.token_urlsafe(_SECRET_BYTES)


def is_well_formed(secret: str, prefix: str) -> bool:
    """Whether `mint(prefix)` could have made `secret`: saves the database a look for the rest."""
    return secret.startswith(prefix) and _SECRET.fullmatch(secret, len(prefix)) is not None


def hash_secret(secret: str) -> bytes:
    """The 32 bytes to store and to look up by.

    A plain SHA-256 suffices: 256 random bits cannot be guessed, so nothing slow is needed. Any
    presented text has a hash, lone surrogates too, so that hostile input is merely unknown.
    """
    return sha256(secret.encode("utf-8", "surrogatepass")).digest()


def mint_code() -> str:
    """Six digits, each of the million equally likely, for a person to type."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"


def hash_code(code: str, bound_to: bytes) -> bytes:
    """The 32 bytes to store of a code, bound to its one-time token's hash (`bound_to`).

    The binding makes equal codes of two accounts differ and a row copied to another account
    worthless. It does not hide the code from someone who reads the database and tries all million:
    against that stand the code's short life and its few attempts.
    """
    return hmac.digest(bound_to, _CODE_INFO + code.encode("utf-8", "surrogatepass"), "sha256")


def is_same(left: bytes, right: bytes) -> bool:
    """Compares in a time that tells nothing about where the two differ."""
    return hmac.compare_digest(left, right)


def seal(child: str, parent: str) -> bytes:
    """Encrypts the child refresh token so that only a holder of its parent can read it.

    Stored with the spent parent, it makes a refresh repeatable for a client that lost the answer,
    and the database alone still holds no usable token. Layout: nonce (12) + ciphertext and tag.
    """
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(_sealing_key(parent)).encrypt(nonce, child.encode("utf-8"), None)


def open_sealed(sealed: bytes, parent: str) -> str | None:
    """The child token, or None when `parent` is not its parent or the bytes were tampered with."""
    nonce, ciphertext = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
    try:
        return AESGCM(_sealing_key(parent)).decrypt(nonce, ciphertext, None).decode("utf-8")
    except (InvalidTag, ValueError):  # ValueError: cut so short that no whole nonce is left
        return None


def _sealing_key(parent: str) -> bytes:
    # HKDF without salt: the parent is a uniform 256-bit secret of its own (RFC 5869 §3.1).
    derivation = HKDF(algorithm=SHA256(), length=32, salt=None, info=_SEAL_INFO)
    return derivation.derive(parent.encode("utf-8", "surrogatepass"))
