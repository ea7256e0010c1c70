"""What clients send: every part bounded, nothing undeclared, one form."""

import re
from typing import Any

from contract.build.lint.faithful import FIXED_FORMATS, types
from contract.build.lint.reading import FORM, MERGE_PATCH, Reading
from contract.build.lint.rules import Faults, rule

JSON = "application/json"
CHECKED_FORMATS = FIXED_FORMATS | {"email", "password", "uri", "uri-reference", "int32", "int64"}
_CONTROLS = ("\x00", "a\x00", "\x00a", "0\x00", "\x1b")


def _is_free_string(schema: Any) -> bool:
    """A string whose values the schema does not already list, or whose format does not already
    fix."""
    return (
        "string" in types(schema)
        and not {"enum", "const"} & set(schema)
        and schema.get("format") not in FIXED_FORMATS
    )


@rule("request-string-length", "Add `maxLength`.")
def request_string_length(reading: Reading) -> Faults:
    """A string without an end is stored, hashed, indexed and logged without an end."""
    for pointer, schema in reading.requests.items():
        if _is_free_string(schema) and "maxLength" not in schema:
            yield pointer, "A string of a request has no `maxLength`."


@rule(
    "request-string-pattern",
    "Add a pattern from ^ to $ that excludes control "
    "characters: ^[^\\u0000-\\u001f\\u007f-\\u009f]*$",
)
def request_string_pattern(reading: Reading) -> Faults:
    """NUL breaks PostgreSQL, escape sequences break terminals, and a pattern that is not
    anchored checks little."""
    for pointer, schema in reading.requests.items():
        if not _is_free_string(schema):
            continue
        pattern = schema.get("pattern")
        if pattern is None:
            yield pointer, "A string of a request has no `pattern`."
        elif not (pattern.startswith("^") and pattern.endswith("$")):
            yield (*pointer, "pattern"), "The pattern is not anchored at both ends."
        elif _accepts_controls(pattern):
            yield (*pointer, "pattern"), "The pattern accepts control characters."


def _accepts_controls(pattern: str) -> bool:
    try:
        return any(re.search(pattern, text) for text in _CONTROLS)
    except re.error:
        return False  # portable-pattern says so


@rule("request-number-bounds", "Add `minimum` and `maximum`.")
def request_number_bounds(reading: Reading) -> Faults:
    """An integer beyond 64 bits breaks the database, a number beyond a double becomes infinity."""
    for pointer, schema in reading.requests.items():
        if {"integer", "number"} & set(types(schema)) and not {"const", "enum"} & set(schema):
            lower = {"minimum", "exclusiveMinimum"} & set(schema)
            upper = {"maximum", "exclusiveMaximum"} & set(schema)
            if not (lower and upper):
                yield pointer, "A number of a request has no bounds."


@rule("request-multiple", "Use an integer of a smaller unit.")
def request_multiple(reading: Reading) -> Faults:
    """0.3 is a multiple of 0.1 only for those who round."""
    for pointer, schema in reading.requests.items():
        if "number" in types(schema) and "multipleOf" in schema:
            yield (*pointer, "multipleOf"), "`multipleOf` of a number that is no integer."


@rule("request-const", "Use a string.")
def request_const(reading: Reading) -> Faults:
    """`const: 1` would accept true in a body and nothing in a query."""
    for pointer, schema in reading.requests.items():
        if isinstance(schema, dict) and isinstance(schema.get("const"), int | float):
            yield (*pointer, "const"), "A `const` of a request is no string."


@rule("request-list-bound", "Add `maxItems`.")
def request_list_bound(reading: Reading) -> Faults:
    """A list without an end is work without an end."""
    for pointer, schema in reading.requests.items():
        if "array" in types(schema) and "maxItems" not in schema:
            yield pointer, "A list of a request has no `maxItems`."


@rule("request-map-bound", "Add `maxProperties`, and `propertyNames` with a pattern.")
def request_map_bound(reading: Reading) -> Faults:
    """The keys of a map are strings that a client sends, too."""
    for pointer, schema in reading.requests.items():
        if not isinstance(schema, dict) or not isinstance(schema.get("additionalProperties"), dict):
            continue
        if "maxProperties" not in schema or "pattern" not in schema.get("propertyNames", {}):
            yield pointer, "A map of a request has no bound for its size or names."


