"""A value of a contract with its place, read without trust: what is not there, or is of another
kind than it should be, reads as nothing."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final, TypeAlias
from urllib.parse import unquote

Pointer: TypeAlias = tuple[str, ...]


class _Absent(Enum):
    """Not None, which a contract can say itself: `const: null`."""

    ABSENT = "absent"


_ABSENT: Final = _Absent.ABSENT
# What says nothing about which values are good.
_ANNOTATIONS: Final = frozenset(
    {"$comment", "description", "example", "examples", "externalDocs", "summary", "title"}
)


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A part of the document `root`; equality is that of the place."""

    root: object
    value: object
    pointer: Pointer

    @classmethod
    def of(cls, document: object) -> "Node":
        return cls(document, document, ())

    @property
    def exists(self) -> bool:
        return self.value is not _ABSENT

    @property
    def mapping(self) -> dict[str, object]:
        return self.value if isinstance(self.value, dict) else {}

    @property
    def text(self) -> str:
        return self.value if isinstance(self.value, str) else ""

    @property
    def texts(self) -> list[str]:
        """The strings of a list."""
        return [item.value for item in self.items() if isinstance(item.value, str)]

    @property
    def is_true(self) -> bool:
        return self.value is True

    def child(self, *steps: str) -> "Node":
        """What is below; it exists or it does not."""
        node = self
        for step in steps:
            node = Node(self.root, _below(node.value, step), (*node.pointer, step))
        return node

    def members(self) -> dict[str, "Node"]:
        """Each member of a mapping, references followed."""
        return {name: self.child(name).followed() for name in self.mapping}

    def items(self) -> list["Node"]:
        count = len(self.value) if isinstance(self.value, list) else 0
        return [self.child(str(index)) for index in range(count)]

    def target(self) -> "Node | None":
        """Where a reference within the document leads."""
        reference = self.mapping.get("$ref")
        if not isinstance(reference, str) or not reference.startswith("#/"):
            return None
        steps = (unquote(step) for step in reference[2:].split("/"))
        found = Node.of(self.root).child(*(_unescaped(step) for step in steps))
        return found if found.exists else None

    def followed(self) -> "Node":
        """The end of a chain of references; one that leads in a circle is left where it closes."""
        node, seen = self, {self.pointer}
        while (target := node.target()) is not None and target.pointer not in seen:
            seen.add(target.pointer)
            node = target
        return node

    def canonical(self) -> str:
        """The same text for the same meaning: references are followed, annotations left out."""
        return json.dumps(_meaning(self, frozenset()), sort_keys=True)


def _below(value: object, step: str) -> object:
    if isinstance(value, dict):
        return value.get(step, _ABSENT)
    if isinstance(value, list) and step.isdecimal() and step.isascii() and len(step) < 10:
        return value[int(step)] if int(step) < len(value) else _ABSENT
    return _ABSENT


def _unescaped(step: str) -> str:
    return step.replace("~1", "/").replace("~0", "~")


def _meaning(node: Node, above: frozenset[Pointer]) -> object:
    target = node.target()
    if target is not None and len(node.mapping) == 1:
        # Where a schema contains itself, its place stands for it.
        seen = target.pointer in above
        return list(target.pointer) if seen else _meaning(target, above | {target.pointer})
    if isinstance(node.value, dict):
        return {
            name: _meaning(node.child(name), above)
            for name in node.value
            if name not in _ANNOTATIONS
        }
    if isinstance(node.value, list):
        return [_meaning(item, above) for item in node.items()]
    return node.value if node.exists else None


def written(pointer: Pointer) -> str:
    """RFC 6901."""
    return "".join(f"/{step.replace('~', '~0').replace('/', '~1')}" for step in pointer)


def methods(item: Node) -> Iterator[str]:
    """The HTTP methods of a path item."""
    known = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
    yield from (method for method in known if isinstance(item.mapping.get(method), dict))
