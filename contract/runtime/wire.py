"""Wire types: the formats of JSON Schema, where pydantic's types accept more than they say.

Generated models import them in place of pydantic's (`import-overrides`). Text must have the exact
form of the standard; a value that already has the Python type, as in a response, just passes.
"""

import datetime as dt
import enum
import re
import uuid
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated, NoReturn

import pydantic
from pydantic import BeforeValidator, ValidationError, ValidatorFunctionWrapHandler, WrapValidator
from pydantic_core import PydanticCustomError

_DATE_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt]"
    r"[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})"
)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_UUID = re.compile(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
_INT = re.compile(r"0|-?[1-9][0-9]{0,18}")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,18})(\.[0-9]{1,18})?")
# The HTML standard's "valid e-mail address": what a browser lets through, the server understands,
# but for local parts that no mail server has to take (RFC 5321 §4.5.3.1.1: 64 octets).
_LABEL = r"[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
_EMAIL = re.compile(rf"[a-zA-Z0-9.!#$%&'*+/=?^_`{{|}}~-]{{1,64}}@{_LABEL}(?:\.{_LABEL})*")


class StrEnum(enum.StrEnum):
    """The standard's, but for a `value` without calls in Python: whoever serialises asks for it."""

    if not TYPE_CHECKING:
        value = property(attrgetter("_value_"))


def _refuse(kind: str, expected: str) -> NoReturn:
    raise PydanticCustomError(kind, "Input should be {expected}", {"expected": expected})


def _date_time(value: object, parse: ValidatorFunctionWrapHandler) -> dt.datetime:
    if isinstance(value, dt.datetime):
        return value if value.tzinfo is dt.UTC else _utc(parse(value))
    if not isinstance(value, str) or not _DATE_TIME.fullmatch(value):
        _refuse("date_time_format", "a date-time with an offset, such as 2026-11-22T10:00:00Z")
    try:
        return _utc(parse(value))
    except ValidationError:
        # Pydantic would explain 25:00 as "unexpected extra characters" of a date.
        _refuse("date_time_range", "a date-time that exists")


def _utc(value: dt.datetime) -> dt.datetime:
    try:
        return value.astimezone(dt.UTC)
    except OverflowError:
        _refuse("date_time_range", "a date-time within the years 1 to 9999 in UTC")


def _date(value: object) -> object:
    if isinstance(value, str):
        if not _DATE.fullmatch(value):
            _refuse("date_format", "an RFC 3339 date, such as 2026-11-22")
    elif not isinstance(value, dt.date) or isinstance(value, dt.datetime):
        _refuse("date_type", "a date")
    return value


def _uuid(value: object) -> object:
    if isinstance(value, uuid.UUID) or isinstance(value, str) and _UUID.fullmatch(value):
        return value
    _refuse("uuid_format", "a UUID in the form 8-4-4-4-12")


def _email(value: object) -> object:
    if isinstance(value, str) and not _EMAIL.fullmatch(value):
        _refuse("email_format", "an e-mail address")
    return value


def _int(value: object) -> object:
    if isinstance(value, str):
        if not _INT.fullmatch(value):
            _refuse("int_format", "a decimal integer")
    elif type(value) is not int:
        _refuse("int_type", "an integer")
    return value


def _number(value: object) -> object:
    if isinstance(value, str):
        if not _NUMBER.fullmatch(value):
            _refuse("number_format", "a decimal number")
    elif type(value) not in (int, float):
        _refuse("number_type", "a number")
    return value


def _bool(value: object) -> object:
    if isinstance(value, str):
        if value not in ("true", "false"):
            _refuse("bool_format", "true or false")
    elif type(value) is not bool:
        _refuse("bool_type", "a boolean")
    return value


# For models; the names are those that the generator overrides.
AwareDatetime = Annotated[pydantic.AwareDatetime, WrapValidator(_date_time)]
EmailStr = Annotated[str, BeforeValidator(_email)]
UUID = Annotated[uuid.UUID, BeforeValidator(_uuid)]
date = Annotated[dt.date, BeforeValidator(_date)]

# For path, query and header parameters, which arrive as text.
Int = Annotated[int, BeforeValidator(_int)]
Number = Annotated[float, BeforeValidator(_number)]
Bool = Annotated[bool, BeforeValidator(_bool)]
