"""The bundle as rules look at it: operations, and schemas by the direction in which they travel."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from contract.build.bundle import Contract
from contract.build.document import Json, OperationAt, operations, ref_name, resolve
from contract.build.findings import Location, Pointer

FORM = "application/x-www-form-urlencoded"
MERGE_PATCH = "application/merge-patch+json"

Schemas = dict[Pointer, Any]

_ONE = ("items", "additionalProperties", "not", "contains", "if", "then", "else")
_LISTS = ("oneOf", "anyOf", "allOf", "prefixItems")
_MAPS = ("properties", "patternProperties", "dependentSchemas")


def subschemas(pointer: Pointer, schema: Any) -> Iterator[tuple[Pointer, Any]]:
    """The schemas directly inside of one; not `propertyNames`, which describes keys and not
    values."""
    if not isinstance(schema, dict):
        return
    for key in _ONE:
        if key in schema:
            yield (*pointer, key), schema[key]
    for key in _LISTS:
        for index, item in enumerate(schema.get(key, [])):
            yield (*pointer, key, index), item
    for key in _MAPS:
        for name, item in schema.get(key, {}).items():
            yield (*pointer, key, name), item


class Reading:
    """Everything is read from the bundle; what people must not write is read from what they
    wrote."""

    def __init__(self, contract: Contract) -> None:
        self.contract = contract
        self.bundle = contract.bundle
        self.written = contract.written
        self.operations = list(operations(contract.bundle))
        self.components: dict[str, Json] = contract.bundle.get("components", {})

    def locate(self, place: Pointer | Location) -> Location:
        return place if isinstance(place, Location) else self.contract.origins.find(place)

    def resolve(self, value: Json) -> Json:
        return resolve(self.bundle, value)

    def parameters(self, operation: OperationAt) -> Iterator[tuple[Pointer, Json]]:
        """Each parameter, at its component if it has one."""
        for index, written in enumerate(operation.value.get("parameters", [])):
            yield self._place(
                (*operation.pointer, "parameters", index), written, "parameters"
            ), self.resolve(written)

    def headers(self, operation: OperationAt) -> Iterator[tuple[str, str, Pointer, Json]]:
        """(status, name, place, header) of every response."""
        for status, response in operation.value["responses"].items():
            for name, written in response.get("headers", {}).items():
                at = (*operation.pointer, "responses", status, "headers", name)
                yield status, name, self._place(at, written, "headers"), self.resolve(written)

    def request_media(self, operation: OperationAt) -> Iterator[tuple[Pointer, str, Json]]:
        content = operation.value.get("requestBody", {}).get("content", {})
        for media_type, media in content.items():
            yield (*operation.pointer, "requestBody", "content", media_type), media_type, media

    def response_media(self, operation: OperationAt) -> Iterator[tuple[Pointer, str, str, Json]]:
        """(place, status, media type, media type object) of every response."""
        for status, response in operation.value["responses"].items():
            for media_type, media in response.get("content", {}).items():
                at = (*operation.pointer, "responses", status, "content", media_type)
                yield at, status, media_type, media

    def _place(self, at: Pointer, written: Json, kind: str) -> Pointer:
        name = ref_name(written)
        return at if name is None else ("components", kind, name)

    def _closure(self, roots: Iterator[tuple[Pointer, Any]]) -> Schemas:
        """Every schema that can be reached, each once, references followed."""
        found: Schemas = {}
        waiting = list(roots)
        while waiting:
            pointer, schema = waiting.pop()
            if pointer in found:
                continue
            found[pointer] = schema
            waiting.extend(subschemas(pointer, schema))
            name = ref_name(schema) if isinstance(schema, dict) else None
            if name is not None and name in self.components.get("schemas", {}):
                waiting.append((("components", "schemas", name), self.components["schemas"][name]))
        return found

    def _bodies(self, *wanted: str) -> Iterator[tuple[Pointer, Any]]:
        for operation in self.operations:
            for pointer, media_type, media in self.request_media(operation):
                if media_type in wanted and "schema" in media:
                    yield (*pointer, "schema"), media["schema"]

    @cached_property
    def parameter_schemas(self) -> Schemas:
        return self._closure(
            ((*pointer, "schema"), parameter["schema"])
            for operation in self.operations
            for pointer, parameter in self.parameters(operation)
            if "schema" in parameter
        )

    @cached_property
    def json_requests(self) -> Schemas:
        return self._closure(self._bodies("application/json", MERGE_PATCH))

    @cached_property
    def merge_patches(self) -> Schemas:
        return self._closure(self._bodies(MERGE_PATCH))

    @cached_property
    def forms(self) -> Schemas:
        return self._closure(self._bodies(FORM))

    @cached_property
    def requests(self) -> Schemas:
        """All that a client sends: bodies and parameters."""
        return self.parameter_schemas | self.json_requests | self.forms

    @cached_property
    def schemas(self) -> Schemas:
        """Every schema of the document."""
        return self._closure(self._roots())

    def _roots(self) -> Iterator[tuple[Pointer, Any]]:
        for name, schema in self.components.get("schemas", {}).items():
            yield ("components", "schemas", name), schema
        for operation in self.operations:
            for pointer, parameter in self.parameters(operation):
                yield (*pointer, "schema"), parameter.get("schema", {"type": "string"})
            for _, _, pointer, header in self.headers(operation):
                yield (*pointer, "schema"), header.get("schema", {"type": "string"})
            for pointer, _, media in self.request_media(operation):
                yield (*pointer, "schema"), media.get("schema", {"type": "object"})
            for pointer, _, _, media in self.response_media(operation):
                yield (*pointer, "schema"), media.get("schema", {"type": "object"})
