"""What a schema asks of a value, whether it is said in one place or through `$ref` and `allOf`."""

import json
from collections.abc import Iterator
from functools import cached_property
from typing import Final, TypeAlias

from contract.breaking.node import Node, Pointer

# All that must hold at once; none of them is a schema that says nothing.
Schema: TypeAlias = tuple[Node, ...]

# An integer is a number, so `number` is both.
_TYPES: Final = frozenset({"null", "boolean", "integer", "fraction", "string", "array", "object"})
# What a wider format admits besides: each int32 is an int64.
_IMPLIED_FORMATS: Final = {"int32": {"int64"}, "float": {"double"}}
_CHOICES: Final = ("oneOf", "anyOf")
# Keywords whose meaning is not compared; that they differ is enough.
_OPAQUE: Final = (
    "not", "if", "then", "else", "contains", "minContains", "maxContains", "dependentRequired",
    "dependentSchemas", "dependencies", "propertyNames", "patternProperties", "prefixItems",
    "unevaluatedItems", "unevaluatedProperties", "contentEncoding", "contentMediaType",
    "contentSchema",
)  # fmt: skip
_ASSERTIONS: Final = frozenset(
    {"type", "nullable", "enum", "const", "format", "pattern", "required", "properties", "items",
     "additionalProperties", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum",
     "exclusiveMaximum", "multipleOf", "minItems", "maxItems", "uniqueItems", "minProperties",
     "maxProperties", *_OPAQUE}
)  # fmt: skip


def parts(schema: Schema) -> Iterator[Node]:
    """Every subschema that must hold, each once: the schema, what it refers to, its `allOf`."""
    waiting, seen = list(schema), set[Pointer]()
    while waiting:
        part = waiting.pop(0)
        if part.pointer in seen:
            continue
        seen.add(part.pointer)
        target = part.target()
        waiting.extend([target] if target is not None else [])
        waiting.extend(part.child("allOf").items())
        yield part


class Shape:
    """The parts of a schema, read together."""

    def __init__(self, schema: Schema) -> None:
        self.parts = list(parts(schema))
        self.at = self.parts[0] if self.parts else Node(None, True, ())

    def of(self, keyword: str) -> list[Node]:
        """The values of a keyword in the parts that have it."""
        return [part.child(keyword) for part in self.parts if keyword in part.mapping]

    def place(self, *keywords: str) -> Node:
        """Where a finding about one of the keywords is best put."""
        found = [node for keyword in keywords for node in self.of(keyword)]
        return found[0] if found else self.asserting

    @property
    def asserting(self) -> Node:
        """The first part that says anything: not the mere reference to it."""
        return next((part for part in self.parts if _asserts(part)), self.at)

    @property
    def says_nothing(self) -> bool:
        """Any value is good."""
        return not any(_asserts(part) for part in self.parts)

    @cached_property
    def declared_types(self) -> frozenset[str]:
        found = _TYPES
        for part in self.parts:
            found &= _types(part)
        return found

    @cached_property
    def types(self) -> frozenset[str]:
        """Also told by the values, where `enum` or `const` lists them."""
        if self.values is None:
            return self.declared_types
        of_values = {_type(json.loads(value)) for value in self.values}
        return self.declared_types & of_values

    @cached_property
    def values(self) -> frozenset[str] | None:
        """The JSON of each value of `enum` and `const`; None if any is good."""
        lists = [set(map(_json, _list(node.value))) for node in self.of("enum")]
        lists += [{_json(node.value)} for node in self.of("const")]
        return frozenset(set.intersection(*lists)) if lists else None

    @cached_property
    def formats(self) -> frozenset[str]:
        named = {node.text for node in self.of("format") if node.text}
        return frozenset(named.union(*(_IMPLIED_FORMATS.get(name, ()) for name in named)))

    @cached_property
    def patterns(self) -> frozenset[str]:
        return frozenset(node.text for node in self.of("pattern") if node.text)

    @cached_property
    def opaque(self) -> frozenset[str]:
        found = {
            f"{keyword} {node.canonical()}" for keyword in _OPAQUE for node in self.of(keyword)
        }
        return frozenset(found)

    @cached_property
    def required(self) -> frozenset[str]:
        return frozenset(name for node in self.of("required") for name in node.texts)

    @cached_property
    def properties(self) -> dict[str, Schema]:
        found: dict[str, Schema] = {}
        for node in self.of("properties"):
            for name in node.mapping:
                found[name] = (*found.get(name, ()), node.child(name))
        return found

    @property
    def is_closed(self) -> bool:
        return any(node.value is False for node in self.of("additionalProperties"))

    @property
    def choices(self) -> list[Node]:
        """Each `oneOf` and `anyOf`; its alternatives are the items."""
        return [node for keyword in _CHOICES for node in self.of(keyword)]

    @property
    def sole_choice(self) -> Node | None:
        """The `oneOf` or `anyOf` of a schema that says nothing else."""
        is_plain = not any(_ASSERTIONS & part.mapping.keys() for part in self.parts)
        return self.choices[0] if is_plain and len(self.choices) == 1 else None


def _asserts(part: Node) -> bool:
    return part.value is False or any(word in part.mapping for word in (*_ASSERTIONS, *_CHOICES))


def _types(part: Node) -> frozenset[str]:
    """What one part admits."""
    if part.value is False:
        return frozenset()
    node = part.child("type")
    names = {node.text} if node.text else set(node.texts)
    if not names:
        return _TYPES
    if "number" in names:
        names = names - {"number"} | {"integer", "fraction"}
    return frozenset(names | {"null"} if part.child("nullable").is_true else names)


def _type(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "integer" if value.is_integer() else "fraction"
        case str():
            return "string"
        case list():
            return "array"
    return "object"


def _json(value: object) -> str:
    return json.dumps(value, sort_keys=True)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
