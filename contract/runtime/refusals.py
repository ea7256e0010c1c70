"""Refusals: raised anywhere below the problem renderer, which alone turns them into HTTP."""

from collections.abc import Iterable
from dataclasses import dataclass

MAX_FIELD_ERRORS = 50
# A client that is refused in the middle of its body may send for ever: do not wait for the rest.
CLOSE_CONNECTION = ("Connection", "close")


@dataclass(frozen=True, slots=True)
class FieldError:
    """One fault of the input.

    `pointer` is RFC 6901 into the body ("/email"), or names a parameter: "query/limit",
    "header/If-Match", "path/session_id".
    """

    pointer: str
    code: str
    detail: str


class Refusal(Exception):
    """A request that is not served; `code` names an entry of the problem catalogue."""

    def __init__(
        self,
        code: str,
        detail: str | None = None,
        *,
        errors: Iterable[FieldError] = (),
        headers: Iterable[tuple[str, str]] = (),
    ) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
        self.errors = tuple(errors)[:MAX_FIELD_ERRORS]
        self.headers = tuple(headers)


def malformed(detail: str, *, headers: Iterable[tuple[str, str]] = ()) -> Refusal:
    """400: the request cannot be read at all."""
    return Refusal("malformed_request", detail, headers=headers)


def invalid(errors: Iterable[FieldError]) -> Refusal:
    """422: the request was read, and breaks the contract's schema."""
    return Refusal("validation_failed", errors=errors)


def not_found() -> Refusal:
    """404: no such path."""
    return Refusal("not_found")


def gone() -> Refusal:
    """410: the sunset of a deprecated operation has come."""
    return Refusal("gone")


def method_not_allowed(allow: str) -> Refusal:
    """405: the path exists, the method does not; RFC 9110 §15.5.6 wants the exact `Allow`."""
    return Refusal("method_not_allowed", headers=(("Allow", allow),))


def request_timeout() -> Refusal:
    """408: the body did not arrive in time."""
    return Refusal("request_timeout", headers=(CLOSE_CONNECTION,))


def payload_too_large(limit_bytes: int) -> Refusal:
    """413: the body is longer than the server reads."""
    detail = f"The body may have at most {limit_bytes} bytes."
    return Refusal("payload_too_large", detail, headers=(CLOSE_CONNECTION,))


def unsupported_media_type(detail: str, *, headers: Iterable[tuple[str, str]] = ()) -> Refusal:
    """415: the body is in a format that the operation does not declare."""
    return Refusal("unsupported_media_type", detail, headers=headers)


def precondition_required() -> Refusal:
    """428: a change that must name the version it is based on does not (RFC 6585 §3)."""
    return Refusal("precondition_required")


def headers_too_large(limit_bytes: int) -> Refusal:
    """431: request line and header fields together are longer than the server reads."""
    detail = f"The request line and headers may have at most {limit_bytes} bytes."
    return Refusal("headers_too_large", detail, headers=(CLOSE_CONNECTION,))
