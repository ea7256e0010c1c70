"""Findings as lines for people, and as JSON for programs."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator

from contract.breaking.findings import Finding, bare
from contract.breaking.rules import Severity

_NAMED_MAX = 3


def is_allowed(finding: Finding, allowed: Iterable[str]) -> bool:
    """`KIND` allows all of a kind, `KIND:operation` what concerns that operation alone."""
    entries = set(allowed)
    name = finding.kind.name
    by_operation = [f"{name}:{operation}" in entries for operation in finding.operations]
    return name in entries or bool(by_operation) and all(by_operation)


def lines(findings: Iterable[Finding], *, is_full: bool) -> Iterator[str]:
    """One line each; additions only in full."""
    for one in findings:
        if is_full or one.kind.severity is not Severity.INFO:
            yield (
                f"{one.kind.severity}: {one.kind.name}: {_where(one)}: {bare(one.pointer)}: "
                f"{one.detail}. {one.kind.way_out}"
            )


def summary(findings: Iterable[Finding], allowed: int) -> str:
    """The last line."""
    count = Counter(one.kind.severity for one in findings)
    told = f"{count[Severity.BREAK]} breaking, {count[Severity.WARNING]} to look at, "
    told += f"{count[Severity.INFO]} harmless"
    return f"{told}, {allowed} allowed." if allowed else f"{told}."


def to_json(findings: Iterable[Finding]) -> str:
    """Every finding with all of its operations."""
    rows = [
        {
            "severity": one.kind.severity,
            "kind": one.kind.name,
            "direction": one.kind.direction,
            "operations": one.operations,
            "pointer": one.pointer,
            "detail": one.detail,
            "way_out": one.kind.way_out,
        }
        for one in findings
    ]
    return json.dumps(rows, indent=2)


def _where(finding: Finding) -> str:
    names = [bare(name) for name in finding.operations]
    if not names:
        return "the document"
    more = len(names) - _NAMED_MAX
    named = ", ".join(names[:_NAMED_MAX])
    return f"{named} and {more} more" if more > 0 else named
