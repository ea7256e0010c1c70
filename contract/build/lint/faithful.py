"""Schemas: what the generated models cannot check exactly, measured against JSON Schema value by
value."""

import re
from typing import Annotated, Any

from pydantic import Field, TypeAdapter
from pydantic_core import SchemaError

from contract.build.findings import Pointer
from contract.build.lint.reading import Reading
from contract.build.lint.rules import Faults, rule

LOST = (
    *("not", "contains", "minContains", "maxContains", "prefixItems", "patternProperties"),
    *("dependentRequired", "dependentSchemas", "unevaluatedItems", "unevaluatedProperties"),
    *("if", "then", "else", "$dynamicRef", "$defs"),
)
# Texts that become values of another type; these three are read exactly, by contract.runtime.wire.
FIXED_FORMATS = frozenset({"uuid", "date-time", "date"})
_TYPED_FORMATS = FIXED_FORMATS | {"time", "duration", "ipv4", "ipv6", "decimal"}
_NUMBER_FORMATS = frozenset({"int32", "int64", "float", "double"})
_UNICODE_CLASS = re.compile(r"\\[dDwWsSbB]")
_COMBINED = ("oneOf", "anyOf", "allOf")


def types(schema: Any) -> list[str]:
    """The JSON types a schema names, without null."""
    written = schema.get("type", []) if isinstance(schema, dict) else []
    return [one for one in ([written] if isinstance(written, str) else written) if one != "null"]


def _is_null(schema: Any) -> bool:
    return isinstance(schema, dict) and schema.get("type") == "null"


@rule(
    "lost-keyword",
    "Say it with properties, enum, const, bounds or oneOf with a "
    "discriminator, or check it in the service.",
)
def lost_keyword(reading: Reading) -> Faults:
    """The model generator drops these words silently, so the server would accept what the
    contract refuses."""
    for pointer, schema in reading.schemas.items():
        for keyword in LOST if isinstance(schema, dict) else ():
            if keyword in schema:
                yield (*pointer, keyword), f"`{keyword}` is not checked by the generated models."


@rule("boolean-schema", "Leave the property out, or write its schema.")
def boolean_schema(reading: Reading) -> Faults:
    """`x: false` is lost, `x: true` is untyped."""
    for pointer, schema in reading.schemas.items():
        if isinstance(schema, bool) and pointer[-1] != "additionalProperties":
            yield pointer, f"A schema that is just `{str(schema).lower()}` is not checked."


@rule("object-const", "Make it a component with one const per property.")
def object_const(reading: Reading) -> Faults:
    """A const that is an object or a list is lost."""
    for pointer, schema in reading.schemas.items():
        if isinstance(schema, dict) and isinstance(schema.get("const"), dict | list):
            yield (*pointer, "const"), "A `const` that is an object or a list is not checked."


@rule("typed-schema", "Write `type`, and `items` for a list, or refer to a component.")
def typed_schema(reading: Reading) -> Faults:
    """A schema without a type becomes Any in every generator."""
    for pointer, schema in reading.schemas.items():
        if isinstance(schema, dict) and not {"type", "$ref", *_COMBINED, *LOST} & set(schema):
            yield pointer, "The schema names no type."
        if "array" in types(schema) and not {"items", *LOST} & set(schema):
            yield pointer, "The list does not say what it holds."


@rule(
    "one-of-discriminator",
    "Give each variant a const property and name it in `discriminator`, with a mapping.",
)
def one_of_discriminator(reading: Reading) -> Faults:
    """Without one a generated model takes the first variant that fits: exclusivity is lost."""
    for pointer, schema in reading.schemas.items():
        if not isinstance(schema, dict) or "oneOf" not in schema:
            continue
        mapping = schema.get("discriminator", {}).get("mapping", {})
        if not any(_is_null(one) for one in schema["oneOf"]) and len(mapping) != len(
            schema["oneOf"]
        ):
            yield (*pointer, "oneOf"), "`oneOf` has no discriminator that maps every variant."


@rule("any-of", "Use `oneOf` with a discriminator; `anyOf` only as a component or null.")
def any_of(reading: Reading) -> Faults:
    """`anyOf` of two shapes has no faithful type and no name in the SDKs."""
    for pointer, schema in reading.schemas.items():
        if (
            isinstance(schema, dict)
            and "anyOf" in schema
            and not any(map(_is_null, schema["anyOf"]))
        ):
            yield (*pointer, "anyOf"), "`anyOf` joins two shapes."


@rule(
    "nullable-style",
    "Write `type: [string, 'null']`; for a component `anyOf: [{$ref: …}, {type: 'null'}]`.",
)
def nullable_style(reading: Reading) -> Faults:
    """The other spellings of null are ignored by one generator or another."""
    for pointer, schema in reading.schemas.items():
        if not isinstance(schema, dict):
            continue
        if "nullable" in schema:
            yield (
                *pointer,
                "nullable",
            ), "`nullable` is a word of OpenAPI 3.0 and means nothing here."
        if isinstance(schema.get("type"), list) and len(types(schema)) != 1:
            yield (*pointer, "type"), "A list of types is one type and null."
        if any(_is_null(one) for one in schema.get("oneOf", [])):
            yield (*pointer, "oneOf"), "A value or null is `anyOf`."
        variants = schema.get("anyOf", [])
        if any(map(_is_null, variants)) and (
            len(variants) != 2 or not any("$ref" in v for v in variants)
        ):
            yield (
                *pointer,
                "anyOf",
            ), "`anyOf` with null takes one component; an inline type takes a list."


