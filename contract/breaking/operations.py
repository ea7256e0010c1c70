"""Pairs the operations of two contracts and tells which are new or gone."""

import re
from dataclasses import dataclass
from datetime import date

from contract.breaking.findings import Report, bare, listed, shown
from contract.breaking.lifecycle import sunset_of
from contract.breaking.node import Node, methods

_NAME = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation of a document, with the path item that it stands in."""

    method: str
    template: str
    item: Node
    node: Node

    @property
    def label(self) -> str:
        """How findings call it."""
        return self.node.child("operationId").text or f"{self.method.upper()} {self.template}"

    @property
    def address(self) -> str:
        """The same for templates that differ in the names of their parameters alone."""
        return _NAME.sub("{}", self.template)

    @property
    def names(self) -> list[str]:
        """The names of the path parameters, in their order."""
        return [name[1:-1] for name in _NAME.findall(self.template)]

    def inherited(self, keyword: str) -> Node:
        """A member of the operation, or the one of the path item or document that it stands
        for."""
        root = Node.of(self.node.root)
        nodes = [holder.child(keyword) for holder in (self.node, self.item, root)]
        return next((node for node in nodes if node.exists), nodes[-1])


@dataclass(frozen=True, slots=True)
class Pair:
    """One operation, before and after."""

    old: Operation
    new: Operation

    @property
    def label(self) -> str:
        return self.new.label


def operations(document: Node) -> dict[tuple[str, str], Operation]:
    """(address, method) → operation."""
    found = {}
    for template, item in document.child("paths").members().items():
        for method in methods(item):
            operation = Operation(method, template, item, item.child(method))
            found[operation.address, method] = operation
    return found


def pairs(report: Report, base: Node, changed: Node, today: date) -> list[Pair]:
    """The operations that both have; what only one has is told."""
    old, new = operations(base), operations(changed)
    for key in [key for key in new if key not in old]:
        report.add("operation-added", new[key].label, new[key].node, _place(new[key]))
    addresses = {address for address, _ in new}
    for key in [key for key in old if key not in new]:
        _removed(report, old[key], today, is_path=key[0] not in addresses)
    found = [Pair(old[key], new[key]) for key in old if key in new]
    for pair in found:
        _names(report, pair)
        _servers(report, pair)
    return found


def _place(operation: Operation) -> str:
    return f"{operation.method.upper()} {bare(operation.template)}"


def _removed(report: Report, operation: Operation, today: date, *, is_path: bool) -> None:
    at, detail = operation.node, _place(operation)
    if operation.node.child("deprecated").is_true:
        sunset = sunset_of(operation.node)
        is_over = sunset is not None and sunset <= today
        kind = "operation-retired" if is_over else "operation-removed-before-sunset"
        report.add(kind, operation.label, at, f"{detail}, Sunset {sunset or 'unknown'}")
    elif is_path:
        report.add("path-removed", operation.label, operation.item, shown(operation.template))
    else:
        report.add("operation-removed", operation.label, at, detail)


def _names(report: Report, pair: Pair) -> None:
    was, now = (side.node.child("operationId").text for side in (pair.old, pair.new))
    if was and was != now:
        at, detail = pair.new.node.child("operationId"), f"{shown(was)} became {shown(now)}"
        report.add("operation-id-changed", pair.old.label, at, detail)
    for was, now in zip(pair.old.names, pair.new.names, strict=True):
        if was != now:
            detail = f"{shown(was)} became {shown(now)}"
            report.add("path-parameter-renamed", pair.label, pair.new.item, detail)


def _servers(report: Report, pair: Pair) -> None:
    before, after = (side.inherited("servers") for side in (pair.old, pair.new))
    if gone := _urls(before) - _urls(after):
        report.add("server-removed", pair.label, after, f"{listed(gone)} is gone")


def _urls(servers: Node) -> set[str]:
    urls = {item.child("url").text.rstrip("/") for item in servers.items()}
    return urls or {""}  # OpenAPI's default is one server at /
