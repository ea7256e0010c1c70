"""Examples: docs, mock and tests serve them as they are, so they are there and they are valid."""

from collections.abc import Iterator
from typing import Any

import jsonschema_rs

from contract.build.document import Json
from contract.build.findings import Pointer
from contract.build.lint.reading import Reading
from contract.build.lint.rules import Faults, rule


@rule(
    "request-example",
    "Add named `examples`, each with a summary and a value from openapi/examples.",
)
def request_example(reading: Reading) -> Faults:
    """Docs and mocks make one up otherwise, and it is never a good one."""
    for operation in reading.operations:
        for pointer, _, media in reading.request_media(operation):
            if not media.get("examples"):
                yield pointer, f"The body of {operation.id} has no example."


@rule(
    "response-example",
    "Add named `examples`, each with a summary and a value from openapi/examples.",
)
def response_example(reading: Reading) -> Faults:
    """The mock answers with it, and frontends are built on the mock."""
    for operation in reading.operations:
        for pointer, status, _, media in reading.response_media(operation):
            if not media.get("examples"):
                yield pointer, f"The response {status} of {operation.id} has no example."


@rule("example-value", "Write `value`, with a $ref to a file in openapi/examples.")
def example_value(reading: Reading) -> Faults:
    """An `externalValue` is checked by nobody, and not there when it is needed."""
    for pointer, holder in _holders(reading):
        for name, written in holder.get("examples", {}).items():
            if "value" not in reading.resolve(written):
                yield (*pointer, "examples", name), f"The example {name} has no value."


@rule("valid-example", "Correct the example or the schema.")
def valid_example(reading: Reading) -> Faults:
    """People copy examples before they read schemas."""
    validators = _Validators(reading.components)
    for pointer, schema, value in _examples(reading):
        for error in validators.of(schema).iter_errors(value):
            yield (
                *pointer,
                *error.instance_path,
            ), f"The example is not valid: {error.message[:200]}"


@rule("valid-default", "Correct the default or the schema.")
def valid_default(reading: Reading) -> Faults:
    """A default that its own schema refuses is a value that no client could have sent."""
    validators = _Validators(reading.components)
    for pointer, schema in reading.schemas.items():
        if isinstance(schema, dict) and "default" in schema:
            for error in validators.of(schema).iter_errors(schema["default"]):
                yield (*pointer, "default"), f"The default is not valid: {error.message[:200]}"


class _Validators:
    """One compiled validator per schema; most bodies are a reference that several examples
    share."""

    def __init__(self, components: Json) -> None:
        self._components = components
        self._made: dict[str, jsonschema_rs.Draft202012Validator] = {}

    def of(self, schema: Json) -> jsonschema_rs.Draft202012Validator:
        key = repr(schema)
        if key not in self._made:
            self._made[key] = self._make({**schema, "components": self._components})
        return self._made[key]

    def _make(self, schema: Json) -> jsonschema_rs.Draft202012Validator:
        try:
            return jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
        except jsonschema_rs.ValidationError:
            return jsonschema_rs.Draft202012Validator(True)  # other rules name the faulty schema


def _examples(reading: Reading) -> Iterator[tuple[Pointer, Json, Any]]:
    """(place, schema, value) of every example: of bodies, parameters, headers and schemas."""
    for pointer, holder in _holders(reading):
        if "example" in holder:
            yield (*pointer, "example"), holder["schema"], holder["example"]
        for name, written in holder.get("examples", {}).items():
            example = reading.resolve(written)
            if "value" in example:
                yield (*pointer, "examples", name, "value"), holder["schema"], example["value"]
    for pointer, schema in reading.schemas.items():
        for index, value in enumerate(
            schema.get("examples", []) if isinstance(schema, dict) else []
        ):
            yield (*pointer, "examples", index), schema, value


def _holders(reading: Reading) -> Iterator[tuple[Pointer, Json]]:
    """Everything beside the schemas that may have examples."""
    for operation in reading.operations:
        for pointer, _, media in reading.request_media(operation):
            yield pointer, media
        for pointer, _, _, media in reading.response_media(operation):
            yield pointer, media
        yield from reading.parameters(operation)
        for _, _, pointer, header in reading.headers(operation):
            yield pointer, header
