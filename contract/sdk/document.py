"""The bundle as generators of clients need it: what they read over is said in a way they see."""

import copy
from collections.abc import Set

from contract.build.document import Json, operations

_SCHEMAS = "#/components/schemas/"


def for_generators(bundle: Json) -> Json:
    """A copy with absolute paths below one server, without what is no answer of its own, and with a
    name for each object."""
    document = copy.deepcopy(bundle)
    _make_paths_absolute(document)
    # A 304 has no body: one generator reads over it, the other takes it for an answer that can be
    # anything.
    for at in operations(document):
        at.value["responses"].pop("304", None)
    schemas = document["components"]["schemas"]
    nullable = {name for name, schema in schemas.items() if _is_nullable_object(schema)}
    for name in nullable:
        schemas[name]["type"] = "object"
    _refer_with_null(document, {f"{_SCHEMAS}{name}" for name in nullable})
    return document


def _make_paths_absolute(document: Json) -> None:
    """Both generators ignore the `servers` of a path, and would ask for `/api/v1/health/live`."""
    absolute = {at.template: at.path for at in operations(document)}
    document["paths"] = {absolute[path]: item for path, item in document["paths"].items()}
    document["servers"] = [{"url": "/"}]
    for item in document["paths"].values():
        item.pop("servers", None)


def _is_nullable_object(schema: Json) -> bool:
    """One generator calls such an object `PreferencesPatchType0`, the first of its types."""
    kinds = schema.get("type")
    return isinstance(kinds, list) and set(kinds) == {"object", "null"}


def _refer_with_null(value: object, references: Set[str]) -> None:
    """Say of each use of these components that it may also be null."""
    if isinstance(value, list):
        for one in value:
            _refer_with_null(one, references)
    elif isinstance(value, dict):
        for one in value.values():
            _refer_with_null(one, references)
        if value.get("$ref") in references:
            value["anyOf"] = [{"$ref": value.pop("$ref")}, {"type": "null"}]
