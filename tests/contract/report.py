"""Reads the NDJSON report of a run: what was asked, and which documented answers were seen."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from generated.operations import OPERATIONS

Pair = tuple[str, int]

DOCUMENTED: frozenset[Pair] = frozenset(
    (operation.id, status) for operation in OPERATIONS for status in operation.statuses
)
_IDS = {(operation.method, operation.path): operation.id for operation in OPERATIONS}


def pairs(report: Path) -> Counter[Pair]:
    """How often each (operation, status) was answered to a method that the operation declares."""
    return Counter(_pairs(_scenarios(report)))


def _scenarios(report: Path) -> Iterator[dict[str, Any]]:
    with report.open() as lines:
        for line in lines:
            event = json.loads(line)
            if "ScenarioFinished" in event:
                yield event["ScenarioFinished"]["recorder"]


def _pairs(scenarios: Iterable[dict[str, Any]]) -> Iterator[Pair]:
    for scenario in scenarios:
        for case_id, interaction in scenario.get("interactions", {}).items():
            case = scenario["cases"][case_id]["value"]
            name = _IDS.get((case["method"].upper(), case["path"]))
            response = interaction.get("response")
            if name is not None and response is not None:
                yield name, response["status_code"]


def table(seen: Counter[Pair]) -> str:
    """One line for each operation: statuses seen with their counts, and those never seen."""
    lines = []
    for operation in OPERATIONS:
        statuses = sorted(operation.statuses)
        counts = [f"{s}×{seen[operation.id, s]}" for s in statuses if seen[operation.id, s]]
        never = [str(s) for s in statuses if not seen[operation.id, s]]
        lines.append(f"  {operation.id:<24} {' '.join(counts):<52} never: {' '.join(never)}")
    return "\n".join([*lines, f"  {len(seen.keys() & DOCUMENTED)} of {len(DOCUMENTED)} pairs seen"])
