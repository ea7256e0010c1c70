"""The one place where a refusal meets HTTP: RFC 9457 problems, RFC 6749 errors, the bare 500."""

import asyncio
import json
from typing import Final

import structlog
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import (
    AuthenticationRequired,
    DomainError,
    InsufficientScope,
    InvalidField,
    InvalidToken,
    RateLimited,
    ServiceUnavailable,
)
from app.observability import context
from contract.runtime.operations import Operation
from contract.runtime.problems import ProblemType
from contract.runtime.refusals import FieldError, Refusal, method_not_allowed, not_found
from generated.responses import PROBLEM_TYPES

Headers = tuple[tuple[str, str], ...]

# Codes of the protocol rather than of an operation: any request can meet them.
_PROTOCOL_CODES: Final = frozenset({"method_not_allowed", "headers_too_large"})
_INSTANCE_MAX: Final = 256
_REALM: Final = 'Bearer realm="accord"'

log = structlog.get_logger()


class Problems:
    """ASGI middleware that answers every exception below it; nothing else passes it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        has_started = False

        async def watch(message: Message) -> None:
            nonlocal has_started
            has_started = True
            await send(message)

        try:
            await self._app(scope, receive, watch)
        except asyncio.CancelledError:
            # The service stops, and the time in which requests may end is over.
            if not has_started:
                await _answer(ServiceUnavailable("The service is stopping."), scope, receive, send)
            raise
        except Exception as error:
            if has_started:
                raise
            await _answer(error, scope, receive, send)


async def _answer(error: Exception, scope: Scope, receive: Receive, send: Send) -> None:
    response = render(error, scope)
    await response(scope, receive, send)


def render(error: Exception, scope: Scope) -> Response:
    """The answer to `error`: a declared problem of the operation, or a bare 500."""
    operation: Operation | None = scope.get("contract.operation")
    code, detail, errors, headers = _describe(error)
    if code is None or not _is_declared(code, operation):
        log.error("unexpected error", code=code, exc_info=error)
        code, detail, errors, headers = "internal_error", None, (), ()
    problem = PROBLEM_TYPES[code]
    context.current().notes.problem = code
    if operation is not None and operation.error_format == "oauth" and problem.oauth_error:
        return _oauth_error(problem, detail, errors, headers)
    return _problem(problem, scope["path"], detail, errors, headers)


def _describe(
    error: Exception,
) -> tuple[str | None, str | None, tuple[FieldError, ...], Headers]:
    """Code, detail, field errors and headers of what was raised; no code for what is no refusal."""
    match error:
        case HTTPException(status_code=404):  # Starlette's own: no such page
            return _describe(not_found())
        case HTTPException(status_code=405):
            return _describe(method_not_allowed((error.headers or {}).get("Allow", "")))
        case Refusal():
            return error.code, error.detail, error.errors, error.headers
        case InvalidField():
            field = FieldError(error.pointer, error.rule, error.explanation)
            return error.code, None, (field,), ()
        case DomainError():
            return error.code, error.detail, (), _headers_of(error)
        case _:
            return None, None, (), ()


def _headers_of(error: DomainError) -> Headers:
    match error:
        case AuthenticationRequired():
            return (("WWW-Authenticate", _REALM),)
        case InvalidToken():
            return (("WWW-Authenticate", f'{_REALM}, error="invalid_token"'),)
        case InsufficientScope():
            challenge = f'{_REALM}, error="insufficient_scope", scope="{error.missing}"'
            return (("WWW-Authenticate", challenge),)
        case RateLimited():
            wait = error.retry_after_seconds
            return (
                ("Retry-After", str(wait)),
                ("RateLimit-Policy", f'"{error.group}";q={error.limit};w={error.window_seconds}'),
                ("RateLimit", f'"{error.group}";r=0;t={wait}'),
            )
        case ServiceUnavailable():
            return (("Retry-After", str(error.retry_after_seconds)),)
        case _:
            return ()


def _is_declared(code: str, operation: Operation | None) -> bool:
    return operation is None or code in operation.problems or code in _PROTOCOL_CODES


def _problem(
    problem: ProblemType,
    instance: str,
    detail: str | None,
    errors: tuple[FieldError, ...],
    headers: Headers,
) -> Response:
    body: dict[str, object] = {
        "type": f"/problems/{problem.code}",
        "title": problem.title,
        "status": problem.status,
        "detail": detail or problem.detail,
        "instance": instance[:_INSTANCE_MAX],
        "code": problem.code,
        "request_id": context.current().request_id,
    }
    if problem.code == "validation_failed":
        body["errors"] = [
            {"pointer": error.pointer, "code": error.code, "detail": error.detail}
            for error in errors
        ]
    return _json(problem.status, "application/problem+json", body, headers)


def _oauth_error(
    problem: ProblemType, detail: str | None, errors: tuple[FieldError, ...], headers: Headers
) -> Response:
    """RFC 6749 §5.2: fewer codes, flat, and never cached."""
    if any(error.pointer == "/grant_type" and error.code == "enum" for error in errors):
        problem = PROBLEM_TYPES["unsupported_grant_type"]
    named = "; ".join(f"{error.pointer.lstrip('/')}: {error.detail}" for error in errors)
    body: dict[str, object] = {
        "error": problem.oauth_error,
        "error_description": _oauth_text(named or detail or problem.detail),
    }
    headers = (*headers, ("Cache-Control", "no-store"))
    return _json(problem.oauth_status or problem.status, "application/json", body, headers)


def _oauth_text(text: str) -> str:
    """RFC 6749 §5.2 admits printable ASCII without quote and backslash."""
    plain = text.replace('"', "'").replace("\\", "/")
    return "".join(character if " " <= character <= "~" else "?" for character in plain)


def _json(status: int, media_type: str, body: dict[str, object], headers: Headers) -> Response:
    # ASCII escapes: a lone surrogate that came in with a path must not break the answer.
    content = json.dumps(body, separators=(",", ":")).encode("ascii")
    response = Response(content, status, media_type=media_type)
    for name, value in headers:
        response.headers[name] = value
    return response
