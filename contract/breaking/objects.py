"""Compares the members of two objects."""

from collections.abc import Callable
from typing import TypeAlias

from contract.breaking.findings import shown
from contract.breaking.shape import Schema, Shape
from contract.breaking.walk import Walk

Compare: TypeAlias = Callable[[Walk, Schema, Schema], None]


def compare(walk: Walk, old: Shape, new: Shape, inner: Compare) -> None:
    """`inner` compares what a member may be."""
    for name in old.properties.keys() - new.properties.keys():
        walk.tell("property-removed", old.properties[name][0], f"{shown(name)} is gone")
    for name in new.properties.keys() - old.properties.keys():
        _added(walk, old, new, name)
    for name, schema in new.properties.items():
        if name in old.properties:
            inner(walk, old.properties[name], schema)
    _required(walk, old, new)
    _others(walk, old, new, inner)


def _added(walk: Walk, old: Shape, new: Shape, name: str) -> None:
    at = new.properties[name][0]
    if walk.is_request and name in new.required and name not in old.required:
        walk.tell("property-added-required", at, f"{shown(name)} must be sent")
    elif not walk.is_request and old.is_closed:
        walk.tell("property-added-to-closed", at, f"{shown(name)} may come")
    else:
        walk.tell("property-added", at, f"{shown(name)} is new")


def _required(walk: Walk, old: Shape, new: Shape) -> None:
    at = new.place("required")
    came, went = new.properties.keys() - old.properties, old.properties.keys() - new.properties
    for name in new.required - old.required - came:
        if walk.is_request:
            walk.tell("property-made-required", at, f"{shown(name)} must be sent")
        else:
            walk.tell("narrowed", at, f"{shown(name)} always comes")
    for name in old.required - new.required - went:
        if walk.is_request:
            walk.tell("widened", at, f"{shown(name)} may be left out")
        else:
            walk.tell("property-made-optional", at, f"{shown(name)} may be missing")


def _others(walk: Walk, old: Shape, new: Shape, inner: Compare) -> None:
    """Members that the schema does not name."""
    at = new.place("additionalProperties")
    if old.is_closed == new.is_closed:
        if not old.is_closed:
            inner(walk, _additional(old), _additional(new))
    elif walk.is_request:
        closed = new.is_closed
        walk.tell("object-closed" if closed else "widened", at, "members that it does not name")
    else:
        opened = old.is_closed
        walk.tell("object-opened" if opened else "narrowed", at, "members that it does not name")


def _additional(shape: Shape) -> Schema:
    return tuple(shape.of("additionalProperties"))
