"""Reads one handwritten YAML or JSON file and remembers the line of every value in it."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from contract.build.findings import ContractRefused, Finding, Location, Pointer

_Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml is ten times faster


class _ContractLoader(_Loader):  # type: ignore[misc]  # the base is chosen at run time
    """YAML 1.2's core schema: `on` and `2026-11-22` stay the strings that a JSON reader would
    see."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}


_CORE = (
    ("null", r"^(?:~|null|)$", ["~", "n", ""]),
    ("bool", r"^(?:true|false)$", list("tf")),
    ("int", r"^-?(?:0|[1-9][0-9]*)$", list("-0123456789")),
    ("float", r"^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?$", list("-0123456789")),
)
for _tag, _pattern, _first in _CORE:
    _ContractLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), _first)


@dataclass(frozen=True, slots=True)
class Source:
    """The data of one file; `lines` maps the path to a value to its line, counted from one."""

    path: Path
    name: str
    data: Any
    lines: dict[Pointer, int]

    def location(self, pointer: Pointer) -> Location:
        return Location(self.name, self.lines[pointer])


def load(path: Path, name: str) -> Source:
    """Read a file; `name` is how findings call it. A file that does not parse is refused."""
    lines: dict[Pointer, int] = {}
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=_ContractLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Location(name, mark.line + 1 if mark else 1)
        raise ContractRefused(
            [Finding(place, "syntax", str(error.problem), "Fix the YAML.")]
        ) from error
    except UnicodeDecodeError as error:
        finding = Finding(Location(name, 1), "syntax", str(error), "Save the file as UTF-8.")
        raise ContractRefused([finding]) from error
    if node is None:
        finding = Finding(
            Location(name, 1), "syntax", "The file is empty.", "Fill it or delete it."
        )
        raise ContractRefused([finding])
    lines[()] = node.start_mark.line + 1
    return Source(path, name, _construct(node, (), name, lines), lines)


def _construct(node: yaml.Node, at: Pointer, name: str, lines: dict[Pointer, int]) -> Any:
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, at, name, lines)
    if isinstance(node, yaml.SequenceNode):
        items = []
        for index, item in enumerate(node.value):
            lines[(*at, index)] = item.start_mark.line + 1
            items.append(_construct(item, (*at, index), name, lines))
        return items
    return _scalar(node)


def _mapping(node: yaml.MappingNode, at: Pointer, name: str, lines: dict[Pointer, int]) -> Any:
    members: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key, line = str(key_node.value), key_node.start_mark.line + 1
        if key in members:
            finding = Finding(
                Location(name, line),
                "syntax",
                f"The key {key!r} is written twice.",
                "Keep one of them.",
            )
            raise ContractRefused([finding])
        lines[(*at, key)] = line
        members[key] = _construct(value_node, (*at, key), name, lines)
    return members


def _scalar(node: yaml.Node) -> Any:
    match node.tag.rsplit(":", 1)[-1]:
        case "null":
            return None
        case "bool":
            return node.value == "true"
        case "int":
            return int(node.value)
        case "float":
            return float(node.value)
    return str(node.value)
