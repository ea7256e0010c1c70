"""One valid request for every operation, made from the contract's own examples.

What is generated from here covers an operation that is added later by itself.
"""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

import httpx

from contract.runtime.operations import Operation
from generated.operations import OPERATIONS
from tests.support import bundle
from tests.support.service import Person, Service

FORM = "application/x-www-form-urlencoded"
# Of the examples: the person whom all of them are about.
EMAIL = "ada@example.com"
PASSWORD = "analytical engine no 1"

PUBLIC = [operation for operation in OPERATIONS if operation.scopes is None]
PROTECTED = [operation for operation in OPERATIONS if operation.scopes is not None]


def named(operation: Operation) -> str:
    """The name of a test case."""
    return operation.id


async def call(
    service: Service,
    operation: Operation,
    *,
    headers: Mapping[str, str] = MappingProxyType({}),
    ids: Mapping[str, str] = MappingProxyType({}),
    query: str = "",
) -> httpx.Response:
    """Send what the contract shows as an example; `ids` are values for the path."""
    content, media_type = example_body(operation)
    framing = {"Content-Type": media_type} if media_type else {}
    if "precondition_required" in operation.problems:
        framing["If-Match"] = "*"
    return await service.http.request(
        operation.method,
        path_of(operation, ids) + query,
        content=content,
        headers={**framing, **headers},
    )


def path_of(operation: Operation, ids: Mapping[str, str]) -> str:
    """The path with `ids` in it, and examples for what they do not name."""
    path = operation.path
    for name, example in path_examples(operation).items():
        path = path.replace(f"{{{name}}}", ids.get(name, example))
    return path


def path_examples(operation: Operation) -> dict[str, str]:
    """The parameters in the path, each with the contract's example."""
    parameters = map(bundle.resolve, described(operation).get("parameters", ()))
    return {
        parameter["name"]: str(parameter["example"])
        for parameter in parameters
        if parameter["in"] == "path"
    }


def example_body(operation: Operation) -> tuple[bytes, str | None]:
    """The first example of a body, encoded, and its media type."""
    content = bundle.resolve(described(operation).get("requestBody", {})).get("content")
    if not content:
        return b"", None
    media_type, shape = next(iter(content.items()))
    value = bundle.resolve(next(iter(shape["examples"].values())))["value"]
    encoded = urlencode(value) if media_type == FORM else json.dumps(value)
    return encoded.encode(), media_type


def described(operation: Operation) -> Mapping[str, Any]:
    """The operation as the bundle has it."""
    return next(
        description
        for _, _, description in bundle.operations()
        if description["operationId"] == operation.id
    )


async def ada(service: Service) -> Person:
    """The person of the examples, signed in."""
    return await service.person(EMAIL, PASSWORD)
