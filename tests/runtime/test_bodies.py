"""Body readers: 400 for what is no document, 422 for another shape, never a third thing."""

import json
from functools import partial
from typing import Annotated, Any, Literal

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    RootModel,
    TypeAdapter,
    ValidationError,
    field_validator,
    model_validator,
)
from starlette.requests import Request
from starlette.types import Message

from contract.runtime import wire
from contract.runtime.bodies import optional_json_body, read_form, read_json
from contract.runtime.pointers import field_errors
from contract.runtime.refusals import MAX_FIELD_ERRORS, FieldError, Refusal
from tests.runtime.sample import Grant, NewNote


def refusal(raw: bytes, model: Any = NewNote) -> Refusal:
    with pytest.raises(Refusal) as refused:
        read_json(raw, model)
    return refused.value


def faults(raw: bytes, model: Any = NewNote) -> list[tuple[str, str]]:
    refused = refusal(raw, model)
    assert refused.code == "validation_failed"
    return [(fault.pointer, fault.code) for fault in refused.errors]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b" ",
        b"{",
        b'{"title":"a"}x',
        b"\xef\xbb\xbf" + b'{"title":"a"}',
        '{"title":"a"}'.encode("utf-16"),
        '{"title":"a"}'.encode("utf-16-le"),
        b'{"title":"\xff"}',
        b'{"title":"\xed\xa0\x80"}',
        b'{"title":"\\ud800"}',
        b'{"\\udfff":1}',
        b'{"title":"a","rank":NaN}',
        b'{"title":"a","rank":Infinity}',
        b'{"title":"a","rank":-Infinity}',
        b'{"title":"a","rank":1e400}',
        b'{"title":"a","rank":-1e400}',
        b'{"title":"a","rank":' + b"9" * 5_000 + b"}",
        b'{"title":"a","rank":01}',
        b'{"title":"a","title":"b"}',
        b'{"title":"a","t\\u0069tle":"b"}',
        b'{"title":"a","labels":{"x":"1","x":"1"}}',
        b'{"title":"a\0"}',
        b"[" * 100_000,
        b"[" * 100_000 + b"]" * 100_000,
        b'{"a":' * 1_000 + b"1" + b"}" * 1_000,
        b"{'title':'a'}",
        b'{"title":"a",}',
        b'{"title":"a"} // comment',
    ],
)
def test_what_is_no_json_is_malformed(raw: bytes) -> None:
    assert refusal(raw).code == "malformed_request"


def test_the_detail_of_a_malformed_body_says_where_and_echoes_nothing() -> None:
    refused = refusal(b'{"title": secret}')
    assert refused.detail is not None
    assert "line 1 column 11" in refused.detail
    assert "secret" not in refused.detail


def test_a_model_is_read() -> None:
    raw = '{"title":"é\\ud83d\\ude00","at":"2026-01-01T00:00:00+02:00"}'.encode()
    note = read_json(raw, NewNote)
    assert note.title == "é😀"
    assert note.model_dump_json() == '{"title":"é😀","at":"2025-12-31T22:00:00Z"}'


def test_each_fault_has_a_pointer_and_a_code() -> None:
    raw = b'{"title":1,"rank":"5","email":"a","at":0,"labels":{"A":"x","b":1,"c/~":"x"},"more":1}'
    assert faults(raw) == [
        ("/title", "string_type"),
        ("/rank", "int_type"),
        ("/email", "email_format"),
        ("/at", "date_time_format"),
        ("/labels/A", "string_pattern_mismatch"),
        ("/labels/b", "string_type"),
        ("/labels/c~1~0", "string_pattern_mismatch"),
        ("/more", "extra_forbidden"),
    ]


@pytest.mark.parametrize("raw", [b"[]", b"1", b'"a"', b"null", b"true"])
def test_a_document_that_is_no_object_is_invalid_as_a_whole(raw: bytes) -> None:
    assert [pointer for pointer, _ in faults(raw)] == [""]


