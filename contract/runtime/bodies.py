"""Body readers: what is no document is 400, a document that breaks its schema is 422."""

import json
import math
from collections.abc import Iterator
from typing import Any, TypeVar, cast

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import SchemaValidator, from_json
from starlette.requests import Request

from contract.runtime.pointers import Location, field_errors, pointer
from contract.runtime.refusals import FieldError, Refusal, invalid, malformed
from contract.runtime.urlencoded import decode_pairs

M = TypeVar("M")

_NUL_CODE = "string_nul"
_NUL_DETAIL = "Text must not contain U+0000"


async def json_body(request: Request, model: type[M] | TypeAdapter[M]) -> M:
    """The JSON body as `model`; a TypeAdapter stands for a union."""
    return read_json(await request.body(), model)


async def optional_json_body(request: Request, model: type[M] | TypeAdapter[M]) -> M | None:
    """The same for a body that may be left out."""
    raw = await request.body()
    return read_json(raw, model) if raw else None


async def form_body(request: Request, model: type[M] | TypeAdapter[M]) -> M:
    """The `application/x-www-form-urlencoded` body as `model`."""
    return read_form(await request.body(), model)


def read_json(raw: bytes, model: type[M] | TypeAdapter[M]) -> M:
    """Refusal: malformed_request when `raw` is not JSON, validation_failed when not a `model`."""
    document = _decode_json(raw)
    if b"\\u0000" in raw and (errors := list(_nul_errors(document, ()))):
        raise invalid(errors)
    try:
        value: M = _validator(model).validate_json(raw)
    except ValidationError as error:
        raise invalid(field_errors(document, error)) from None
    return value


def read_form(raw: bytes, model: type[M] | TypeAdapter[M]) -> M:
    """A parameter without a value counts as omitted, and none may occur twice (RFC 6749 §3.2)."""
    if not raw:
        raise malformed("A body is required.")
    form = _decode_form(raw)
    try:
        value: M = _validator(model).validate_strings(cast(Any, form))
    except ValidationError as error:
        raise invalid(field_errors(form, error)) from None
    return value


def _validator(model: type[M] | TypeAdapter[M]) -> SchemaValidator:
    if isinstance(model, TypeAdapter):
        return cast(SchemaValidator, model.validator)
    # Every generated model has one; the type variable cannot say so and admit unions too.
    return cast(SchemaValidator, cast(type[BaseModel], model).__pydantic_validator__)


def _decode_json(raw: bytes) -> object:
    """The document, for pointers and for what no JSON parser here refuses by itself."""
    if not raw:
        raise malformed("A body is required.")
    try:
        # The first parser refuses what the second lets through: other encodings, a BOM, lone
        # surrogates, NaN, and nesting beyond 200 levels, which would exhaust the second's stack.
        from_json(raw, allow_inf_nan=False)
        return _DECODER.decode(raw.decode("utf-8"))
    except Refusal:
        raise
    except (ValueError, RecursionError) as error:
        raise malformed(f"The body is not valid JSON: {error}") from None


def _members(pairs: list[tuple[str, object]]) -> dict[str, object]:
    # Two parsers may pick different ones of two equal names: a way around checks (RFC 8259 §4).
    members = dict(pairs)
    if len(members) != len(pairs):
        raise malformed("The body has an object with two members of the same name.")
    return members


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise malformed("The body has a number that is out of range.")
    return number


_DECODER = json.JSONDecoder(object_pairs_hook=_members, parse_float=_finite)


def _nul_errors(value: object, steps: Location) -> Iterator[FieldError]:
    """PostgreSQL cannot store U+0000; should a contract's pattern forget it, it ends here."""
    match value:
        case str() if "\0" in value:
            yield FieldError(pointer(steps), _NUL_CODE, _NUL_DETAIL)
        case dict():
            for name, member in value.items():
                if "\0" in name:
                    yield FieldError(pointer(steps), _NUL_CODE, _NUL_DETAIL)
                yield from _nul_errors(member, (*steps, name))
        case list():
            for index, item in enumerate(value):
                yield from _nul_errors(item, (*steps, index))


def _decode_form(raw: bytes) -> dict[str, str]:
    try:
        pairs = decode_pairs(raw)
    except ValueError:
        raise malformed("The form has a broken percent escape or is not UTF-8.") from None
    form = dict(pairs)
    errors = list(_form_errors(pairs))
    if errors:
        raise invalid(errors)
    return {name: value for name, value in form.items() if value}


def _form_errors(pairs: list[tuple[str, str]]) -> Iterator[FieldError]:
    seen: set[str] = set()
    for name, value in pairs:
        if name in seen:
            yield FieldError(pointer((name,)), "parameter_repeated", "A parameter may occur once")
        if "\0" in value or "\0" in name:
            yield FieldError(pointer((name,)), _NUL_CODE, _NUL_DETAIL)
        seen.add(name)
