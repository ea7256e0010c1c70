"""Wire types against JSON Schema: what they accept is valid, and what is valid they accept."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import to_json

from contract.runtime import wire

EMAIL = (
    r"^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
    r"(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$"
)
SCHEMAS: dict[str, dict[str, Any]] = {
    "date-time": {"type": "string", "format": "date-time"},
    "date": {"type": "string", "format": "date"},
    "uuid": {"type": "string", "format": "uuid"},
    "email": {"type": "string", "pattern": EMAIL},
}
JUDGES = {
    name: jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
    for name, schema in SCHEMAS.items()
}
TYPES: dict[str, TypeAdapter[Any]] = {
    "date-time": TypeAdapter(wire.AwareDatetime),
    "date": TypeAdapter(wire.date),
    "uuid": TypeAdapter(wire.UUID),
    "email": TypeAdapter(wire.EmailStr),
}


def accepts(name: str, value: str) -> bool:
    """Whether the wire type takes the text, in a JSON body and in a parameter alike."""
    adapter = TYPES[name]
    in_body = is_valid(lambda: adapter.validate_json(to_json(value)))
    assert in_body == is_valid(lambda: adapter.validate_strings(value))
    return in_body


def is_valid(read: Callable[[], object]) -> bool:
    try:
        read()
    except ValidationError:
        return False
    return True


def digits(count: int) -> st.SearchStrategy[str]:
    return st.text(alphabet="0123456789", min_size=count, max_size=count)


clean_text = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40)
separators = st.sampled_from(["T", "t", " ", "_", ""])
offsets = st.sampled_from(["Z", "z", "", "+00:00", "-00:00", "+23:59", "+24:00", "+0200", "-1:00"])
fractions = st.just("") | st.integers(0, 10**9 - 1).map(lambda number: f".{number}")
near_dates = st.builds(
    "{}-{}-{}".format, digits(4), *[st.integers(0, 32).map("{:02}".format)] * 2
) | st.dates().map(str)
near_times = st.builds(
    "{}:{}:{}".format, *[st.integers(0, 61).map("{:02}".format)] * 3
) | st.times().map(str)
near_date_times = st.builds(
    "{}{}{}{}{}".format, near_dates, separators, near_times, fractions, offsets
)
near_uuids = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "urn:uuid:", "{", " "]),
    st.uuids().map(str) | st.uuids().map(lambda value: value.hex),
    st.sampled_from(["", "}", " ", "\n", "0"]),
) | st.uuids().map(lambda value: str(value).upper())
labels = st.text(alphabet="aZ0-.é_", max_size=8)
near_emails = st.builds("{}{}{}".format, labels, st.sampled_from(["@", "@@", "", " @"]), labels)


def exceptional(name: str, value: str) -> bool:
    """Valid text that Python cannot hold: leap seconds, the year 0, other instants out of range."""
    if name == "date":
        return value.startswith("0000")
    return name == "date-time" and (
        ":60" in value or value.startswith(("0000", "0001-01-01", "9999-12-31"))
    )


@given(st.sampled_from(sorted(TYPES)), clean_text)
def test_text_is_judged_as_json_schema_does(name: str, value: str) -> None:
    assert accepts(name, value) == JUDGES[name].is_valid(value)


@given(
    near_date_times.map(lambda value: ("date-time", value))
    | near_dates.map(lambda value: ("date", value))
    | near_uuids.map(lambda value: ("uuid", value))
    | near_emails.map(lambda value: ("email", value))
)
def test_near_misses_are_judged_as_json_schema_does(case: tuple[str, str]) -> None:
    name, value = case
    valid = JUDGES[name].is_valid(value)
    if not exceptional(name, value):
        assert accepts(name, value) == valid
    else:
        assert valid or not accepts(name, value)


@pytest.mark.parametrize(
    ("name", "raw"),
    [(name, raw) for name in TYPES for raw in ["0", "1.5", "true", "null", "[]", "{}", '""', '" "']]
    + [
        ("date-time", '"0001-01-01T00:00:00+23:59"'),
        ("date-time", '"9999-12-31T23:59:59-00:01"'),
        ("date-time", '"2026-01-01T00:00:00Z\\n"'),
        ("date-time", '"٢٠٢٦-01-01T00:00:00Z"'),
        ("date", '"2026-01-01T00:00:00Z"'),
        ("email", '"a@b\\n"'),
        ("email", '"a@b@c"'),
        ("email", '"A <a@b.c>"'),
        ("email", '" a@b.c"'),
    ],
)
def test_everything_else_is_refused(name: str, raw: str) -> None:
    with pytest.raises(ValidationError):
        TYPES[name].validate_json(raw)


def test_an_instant_is_kept_whatever_its_offset() -> None:
    value = TYPES["date-time"].validate_json('"2026-01-01T01:30:00.5+01:30"')
    assert value == dt.datetime(2026, 1, 1, microsecond=500_000, tzinfo=dt.UTC)
    assert TYPES["date-time"].dump_json(value) == b'"2026-01-01T00:00:00.500000Z"'


class Row(BaseModel):
    id: wire.UUID
    at: wire.AwareDatetime
    on: wire.date
    email: wire.EmailStr


def test_a_response_is_built_from_python_values_and_written_in_utc() -> None:
    key = uuid.UUID("01890a5d-ac96-774b-bcce-b302099a8057")
    east = dt.timezone(dt.timedelta(hours=2))
    row = Row(
        id=key, at=dt.datetime(2026, 1, 1, 2, tzinfo=east), on=dt.date(2026, 1, 1), email="a@b.c"
    )
    assert row.id is key
    assert row.model_dump_json() == (
        '{"id":"01890a5d-ac96-774b-bcce-b302099a8057","at":"2026-01-01T00:00:00Z",'
        '"on":"2026-01-01","email":"a@b.c"}'
    )


def test_a_time_without_an_offset_cannot_be_answered() -> None:
    with pytest.raises(ValidationError, match="timezone"):
        TYPES["date-time"].validate_python(dt.datetime(2026, 1, 1))


def test_a_time_is_no_date() -> None:
    with pytest.raises(ValidationError):
        TYPES["date"].validate_python(dt.datetime(2026, 1, 1, tzinfo=dt.UTC))


INT: TypeAdapter[int] = TypeAdapter(wire.Int)
NUMBER: TypeAdapter[float] = TypeAdapter(wire.Number)
BOOL: TypeAdapter[bool] = TypeAdapter(wire.Bool)


@given(st.integers(-(10**19) + 1, 10**19 - 1))
def test_every_decimal_integer_is_read(value: int) -> None:
    assert INT.validate_strings(str(value)) == value
    assert NUMBER.validate_strings(str(value)) == float(value)


@given(st.text(alphabet="0123456789-+_. eExX١", max_size=6))
def test_an_integer_has_one_spelling(text: str) -> None:
    try:
        assert str(INT.validate_strings(text)) == text
    except ValidationError:
        assert text == "-0" or not text.removeprefix("-").isascii() or not is_canonical(text)


def is_canonical(text: str) -> bool:
    digits_only = text.removeprefix("-")
    return digits_only.isdigit() and (digits_only == "0" or digits_only[0] != "0")


@pytest.mark.parametrize(
    "text", ["1_0", "+1", " 1", "1e5", "nan", "inf", "1.", ".5", "01.5", "1,5", ""]
)
def test_a_number_is_a_plain_decimal(text: str) -> None:
    with pytest.raises(ValidationError):
        NUMBER.validate_strings(text)


def test_parameters_take_python_values_of_their_type_only() -> None:
    assert INT.validate_python(5) == 5
    assert NUMBER.validate_python(5) == 5.0
    assert BOOL.validate_python(True) is True
    assert not is_valid(lambda: INT.validate_python(True))
    assert not is_valid(lambda: INT.validate_python(5.0))
    assert not is_valid(lambda: NUMBER.validate_python(False))
    assert not is_valid(lambda: BOOL.validate_python(1))


def test_true_and_false_are_the_booleans() -> None:
    assert BOOL.validate_strings("true") is True
    assert BOOL.validate_strings("false") is False


DATE_TIME_TEXT = "a date-time with an offset, such as 2026-11-22T10:00:00Z"
IN_UTC = "a date-time within the years 1 to 9999 in UTC"


@pytest.mark.parametrize(
    ("adapter", "given", "code", "expected"),
    [
        (TYPES["date-time"], "now", "date_time_format", DATE_TIME_TEXT),
        (TYPES["date-time"], 0, "date_time_format", DATE_TIME_TEXT),
        (TYPES["date-time"], "2026-01-01T25:00:00Z", "date_time_range", "a date-time that exists"),
        (TYPES["date-time"], "0001-01-01T00:00:00+01:00", "date_time_range", IN_UTC),
        (TYPES["date"], "today", "date_format", "an RFC 3339 date, such as 2026-11-22"),
        (TYPES["date"], 0, "date_type", "a date"),
        (TYPES["uuid"], "one", "uuid_format", "a UUID in the form 8-4-4-4-12"),
        (TYPES["uuid"], 1, "uuid_format", "a UUID in the form 8-4-4-4-12"),
        (TYPES["email"], "ada", "email_format", "an e-mail address"),
        (INT, "1.0", "int_format", "a decimal integer"),
        (INT, 1.0, "int_type", "an integer"),
        (NUMBER, "1e5", "number_format", "a decimal number"),
        (NUMBER, True, "number_type", "a number"),
        (BOOL, "yes", "bool_format", "true or false"),
        (BOOL, 1, "bool_type", "a boolean"),
    ],
)
def test_a_refusal_says_what_is_expected(
    adapter: TypeAdapter[Any], given: object, code: str, expected: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        adapter.validate_python(given)

    (error,) = refused.value.errors()
    assert (error["type"], error["msg"]) == (code, f"Input should be {expected}")
