"""Parameters: decoded from text by the stub, sent by tools that each know a different half of
OpenAPI's styles."""

import re

from contract.build.document import METHODS
from contract.build.lint.faithful import types
from contract.build.lint.reading import Reading
from contract.build.lint.rules import Faults, rule
from contract.build.names import argument, header_attribute, snake

# Names that the generated endpoint or handler uses itself.
RESERVED = frozenset(
    "self request response principal body key call handler edge router models operations wire "
    "answer json_body optional_json_body form_body".split()
)
# An operation is a function, a method and a class `…Response` beside these imports.
RESERVED_OPERATIONS = RESERVED | {"api", "datetime", "uuid"}
RESERVED_HEADERS = frozenset("status media_type header_fields constant_headers body".split())
_SECRET = re.compile(r"token|password|passwd|secret|credential|api_?key", re.IGNORECASE)
_TEMPLATE = re.compile(r"\{([^}]*)\}")
_SENT_BY_OTHERS = frozenset({"accept", "content-type", "authorization", "cookie", "host"})


@rule("parameters-on-operation", "Repeat the parameter on each operation, by reference.")
def parameters_on_operation(reading: Reading) -> Faults:
    """Swagger UI sends the literal `{user_id}` when the parameter stands on the path."""
    for template, item in reading.bundle.get("paths", {}).items():
        if "parameters" in item and any(method in item for method in METHODS):
            yield ("paths", template, "parameters"), "Parameters stand on the path."


@rule("path-parameters", "Declare each name in braces as a parameter in: path, and no other.")
def path_parameters(reading: Reading) -> Faults:
    """A name in braces without a parameter has no type."""
    for operation in reading.operations:
        item = reading.bundle["paths"][operation.template]
        inherited = [reading.resolve(one) for one in item.get("parameters", [])]
        own = [parameter for _, parameter in reading.parameters(operation)]
        declared = {p["name"] for p in [*inherited, *own] if p["in"] == "path"}
        wanted = set(_TEMPLATE.findall(operation.template))
        for name in sorted(declared ^ wanted):
            yield operation.pointer, f"The path parameter {name} is not in both places."


@rule(
    "parameter-style",
    "Leave style and explode out; lists repeat (?a=1&a=2), ranges are two parameters.",
)
def parameter_style(reading: Reading) -> Faults:
    """Eight generators were wrong on the wire with `explode: false` or deepObject."""
    for operation in reading.operations:
        for pointer, parameter in reading.parameters(operation):
            for keyword in ("style", "explode", "allowReserved", "allowEmptyValue", "content"):
                if keyword in parameter:
                    yield (
                        *pointer,
                        keyword,
                    ), f"The parameter {parameter['name']} sets `{keyword}`."


@rule(
    "parameter-place",
    "Use path, query or header; Authorization and the content's type are declared elsewhere.",
)
def parameter_place(reading: Reading) -> Faults:
    """Cookies are sent by browsers whether the caller means it or not; OpenAPI ignores some
    headers by name."""
    for operation in reading.operations:
        for pointer, parameter in reading.parameters(operation):
            name, where = parameter["name"], parameter["in"]
            if where == "cookie" or (where == "header" and name.lower() in _SENT_BY_OTHERS):
                yield (*pointer, "in"), f"The parameter {name} is in {where}."


@rule(
    "parameter-type",
    "Use a string, number, integer or boolean, an enum, or (in the query) a list of one of them.",
)
def parameter_type(reading: Reading) -> Faults:
    """What arrives as text can be one value or a repeated one."""
    scalars = ("string", "integer", "number", "boolean")
    for operation in reading.operations:
        for pointer, parameter in reading.parameters(operation):
            schema = reading.resolve(parameter.get("schema", {"type": "string"}))
            if "array" in types(schema) and parameter["in"] == "query":
                schema = reading.resolve(schema.get("items", {}))
                if "uniqueItems" in reading.resolve(parameter["schema"]):
                    yield (
                        *pointer,
                        "schema",
                        "uniqueItems",
                    ), "`uniqueItems` is not checked in the query."
            if schema.get("type") not in scalars:  # a list of types has null among them
                yield (*pointer, "schema"), f"The parameter {parameter['name']} is no plain value."


@rule("parameter-default", "Drop `required` or the default.")
def parameter_default(reading: Reading) -> Faults:
    """A parameter that must be sent never takes its default."""
    for operation in reading.operations:
        for pointer, parameter in reading.parameters(operation):
            if parameter.get("required") and "default" in parameter.get("schema", {}):
                yield (*pointer, "schema", "default"), "A required parameter has a default."


@rule("secret-in-url", "Send it in the body or in a header.")
def secret_in_url(reading: Reading) -> Faults:
    """URLs end in logs, histories and Referer headers."""
    for operation in reading.operations:
        for pointer, parameter in reading.parameters(operation):
            if parameter["in"] in ("query", "path") and _SECRET.search(parameter["name"]):
                yield (
                    *pointer,
                    "name",
                ), f"The parameter {parameter['name']} names a secret in the URL."


@rule("reserved-name", "Choose another name.")
def reserved_name(reading: Reading) -> Faults:
    """These are names of the generated code itself."""
    for operation in reading.operations:
        if snake(operation.id) in RESERVED_OPERATIONS:
            yield (
                *operation.pointer,
                "operationId",
            ), f"The operationId {operation.id} is reserved."
        for pointer, parameter in reading.parameters(operation):
            if argument(parameter["name"], parameter["in"]) in RESERVED:
                yield (*pointer, "name"), f"The parameter name {parameter['name']} is reserved."
        for _, name, pointer, _ in reading.headers(operation):
            if header_attribute(name) in RESERVED_HEADERS:
                yield pointer, f"The header name {name} is reserved."


@rule("unique-parameter", "Rename one of them.")
def unique_parameter(reading: Reading) -> Faults:
    """Each is an argument of the handler: `id` in the path and `id` in the query would be one."""
    for operation in reading.operations:
        seen: set[str] = set()
        for pointer, parameter in reading.parameters(operation):
            if (name := argument(parameter["name"], parameter["in"])) in seen:
                yield (*pointer, "name"), f"{operation.id} has two parameters called {name}."
            seen.add(name)
