"""What a fault did: what was promised, what of it was lost, and which bound was broken."""

import math
from dataclasses import dataclass, field
from typing import Final

# The promises are 8 s for any answer and 5 s to recover; a machine that is shared gets a little
# more before we call them broken. The report shows what was measured.
ANSWERED_SECONDS: Final = 10.0
RECOVERED_SECONDS: Final = 8.0


@dataclass
class Outcome:
    """One line of the report. Acknowledged is what a caller was told has happened."""

    fault: str
    database: str
    acknowledged: int = 0
    lost: int = 0
    recovery_seconds: float | None = None
    notes: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    # Bounds that were passed: on a machine that has nothing else to do, a broken promise as well.
    late: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return self.is_whole and not self.late

    @property
    def is_whole(self) -> bool:
        """Nothing was lost and everything ended, however busy the machine was."""
        return self.lost == 0 and not self.broken

    def require(self, is_kept: bool, promise: str) -> None:
        """Note a promise that was not kept."""
        if not is_kept:
            self.broken.append(promise)

    def bound(self, seconds: float, at_most: float, what: str) -> None:
        """Note what took longer than it may."""
        if seconds > at_most:
            self.late.append(f"{what} took {seconds:.1f} s")

    def recovered_after(self, seconds: float) -> None:
        """How long it took until it worked again by itself."""
        self.recovery_seconds = seconds
        self.require(seconds < math.inf, "it did not recover")
        self.bound(seconds, RECOVERED_SECONDS, "recovery")

    def __str__(self) -> str:
        recovery = "" if self.recovery_seconds is None else f"{self.recovery_seconds:.1f} s"
        said = [*self.notes, *(f"BROKEN: {promise}" for promise in (*self.broken, *self.late))]
        return (
            f"{'ok' if self.is_good else 'FAILED':<6} {self.fault:<38} {self.database:<8}"
            f" acknowledged {self.acknowledged:>5}  lost {self.lost:>3}"
            f"  recovery {recovery:>6}  {'; '.join(said)}"
        )
