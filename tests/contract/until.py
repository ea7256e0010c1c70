"""How long to fuzz: a number of cases, a time, whichever comes first, or each seed once."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count


@dataclass(frozen=True, slots=True)
class Until:
    """How much is enough on one database; without any bound, each role once for each seed.

    It is asked before a round, and no round is cut short: Schemathesis warns of how many requests
    were good ones, and a run that ends early has sent too few to tell.
    """

    cases: int | None = None
    seconds: int | None = None
    started: float = field(default_factory=time.monotonic)

    def is_met(self, cases: int) -> bool:
        """Whether so many cases are enough, or the time is over."""
        return (self.cases is not None and cases >= self.cases) or (
            self.seconds is not None and time.monotonic() - self.started >= self.seconds
        )

    def seeds(self, given: Sequence[int]) -> Iterator[int]:
        """Those that were asked for; and then their successors, for as long as somebody waits."""
        yield from given
        if self.cases is not None or self.seconds is not None:
            yield from count(given[-1] + 1)
