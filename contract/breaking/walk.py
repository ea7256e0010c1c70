"""Where a comparison of schemas stands: whose they are, and which way the values travel."""

from dataclasses import dataclass, field

from contract.breaking.findings import Report
from contract.breaking.node import Node, Pointer
from contract.breaking.rules import Direction

Place = tuple[Pointer, ...]


@dataclass(frozen=True, slots=True)
class Walk:
    """One operation's schemas in one direction; `seen` ends the recursion of schemas that contain
    themselves."""

    report: Report
    operation: str
    direction: Direction
    is_error: bool = False
    seen: set[tuple[Place, Place]] = field(default_factory=set)

    @property
    def is_request(self) -> bool:
        return self.direction is Direction.REQUEST

    def tell(self, change: str, at: Node, detail: str) -> None:
        """`change` is the kind without its direction."""
        self.report.add(f"{self.direction}-{change}", self.operation, at, detail)

    def facet(self, name: str, at: Node, change: tuple[bool, bool], detail: str) -> None:
        """Judge a change that is (narrower, wider): it may be both, and then it breaks either
        way."""
        narrowed, widened = change
        if self.is_request and narrowed:
            self.tell(f"{name}-narrowed", at, detail)
        elif not self.is_request and widened:
            self.tell(f"{name}-widened", at, detail)
        elif narrowed or widened:
            self.tell("narrowed" if narrowed else "widened", at, detail)
