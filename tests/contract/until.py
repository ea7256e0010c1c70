"""How long to fuzz: a number of cases, a time, whichever comes first, or each seed once."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count


@dataclass(frozen=True, slots=True)
class Until:
    """How much is enough on one database; without any bound, each role once for each seed."""

    cases: int | None = None
    seconds: int | None = None
    started: float = field(default_factory=time.monotonic)

    def is_met(self, cases: int) -> bool:
        """Whether so many cases are enough, or the time is over."""
        return (self.cases is not None and cases >= self.cases) or (
            self.seconds is not None and self.left <= 0
        )

    @property
    def left(self) -> float:
        """Seconds until the time is over."""
        return (self.seconds or 0) - (time.monotonic() - self.started)

    def seeds(self, given: Sequence[int]) -> Iterator[int]:
        """Those that were asked for; and then their successors, for as long as somebody waits."""
        yield from given
        if self.cases is not None or self.seconds is not None:
            yield from count(given[-1] + 1)

    def limits(self, roles: int) -> list[str]:
        """No role may use up the time of the others."""
        if self.seconds is None:
            return []
        return [f"--max-time={max(1, int(min(self.left, self.seconds / roles)))}"]
