"""Compares two schemas of values that travel one way."""

import json
from typing import Final

from contract.breaking import bounds, objects, variants
from contract.breaking.findings import bare, listed, shown
from contract.breaking.node import Node
from contract.breaking.shape import Schema, Shape
from contract.breaking.walk import Walk

_NAMED_MAX: Final = 4


def compare(walk: Walk, old: Schema, new: Schema) -> None:
    """Tell what a client can meet; a pair of schemas is looked at once."""
    if not old and not new:
        return
    old, new = old or _anything_at(new[0]), new or _anything_at(old[0])
    before, after = Shape(old), Shape(new)
    pair = tuple(node.pointer for node in before.parts), tuple(node.pointer for node in after.parts)
    if pair in walk.seen:
        return
    walk.seen.add(pair)
    choices = before.sole_choice, after.sole_choice
    if choices == (None, None) or before.says_nothing or after.says_nothing:
        _compare_shapes(walk, before, after)
    else:
        olds, news = _alternatives(old, choices[0]), _alternatives(new, choices[1])
        variants.compare(walk, olds, news, compare)


def _anything_at(node: Node) -> Schema:
    """What is meant where no schema is written."""
    return (Node(node.root, True, node.pointer),)


def _alternatives(schema: Schema, choice: Node | None) -> variants.Alternatives:
    """A schema that is no choice is a choice of one."""
    return variants.Alternatives.of(choice) if choice else variants.Alternatives((schema,), None)


def _compare_shapes(walk: Walk, old: Shape, new: Shape) -> None:
    if _have_no_type_in_common(walk, old, new):
        return
    _values(walk, old, new)
    _sets(walk, old, new)
    for facet in bounds.FACETS:
        change = bounds.moved(facet, old, new)
        if any(change):
            words = [word for word in bounds.keywords(facet) if _of(old, word) != _of(new, word)]
            detail = f"{_said(old, words)} became {_said(new, words)}"
            walk.facet(facet, new.place(*words), change, detail)
    _default(walk, old, new)
    objects.compare(walk, old, new, compare)
    compare(walk, _items(old), _items(new))
    _choices(walk, old, new)


def _have_no_type_in_common(walk: Walk, old: Shape, new: Shape) -> bool:
    """Tells of other types; with none in common, nothing else is worth a line."""
    if old.values is not None and new.values is not None:
        return False
    if old.types == new.types:
        return False
    change = not old.types <= new.types, not new.types <= old.types
    detail = f"{_types(old)} became {_types(new)}"
    walk.facet("type", new.place("type", "const", "enum"), change, detail)
    return not old.types & new.types


def _values(walk: Walk, old: Shape, new: Shape) -> None:
    before, after = old.values, new.values
    if before == after:
        return
    at = new.place("enum", "const")
    if before is None or after is None:
        detail = f"{_values_said(old)} became {_values_said(new)}"
    else:
        detail = f"gone: {_named(before - after)}; new: {_named(after - before)}"
    if before and after and len(before) == len(after) == 1:
        walk.tell("const-changed", at, detail)
        return
    narrowed = after is not None and (before is None or not before <= after)
    widened = before is not None and (after is None or not after <= before)
    walk.facet("enum", at, (narrowed, widened), detail)


def _sets(walk: Walk, old: Shape, new: Shape) -> None:
    """Demands that hold or do not: another one is both gone and new."""
    demands = (
        ("format", "format", old.formats, new.formats),
        ("pattern", "pattern", old.patterns, new.patterns),
        ("constraint", "", old.opaque, new.opaque),
    )
    for facet, keyword, before, after in demands:
        if before != after:
            change = bool(after - before), bool(before - after)
            detail = f"{listed(before) or 'none'} became {listed(after) or 'none'}"
            walk.facet(facet, new.place(keyword), change, detail)


def _default(walk: Walk, old: Shape, new: Shape) -> None:
    before, after = (shape.of("default")[:1] for shape in (old, new))
    if [node.canonical() for node in before] != [node.canonical() for node in after]:
        was, now = (shown(nodes[0].value) if nodes else "none" for nodes in (before, after))
        walk.tell("default-changed", new.place("default"), f"{was} became {now}")


def _items(shape: Shape) -> Schema:
    return tuple(shape.of("items"))


def _choices(walk: Walk, old: Shape, new: Shape) -> None:
    """Choices beside other keywords: compared one by one, or as a whole if there are others."""
    before, after = old.choices, new.choices
    if len(before) == len(after):
        for was, now in zip(before, after, strict=True):
            olds, news = variants.Alternatives.of(was), variants.Alternatives.of(now)
            variants.compare(walk, olds, news, compare)
        return
    change = len(after) > len(before), len(before) > len(after)
    walk.facet("constraint", new.place("oneOf", "anyOf"), change, "other oneOf or anyOf")


def _types(shape: Shape) -> str:
    names = shape.types
    if "fraction" in names:
        names = names - {"fraction", "integer"} | {"number"}
    if len(names) >= 6:
        return "any type"
    return " or ".join(bare(name) for name in sorted(names)) or "no type"


def _values_said(shape: Shape) -> str:
    return "any value" if shape.values is None else _named(shape.values)


def _named(values: frozenset[str]) -> str:
    """The first few, each shortened: the line has to be read."""
    first = [shown(json.loads(value)) for value in sorted(values)[:_NAMED_MAX]]
    more = [f"{len(values) - _NAMED_MAX} more"] if len(values) > _NAMED_MAX else []
    return ", ".join(first + more) or "none"


def _of(shape: Shape, word: str) -> list[object]:
    return [node.value for node in shape.of(word)]


def _said(shape: Shape, words: list[str]) -> str:
    """Bounds as they are written."""
    found = [f"{word} {shown(value)}" for word in words for value in _of(shape, word)]
    return ", ".join(found) or "no bound"
