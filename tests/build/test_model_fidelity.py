"""What the server accepts is what JSON Schema says: judged value by value, by jsonschema-rs.

Every request of the service's contract, and of the sample, which has the constructs that the
service does not need. Values go through the readers that serve requests.
"""

import importlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import urlencode

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.requests import Request

from contract.build.bundle import bundle
from contract.build.document import operations, resolve
from contract.build.names import constant, snake
from contract.runtime.bodies import read_form, read_json
from contract.runtime.refusals import Refusal
from tests.build.library import SAMPLE
from tests.build.near import altered, near, written

Json: TypeAlias = dict[str, Any]

FORM = "application/x-www-form-urlencoded"
SERVICE: Json = json.loads((Path(__file__).parents[2] / "generated/openapi.json").read_text())
LIBRARY = bundle(SAMPLE / "v1.yaml")
# The same values in each run: what is found here is found by everybody.
EXAMPLES = settings(
    max_examples=3000,
    derandomize=False,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@dataclass(frozen=True)
class Part:
    """A body or a parameter of one operation."""

    operation: str
    tag: str
    document: Json
    kind: str  # a media type, or where the parameter is
    name: str  # of the model or the parameter
    schema: Json
    examples: tuple[Any, ...]

    def __str__(self) -> str:
        return f"{self.operation}-{self.name}"

    def values(self) -> st.SearchStrategy[Any]:
        if not self.examples:
            return near(self.schema, self.document).filter(lambda value: isinstance(value, str))
        return st.one_of(*(altered(one, self.schema, self.document) for one in self.examples))

    def judge(self) -> jsonschema_rs.Draft202012Validator:
        whole = {**self.schema, "components": self.document["components"]}
        return jsonschema_rs.Draft202012Validator(whole, validate_formats=True)


def bodies(document: Json) -> Iterator[Part]:
    for found in operations(document):
        content = found.value.get("requestBody", {}).get("content", {})
        for media_type, media in content.items():
            name = media["schema"]["$ref"].rsplit("/", 1)[-1]
            examples = tuple(one["value"] for one in media["examples"].values())
            tag = found.value["tags"][0]
            yield Part(found.id, tag, document, media_type, name, media["schema"], examples)


def texts(document: Json) -> Iterator[Part]:
    """Parameters that are text; for the others JSON Schema says nothing about the spelling."""
    for found in operations(document):
        for written_there in found.value.get("parameters", []):
            one = resolve(document, written_there)
            if one["schema"].get("type") == "string":
                tag, where, name = found.value["tags"][0], one["in"], one["name"]
                yield Part(found.id, tag, document, where, name, one["schema"], ())


def python_cannot_hold(value: Any) -> bool:
    """The only values that are valid and refused: leap seconds, the year 0, instants that are out
    of range in UTC; and addresses with quotes or literals, which no browser lets through."""
    text = json.dumps(value)
    unheld = (":60Z", ":60.", '"0000-', '"0001-01-01T', '"9999-12-31T')
    return any(one in text for one in unheld) or "@[" in text or '\\"' in text


def is_accepted(part: Part, reader: Any, value: Any) -> bool:
    try:
        if part.kind == FORM:
            read_form(urlencode(value).encode(), reader)
        elif part.examples:
            read_json(written(value), reader)
        else:
            reader.required(request_with(part, value))
    except Refusal as refusal:
        assert refusal.code in ("validation_failed", "malformed_request")
        return False
    return True


def request_with(part: Part, text: str) -> Request:
    """What the gate and the router leave in the scope."""
    scope: Json = {"type": "http", "contract.headers": {}, "contract.query": {}, "path_params": {}}
    match part.kind:
        case "header":
            scope["contract.headers"] = {part.name.lower().encode(): text.encode("latin-1")}
        case "query":
            scope["contract.query"] = {part.name: [text]}
        case "path":
            scope["path_params"] = {part.name: text}
    return Request(scope)


def as_sent(part: Part, value: Any) -> Any:
    """The value as this kind of part can carry it, or None if it cannot."""
    if part.kind == FORM:
        if not isinstance(value, dict) or not value:
            return None
        return {name: str(member) for name, member in value.items()}
    if part.kind == "header":
        return value if value.isascii() else None
    return value


def check(part: Part, reader: Any) -> None:
    judge, outcomes = part.judge(), set[bool]()

    @EXAMPLES
    @given(part.values())
    def agree(value: Any) -> None:
        sent = as_sent(part, value)
        if sent is None and value is not None:
            return
        # RFC 6749 §3.2: what a form names without a value counts as left out.
        meant = {k: v for k, v in sent.items() if v} if part.kind == FORM else sent
        is_valid, taken = judge.is_valid(meant), is_accepted(part, reader, sent)
        outcomes.add(is_valid)
        assert is_valid or not taken, "more is accepted than the contract says"
        assert taken or not is_valid or python_cannot_hold(meant), "a valid value is refused"

    agree()
    assert outcomes == {True, False}, "the values were not near the edges"


def decoder(routes: str, part: Part) -> Any:
    module = importlib.import_module(f"{routes}.{snake(part.tag)}")
    return getattr(module, f"_{constant(snake(part.name))}")


@pytest.mark.parametrize("part", [*bodies(SERVICE)], ids=str)
def test_a_body_of_the_service_is_judged_as_json_schema_does(part: Part) -> None:
    check(part, getattr(importlib.import_module("generated.models"), part.name))


@pytest.mark.parametrize("part", [*bodies(LIBRARY)], ids=str)
def test_a_body_of_the_sample_is_judged_as_json_schema_does(part: Part, library: Any) -> None:
    check(part, getattr(library.models, part.name))


@pytest.mark.parametrize("part", [*texts(SERVICE)], ids=str)
def test_a_parameter_of_the_service_is_judged_as_json_schema_does(part: Part) -> None:
    check(part, decoder("generated.routes", part))


@pytest.mark.parametrize("part", [*texts(LIBRARY)], ids=str)
def test_a_parameter_of_the_sample_is_judged_as_json_schema_does(part: Part, library: Any) -> None:
    check(part, decoder(f"{library.__name__}.routes", part))


@pytest.mark.parametrize("part", [one for one in bodies(SERVICE) if one.kind != FORM], ids=str)
def test_what_is_accepted_is_what_was_sent(part: Part) -> None:
    """Nothing is trimmed, rounded, filled in or left out on the way to the handler."""
    model = getattr(importlib.import_module("generated.models"), part.name)
    judge = part.judge()

    @EXAMPLES
    @given(part.values())
    def same(value: Any) -> None:
        if judge.is_valid(value):
            assert json.loads(read_json(written(value), model).model_dump_json()) == value

    same()
