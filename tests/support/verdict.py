"""Judges one answer by the contract: its status, its headers, its media type and its body.

Independent of the generated code: it reads the bundle and judges with jsonschema-rs.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from starlette.types import Message

from tests.support.bundle import compiled, document, operations, resolve

# Refusals of the protocol: they can meet any request, before an operation is known.
PROTOCOL_CODES = {405: "method_not_allowed", 431: "headers_too_large"}
_BODILESS = frozenset({204, 304})
# An answer says so too where the contract does not speak of it: nothing is to be cached.
_ALWAYS_SENT = frozenset({"cache-control"})


@dataclass
class Answer:
    """One response, as the service sent it."""

    method: str
    path: str
    status: int = 0
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""
    is_complete: bool = False

    def add(self, message: Message) -> None:
        """Take in the next part."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = [
                (name.decode("latin-1").lower(), value.decode("latin-1"))
                for name, value in message.get("headers", ())
            ]
        elif message["type"] == "http.response.body":
            self.body += message.get("body", b"")
            self.is_complete = not message.get("more_body", False)

    def all(self, name: str) -> list[str]:
        """Every value of a header."""
        return [value for key, value in self.headers if key == name.lower()]

    def one(self, name: str) -> str | None:
        """The first value of a header."""
        return next(iter(self.all(name)), None)

    def __str__(self) -> str:
        return f"{self.method} {self.path} -> {self.status}"


def faults_of(answer: Answer) -> Iterator[str]:
    """Everything in which an answer is not what the contract declares."""
    yield from _framing_faults(answer)
    methods = _resource(answer.path)
    operation = operation_of(answer.method, answer.path)
    if answer.status in PROTOCOL_CODES and methods:
        yield from _protocol_faults(answer)
    elif operation is None and methods and answer.method != "OPTIONS":
        yield f"the path has no such method: {answer.body!r}"
    elif operation is not None:
        declared = operation["responses"].get(str(answer.status))
        if declared is None:
            yield f"the status is not declared: {answer.body!r}"
            return
        yield from _header_faults(resolve(declared).get("headers", {}), answer)
        yield from _content_faults(operation["operationId"], resolve(declared), answer)


def _framing_faults(answer: Answer) -> Iterator[str]:
    """RFC 9110 §6.4.1 and §8.6: which answers have no content, and what their length says."""
    if answer.method == "HEAD" or answer.status in _BODILESS:
        if answer.body:
            yield f"has content: {answer.body!r}"
        if answer.status == 204 and answer.one("content-length") is not None:
            yield "has a length and no content"
        return
    if answer.one("content-length") not in (None, str(len(answer.body))):
        yield f"has {len(answer.body)} bytes and says {answer.one('content-length')}"


def _protocol_faults(answer: Answer) -> Iterator[str]:
    code = PROTOCOL_CODES[answer.status]
    if answer.one("content-type") != "application/problem+json":
        yield f"media type {answer.one('content-type')!r}"
    elif answer.method != "HEAD":
        problem = read_json(answer.body)
        expected = document()["components"]["schemas"]["NotFoundProblem"]["properties"].keys()
        if problem.keys() != expected or problem["code"] != code:
            yield f"is not the problem {code}: {problem}"


def _header_faults(declared: Mapping[str, Any], answer: Answer) -> Iterator[str]:
    headers = {name.lower(): resolve(header) for name, header in declared.items()}
    for name in sorted(_vocabulary()):
        header, values = headers.get(name), answer.all(name)
        if len(values) > 1:
            yield f"the header {name} occurs {len(values)} times"
        elif values and header:
            yield from _value_faults(name, header["schema"], values[0])
        elif values and name not in _ALWAYS_SENT:
            yield f"the header {name} is not declared: {values[0]}"
        elif header and header.get("required") and not values:
            yield f"the header {name} is missing"


def _value_faults(name: str, schema: Mapping[str, Any], text: str) -> Iterator[str]:
    value = _header_value(resolve(schema), text)
    for error in _header_validator(json.dumps(schema)).iter_errors(value):
        yield f"header {name}: {error.message}"


def _header_value(schema: Mapping[str, Any], text: str) -> object:
    if schema.get("type") == "integer" and re.fullmatch(r"-?[0-9]+", text):
        return int(text)
    return text


def _content_faults(name: str, declared: Mapping[str, Any], answer: Answer) -> Iterator[str]:
    content = declared.get("content", {})
    media_type = answer.one("content-type")
    if not content:
        if answer.body or media_type is not None:
            yield f"has content where none is declared: {media_type} {answer.body!r}"
    elif media_type is None or media_type not in content:
        yield f"the media type {media_type} is not declared"
    elif answer.method != "HEAD" and media_type.endswith("json"):
        yield from _body_faults(_body_validator(name, answer.status, media_type), answer.body)


def _body_faults(validator: Any, body: bytes) -> Iterator[str]:
    try:
        value = read_json(body)
    except ValueError as fault:
        yield f"is not JSON: {fault}: {body!r}"
        return
    for error in validator.iter_errors(value):
        place = "".join(f"/{step}" for step in error.instance_path)
        yield f"{place}: {error.message}"


def read_json(body: bytes) -> Any:
    """The one value that any parser reads; ValueError for what two may read differently."""
    text = body.decode("utf-8")
    return json.loads(text, object_pairs_hook=_members, parse_constant=_no_constant)


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ValueError("two members have the same name")
    return members


def _no_constant(text: str) -> object:
    raise ValueError(f"{text} is no JSON")


# --- the contract, prepared once a process ---


@cache
def _resources() -> list[tuple[re.Pattern[str], dict[str, Any]]]:
    methods: dict[str, dict[str, Any]] = {}
    for method, path, operation in operations():
        methods.setdefault(path, {})[method] = operation
    return [
        (re.compile(re.sub(r"\\\{[^}]+\\\}", "[^/]+", re.escape(path))), by_method)
        for path, by_method in sorted(methods.items(), key=lambda each: "{" in each[0])
    ]


def _resource(path: str) -> Mapping[str, Any]:
    """The operations of a path by their methods."""
    found = (methods for pattern, methods in _resources() if pattern.fullmatch(path))
    return next(found, {})


def operation_of(method: str, path: str) -> Mapping[str, Any] | None:
    operation: Mapping[str, Any] | None = _resource(path).get("GET" if method == "HEAD" else method)
    return operation


@cache
def _vocabulary() -> frozenset[str]:
    """Every header that the contract declares anywhere: sent elsewhere, it promises too much."""
    return frozenset(
        name.lower()
        for _, _, operation in operations()
        for response in operation["responses"].values()
        for name in resolve(response).get("headers", {})
    )


@cache
def _header_validator(schema: str) -> Any:
    return compiled(json.loads(schema), document()["components"])


@cache
def _body_validator(name: str, status: int, media_type: str) -> Any:
    (operation,) = (each for _, _, each in operations() if each["operationId"] == name)
    content = resolve(operation["responses"][str(status)])["content"]
    return compiled(_closed(content[media_type]["schema"]), _closed(document()["components"]))


def _closed(node: Any) -> Any:
    """The same, but objects have no members besides those that are declared.

    Clients must expect more, so that members can be added; a service that sends more today leaks.
    """
    if isinstance(node, list):
        return [_closed(item) for item in node]
    if not isinstance(node, dict):
        return node
    closed = {key: _closed(value) for key, value in node.items()}
    if node.get("type") == "object" and "properties" in node:
        closed.setdefault("additionalProperties", False)
    return closed
