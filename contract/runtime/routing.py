"""Which operation a (method, path) means: the contract's own routing table."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

from starlette.types import Scope

from contract.runtime.operations import Operation

# What no contract needs and every parser reads differently: control characters, backslashes, empty
# and dot segments. The `$` of a route's regular expression would even let a final newline pass.
_HOSTILE = re.compile(r"[\x00-\x1f\x7f-\x9f\\]|//|/\.{1,2}(?:/|$)")
_TEMPLATE = re.compile(r"\{[A-Za-z_][A-Za-z0-9_]*\}")


@dataclass(frozen=True, slots=True)
class Rules:
    """One operation with what the gate asks of it, prepared for look-ups by bytes."""

    operation: Operation
    query: frozenset[str]
    query_lists: frozenset[str]
    single_headers: frozenset[bytes]
    media_types: frozenset[bytes]
    takes_body: bool


@dataclass(slots=True)
class Resource:
    """One path of the contract; `allow` is the value of its Allow header."""

    methods: dict[str, Rules] = field(default_factory=dict)
    allow: str = ""

    def add(self, rules: Rules) -> None:
        """Serve one more operation; HEAD comes with GET, and OPTIONS always."""
        self.methods[rules.operation.method.upper()] = rules
        implied = {"OPTIONS", "HEAD"} if "GET" in self.methods else {"OPTIONS"}
        self.allow = ", ".join(sorted(self.methods.keys() | implied))


class PathTable:
    """Literal paths by dictionary, templated ones by their length, the most literal first."""

    def __init__(self, rules: Iterable[Rules]) -> None:
        self._literal: dict[str, Resource] = {}
        self._templated: dict[int, list[_Template]] = {}
        for rule in rules:
            self._resource(rule.operation.path).add(rule)

    def find(self, path: str) -> tuple[Resource | None, dict[str, str]]:
        """The resource at a decoded path that is not hostile, and the parameters in the path."""
        resource = self._literal.get(path)
        if resource is not None:
            return resource, {}
        segments = path.split("/")
        for template in self._templated.get(len(segments), ()):
            if template.matches(segments):
                return template.resource, template.parameters(segments)
        return None, {}

    def _resource(self, path: str) -> Resource:
        if "{" not in path:
            return self._literal.setdefault(path, Resource())
        template = _Template.of(path)
        same_length = self._templated.setdefault(len(template.segments), [])
        for known in same_length:
            if known.segments == template.segments:
                return known.resource
        same_length.append(template)
        same_length.sort(key=lambda each: [segment is None for segment in each.segments])
        return template.resource


@dataclass(frozen=True, slots=True)
class _Template:
    # None stands for a parameter, which is any segment that is not empty.
    segments: tuple[str | None, ...]
    # The names of the parameters, by the index of their segment.
    names: dict[int, str]
    resource: Resource

    @classmethod
    def of(cls, path: str) -> "_Template":
        texts = path.split("/")
        segments = tuple(_segment(path, text) for text in texts)
        names = {at: texts[at][1:-1] for at, segment in enumerate(segments) if segment is None}
        return cls(segments, names, Resource())

    def parameters(self, given: list[str]) -> dict[str, str]:
        return {name: given[at] for at, name in self.names.items()}

    def matches(self, given: list[str]) -> bool:
        return all(
            bool(text) if expected is None else text == expected
            for expected, text in zip(self.segments, given, strict=True)
        )


def _segment(path: str, text: str) -> str | None:
    if "{" not in text and "}" not in text:
        return text
    if not _TEMPLATE.fullmatch(text):
        raise ValueError(f"{path}: a parameter must be a whole segment")
    return None


def plain_path(scope: Scope) -> str | None:
    """The decoded path below `root_path`, or None when a router could read it in another way.

    `%2F` is data, but servers decode it into a separator before any router sees it: never served.
    """
    raw: bytes | None = scope.get("raw_path")
    path: str = scope["path"]
    if raw is not None and b"%" in raw and not _decodes_plainly(raw):
        return None
    root: str = scope.get("root_path", "")
    if root and path.startswith(root) and path[len(root) :].startswith("/"):
        path = path[len(root) :]
    return None if _HOSTILE.search(path) else path


def _decodes_plainly(raw: bytes) -> bool:
    if b"%2f" in raw or b"%2F" in raw:
        return False
    try:
        unquote_to_bytes(raw).decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
