"""Components and the document: unique names, nothing unused, nothing that tools stumble over."""

import re

from contract.build.findings import Location
from contract.build.lint.reading import Reading
from contract.build.lint.rules import Faults, rule

_PASCAL = re.compile(r"[A-Z][A-Za-z0-9]*")


@rule("component-name", "Spell it in PascalCase.")
def component_name(reading: Reading) -> Faults:
    """The name of a schema is the name of a class in every language."""
    for kind, members in reading.components.items():
        for name in members if kind != "securitySchemes" else ():
            if not _PASCAL.fullmatch(name):
                yield ("components", kind, name), f"The component {name} is not PascalCase."


@rule("unique-component", "Rename one of them.")
def unique_component(reading: Reading) -> Faults:
    """A schema and a parameter of one name become UserId and UserId2, or overwrite each other's
    file."""
    seen: dict[str, str] = {}
    kinds = {
        **reading.components,
        "responses": reading.written.get("components", {}).get("responses", {}),
    }
    for kind, members in kinds.items():
        for name in members:
            other = seen.setdefault(name.lower(), f"{kind}/{name}")
            if other != f"{kind}/{name}":
                yield ("components", kind, name), f"{kind}/{name} has the name of {other}."


@rule("unused-file", "Refer to it or delete it.")
def unused_file(reading: Reading) -> Faults:
    """What nothing refers to looks like a promise and is none."""
    for name in reading.contract.unread_files:
        if name.endswith((".yaml", ".yml", ".json")):
            yield Location(name, 1), "Nothing refers to this file."


@rule("unused-component", "Refer to it or delete it.")
def unused_component(reading: Reading) -> Faults:
    """The same for components that are written into the root document."""
    used = set(_references(reading.bundle)) | set(_references(reading.written))
    used |= {
        f"#/components/securitySchemes/{name}"
        for operation in reading.operations
        for requirement in operation.security
        for name in requirement
    }
    for kind, members in reading.components.items():
        for name in members:
            if f"#/components/{kind}/{name}" not in used:
                yield ("components", kind, name), f"Nothing refers to the component {name}."


def _references(value: object) -> list[str]:
    found: list[str] = []
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
        elif isinstance(one, str) and one.startswith("#/components/"):
            found.append(one)
    return found


@rule("plain-document", "Leave it out; webhooks belong in a document of their own.")
def plain_document(reading: Reading) -> Faults:
    """`jsonSchemaDialect` makes Swagger UI warn; webhooks made one generator write invalid code."""
    for keyword in ("jsonSchemaDialect", "webhooks"):
        if keyword in reading.bundle:
            yield (keyword,), f"`{keyword}` is not understood by all tools."
    for operation in reading.operations:
        if "callbacks" in operation.value:
            yield (*operation.pointer, "callbacks"), "`callbacks` are not served."
