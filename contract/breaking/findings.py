"""What was found: a kind of change, its place, and every operation that meets it there."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from contract.breaking.node import Node, written
from contract.breaking.rules import KINDS, Kind

_SHOWN_MAX = 80
_DETAIL_MAX = 300


@dataclass(frozen=True, slots=True)
class Finding:
    """`operations` is empty for what concerns the document; `pointer` leads into the changed
    contract, or into the base for what is gone."""

    kind: Kind
    operations: tuple[str, ...]
    pointer: str
    detail: str


class Report:
    """Collects findings; what many operations share is found once, and names them all."""

    def __init__(self) -> None:
        self._operations: dict[tuple[str, str, str], dict[str, None]] = {}

    def add(self, kind: str, operation: str | None, at: Node, detail: str) -> None:
        """`kind` is a name of the table."""
        key = KINDS[kind].name, written(at.pointer), detail[:_DETAIL_MAX]
        where = self._operations.setdefault(key, {})
        if operation is not None:
            where[operation] = None

    def findings(self) -> list[Finding]:
        """Breaks first; within that in the order of kinds and places."""
        found = [
            Finding(KINDS[kind], tuple(operations), pointer, detail)
            for (kind, pointer, detail), operations in self._operations.items()
        ]
        return sorted(found, key=_order)


def _order(one: Finding) -> tuple[int, str, str, str]:
    return one.kind.severity.rank, one.kind.name, one.pointer, one.detail


def shown(value: object) -> str:
    """A value as one short line of ASCII, whatever is in it."""
    return _short(json.dumps(value))


def bare(text: str) -> str:
    """The same of a text, without quotes."""
    return _short(json.dumps(text)[1:-1])


def listed(names: Iterable[str]) -> str:
    return ", ".join(shown(name) for name in sorted(names))


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN_MAX else f"{text[:_SHOWN_MAX]}..."
