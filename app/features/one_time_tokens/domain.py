"""What a one-time token proves, and how it looks."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Purpose(StrEnum):
    """What a token is good for; presenting it anywhere else is like presenting none."""

    VERIFY_EMAIL = "verify_email"
    RESET_PASSWORD = "reset_password"  # nosec B105 # the name of a purpose

    @property
    def prefix(self) -> str:
        """Lets secret scanners, and people, tell what leaked."""
        return _PREFIXES[self]


_PREFIXES = {Purpose.VERIFY_EMAIL: "evt_", Purpose.RESET_PASSWORD: "prt_"}
# A code has a million values: five tries of one token make guessing it 1 in 200,000.
CODE_ATTEMPTS_MAX = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class NewToken:
    """A token as it is stored: nothing in it can be presented."""

    token_hash: bytes
    purpose: Purpose
    account_id: UUID
    code_hash: bytes | None
    created_at: datetime
    expires_at: datetime
