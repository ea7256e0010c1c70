"""Reads the NDJSON report of a run: what was asked, and which documented answers were seen."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generated.operations import OPERATIONS
from tests.support.conformance import Pair

__all__ = ["DOCUMENTED", "Pair", "Seen", "read", "table"]

DOCUMENTED: frozenset[Pair] = frozenset(
    (operation.id, status) for operation in OPERATIONS for status in operation.statuses
)
_IDS = {(operation.method, operation.path): operation.id for operation in OPERATIONS}


@dataclass(frozen=True, slots=True)
class Seen:
    """What a run has sent, and what was answered to methods that an operation declares."""

    cases: int = 0
    pairs: Counter[Pair] = field(default_factory=Counter)

    def __add__(self, other: "Seen") -> "Seen":
        return Seen(self.cases + other.cases, self.pairs + other.pairs)


def read(report: Path) -> Seen:
    """The counts of one run; nothing, if it ended before it wrote a report."""
    if not report.exists():
        return Seen()
    answers = list(_answers(_scenarios(report)))
    named = ((_IDS.get(operation), status) for operation, status in answers)
    return Seen(len(answers), Counter((name, status) for name, status in named if name is not None))


def _scenarios(report: Path) -> Iterator[dict[str, Any]]:
    with report.open() as lines:
        for line in lines:
            event = json.loads(line)
            if "ScenarioFinished" in event:
                yield event["ScenarioFinished"]["recorder"]


def _answers(scenarios: Iterable[dict[str, Any]]) -> Iterator[tuple[tuple[str, str], int]]:
    """Method, path and status of each case that was answered."""
    for scenario in scenarios:
        for case_id, interaction in scenario.get("interactions", {}).items():
            case = scenario["cases"][case_id]["value"]
            if interaction.get("response") is not None:
                yield (case["method"].upper(), case["path"]), interaction["response"]["status_code"]


def table(seen: Counter[Pair]) -> str:
    """One line for each operation: statuses seen with their counts, and those never seen."""
    lines = []
    for operation in OPERATIONS:
        statuses = sorted(operation.statuses)
        counts = [f"{s}×{seen[operation.id, s]}" for s in statuses if seen[operation.id, s]]
        never = [str(s) for s in statuses if not seen[operation.id, s]]
        lines.append(f"  {operation.id:<24} {' '.join(counts):<52} never: {' '.join(never)}")
    return "\n".join([*lines, f"  {len(seen.keys() & DOCUMENTED)} of {len(DOCUMENTED)} pairs seen"])
