"""Typed answers: exactly the declared status, headers and body."""

from dataclasses import dataclass
from typing import Any, ClassVar, TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import MISSING, BaseModel, Field
from pydantic_core import PydanticSerializationError

from contract.runtime.responses import ApiResponse, UndocumentedResponse, answer, header_value
from tests.runtime.sample import GET_NOTE

Pairs: TypeAlias = tuple[tuple[str, str], ...]


class Note(BaseModel):
    title: str
    nick: str | None = None
    first_name: str | MISSING = Field(default=MISSING, alias="first-name")


@dataclass(frozen=True, slots=True, kw_only=True)
class Note200(ApiResponse):
    status: ClassVar[int] = 200
    media_type: ClassVar[str | None] = "application/json"
    header_fields: ClassVar[Pairs] = (("etag", "ETag"), ("retry_after", "Retry-After"))
    constant_headers: ClassVar[Pairs] = (("Cache-Control", "no-store"),)
    body: Note
    etag: str
    retry_after: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note204(ApiResponse):
    status: ClassVar[int] = 204


@dataclass(frozen=True, slots=True, kw_only=True)
class Note304(ApiResponse):
    status: ClassVar[int] = 304
    header_fields: ClassVar[Pairs] = (("etag", "ETag"),)
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Empty200(ApiResponse):
    status: ClassVar[int] = 200


DECLARED = (Note200, Note204, Note304, Empty200)


def test_status_body_and_headers_are_written() -> None:
    response = answer(GET_NOTE, DECLARED, Note200(body=Note(title="é"), etag='"1"', retry_after=3))
    assert response.status_code == 200
    assert response.body == '{"title":"é","nick":null}'.encode()
    assert response.raw_headers == [
        (b"cache-control", b"no-store"),
        (b"content-type", b"application/json"),
        (b"etag", b'"1"'),
        (b"retry-after", b"3"),
        (b"content-length", b"26"),
    ]


def test_what_is_missing_is_left_out_and_null_is_not() -> None:
    note = Note.model_validate({"title": "a", "first-name": "b"})
    response = answer(GET_NOTE, DECLARED, Note200(body=note, etag="x"))
    assert response.body == b'{"title":"a","nick":null,"first-name":"b"}'
    assert "retry-after" not in response.headers


@pytest.mark.parametrize(
    ("response", "headers"),
    [(Note204(), []), (Note304(etag="x"), [(b"etag", b"x")])],
)
def test_204_and_304_have_neither_body_nor_framing(
    response: ApiResponse, headers: list[tuple[bytes, bytes]]
) -> None:
    made = answer(GET_NOTE, DECLARED, response)
    assert (made.status_code, made.body) == (response.status, b"")
    assert made.raw_headers == headers


def test_an_empty_200_is_framed_and_has_no_media_type() -> None:
    assert answer(GET_NOTE, DECLARED, Empty200()).raw_headers == [(b"content-length", b"0")]


def test_what_the_operation_does_not_declare_is_not_answered() -> None:
    with pytest.raises(UndocumentedResponse, match="Note204"):
        answer(GET_NOTE, (Note200,), Note204())


@pytest.mark.parametrize(
    "value", ["a\r\nSet-Cookie: x", "a\nb", "a\rb", "a\0b", "a\x7f", "\t", "€", "\ud800"]
)
def test_a_header_value_that_could_split_the_response_is_refused(value: str) -> None:
    with pytest.raises(ValueError):
        answer(GET_NOTE, DECLARED, Note304(etag=value))


@given(st.text(max_size=20))
def test_a_header_value_is_one_latin_1_line_or_an_error(value: str) -> None:
    try:
        raw = header_value(value)
    except ValueError:
        return
    assert raw.decode("latin-1") == value
    assert not set(raw) & {0, 10, 13}


def test_integers_and_booleans_are_written_as_schemas_read_them() -> None:
    assert (header_value(30), header_value(True)) == (b"30", b"true")


def test_a_body_that_was_built_around_its_validator_is_not_answered() -> None:
    title: Any = 5
    with pytest.raises(PydanticSerializationError):
        answer(GET_NOTE, DECLARED, Note200(body=Note.model_construct(title=title), etag="x"))


def test_later_headers_can_be_added_by_the_edge() -> None:
    response = answer(GET_NOTE, DECLARED, Note204())
    response.headers["X-Request-Id"] = "abc"
    assert response.raw_headers == [(b"x-request-id", b"abc")]
    assert answer(GET_NOTE, DECLARED, Note204()).raw_headers == []
