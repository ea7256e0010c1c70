"""Spelling: one way to write a name, so that nobody has to look it up."""

import re

from contract.build.lint.faithful import types
from contract.build.lint.reading import Reading
from contract.build.lint.rules import Faults, rule

_PATH = re.compile(r"(/([a-z0-9.-]+|\{[a-z][a-z0-9_]*\}))+")
_SNAKE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_TAG = re.compile(r"[a-z][a-z0-9]*([-_][a-z0-9]+)*")
_TRAIN = re.compile(r"[A-Z][A-Za-z0-9]*(-[A-Z][A-Za-z0-9]*)*")


@rule(
    "path-spelling",
    "Write kebab-case segments and {snake_case} parameters, without a slash at the end.",
)
def path_spelling(reading: Reading) -> Faults:
    """A path is typed by hand into curl; a slash at its end would be another path."""
    for path in reading.bundle["paths"]:
        if not _PATH.fullmatch(path):
            yield ("paths", path), f"The path {path} is not kebab-case."


@rule("tag-spelling", "Write it in kebab-case or snake_case, with a letter first.")
def tag_spelling(reading: Reading) -> Faults:
    """A tag is a module and a class."""
    for index, tag in enumerate(reading.bundle.get("tags", [])):
        if not _TAG.fullmatch(tag["name"]):
            yield ("tags", index), f"The tag {tag['name']} is no name of a module."


@rule("member-spelling", "Write it in snake_case.")
def member_spelling(reading: Reading) -> Faults:
    """OAuth's parameters are snake_case, so all members are."""
    for pointer, schema in reading.schemas.items():
        for name in schema.get("properties", {}) if isinstance(schema, dict) else ():
            if not _SNAKE.fullmatch(name):
                yield (*pointer, "properties", name), f"The member {name} is not snake_case."


@rule("parameter-spelling", "Write snake_case in path and query, Train-Case in headers.")
def parameter_spelling(reading: Reading) -> Faults:
    """As members and headers are spelled."""
    for operation in reading.operations:
        for pointer, parameter in reading.parameters(operation):
            spelling = _TRAIN if parameter["in"] == "header" else _SNAKE
            if not spelling.fullmatch(parameter["name"]):
                yield (
                    *pointer,
                    "name",
                ), f"The parameter {parameter['name']} is spelled unlike the others."


@rule("header-spelling", "Write it in Train-Case.")
def header_spelling(reading: Reading) -> Faults:
    """Case does not matter on the wire, but docs and code show what is written."""
    for operation in reading.operations:
        for status, name, _, _ in reading.headers(operation):
            if not _TRAIN.fullmatch(name):
                at = (*operation.pointer, "responses", status, "headers", name)
                yield at, f"The header {name} is not Train-Case."


@rule("time-name", "Let the name end in _at.")
def time_name(reading: Reading) -> Faults:
    """A member that is a time says so."""
    for pointer, schema in reading.schemas.items():
        is_time = "string" in types(schema) and schema.get("format") == "date-time"
        if is_time and pointer[-2:-1] == ("properties",) and not str(pointer[-1]).endswith("_at"):
            yield pointer, f"The time {pointer[-1]} does not end in _at."
