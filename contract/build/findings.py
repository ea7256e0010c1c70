"""What the toolkit says about a contract that it refuses: a place, a rule, the fault and the way
out."""

from dataclasses import dataclass
from typing import TypeAlias

Pointer: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A line of a handwritten file; the file is named relative to the contract's folder."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    location: Location
    rule: str
    what: str
    way_out: str

    def __str__(self) -> str:
        return f"{self.location}: [{self.rule}] {self.what}\n    {self.way_out}"


class ContractRefused(Exception):
    """The contract cannot be served exactly as written; nothing was generated."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = sorted(set(findings))
        super().__init__("\n".join(str(finding) for finding in self.findings))


class Origins:
    """Remembers for each place in the bundle the line that it was written on."""

    def __init__(self) -> None:
        self.lines: dict[Pointer, Location] = {}

    def record(self, pointer: Pointer, location: Location) -> None:
        self.lines[pointer] = location

    def find(self, pointer: Pointer) -> Location:
        """What the bundler added has no line of its own: the nearest written ancestor answers
        for it."""
        found = self.lines[()]
        known: Pointer = ()
        for step in pointer:
            # Validators take the key "200" for a number.
            known = (*known, step) if (*known, step) in self.lines else (*known, str(step))
            found = self.lines.get(known, found)
        return found

    def copy_below(self, source: Pointer, target: Pointer) -> None:
        """Give an inlined copy the lines of what it was copied from."""
        size = len(source)
        below = [item for item in self.lines.items() if item[0][:size] == source]
        for pointer, location in below:
            self.lines[target + pointer[size:]] = location