@rule(
    "request-format",
    "Use one of: " + ", ".join(sorted(CHECKED_FORMATS)) + "; or a pattern without a format.",
)
def request_format(reading: Reading) -> Faults:
    """Other formats are laxer in Python than in their standards, or not checked at all."""
    for pointer, schema in reading.requests.items():
        if isinstance(schema, dict) and schema.get("format", "uuid") not in CHECKED_FORMATS:
            yield (*pointer, "format"), f"The format {schema['format']} is not checked exactly."


@rule("closed-request", "Add `additionalProperties: false`.")
def closed_request(reading: Reading) -> Faults:
    """An unknown member is a misspelt one: `disply_name` must not be ignored. Forms are open by
    RFC 6749 §3.2."""
    for pointer, schema in reading.json_requests.items():
        if "object" in types(schema) and not (
            schema.get("additionalProperties") is False
            or isinstance(schema.get("additionalProperties"), dict)
        ):
            yield pointer, "An object of a request is open."


@rule(
    "named-body", "Refer to an object or a list in components/schemas, from the operation itself."
)
def named_body(reading: Reading) -> Faults:
    """A body in place gets a made-up name, or none, in every generator."""
    for operation in reading.operations:
        if "$ref" in operation.value.get("requestBody", {}):
            yield (*operation.pointer, "requestBody"), "The body stands somewhere else."
        for pointer, _, media in reading.request_media(operation):
            if "$ref" not in media.get("schema", {}):
                yield pointer, "The body's schema is written in place."
            elif not _is_document(reading.resolve(media["schema"])):
                yield pointer, "The body is neither an object nor a list."


def _is_document(schema: Any) -> bool:
    """Not a single value, and not null: an absent body is one that is not required."""
    return schema.get("type") in ("object", "array") or bool({"oneOf", "allOf"} & set(schema))


@rule("request-media-type", f"Use exactly one of {JSON}, {MERGE_PATCH} (on PATCH), {FORM}.")
def request_media_type(reading: Reading) -> Faults:
    """One form of each request: the stub decodes it without looking, and a merge patch says that
    it is one."""
    for operation in reading.operations:
        kinds = [media_type for _, media_type, _ in reading.request_media(operation)]
        if not kinds:
            continue
        wanted = {MERGE_PATCH} if operation.method == "patch" else {JSON, FORM}
        if len(kinds) > 1 or kinds[0] not in wanted:
            at = (*operation.pointer, "requestBody", "content")
            yield at, f"The body of {operation.id} is {' or '.join(kinds)}."


@rule(
    "merge-patch-default", "Leave the default out; the service decides what an absent member means."
)
def merge_patch_default(reading: Reading) -> Faults:
    """A default would turn "leave it as it is" into a change."""
    for pointer, schema in reading.merge_patches.items():
        if isinstance(schema, dict) and "default" in schema:
            yield (*pointer, "default"), "A merge patch has a default."


@rule("body-method", "Use POST, PUT or PATCH.")
def body_method(reading: Reading) -> Faults:
    """A body on GET or DELETE has no meaning (RFC 9110 §9.3) and is dropped by proxies and
    clients."""
    for operation in reading.operations:
        if operation.method not in ("post", "put", "patch") and "requestBody" in operation.value:
            yield (*operation.pointer, "requestBody"), f"{operation.method.upper()} has a body."


@rule("form-text", "Use strings, or send JSON.")
def form_text(reading: Reading) -> Faults:
    """All that a form holds is text: an integer would be read as 1_0 and +1, too."""
    for pointer, schema in reading.forms.items():
        is_member = pointer[-2:-1] == ("properties",)
        kind = reading.resolve(schema).get("type") if isinstance(schema, dict) else None
        if kind == "array" or (is_member and kind != "string"):
            yield pointer, "A part of a form is no string."


@rule("form-body-required", "Add `required: true`.")
def form_body_required(reading: Reading) -> Faults:
    """An absent form and an empty one are the same bytes."""
    for operation in reading.operations:
        required = operation.value.get("requestBody", {}).get("required", False)
        for _, media_type, _ in reading.request_media(operation):
            if media_type == FORM and not required:
                yield (*operation.pointer, "requestBody"), "A form body is optional."
