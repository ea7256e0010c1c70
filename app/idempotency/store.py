"""One effect for one key: claims, completes and releases keys."""

from dataclasses import dataclass
from typing import assert_never

from app.clock import Clock
from app.db.database import Database
from app.errors import IdempotencyKeyInUse, IdempotencyKeyReused
from app.idempotency import repository
from app.idempotency.repository import Answer, Claimed, InFlight, OtherRequest

__all__ = ["Answer", "IdempotencyStore"]


@dataclass(frozen=True, slots=True)
class IdempotencyStore:
    """The keys that were used, and what they were answered."""

    database: Database
    clock: Clock

    async def claim(self, key: bytes, operation: str, fingerprint: bytes) -> Answer | None:
        """The kept answer, or None: then the caller goes on and completes or releases the key.

        Raises `IdempotencyKeyInUse` and `IdempotencyKeyReused`.
        """
        claim = await self.database.write(
            repository.claim, key, operation, fingerprint, self.clock.now()
        )
        match claim:
            case Claimed():
                return None
            case Answer():
                return claim
            case InFlight():
                raise IdempotencyKeyInUse
            case OtherRequest():
                raise IdempotencyKeyReused
            case _:
                assert_never(claim)

    async def complete(self, key: bytes, answer: Answer) -> None:
        """Keep `answer` for the retries to come."""
        await self.database.write(repository.complete, key, answer)

    async def release(self, key: bytes) -> None:
        """Give the key back after a request without effect."""
        await self.database.write(repository.release, key)