def test_a_missing_member_is_pointed_at() -> None:
    assert faults(b"{}") == [("/title", "missing")]


def test_a_text_behind_a_wire_type_is_too_long_as_a_text() -> None:
    assert faults(b'{"title":"a","email":"aaaaaaaaaaaaaaaaaaaaaaaaa@b.c"}') == [
        ("/email", "string_too_long")
    ]


@pytest.mark.parametrize(
    ("raw", "pointer"),
    [
        (b'{"title":"a\\u0000b"}', "/title"),
        (b'{"title":"a","labels":{"x":"\\u0000"}}', "/labels/x"),
        (b'{"title":"a","labels":{"\\u0000":"x"}}', "/labels"),
        (b'{"title":["\\u0000"]}', "/title/0"),
    ],
)
def test_nul_is_refused_wherever_it_stands(raw: bytes, pointer: str) -> None:
    told = FieldError(pointer, "string_nul", "Text must not contain U+0000")
    assert refusal(raw).errors == (told,)


def test_an_escaped_backslash_before_u0000_is_no_nul() -> None:
    assert read_json(b'{"title":"a\\\\u0000"}', NewNote).title == "a\\u0000"


class Chosen(BaseModel):
    name: str | None = None

    @model_validator(mode="before")
    @classmethod
    def has_a_member(cls, data: Any) -> Any:
        if not data:
            raise ValueError("Expected at least 1 property")
        return data


def test_a_rule_of_a_model_speaks_for_itself() -> None:
    (fault,) = refusal(b"{}", Chosen).errors
    assert (fault.pointer, fault.code) == ("", "value_error")
    assert fault.detail == "Expected at least 1 property"


class Indiscreet(BaseModel):
    email: Annotated[wire.EmailStr, Field(min_length=9)]

    @field_validator("email")
    @classmethod
    def is_not_taken(cls, email: str) -> str:
        raise ValueError(f"{email} is taken")


def test_a_message_that_would_repeat_the_input_is_replaced() -> None:
    (fault,) = refusal(b'{"email":"canary@b.c"}', Indiscreet).errors
    assert fault.detail == "Input is not valid"
    assert faults(b'{"email":"a@b.c"}', Indiscreet) == [("/email", "string_too_short")]


class Tag(BaseModel):
    name: str

    @field_validator("name")
    @classmethod
    def is_not_taken(cls, name: str) -> str:
        raise ValueError(f"{name} is taken")


@pytest.mark.parametrize(("name", "told"), [("ab", "ab is taken"), ("abc", "Input is not valid")])
def test_two_characters_are_no_input_that_a_message_repeats(name: str, told: str) -> None:
    """They stand in most messages by chance."""
    (fault,) = refusal(json.dumps({"name": name}).encode(), Tag).errors
    assert fault.detail == told


class Bounded(BaseModel):
    email: Annotated[wire.EmailStr, Field(min_length=6, max_length=8)]


@pytest.mark.parametrize(
    ("email", "code", "told"),
    [
        ("a@b.c", "string_too_short", "String should have at least 6 characters"),
        ("abcde@b.c", "string_too_long", "String should have at most 8 characters"),
    ],
)
def test_the_length_of_a_text_is_told_in_characters(email: str, code: str, told: str) -> None:
    raw = json.dumps({"email": email}).encode()
    assert refusal(raw, Bounded).errors == (FieldError("/email", code, told),)


class Tidied(BaseModel):
    numbers: list[Annotated[int, BeforeValidator(lambda text: text.strip())]]


def test_what_was_changed_before_it_was_refused_is_found_by_its_place() -> None:
    assert faults(b'{"numbers":["1"," x "]}', Tidied) == [("/numbers/1", "int_parsing")]


async def test_an_optional_body_may_be_left_out() -> None:
    async def receive(*, body: bytes) -> Message:
        return {"type": "http.request", "body": body}

    absent = Request({"type": "http"}, partial(receive, body=b""))
    given = Request({"type": "http"}, partial(receive, body=b'{"title":"a"}'))
    assert await optional_json_body(absent, NewNote) is None
    assert await optional_json_body(given, NewNote) == NewNote(title="a")


