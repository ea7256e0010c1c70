"""Deprecation: an operation may go if it said so in time."""

from datetime import date, timedelta
from typing import Final

from contract.breaking.findings import Report
from contract.breaking.node import Node

MIN_NOTICE: Final = timedelta(days=180)


def sunset_of(operation: Node) -> date | None:
    """The first day without the operation."""
    return _day(operation, "x-sunset")


def compare(report: Report, label: str, old: Node, new: Node) -> None:
    """Tell what became of the promise to stay."""
    was, now = (node.child("deprecated").is_true for node in (old, new))
    if now:
        _announced(report, label, old if was else None, new)
    elif was:
        report.add("deprecation-withdrawn", label, new, "it stays")


def _announced(report: Report, label: str, old: Node | None, new: Node) -> None:
    before = sunset_of(old) if old is not None else None
    begin, end = _day(new, "x-deprecated-at"), sunset_of(new)
    at = new.child("x-sunset") if end else new
    if begin is None or end is None:
        if old is None or before is not None:
            report.add("deprecated-without-dates", label, at, "no such days")
    elif before is not None:
        if end < before:
            report.add("sunset-moved-earlier", label, at, f"{before} became {end}")
    elif end - begin < MIN_NOTICE:
        report.add("sunset-too-soon", label, at, f"{(end - begin).days} days, until {end}")
    else:
        report.add("operation-deprecated", label, at, f"until {end}")


def _day(operation: Node, keyword: str) -> date | None:
    try:
        return date.fromisoformat(operation.child(keyword).text)
    except ValueError:
        return None
