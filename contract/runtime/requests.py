"""Decoders of what a request carries: parameters here, bodies in `bodies`."""

from typing import Annotated, Any, Generic, Literal, TypeVar, get_args, get_origin

from pydantic import TypeAdapter, ValidationError
from starlette.requests import Request

from contract.runtime.bodies import form_body, json_body, optional_json_body
from contract.runtime.pointers import described, escape
from contract.runtime.refusals import (
    FieldError,
    Refusal,
    invalid,
    malformed,
    precondition_required,
)

__all__ = ["Parameter", "form_body", "json_body", "optional_json_body"]

T = TypeVar("T")


class Parameter(Generic[T]):
    """One declared parameter: reads what the gate has parsed, and decodes its text by `type_`."""

    __slots__ = ("_many", "_name", "_raw_name", "_read", "_where")

    def __init__(self, where: Literal["path", "query", "header"], name: str, type_: Any) -> None:
        self._where = where
        self._name = name
        self._raw_name = name.lower().encode("latin-1")
        self._many = where == "query" and _is_list(type_)
        validator = TypeAdapter(type_).validator
        # Pydantic's string mode knows no lists; its Python mode reads text as well.
        self._read: Any = validator.validate_python if self._many else validator.validate_strings

    def required(self, request: Request) -> T:
        """The value; when absent, a refusal: 400 for a header (If-Match: 428), 422 in the query."""
        text = self._text(request)
        if text is None:
            raise self._missing()
        return self._decode(text)

    def optional(self, request: Request) -> T | None:
        """The value, or None when it is absent."""
        text = self._text(request)
        return None if text is None else self._decode(text)

    def with_default(self, request: Request, default: T) -> T:
        """The value, or the contract's default when it is absent."""
        text = self._text(request)
        return default if text is None else self._decode(text)

    def _text(self, request: Request) -> str | list[str] | None:
        scope = request.scope
        if self._where == "header":
            raw: bytes | None = scope["contract.headers"].get(self._raw_name)
            return None if raw is None else raw.decode("latin-1")
        if self._where == "path":
            segment: str | None = scope["path_params"].get(self._name)
            return segment
        values: list[str] | None = scope["contract.query"].get(self._name)
        return values if values is None or self._many else values[0]

    def _decode(self, text: str | list[str]) -> T:
        try:
            value: T = self._read(text)
        except ValidationError as error:
            raise invalid(self._errors(error)) from None
        return value

    def _errors(self, error: ValidationError) -> list[FieldError]:
        return [
            FieldError(self._pointer(detail["loc"]), *described(detail))
            for detail in error.errors(include_url=False)
        ]

    def _pointer(self, location: tuple[int | str, ...]) -> str:
        index = "".join(f"/{step}" for step in location if self._many and isinstance(step, int))
        return f"{self._where}/{escape(self._name)}{index}"

    def _missing(self) -> Refusal:
        if self._raw_name == b"if-match":
            return precondition_required()
        if self._where == "header":
            return malformed(f"The header {self._name} is required.")
        return invalid([FieldError(self._pointer(()), "missing", "Parameter is required")])


def _is_list(type_: Any) -> bool:
    while get_origin(type_) is Annotated:
        type_ = get_args(type_)[0]
    return type_ is list or get_origin(type_) is list