def test_no_more_than_fifty_faults_are_told() -> None:
    """The first ones; and no more than these are looked at, which a refusal could not show."""
    body = {"title": "a", **{f"m{index}": 1 for index in range(200)}}
    with pytest.raises(ValidationError) as error:
        NewNote.model_validate(body)

    told = faults(json.dumps(body).encode())

    assert told == [(f"/m{index}", "extra_forbidden") for index in range(50)]
    assert len(field_errors(body, error.value)) == MAX_FIELD_ERRORS == 50


def test_a_long_member_name_is_not_repeated_in_every_fault() -> None:
    name = "a" * 5_000
    assert faults(f'{{"title":"a","{name}":1}}'.encode()) == [("", "extra_forbidden")]


def test_no_fault_repeats_the_input() -> None:
    canary = "canary-4711"
    raw = json.dumps({"title": [canary], "rank": canary, "at": canary, "email": canary}).encode()
    assert canary not in str(refusal(raw).errors)
    assert canary not in str(refusal(b'{"method":"canary-4711"}', CONFIRMATION).errors)


class ByToken(BaseModel):
    model_config = ConfigDict(extra="forbid")
    method: Literal["token"]
    token: str


class ByCode(BaseModel):
    model_config = ConfigDict(extra="forbid")
    method: Literal["code"]
    code: Annotated[str, Field(pattern="^[0-9]{6}$")]
    email: wire.EmailStr


Confirmation = Annotated[ByToken | ByCode, Field(discriminator="method")]
CONFIRMATION: TypeAdapter[ByToken | ByCode] = TypeAdapter(Confirmation)


class RootConfirmation(RootModel[Confirmation]):
    """The other way a generator may spell a union."""


class Batch(BaseModel):
    items: list[Confirmation]
    size: int | str


UNION_FAULTS = [
    (b'{"method":"code","code":"x","email":"x"}', ["/code", "/email"]),
    (b'{"method":"code"}', ["/code", "/email"]),
    (b'{"method":"code","code":{"email":"a@b.c"},"email":"x"}', ["/code", "/email"]),
    (b'{"method":"code","code":"123456"}', ["/email"]),
    (b'{"method":"token"}', ["/token"]),
    (b'{"method":"token","token":{"token":1}}', ["/token"]),
    (b'{"method":"token","token":"x","code":"1"}', ["/code"]),
    (b'{"method":"nope"}', ["/method"]),
    (b"{}", ["/method"]),
    (b"[]", [""]),
]


@pytest.mark.parametrize(("raw", "pointers"), UNION_FAULTS)
@pytest.mark.parametrize("model", [CONFIRMATION, RootConfirmation])
def test_a_pointer_never_holds_the_tag_of_a_union(
    model: Any, raw: bytes, pointers: list[str]
) -> None:
    assert [pointer for pointer, _ in faults(raw, model)] == pointers


def test_pointers_reach_into_lists_of_unions() -> None:
    raw = b'{"items":[{"method":"token","token":"a"},{"method":"code","code":"x"}],"size":[]}'
    assert {pointer for pointer, _ in faults(raw, Batch)} == {
        "/items/1/code",
        "/items/1/email",
        "/size",
    }


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
near_misses = st.fixed_dictionaries(
    {"title": json_values},
    optional={
        "rank": json_values,
        "at": json_values | st.datetimes().map(str),
        "email": json_values,
        "labels": st.dictionaries(st.text(max_size=4), json_values),
    },
)


def check_reader(raw: bytes) -> None:
    """400 with a detail, 422 with pointers that resolve, or a model."""
    try:
        assert isinstance(read_json(raw, NewNote), NewNote)
    except Refusal as refused:
        assert refused.code in {"malformed_request", "validation_failed"}
        assert (refused.code == "validation_failed") == bool(refused.errors)
        if refused.errors:
            document = json.loads(raw)
            for fault in refused.errors:
                assert fault.code == "missing" or resolves(document, fault.pointer)


