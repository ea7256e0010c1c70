"""Checks every response of the tests against the contract: what is not declared is a failure.

Independent of the generated code: it reads `generated/openapi.json` and judges with jsonschema-rs.
"""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import jsonschema_rs

BUNDLE = Path(__file__).parents[2] / "generated" / "openapi.json"
# Refusals of the protocol: they can meet any request, before an operation is known.
PROTOCOL_STATUSES = {405: "method_not_allowed", 431: "headers_too_large"}
_SELF_MADE = {"application/json", "application/problem+json"}


class NotConforming(AssertionError):
    """The server is not what its contract says."""


@cache
def document() -> dict[str, Any]:
    """The bundle."""
    bundle: dict[str, Any] = json.loads(BUNDLE.read_text())
    return bundle


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Method, full path and operation of everything in the contract."""
    for path, item in document()["paths"].items():
        servers = item.get("servers") or document()["servers"]
        prefix = servers[0]["url"].rstrip("/")
        for method, operation in item.items():
            if method in {"get", "post", "put", "patch", "delete"}:
                yield method.upper(), prefix + path, operation


async def check(response: httpx.Response) -> None:
    """An httpx response hook. Raises `NotConforming`."""
    await response.aread()
    request = response.request
    operation = _find("GET" if request.method == "HEAD" else request.method, request.url.path)
    if operation is None or request.method == "OPTIONS":
        return
    where = f"{request.method} {request.url.path} -> {response.status_code}"
    if response.status_code in PROTOCOL_STATUSES:
        if response.json()["code"] != PROTOCOL_STATUSES[response.status_code]:
            raise NotConforming(f"{where}: {response.text}")
        return
    declared = operation["responses"].get(str(response.status_code))
    if declared is None:
        raise NotConforming(f"{where}: status not declared: {response.text}")
    for fault in _faults(resolve(declared), response, has_body=request.method != "HEAD"):
        raise NotConforming(f"{where}: {fault}")


def resolve(node: Mapping[str, Any]) -> Mapping[str, Any]:
    """The object that a `$ref` points to, or the node itself."""
    while "$ref" in node:
        target: Any = document()
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step.replace("~1", "/").replace("~0", "~")]
        node = target
    return node


def _faults(
    declared: Mapping[str, Any], response: httpx.Response, *, has_body: bool
) -> Iterator[str]:
    for name, reference in declared.get("headers", {}).items():
        yield from _header_faults(name, resolve(reference), response)
    content = declared.get("content")
    if not content:
        if response.content:
            yield f"has a body where none is declared: {response.text}"
        return
    media_type = response.headers.get("content-type", "").partition(";")[0]
    if media_type not in content:
        yield f"media type {media_type!r} is not declared"
    elif has_body and media_type in _SELF_MADE:
        yield from _schema_faults(content[media_type]["schema"], response.json())


def _header_faults(name: str, header: Mapping[str, Any], response: httpx.Response) -> Iterator[str]:
    text = response.headers.get(name)
    if text is None:
        if header.get("required"):
            yield f"the header {name} is missing"
        return
    schema = resolve(header["schema"])
    value: object = text
    if schema.get("type") == "integer" and re.fullmatch(r"-?[0-9]+", text):
        value = int(text)
    for fault in _schema_faults(header["schema"], value):
        yield f"header {name}: {fault}"


def _schema_faults(schema: Mapping[str, Any], value: object) -> Iterator[str]:
    for error in _validator(json.dumps(schema)).iter_errors(value):
        yield f"{error.instance_path}: {error.message}"


@cache
def _validator(schema: str) -> Any:
    whole = {**json.loads(schema), "components": document()["components"]}
    return jsonschema_rs.Draft202012Validator(whole, validate_formats=True)


@cache
def _find(method: str, path: str) -> Mapping[str, Any] | None:
    for candidate, template, operation in operations():
        pattern = re.sub(r"\\\{[^}]+\\\}", "[^/]+", re.escape(template))
        if candidate == method and re.fullmatch(pattern, path):
            return operation
    return None
