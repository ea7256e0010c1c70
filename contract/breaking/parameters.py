"""Compares the parameters of an operation."""

from dataclasses import dataclass
from typing import Final

from contract.breaking import schemas
from contract.breaking.findings import shown
from contract.breaking.node import Node
from contract.breaking.operations import Operation, Pair
from contract.breaking.shape import Schema, Shape
from contract.breaking.walk import Walk

# OpenAPI lets a description of these in the header mean nothing.
_NO_PARAMETERS: Final = frozenset({"accept", "authorization", "content-type"})
_EXPLODED: Final = frozenset({"query", "cookie"})


@dataclass(frozen=True, slots=True)
class Parameter:
    where: str
    node: Node

    @property
    def label(self) -> str:
        return f"{self.where} parameter {shown(self.node.child('name').text)}"

    @property
    def is_required(self) -> bool:
        return self.where == "path" or self.node.child("required").is_true

    @property
    def schema(self) -> Schema:
        """Of the value, or of the document that is sent as the value."""
        media = [node.child("schema") for node in self.node.child("content").members().values()]
        found = [self.node.child("schema"), *media]
        return tuple(node for node in found if node.exists)[:1]

    @property
    def style(self) -> tuple[object, ...]:
        """How a value becomes text; `explode` only where there is something to join."""
        is_form = self.where in _EXPLODED
        style = self.node.child("style").text or ("form" if is_form else "simple")
        explode = self.node.child("explode")
        joins = bool({"array", "object"} & Shape(self.schema).types)
        exploded = explode.is_true if explode.exists else style == "form"
        reserved = self.node.child("allowReserved").is_true
        return style, joins and exploded, reserved, tuple(self.node.child("content").mapping)


def compare(walk: Walk, pair: Pair) -> None:
    """Tell what a caller must do otherwise."""
    old, new = parameters(pair.old), parameters(pair.new)
    for key, parameter in old.items():
        if key in new:
            _compare_one(walk, parameter, new[key])
        else:
            _report(walk, "removed", parameter)
    for key in new.keys() - old.keys():
        change = "added-required" if new[key].is_required else "added"
        _report(walk, change, new[key])


def parameters(operation: Operation) -> dict[tuple[str, str], Parameter]:
    """By place and name; those of the operation come before those of the path item."""
    found: dict[tuple[str, str], Parameter] = {}
    for holder in (operation.item, operation.node):
        for item in holder.child("parameters").items():
            node = item.followed()
            where, name = node.child("in").text, node.child("name").text
            if where == "header" and name.lower() in _NO_PARAMETERS:
                continue
            found[where, _key(operation, where, name)] = Parameter(where, node)
    return found


def _key(operation: Operation, where: str, name: str) -> str:
    """A path parameter is known by its position, and the case of a header's name means nothing."""
    if where == "path" and name in operation.names:
        return str(operation.names.index(name))
    return name.lower() if where == "header" else name


def _compare_one(walk: Walk, old: Parameter, new: Parameter) -> None:
    if old.is_required != new.is_required:
        _report(walk, "made-required" if new.is_required else "made-optional", new)
    if old.style != new.style and Shape(old.schema).types & Shape(new.schema).types:
        _report(walk, "style-changed", new)
    schemas.compare(walk, old.schema, new.schema)


def _report(walk: Walk, change: str, parameter: Parameter) -> None:
    walk.report.add(f"parameter-{change}", walk.operation, parameter.node, parameter.label)
