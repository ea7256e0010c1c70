"""Password hashes: made, verified at one cost for all, brought up to the policy at sign-in.

The library is libpass, the maintained passlib, imported as `passlib`: passlib 1.7.4 itself fails
on every hash with bcrypt 5, and with bcrypt 4 it ignores what follows byte 72.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

import structlog
from passlib.context import CryptContext

from app.security.bounded_threads import BoundedThreads

Scheme: TypeAlias = Literal["bcrypt_sha256", "argon2id"]

MAXIMUM_PASSWORD_BYTES = 1024

_BCRYPT_MAXIMUM_BYTES = 72
# OWASP's first choice. Any other parameters count as outdated: only ever raise these.
_ARGON2_MEMORY_KIB = 19456
_ARGON2_PASSES = 2
_CONTEXT_NAMES: Mapping[Scheme, str] = {"bcrypt_sha256": "bcrypt_sha256", "argon2id": "argon2"}

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class PasswordUnusable(ValueError):
    """No hash can be made of the password: the policy refuses such a one before it comes here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether the password is right, and the hash to store instead if the policy has moved.

    Store `upgraded_hash` only where the old hash still stands: the password may have changed.
    """

    is_correct: bool
    upgraded_hash: str | None = None


WRONG = Verdict(is_correct=False)


class PasswordHasher:
    """Hashes with the scheme of the policy and verifies every scheme that was ever in use."""

    def __init__(
        self,
        *,
        scheme: Scheme = "bcrypt_sha256",
        rounds: int = 12,
        max_workers: int = 2,
        max_waiting: int = 32,
    ) -> None:
        self.threads = BoundedThreads(max_workers=max_workers, max_waiting=max_waiting)
        self._context = _context(scheme, rounds)
        self._decoy = _decoy(scheme, rounds)

    async def hash(self, password: str) -> str:
        """The hash to store.

        Raises PasswordUnusable, and ServiceUnavailable when the queue is full.
        """
        return await self.threads.run(self._hash, password)

    async def verify(self, password: str, stored: str | None) -> Verdict:
        """Whether `password` made `stored`; None stands for an account that does not exist.

        Every answer of "wrong" costs one hash, so that its time does not tell which accounts exist.
        Raises ServiceUnavailable when the queue is full.
        """
        return await self.threads.run(self._verify, password, stored)

    async def close(self) -> None:
        await self.threads.close()

    def _hash(self, password: str) -> str:
        return self._context.hash(_encode(password))

    def _verify(self, password: str, stored: str | None) -> Verdict:
        try:
            secret = _encode(password)
        except PasswordUnusable:
            return self._verify_in_vain(b"")
        if stored is None or _is_beyond_bcrypt(secret, stored):
            return self._verify_in_vain(secret)
        try:
            is_correct, upgraded_hash = self._context.verify_and_update(secret, stored)
        except (ValueError, TypeError) as error:
            log.error("stored password hash cannot be read", error=type(error).__name__)
            return self._verify_in_vain(secret)
        return Verdict(is_correct=is_correct, upgraded_hash=upgraded_hash)

    def _verify_in_vain(self, secret: bytes) -> Verdict:
        self._context.verify(secret, self._decoy)
        return WRONG


def _context(scheme: Scheme, rounds: int) -> CryptContext:
    return CryptContext(
        schemes=["bcrypt_sha256", "argon2", "bcrypt"],
        default=_CONTEXT_NAMES[scheme],
        deprecated="auto",  # all but the default: sign-ins migrate them
        # Not `rounds=`, which is also a maximum: it would weaken a hash of 14 rounds at sign-in.
        bcrypt_sha256__default_rounds=rounds,
        bcrypt_sha256__min_rounds=rounds,
        argon2__type="ID",
        argon2__memory_cost=_ARGON2_MEMORY_KIB,
        argon2__time_cost=_ARGON2_PASSES,
        argon2__parallelism=1,
    )


def _decoy(scheme: Scheme, rounds: int) -> str:
    """What an unknown account is verified against: a hash of the policy that no password has made.

    It is spelt, not computed: to make it would cost every start of a process a quarter of a second.
    """
    if scheme == "argon2id":
        return f"$argon2id$v=19$m={_ARGON2_MEMORY_KIB},t={_ARGON2_PASSES},p=1${'A' * 22}${'A' * 43}"
    return f"$bcrypt-sha256$v=2,t=2b,r={rounds}${'.' * 22}${'.' * 31}"


def _encode(password: str) -> bytes:
    """The password exactly as received (no trimming, no Unicode normalisation), as UTF-8."""
    try:
        secret = password.encode("utf-8")
    except UnicodeEncodeError:  # a lone surrogate is no character
        raise PasswordUnusable("the password is not Unicode text") from None
    if len(secret) > MAXIMUM_PASSWORD_BYTES:
        raise PasswordUnusable(f"the password is longer than {MAXIMUM_PASSWORD_BYTES} bytes")
    return secret


def _is_beyond_bcrypt(secret: bytes, stored: str) -> bool:
    """Whether a plain bcrypt hash ($2b$) is of something else: that ends at 72 bytes or NUL."""
    return stored.startswith("$2") and (len(secret) > _BCRYPT_MAXIMUM_BYTES or b"\0" in secret)
