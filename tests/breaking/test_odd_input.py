"""A contract may hold anything: what cannot be understood is no reason to fall over."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract.breaking.report import lines, to_json
from tests.breaking.library import answered, contract, sent
from tests.breaking.test_compare import found

BUNDLE = json.loads((Path(__file__).parents[2] / "generated" / "openapi.json").read_bytes())
ME = {
    "paths": {"/me": {"patch": BUNDLE["paths"]["/me"]["patch"]}},
    "components": BUNDLE["components"],
}
ODD: list[Any] = [None, True, 7, -0.5, "", "text", "\x1b[31m\n\ud800", [], [None], {}, {"": []}]
KEYWORDS = (
    "$ref", "type", "enum", "const", "format", "pattern", "required", "properties", "items",
    "additionalProperties", "minLength", "maximum", "exclusiveMinimum", "multipleOf", "uniqueItems",
    "allOf", "oneOf", "anyOf", "discriminator", "default", "not",
)  # fmt: skip
MEMBERS = (
    "operationId", "parameters", "requestBody", "responses", "security", "servers", "deprecated",
    "x-sunset", "x-deprecated-at", "x-rate-limit", "x-idempotency",
)  # fmt: skip
NOTE = {"type": "object", "properties": {"text": {"type": "string"}}}


def compared(base: object, changed: object) -> None:
    """There and back, and printed."""
    for findings in (found(base, changed), found(changed, base)):
        for line in lines(findings, is_full=True):
            assert line.isascii() and line.isprintable()
        json.loads(to_json(findings))


@pytest.mark.parametrize("odd", ODD, ids=repr)
@pytest.mark.parametrize("keyword", KEYWORDS)
def test_a_keyword_of_a_schema_may_be_anything(keyword: str, odd: object) -> None:
    for make in (sent, answered):
        compared(make(NOTE), make(NOTE | {keyword: odd}))


@pytest.mark.parametrize("odd", ODD, ids=repr)
@pytest.mark.parametrize("member", MEMBERS)
def test_a_member_of_an_operation_may_be_anything(member: str, odd: object) -> None:
    compared(contract(), contract(**{member: odd}))


@pytest.mark.parametrize("odd", ODD, ids=repr)
@pytest.mark.parametrize("member", ["paths", "components", "servers", "security", "x-role-scopes"])
def test_a_member_of_the_document_may_be_anything(member: str, odd: object) -> None:
    base = answered(NOTE) | {"servers": [{"url": "/"}], "x-role-scopes": {"user": ["read"]}}
    compared(base, base | {member: odd})


def places(value: object, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a document."""
    found_here = [at]
    members = value.items() if isinstance(value, dict) else ()
    items = enumerate(value) if isinstance(value, list) else ()
    for step, inner in [*members, *items]:
        found_here += places(inner, (*at, step))
    return found_here


PLACES = [place for place in places(ME) if place]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(PLACES), st.sampled_from(ODD))
def test_any_place_of_a_real_contract_may_be_anything(place: tuple[Any, ...], odd: object) -> None:
    changed: Any = deepcopy(ME)
    holder = changed
    for step in place[:-1]:
        holder = holder[step]
    holder[place[-1]] = odd
    compared(ME, changed)


@pytest.mark.parametrize("step", ["1e400", str(10**400), "0", "-3", "NaN", "Infinity"])
def test_numbers_may_be_of_any_size(step: str) -> None:
    number = json.loads(step)
    for keyword in ("multipleOf", "maximum", "minLength", "enum"):
        value = [number] if keyword == "enum" else number
        compared(sent({"type": "number", keyword: 2}), sent({"type": "number", keyword: value}))
        compared(sent({"multipleOf": 0.1}), sent({"multipleOf": number}))
