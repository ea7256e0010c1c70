"""A tiny contract, served as generated code would: two resources, a form, a renderer."""

import json
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from fastapi import FastAPI
from pydantic import MISSING, BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from contract.runtime import wire
from contract.runtime.gate import Gate
from contract.runtime.operations import Operation
from contract.runtime.refusals import Refusal
from contract.runtime.requests import Parameter, form_body, json_body
from contract.runtime.responses import ApiResponse, answer

STATUSES = {
    "malformed_request": 400,
    "precondition_required": 428,
    "not_found": 404,
    "method_not_allowed": 405,
    "request_timeout": 408,
    "gone": 410,
    "payload_too_large": 413,
    "unsupported_media_type": 415,
    "validation_failed": 422,
    "headers_too_large": 431,
}
MAX_BODY_BYTES = 2_000
BODY_TIMEOUT_SECONDS = 0.4


def operation(method: str, path: str, **policy: Any) -> Operation:
    """An operation with the policy that a test does not care about."""
    usual: dict[str, Any] = {
        "id": f"{method.lower()}{path.title()}",
        "tag": "notes",
        "scopes": None,
        "rate_limits": (),
        "idempotency": "none",
        "audit_event": None,
        "query": frozenset(),
        "query_lists": frozenset(),
        "headers": frozenset(),
        "request_media_types": (),
        "statuses": frozenset({200}),
        "problems": frozenset({"validation_failed"}),
        "error_format": "problem",
    }
    return Operation(method=method, path=path, **(usual | policy))


BODY_PROBLEMS = frozenset(
    {
        "precondition_required",
        "validation_failed",
        "malformed_request",
        "request_timeout",
        "payload_too_large",
        "unsupported_media_type",
    }
)
LIST_NOTES = operation(
    "GET",
    "/api/v1/notes",
    query=frozenset({"limit", "draft", "before"}),
    query_lists=frozenset({"tag"}),
    headers=frozenset({"if-none-match"}),
    problems=frozenset({"validation_failed", "malformed_request"}),
)
CREATE_NOTE = operation(
    "POST",
    "/api/v1/notes",
    request_media_types=("application/json",),
    problems=BODY_PROBLEMS,
)
FEATURED = operation("GET", "/api/v1/notes/featured")
GET_NOTE = operation("GET", "/api/v1/notes/{note_id}")
PATCH_NOTE = operation(
    "PATCH",
    "/api/v1/notes/{note_id}",
    headers=frozenset({"if-match"}),
    request_media_types=("application/merge-patch+json",),
    problems=BODY_PROBLEMS,
)
SIGN = operation(
    "POST",
    "/api/v1/token",
    request_media_types=("application/x-www-form-urlencoded",),
    problems=BODY_PROBLEMS,
    error_format="oauth",
)
OPERATIONS = (LIST_NOTES, CREATE_NOTE, FEATURED, GET_NOTE, PATCH_NOTE, SIGN)


class NewNote(BaseModel):
    """A request: closed, and every text bounded."""

    model_config = ConfigDict(extra="forbid")

    title: Annotated[str, Field(max_length=40)]
    rank: Annotated[int, Field(strict=True, ge=0, le=9)] | MISSING = MISSING
    email: Annotated[wire.EmailStr, Field(max_length=20)] | MISSING = MISSING
    at: wire.AwareDatetime | None | MISSING = MISSING
    labels: dict[Annotated[str, Field(pattern="^[a-z]+$")], str] | MISSING = MISSING


class Grant(BaseModel):
    """A form: open, as RFC 6749 wants it."""

    grant_type: Literal["password", "refresh_token"]
    username: Annotated[str, Field(max_length=20)] | MISSING = MISSING
    scope: str | MISSING = MISSING


class Echo(BaseModel):
    """A response that repeats what arrived."""

    seen: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Echo200(ApiResponse):
    status: ClassVar[int] = 200
    media_type: ClassVar[str | None] = "application/json"
    header_fields: ClassVar[tuple[tuple[str, str], ...]] = (("etag", "ETag"),)
    constant_headers: ClassVar[tuple[tuple[str, str], ...]] = (("Cache-Control", "no-store"),)
    body: Echo
    etag: str | None = None


