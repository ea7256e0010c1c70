"""The outermost layer: request ids, the client's address, default headers, the access log."""

import re
import time
from typing import TYPE_CHECKING, Final

import structlog
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uuid_utils.compat import uuid7

from app.observability import context
from app.observability.answers import Answer
from app.observability.context import Client, Notes, RequestContext
from contract.runtime.operations import Operation

if TYPE_CHECKING:
    from app.metrics.requests import RequestMetrics

_REQUEST_ID: Final = re.compile(r"[A-Za-z0-9_-]{8,128}")
_USER_AGENT_MAX: Final = 512
# Set unless the answer says otherwise: an API has nothing to show, to embed or to cache.
DEFAULT_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_HSTS: Final = {"Strict-Transport-Security": "max-age=63072000; includeSubDomains"}

log = structlog.get_logger()


class Envelope:
    """ASGI middleware around everything: gives a request its context and its answer its headers."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        trusted_proxies: int,
        is_production: bool,
        metrics: "RequestMetrics | None" = None,
    ) -> None:
        self._app = app
        self._metrics = metrics
        self._trusted_proxies = trusted_proxies
        defaults = {**DEFAULT_HEADERS, **(_HSTS if is_production else {})}
        self._defaults = [(_raw(name.lower()), _raw(value)) for name, value in defaults.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        request = RequestContext(
            _request_id(headers), self._client(scope, headers), scope.get("accord.trace_id")
        )
        context.enter(request)
        started = time.perf_counter()
        status = 0

        async def finish(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                self._complete(message, request.request_id)
            elif scope["method"] == "HEAD":
                # Pages and refusals are made as for GET; no server has to know that (RFC 9110
                # §9.3.2).
                message = {**message, "body": b""}
            await send(message)

        try:
            await self._app(scope, receive, finish)
        finally:
            self._report(scope, request, status, time.perf_counter() - started)

    def _report(self, scope: Scope, request: RequestContext, status: int, seconds: float) -> None:
        operation: Operation | None = scope.get("contract.operation")
        answer = Answer(
            operation=operation.id if operation else None,
            method=scope["method"],
            route=operation.path if operation else request.notes.page,
            status=status,
        )
        scope["accord.answer"] = answer
        _log_access(answer, request.notes, seconds)
        if self._metrics is not None:
            self._metrics.observe(answer, seconds)

    def _complete(self, message: Message, request_id: str) -> None:
        headers = message.setdefault("headers", [])
        present = {name for name, _ in headers}
        headers.append((b"x-request-id", _raw(request_id)))
        headers += [default for default in self._defaults if default[0] not in present]

    def _client(self, scope: Scope, headers: Headers) -> Client:
        user_agent = headers.get("user-agent")
        return Client(
            self._address(scope, headers), user_agent[:_USER_AGENT_MAX] if user_agent else None
        )

    def _address(self, scope: Scope, headers: Headers) -> str:
        """The peer, or what the outermost proxy that we trust saw.

        Counted from the right: everything to the left was written by whoever sent the request, so
        the leftmost address would let anybody choose the key of their own limit.
        """
        peer = scope["client"][0] if scope.get("client") else "unknown"
        if self._trusted_proxies == 0:
            return peer
        hops = [
            hop.strip()
            for value in headers.getlist("x-forwarded-for")
            for hop in value.split(",")
            if hop.strip()
        ]
        return hops[-self._trusted_proxies] if len(hops) >= self._trusted_proxies else peer


def _raw(text: str) -> bytes:
    return text.encode("latin-1")


def _request_id(headers: Headers) -> str:
    given = headers.get("x-request-id", "")
    return given if _REQUEST_ID.fullmatch(given) else new_request_id()


def new_request_id() -> str:
    """An id for a request that brings none; ids sort by time."""
    return uuid7().hex


def _log_access(answer: Answer, notes: Notes, seconds: float) -> None:
    """One line a request. Never the path that was sent: it may be a secret in the wrong place, and
    whoever sends it chooses its length and its characters."""
    log.info(
        "request answered" if answer.status else "request not answered",
        operation=answer.operation,
        method=answer.method,
        route=answer.route,
        status=answer.status,
        outcome=_outcome(answer.status),
        problem=notes.problem,
        actor=notes.actor,
        action=notes.action,
        duration_ms=round(seconds * 1000, 1),
    )


def _outcome(status: int) -> str:
    if status >= 500:
        return "failed"
    if status >= 400:
        return "refused"
    return "ok" if status else "unanswered"
