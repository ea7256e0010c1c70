"""The contract as it is published: what tests that trust no generated code read it from."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

BUNDLE = Path(__file__).parents[2] / "generated" / "openapi.json"
METHODS = frozenset({"get", "post", "put", "patch", "delete"})


@cache
def document() -> dict[str, Any]:
    """The bundle."""
    bundle: dict[str, Any] = json.loads(BUNDLE.read_text())
    return bundle


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Method, full path and operation of everything in the contract."""
    for path, item in document()["paths"].items():
        servers = item.get("servers") or document()["servers"]
        prefix = servers[0]["url"].rstrip("/")
        for method, operation in item.items():
            if method in METHODS:
                yield method.upper(), prefix + path, operation


def resolve(node: Mapping[str, Any]) -> Mapping[str, Any]:
    """The object that a `$ref` points to, or the node itself."""
    while "$ref" in node:
        target: Any = document()
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step.replace("~1", "/").replace("~0", "~")]
        node = target
    return node


def validator(schema: Mapping[str, Any]) -> Any:
    """What JSON Schema makes of a schema that stands in the bundle."""
    return compiled(schema, document()["components"])


def compiled(schema: Mapping[str, Any], components: Mapping[str, Any]) -> Any:
    """The same with components of one's own; formats are judged, not only noted."""
    whole = {**schema, "components": components}
    return jsonschema_rs.Draft202012Validator(whole, validate_formats=True)
