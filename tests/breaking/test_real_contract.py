"""The contract of this repository: nothing is found in itself, and nothing can go unseen."""

import json
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from tests.breaking.library import Json
from tests.breaking.test_compare import breaks, found, kinds

BUNDLE: Json = json.loads((Path(__file__).parents[2] / "generated" / "openapi.json").read_bytes())
OPERATIONS = [
    (path, method)
    for path, item in BUNDLE["paths"].items()
    for method in item
    if method != "servers"
]


def only(path: str) -> Json:
    """The contract with one path alone, which is quicker to compare."""
    return BUNDLE | {"paths": {path: BUNDLE["paths"][path]}}


def without(document: Json, *place: str) -> Json:
    """The contract with one thing taken out."""
    changed = deepcopy(document)
    holder: Any = changed
    for step in place[:-1]:
        holder = holder[step]
    del holder[place[-1]]
    return changed


def alone(path: str, method: str) -> Iterator[tuple[str, ...]]:
    """Places in one operation that somebody relies on."""
    operation = BUNDLE["paths"][path][method]
    at = ("paths", path, method)
    for status, response in operation["responses"].items():
        yield (*at, "responses", status)
        for name in response["headers"]:
            yield (*at, "responses", status, "headers", name)
    if "requestBody" in operation:
        yield (*at, "requestBody")


def test_nothing_is_found_in_the_contract_itself() -> None:
    assert found(BUNDLE, deepcopy(BUNDLE)) == []


@pytest.mark.parametrize("at", OPERATIONS, ids=" ".join)
def test_no_operation_goes_unseen(at: tuple[str, str]) -> None:
    path, method = at
    document = only(path)
    (kind,) = breaks(found(document, without(document, "paths", path, method)))
    assert kind in ("operation-removed", "path-removed")


@pytest.mark.parametrize(
    "place", [*alone("/me", "patch"), *alone("/auth/token", "post")], ids="/".join
)
def test_no_part_of_an_operation_goes_unseen(place: tuple[str, ...]) -> None:
    document = only(place[1])
    assert kinds(found(document, without(document, *place)))


@pytest.mark.parametrize("name", BUNDLE["components"]["schemas"]["User"]["properties"])
def test_no_property_of_a_user_goes_unseen(name: str) -> None:
    document = only("/me")
    changed = without(document, "components", "schemas", "User", "properties", name)
    assert "response-property-removed" in breaks(found(document, changed))
