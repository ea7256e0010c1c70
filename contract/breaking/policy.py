"""Compares our own extensions, as far as callers notice them."""

from typing import Final

from contract.breaking.findings import Report, listed, shown
from contract.breaking.node import Node
from contract.breaking.operations import Pair

_HONOURED: Final = frozenset({"optional", "required"})


def compare(report: Report, pair: Pair) -> None:
    """Retries, issuers and limits."""
    old, new = pair.old.node, pair.new.node
    was, now = (node.child("x-idempotency").text for node in (old, new))
    if was in _HONOURED and now not in _HONOURED:
        detail = f"{shown(was)} became {shown(now or 'none')}"
        report.add("idempotency-removed", pair.label, new.child("x-idempotency"), detail)
    issuers = new.child("x-accepted-issuers")
    if gone := set(old.child("x-accepted-issuers").texts) - set(issuers.texts):
        report.add("issuer-removed", pair.label, issuers, f"not {listed(gone)} any more")
    groups = new.child("x-rate-limit")
    if more := set(groups.texts) - set(old.child("x-rate-limit").texts):
        report.add("rate-limit-added", pair.label, groups, f"also {listed(more)}")


def compare_problems(report: Report, base: Node, changed: Node) -> None:
    """Codes that clients were told to repeat."""
    old, new = (side.child("x-problem-types") for side in (base, changed))
    for code in old.mapping:
        was, now = (side.child(code, "retryable") for side in (old, new))
        if was.is_true and now.value is False:
            report.add("problem-not-retryable", None, now, shown(code))
