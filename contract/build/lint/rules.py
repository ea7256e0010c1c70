"""What a rule is: a name, the way out, and a function that yields each place where it is broken."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from contract.build.findings import Location, Pointer
from contract.build.lint.reading import Reading

# A place in the bundle (or a line, for files that are no part of it) and what is wrong there.
Faults: TypeAlias = Iterator[tuple[Pointer | Location, str]]
Check: TypeAlias = Callable[[Reading], Faults]


@dataclass(frozen=True, slots=True)
class Rule:
    name: str
    way_out: str
    check: Check


REGISTRY: list[Rule] = []


def rule(name: str, way_out: str) -> Callable[[Check], Check]:
    """Register a function as the rule `name`."""

    def register(check: Check) -> Check:
        REGISTRY.append(Rule(name, way_out, check))
        return check

    return register
