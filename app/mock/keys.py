"""Idempotency keys, kept in memory."""

from dataclasses import dataclass, field

from app.errors import IdempotencyKeyInUse, IdempotencyKeyReused
from app.idempotency.store import Answer


@dataclass(slots=True)
class MemoryKeys:
    """Does what `app.idempotency.store` does; nothing expires."""

    _used: dict[bytes, tuple[bytes, Answer | None]] = field(default_factory=dict)

    async def claim(self, key: bytes, operation: str, fingerprint: bytes) -> Answer | None:
        """The kept answer, or None. Raises `IdempotencyKeyInUse` and `IdempotencyKeyReused`."""
        if key not in self._used:
            self._used[key] = (fingerprint, None)
            return None
        first, answer = self._used[key]
        if first != fingerprint:
            raise IdempotencyKeyReused
        if answer is None:
            raise IdempotencyKeyInUse
        return answer

    async def complete(self, key: bytes, answer: Answer) -> None:
        """Keep `answer`."""
        self._used[key] = (self._used[key][0], answer)

    async def release(self, key: bytes) -> None:
        """Give the key back."""
        self._used.pop(key, None)
