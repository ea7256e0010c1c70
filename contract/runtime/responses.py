"""Typed answers: only what the contract declares leaves the server, straight as bytes."""

import re
from dataclasses import dataclass
from typing import ClassVar

from pydantic import BaseModel
from pydantic_core import to_json
from starlette.responses import Response

from contract.runtime.operations import Operation

_BODILESS = frozenset({204, 304})
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class ApiResponse:
    """Base of generated responses: frozen dataclasses with `body` and one field per header."""

    __slots__ = ()

    status: ClassVar[int]
    media_type: ClassVar[str | None] = None
    header_fields: ClassVar[tuple[tuple[str, str], ...]] = ()
    constant_headers: ClassVar[tuple[tuple[str, str], ...]] = ()


class UndocumentedResponse(Exception):
    """A handler returned what its operation does not declare; type checking was bypassed."""

    def __init__(self, operation: Operation, response: object) -> None:
        super().__init__(f"{operation.id} does not declare {type(response).__name__}")


class Answer(Response):
    """A Starlette response whose body and raw headers are already made."""

    def __init__(self, status: int, raw_headers: list[tuple[bytes, bytes]], body: bytes) -> None:
        self.status_code = status
        self.raw_headers = raw_headers
        self.body = body
        self.background = None


def answer(
    operation: Operation, declared: tuple[type[ApiResponse], ...], response: ApiResponse
) -> Response:
    """Serialise `response`, or raise UndocumentedResponse when it is none of `declared`."""
    if not isinstance(response, declared):
        raise UndocumentedResponse(operation, response)
    shape = _SHAPES.get(type(response)) or _shape(type(response))
    headers = list(shape.constant)
    for attribute, name in shape.fields:
        value = getattr(response, attribute)
        if value is not None:
            headers.append((name, header_value(value)))
    if not shape.has_content_length:
        return Answer(response.status, headers, b"")
    body = _serialise(getattr(response, "body")) if shape.has_body else b""
    headers.append((b"content-length", b"%d" % len(body)))
    return Answer(response.status, headers, body)


def header_value(value: str | int) -> bytes:
    """The bytes of a header value; ValueError for what could split a response or is not latin-1."""
    if isinstance(value, bool):
        return b"true" if value else b"false"
    text = str(value)
    if _CONTROL.search(text):
        raise ValueError("a header value holds a control character")
    return text.encode("latin-1")


@dataclass(frozen=True, slots=True)
class _Shape:
    """What is the same for every response of one class, made once."""

    constant: tuple[tuple[bytes, bytes], ...]
    fields: tuple[tuple[str, bytes], ...]
    has_body: bool
    has_content_length: bool


_SHAPES: dict[type[ApiResponse], _Shape] = {}


def _shape(response: type[ApiResponse]) -> _Shape:
    bodiless = response.status in _BODILESS
    constant = [
        (name.lower().encode("ascii"), header_value(text))
        for name, text in response.constant_headers
    ]
    if response.media_type is not None and not bodiless:
        constant.append((b"content-type", header_value(response.media_type)))
    _SHAPES[response] = shape = _Shape(
        constant=tuple(constant),
        fields=tuple(
            (attribute, name.lower().encode("ascii")) for attribute, name in response.header_fields
        ),
        has_body=response.media_type is not None and not bodiless,
        has_content_length=not bodiless,
    )
    return shape


def _serialise(body: object) -> bytes:
    # warnings="error": a model that was built around its validator must not leave the server.
    if isinstance(body, BaseModel):
        return body.__pydantic_serializer__.to_json(body, by_alias=True, warnings="error")
    return to_json(body, by_alias=True)