@rule("narrowing-all-of", "Write the schema flat, or let the parts be open and different.")
def narrowing_all_of(reading: Reading) -> Faults:
    """A property that two parts define is typed by neither; two generators dropped such schemas
    whole."""
    for pointer, schema in reading.schemas.items():
        seen: set[str] = set()
        parts = schema.get("allOf", []) if isinstance(schema, dict) else []
        own = [schema] if parts else []
        for part in [*own, *(reading.resolve(one) for one in parts)]:
            if part.get("additionalProperties") is False:
                yield (*pointer, "allOf"), "A closed part of `allOf` refuses what the others add."
            for name in part.get("properties", {}):
                if name in seen:
                    yield (*pointer, "allOf"), f"`allOf` defines the property {name} twice."
                seen.add(name)


def _is_nested(pointer: Pointer) -> bool:
    """Not the root of a component."""
    return len(pointer) > 3 or pointer[:2] != ("components", "schemas")


@rule("named-object", "Move it to components/schemas and refer to it.")
def named_object(reading: Reading) -> Faults:
    """Objects inside of objects get names made up by each generator, which collide and change."""
    for pointer, schema in reading.schemas.items():
        if _is_nested(pointer) and pointer[-1] != "schema" and "object" in types(schema):
            yield pointer, "An object is written in place."


@rule("named-enum", "Move it to components/schemas and refer to it.")
def named_enum(reading: Reading) -> Faults:
    """An enum in place is named after its property, and the next `status` collides with it."""
    for pointer, schema in reading.schemas.items():
        in_parameter = pointer in reading.parameter_schemas and "parameters" in pointer
        if (
            isinstance(schema, dict)
            and "enum" in schema
            and _is_nested(pointer)
            and not in_parameter
        ):
            yield (*pointer, "enum"), "An enum is written in place."


@rule("string-enum", "Use strings.")
def string_enum(reading: Reading) -> Faults:
    """An enum of numbers accepts "1" and true."""
    for pointer, schema in reading.schemas.items():
        values = schema.get("enum", []) if isinstance(schema, dict) else []
        if not all(isinstance(value, str) for value in values):
            yield (*pointer, "enum"), "An enum has values that are no strings."


@rule(
    "portable-pattern",
    "Write [0-9], [A-Za-z0-9_] and [ \\t] out, without look-around and back-references.",
)
def portable_pattern(reading: Reading) -> Faults:
    """Patterns run in Rust, Python and JavaScript: `\\d` means other things in each, look-around
    is not in all."""
    for pointer, schema in reading.schemas.items():
        if not isinstance(schema, dict):
            continue
        keys = schema.get("propertyNames", {}).get("pattern")
        for at, pattern in (("pattern", schema.get("pattern")), ("propertyNames", keys)):
            if pattern is not None and (_UNICODE_CLASS.search(pattern) or not _compiles(pattern)):
                yield (*pointer, at), f"The pattern {pattern!r} does not mean the same everywhere."


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
        TypeAdapter(Annotated[str, Field(pattern=pattern)])
    except (SchemaError, re.error):
        return False
    return True


@rule("bare-uri", "Add a pattern, such as ^https://[A-Za-z0-9.-]+/[!-~]*$ without [ and ].")
def bare_uri(reading: Reading) -> Faults:
    """`format: uri` alone is checked by nobody, and an unbalanced [ in an answer crashed the
    fuzzer."""
    for pointer, schema in reading.schemas.items():
        is_uri = isinstance(schema, dict) and schema.get("format") in ("uri", "uri-reference")
        if is_uri and "pattern" not in schema and pointer not in reading.requests:
            yield (*pointer, "format"), "`format: uri` without a pattern."


@rule("fixed-format", "Leave bounds and pattern out: the format fixes them.")
def fixed_format(reading: Reading) -> Faults:
    """Such a value is no text any more when its bounds are checked: the server would answer 500."""
    for pointer, schema in reading.schemas.items():
        if isinstance(schema, dict) and schema.get("format") in _TYPED_FORMATS:
            for keyword in ("minLength", "maxLength", "pattern"):
                if keyword in schema:
                    yield (
                        *pointer,
                        keyword,
                    ), f"`{keyword}` stands beside `format: {schema['format']}`."


@rule("format-type", "Leave the format out, or name the type that it belongs to.")
def format_type(reading: Reading) -> Faults:
    """The model generator breaks off at a text that is an int32."""
    for pointer, schema in reading.schemas.items():
        if isinstance(schema, dict) and "format" in schema:
            is_number = bool({"integer", "number"} & set(types(schema)))
            if is_number != (schema["format"] in _NUMBER_FORMATS):
                yield (*pointer, "format"), f"`format: {schema['format']}` is of another type."


@rule("read-write-only", "Write one schema for the request and one for the answer.")
def read_write_only(reading: Reading) -> Faults:
    """Two generators put a writeOnly password into the types of answers."""
    for pointer, schema in reading.schemas.items():
        for keyword in ("readOnly", "writeOnly"):
            if isinstance(schema, dict) and keyword in schema:
                yield (*pointer, keyword), f"`{keyword}` is not honoured by all tools."


@rule("reference-siblings", "Put the keyword into the component, or write the schema in place.")
def reference_siblings(reading: Reading) -> Faults:
    """Beside a reference only texts and a default survive generation."""
    allowed = {"$ref", "description", "title", "examples", "default", "deprecated"}
    for pointer, schema in reading.schemas.items():
        if isinstance(schema, dict) and "$ref" in schema:
            for keyword in sorted(set(schema) - allowed):
                yield (*pointer, keyword), f"`{keyword}` stands beside a reference."
