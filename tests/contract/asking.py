"""One value in one place of a request, for JSON Schema and for the wire to judge."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

from tests.contract.wire_only import Verdict, WireOnly
from tests.support.bundle import operations, resolve, validator

FORM = "application/x-www-form-urlencoded"
Schema = Mapping[str, Any]
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
# What stands between two headers, or is cut off around a value, no server hands on.
_NO_HEADER = re.compile(r"[\x00-\x1f\x7f]|^ | $|[^\x00-\xff]")


@dataclass(frozen=True)
class Place:
    """Where in a request a value stands: its body, or one of its parameters."""

    operation_id: str
    method: str
    path: str
    name: str
    schema: Schema
    where: str
    media_type: str = ""
    others: Mapping[str, str] = field(default_factory=dict)
    examples: tuple[Any, ...] = ()

    def __str__(self) -> str:
        return f"{self.operation_id} {self.where} {self.name}".rstrip()


def bodies() -> Iterator[Place]:
    """Every body of the contract."""
    for method, path, operation in operations():
        body = resolve(operation.get("requestBody", {}))
        for media_type, content in body.get("content", {}).items():
            ids = _path_examples(operation)
            headers = {"If-Match": "*"} if _needs_if_match(operation) else {}
            yield Place(
                operation["operationId"], method, _filled(path, ids), "", content["schema"],
                "body", media_type, headers, _values(content),
            )  # fmt: skip


def parameters() -> Iterator[Place]:
    """Every parameter of an operation that takes no body: each stands in one of these, too."""
    for method, path, operation in operations():
        for parameter in map(resolve, operation.get("parameters", ())):
            if "requestBody" in operation:
                continue
            ids = _path_examples(operation)
            ids.pop(parameter["name"], None)
            needed = _needs_if_match(operation) and parameter["name"] != "If-Match"
            yield Place(
                operation["operationId"], method, _filled(path, ids), parameter["name"],
                parameter["schema"], parameter["in"], others={"If-Match": "*"} if needed else {},
            )  # fmt: skip


def json_schema_accepts(place: Place, sent: object) -> bool:
    """Whether the schema takes the value, as a reader of the contract would understand it."""
    instance = sent
    if place.where != "body" and isinstance(sent, str):
        schema = resolve(place.schema)
        if schema.get("type") == "integer" and _NUMBER.fullmatch(sent):
            instance = json.loads(sent)
    is_valid: bool = _is_text(instance) and _validator(json.dumps(place.schema)).is_valid(instance)
    return is_valid


def wire_accepts(wire: WireOnly, place: Place, sent: object) -> Verdict:
    """What the generated code makes of the same value, sent as a client would."""
    headers, query, path, body = list(place.others.items()), "", place.path, b""
    if place.where == "body":
        headers.append(("Content-Type", place.media_type))
        body = _encoded(place, sent)
    elif place.where == "query":
        query = f"{place.name}={_quoted(str(sent))}"
    elif place.where == "path":
        path = path.replace(f"{{{place.name}}}", _quoted(str(sent)))
    else:
        headers.append((place.name, str(sent)))
    return wire.ask(place.method, path, query, headers, body)


def can_be_sent(place: Place, value: object) -> bool:
    """A form and the parameters are text; a header is a line."""
    if place.where == "body":
        return place.media_type != FORM or (
            isinstance(value, dict)
            and bool(value)
            and all(isinstance(each, str) for each in value.values())
        )
    return isinstance(value, str) and not (
        place.where == "header" and (not value or _NO_HEADER.search(value))
    )


def _encoded(place: Place, value: object) -> bytes:
    if place.media_type == FORM:
        assert isinstance(value, dict)
        return urlencode(value, errors="surrogatepass").encode()
    return json.dumps(value).encode()


def _quoted(text: str) -> str:
    return quote(text, safe="", errors="surrogatepass")


def _is_text(value: object) -> bool:
    """A lone surrogate is no text, so there is no JSON to be judged (RFC 8259 §8.2)."""
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


@cache
def _validator(schema: str) -> Any:
    return validator(json.loads(schema))


def _values(content: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(resolve(example)["value"] for example in content["examples"].values())


def _path_examples(operation: Mapping[str, Any]) -> dict[str, str]:
    described = map(resolve, operation.get("parameters", ()))
    return {each["name"]: str(each["example"]) for each in described if each["in"] == "path"}


def _filled(path: str, ids: Mapping[str, str]) -> str:
    for name, example in ids.items():
        path = path.replace(f"{{{name}}}", example)
    return path


def _needs_if_match(operation: Mapping[str, Any]) -> bool:
    described = map(resolve, operation.get("parameters", ()))
    return any(each["name"] == "If-Match" and each.get("required") for each in described)