def resolves(document: Any, pointer: str) -> bool:
    """Whether an RFC 6901 pointer leads somewhere."""
    for token in pointer.split("/")[1:]:
        step = token.replace("~1", "/").replace("~0", "~")
        if isinstance(document, list):
            document = document[int(step)]
        elif step in document:
            document = document[step]
        else:
            return False
    return True


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    check_reader(raw)


@given(st.text(alphabet='{}[]",:\\u0dDeE+-.1aNIft \ud800\x00é', max_size=60))
def test_anything_that_looks_like_json_is_read_or_refused(text: str) -> None:
    check_reader(text.encode("utf-8", "surrogatepass"))


@given(json_values | near_misses)
def test_any_document_is_read_or_refused(document: Any) -> None:
    check_reader(json.dumps(document).encode())
    check_reader(json.dumps(document, ensure_ascii=False).encode("utf-8", "surrogatepass"))


@given(st.binary(max_size=80) | st.text(alphabet="a=&%+0C3\x00é", max_size=40).map(str.encode))
def test_any_form_is_read_or_refused(raw: bytes) -> None:
    try:
        assert isinstance(read_form(raw, Grant), Grant)
    except Refusal as refused:
        assert refused.code in {"malformed_request", "validation_failed"}


def test_a_form_is_read() -> None:
    grant = read_form(b"grant_type=password&username=%C3%A9+%2B&extra=1", Grant)
    assert (grant.grant_type, grant.username) == ("password", "é +")


def test_a_form_parameter_without_a_value_is_omitted() -> None:
    assert read_form(b"grant_type=password&scope=&username", Grant).model_dump() == {
        "grant_type": "password"
    }


@pytest.mark.parametrize(
    ("raw", "code", "pointers"),
    [
        (b"", "malformed_request", []),
        (b"grant_type=%", "malformed_request", []),
        (b"grant_type=%zz", "malformed_request", []),
        (b"grant_type=%ff", "malformed_request", []),
        (b"grant_type=\xff", "malformed_request", []),
        (b"grant_type=password&grant_type=password", "validation_failed", ["/grant_type"]),
        (b"grant_type=password&x=1&x=2", "validation_failed", ["/x"]),
        (b"grant_type=password&username=a%00", "validation_failed", ["/username"]),
        (b"grant_type=nope", "validation_failed", ["/grant_type"]),
        (b"username=a", "validation_failed", ["/grant_type"]),
        (b"grant_type=", "validation_failed", ["/grant_type"]),
    ],
)
def test_a_bad_form_is_refused(raw: bytes, code: str, pointers: list[str]) -> None:
    with pytest.raises(Refusal) as refused:
        read_form(raw, Grant)
    assert refused.value.code == code
    assert [fault.pointer for fault in refused.value.errors] == pointers


async def test_readers_work_behind_the_gate(client: httpx.AsyncClient) -> None:
    note = await client.post("/api/v1/notes", json={"title": "a", "rank": 3})
    assert note.json() == {"seen": {"title": "a", "rank": 3}}
    grant = await client.post("/api/v1/token", data={"grant_type": "password"})
    assert grant.json() == {"seen": {"grant_type": "password"}}
    invalid = await client.post("/api/v1/notes", json={})
    assert (invalid.status_code, invalid.json()["errors"][0][0]) == (422, "/title")


def test_each_fault_of_a_form_names_its_parameter_and_explains_it() -> None:
    with pytest.raises(Refusal) as refused:
        read_form(b"grant_type=password&scope=a&scope=&username=%00&%00=a", Grant)

    nul = "Text must not contain U+0000"
    assert refused.value.errors == (
        FieldError("/scope", "parameter_repeated", "A parameter may occur once"),
        FieldError("/username", "string_nul", nul),
        FieldError("/\0", "string_nul", nul),
    )
