"""A second opinion on every request: JSON Schema judges the body that was sent."""

import json
from collections.abc import Container, Mapping
from functools import cache
from typing import Any, Protocol
from urllib.parse import parse_qsl

from tests.support.bundle import resolve, validator

FORM = "application/x-www-form-urlencoded"
# How an invalid body is refused, and what may come first: who asks, how often, in which format.
_REFUSED = frozenset({"validation_failed", "malformed_request"})
_REFUSED_OAUTH = frozenset({"invalid_request", "unsupported_grant_type"})
_BEFORE_THE_BODY = frozenset(
    {
        "authentication_required", "invalid_token", "insufficient_scope", "rate_limited",
        "unsupported_media_type", "payload_too_large", "headers_too_large", "precondition_required",
    }
)  # fmt: skip
# Which parameters there are, how often, and that none holds NUL: told before asking who it is.
_OF_THE_GATE = frozenset({"parameter_unknown", "parameter_repeated", "string_nul"})
# Rules that no schema can say: which time zones exist, what a patch adds up to, what time it is.
_BEYOND_SCHEMA = frozenset(
    {("/timezone", "unknown_timezone"), ("/preferences", "too_long"), ("/ends_at", "not_in_future")}
)


class Response(Protocol):
    """What is needed of a response, Schemathesis's or another."""

    status_code: int
    request: Any

    def json(self) -> Any: ...


class NotJudged(Exception):
    """The body is not of the declared format, so no schema applies."""


def disagreement(operation: Mapping[str, Any], response: Response) -> str | None:
    """What the service and JSON Schema say differently about the body of a request, if anything."""
    try:
        media_type, instance = _read(operation, response.request)
    except NotJudged:
        return None
    schema = operation["requestBody"]["content"][media_type]["schema"]
    is_valid = _validator(json.dumps(schema)).is_valid(instance)
    answer = response.json() if response.status_code >= 400 else {}
    code = answer.get("code") or answer.get("error")
    if is_valid:
        return _unfounded(answer)
    if code in _BEFORE_THE_BODY or code in (_REFUSED_OAUTH if media_type == FORM else _REFUSED):
        return None
    return f"JSON Schema refuses the body; the service answers {response.status_code} {code}"


def _unfounded(answer: Mapping[str, Any]) -> str | None:
    for error in answer.get("errors", ()):
        is_of_body = error["pointer"].startswith("/") or not error["pointer"]
        if is_of_body and (error["pointer"], error["code"]) not in _BEYOND_SCHEMA:
            return f"JSON Schema accepts the body; the service refuses it: {error}"
    return None


def unjust(operation: Mapping[str, Any], granted: Container[str], response: Response) -> str | None:
    """Whether the answer fits what the scopes `granted` allow; None if it does."""
    if response.status_code in (401, 415) or _is_of_the_gate(response):
        return None  # decided before anybody's rights
    needed = [scope for each in operation.get("security", ()) for scope in each["oauth2"]]
    lacking = [scope for scope in needed if scope not in granted]
    status = response.status_code
    code = response.json().get("code") if status == 403 else None
    if lacking and code != "insufficient_scope":
        return f"without {lacking[0]} the service answers {status} {code}"
    if not lacking and code == "insufficient_scope":
        return f"with {', '.join(needed)} the service answers {code}"
    return None


@cache
def _validator(schema: str) -> Any:
    return validator(json.loads(schema))


def _is_of_the_gate(response: Response) -> bool:
    errors = response.json().get("errors", ()) if response.status_code == 422 else ()
    return bool(errors) and {error["code"] for error in errors} <= _OF_THE_GATE


def _read(operation: Mapping[str, Any], request: Any) -> tuple[str, object]:
    media_type = request.headers.get("Content-Type", "")
    if media_type not in operation.get("requestBody", {}).get("content", {}):
        raise NotJudged
    body = request.body or b""
    try:
        text = body.decode("utf-8") if isinstance(body, bytes) else str(body)
        text.encode("utf-8")
        if media_type == FORM:
            return media_type, _form(text)
        return media_type, json.loads(text, object_pairs_hook=_members, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise NotJudged from None


def _form(text: str) -> dict[str, str]:
    """As RFC 6749 §3.2 reads it: a parameter without a value counts as left out."""
    pairs = parse_qsl(text, strict_parsing=bool(text), errors="strict")
    return _members([(name, value) for name, value in pairs if value])


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise NotJudged
    return members


def _no_constant(_: str) -> object:
    raise NotJudged


__all__ = ["disagreement", "resolve"]
