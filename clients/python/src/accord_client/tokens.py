"""Where the tokens of a session are kept."""

import time
from dataclasses import dataclass
from typing import Final, Protocol, Self

from accord_api.models import TokenResponse

# Some time is left for a request that takes long, and for a clock that is wrong.
_USED_OF_LIFE: Final = 0.9


@dataclass(frozen=True, slots=True)
class Tokens:
    """A pair; from `renew_at` on (of `time.time`) the access token is better renewed than sent."""

    access_token: str
    refresh_token: str
    renew_at: float

    @classmethod
    def of(cls, answer: TokenResponse) -> Self:
        renew_at = time.time() + answer.expires_in * _USED_OF_LIFE
        return cls(answer.access_token, answer.refresh_token, renew_at)

    @property
    def are_due(self) -> bool:
        return time.time() >= self.renew_at


class TokenStore(Protocol):
    """A place that is read and written at once: a file, a keyring, a row."""

    def read(self) -> Tokens | None: ...

    def write(self, tokens: Tokens | None) -> None: ...


class MemoryTokens:
    """Kept by this object, and gone with it."""

    def __init__(self) -> None:
        self._held: Tokens | None = None

    def read(self) -> Tokens | None:
        return self._held

    def write(self, tokens: Tokens | None) -> None:
        self._held = tokens
