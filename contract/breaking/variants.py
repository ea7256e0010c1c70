"""Compares choices: which shape of the old contract is which one of the new."""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from contract.breaking.findings import shown
from contract.breaking.node import Node
from contract.breaking.shape import Schema, Shape
from contract.breaking.walk import Walk

# What names an error: a code of ours, or RFC 6749's.
_ERROR_NAMES: Final = ("code", "error")

Compare: TypeAlias = Callable[[Walk, Schema, Schema], None]
Pairs: TypeAlias = list[tuple[Schema, Schema]]
_Key: TypeAlias = Callable[["Alternatives", Schema], Hashable]


@dataclass(frozen=True, slots=True)
class Alternatives:
    """The shapes of a choice; `choice` holds them, unless there is only one."""

    schemas: tuple[Schema, ...]
    discriminator: Node | None

    @classmethod
    def of(cls, items: Node) -> "Alternatives":
        """The alternatives of a `oneOf` or `anyOf`, the discriminator beside it."""
        beside = Node(items.root, items.root, ()).child(*items.pointer[:-1], "discriminator")
        found = tuple((item,) for item in items.items())
        return cls(found, beside if beside.mapping else None)

    @property
    def property_name(self) -> str:
        return self.discriminator.child("propertyName").text if self.discriminator else ""

    @property
    def mapping(self) -> dict[str, str]:
        """Value → reference."""
        node = self.discriminator.child("mapping") if self.discriminator else None
        return {name: _full(node.child(name).text) for name in node.mapping} if node else {}

    def value_of(self, schema: Schema) -> str | None:
        """What the discriminator says for one of them."""
        reference = _reference(schema)
        return next((name for name, target in self.mapping.items() if target == reference), None)


def compare(walk: Walk, old: Alternatives, new: Alternatives, inner: Compare) -> None:
    """Pair what is the same shape, tell what is left; `inner` compares the shapes of a pair."""
    pairs, removed, added = _paired(old, new)
    for schema in removed:
        _tell(walk, "removed", schema, old)
    for schema in added:
        _tell(walk, "added", schema, new)
    _discriminators(walk, (old, new), pairs)
    for before, after in pairs:
        inner(walk, before, after)


def _tell(walk: Walk, change: str, schema: Schema, among: Alternatives) -> None:
    """Errors are told by their codes."""
    name = _name(schema, among)
    if walk.is_error and not walk.is_request:
        walk.report.add(f"problem-code-{change}", walk.operation, schema[0], name)
    else:
        walk.tell(f"variant-{change}", schema[0], name)


def _paired(old: Alternatives, new: Alternatives) -> tuple[Pairs, list[Schema], list[Schema]]:
    before, after = list(old.schemas), list(new.schemas)
    pairs: Pairs = []
    for key in _KEYS:
        keys = {key(new, schema): schema for schema in reversed(after)}
        for schema in list(before):
            found = key(old, schema)
            if found is not None and (same := keys.pop(found, None)) is not None:
                pairs.append((schema, same))
                before.remove(schema)
                after.remove(same)
    if len(before) == len(after) == 1 and not (_tag(before[0]) and _tag(after[0])):
        pairs.append((before.pop(), after.pop()))
    return pairs, before, after


def _reference(schema: Schema) -> str | None:
    reference = schema[0].mapping.get("$ref") if len(schema) == 1 else None
    return reference if isinstance(reference, str) else None


def _full(target: str) -> str:
    """A mapping may name a component without its path."""
    return target if "/" in target else f"#/components/schemas/{target}"


def _by_reference(_: Alternatives, schema: Schema) -> Hashable:
    return _reference(schema)


def _by_value(among: Alternatives, schema: Schema) -> Hashable:
    return among.value_of(schema)


def _by_meaning(_: Alternatives, schema: Schema) -> Hashable:
    return tuple(node.canonical() for node in schema)


def _by_tag(_: Alternatives, schema: Schema) -> Hashable:
    return _tag(schema) or None


def _by_types(_: Alternatives, schema: Schema) -> Hashable:
    """`oneOf: [{type: string}, {type: "null"}]` pairs by type; tagged objects do not."""
    return None if _tag(schema) else Shape(schema).types


# From the surest sign to the weakest.
_KEYS: Final[tuple[_Key, ...]] = (_by_reference, _by_value, _by_meaning, _by_tag, _by_types)


def _tag(schema: Schema) -> frozenset[str]:
    """The constants of its members, by which people tell variants apart."""
    return frozenset(
        f"{name}={value}"
        for name, inner in Shape(schema).properties.items()
        for value in _constants(inner)
    )


def _constants(schema: Schema) -> Iterator[str]:
    values = Shape(schema).values
    if values is not None and len(values) == 1:
        yield from values


def _name(schema: Schema, among: Alternatives) -> str:
    """How people call it: the code of an error, the discriminator's value, the component."""
    members = Shape(schema).properties
    codes = [value for name in _ERROR_NAMES for value in _constants(members.get(name, ()))]
    if codes:
        return codes[0]
    value = among.value_of(schema)
    return shown(value if value is not None else _reference(schema) or schema[0].value)


def _discriminators(walk: Walk, sides: tuple[Alternatives, Alternatives], pairs: Pairs) -> None:
    old, new = sides
    if old.discriminator is None or new.discriminator is None:
        return
    at = new.discriminator
    if old.property_name != new.property_name:
        detail = f"{shown(old.property_name)} became {shown(new.property_name)}"
        walk.tell("discriminator-changed", at, detail)
        return
    same = {(_reference(before), _reference(after)) for before, after in pairs}
    for value, target in old.mapping.items():
        if _means_another(target, new.mapping.get(value), same):
            walk.tell("discriminator-changed", at, f"{shown(value)} means something else")


def _means_another(
    target: str, meant: str | None, same: set[tuple[str | None, str | None]]
) -> bool:
    """A value that is gone with its shape means nothing any more, and that is told already."""
    if meant is None:
        return any(before == target for before, _ in same)
    return meant != target and (target, meant) not in same