LIMIT: Parameter[int] = Parameter("query", "limit", Annotated[wire.Int, Field(ge=1, le=100)])
DRAFT: Parameter[bool] = Parameter("query", "draft", wire.Bool)
BEFORE: Parameter[Any] = Parameter("query", "before", wire.AwareDatetime)
TAG: Parameter[list[str]] = Parameter("query", "tag", list[Annotated[str, Field(max_length=5)]])
NOTE_ID: Parameter[UUID] = Parameter("path", "note_id", wire.UUID)
IF_MATCH: Parameter[str] = Parameter("header", "If-Match", Annotated[str, Field(max_length=9)])
IF_NONE_MATCH: Parameter[str] = Parameter("header", "If-None-Match", str)


def echo(served: Operation, **seen: Any) -> Response:
    """Answer with what the endpoint understood."""
    return answer(served, (Echo200,), Echo200(body=Echo(seen=seen), etag='"1"'))


async def list_notes(request: Request) -> Response:
    before = BEFORE.optional(request)
    return echo(
        LIST_NOTES,
        limit=LIMIT.with_default(request, 20),
        draft=DRAFT.optional(request),
        before=before and before.isoformat(),
        tag=TAG.optional(request),
        if_none_match=IF_NONE_MATCH.optional(request),
    )


async def create_note(request: Request) -> Response:
    note = await json_body(request, NewNote)
    return echo(CREATE_NOTE, **note.model_dump(mode="json"))


async def featured(request: Request) -> Response:
    return echo(FEATURED, featured=True)


async def get_note(request: Request) -> Response:
    return echo(GET_NOTE, note_id=str(NOTE_ID.required(request)))


async def patch_note(request: Request) -> Response:
    if_match = IF_MATCH.required(request)
    note_id = NOTE_ID.required(request)
    note = await json_body(request, NewNote)
    return echo(PATCH_NOTE, if_match=if_match, note_id=str(note_id), title=note.title)


async def sign(request: Request) -> Response:
    grant = await form_body(request, Grant)
    return echo(SIGN, **grant.model_dump())


ENDPOINTS: tuple[tuple[Operation, Callable[[Request], Awaitable[Response]]], ...] = (
    (LIST_NOTES, list_notes),
    (CREATE_NOTE, create_note),
    (FEATURED, featured),
    (GET_NOTE, get_note),
    (PATCH_NOTE, patch_note),
    (SIGN, sign),
)


def renderer(app: ASGIApp, log: list[Exception]) -> ASGIApp:
    """The smallest problem renderer; whatever is no refusal is a 500 that the test can see."""

    async def render(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await app(scope, receive, send)
        except Refusal as refusal:
            await problem(refusal, scope)(scope, receive, send)
        except Exception as error:
            log.append(error)
            await Response(status_code=500)(scope, receive, send)

    return render


def problem(refusal: Refusal, scope: Scope) -> Response:
    """A refusal as a problem; like the real one it insists on declared codes."""
    served = scope["contract.operation"]
    declared = served is None or refusal.code in served.problems
    document = {
        "code": refusal.code,
        "detail": refusal.detail,
        "operation": served and served.id,
        "errors": [[each.pointer, each.code, each.detail] for each in refusal.errors],
    }
    return Response(
        json.dumps(document),
        status_code=STATUSES[refusal.code] if declared else 500,
        headers=dict(refusal.headers),
        media_type="application/problem+json",
    )


def build(log: list[Exception], endpoints: Iterable[Any] = ENDPOINTS) -> ASGIApp:
    """Renderer around gate around FastAPI, the order that the runtime asks for."""
    app = FastAPI(openapi_url=None, redirect_slashes=False)
    for served, endpoint in endpoints:
        app.add_api_route(served.path, endpoint, methods=[served.method], response_model=None)
    app.add_middleware(
        Gate,
        operations=[served for served, _ in endpoints],
        max_body_bytes=MAX_BODY_BYTES,
        body_timeout_seconds=BODY_TIMEOUT_SECONDS,
    )
    # Within Starlette's own error middleware, which would answer a refusal before it gets here.
    app.add_middleware(renderer, log=log)
    return app
