"""One span a request. Imported only where traces are wanted.

FastAPI's own telemetry writes the path and the query that were sent on each span, where a token in
the wrong place would leave with them, and knows no route for what the gate refuses.
"""

from typing import Final

from opentelemetry.trace import Span, SpanKind, StatusCode, Tracer
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
from starlette.types import ASGIApp, Receive, Scope, Send

from app.observability.answers import Answer

_PROPAGATOR: Final = TraceContextTextMapPropagator()
_CONTEXT_HEADERS: Final = {b"traceparent", b"tracestate"}


class Tracing:
    """ASGI middleware around the envelope, which leaves in the scope what came of the request."""

    def __init__(self, app: ASGIApp, tracer: Tracer) -> None:
        self._app = app
        self._tracer = tracer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        # An exception is not recorded: its words may hold what nobody may read.
        with self._tracer.start_as_current_span(
            "HTTP",
            context=_PROPAGATOR.extract(_carrier(scope)),
            kind=SpanKind.SERVER,
            record_exception=False,
            set_status_on_exception=False,
        ) as span:
            scope["accord.trace_id"] = f"{span.get_span_context().trace_id:032x}"
            try:
                await self._app(scope, receive, send)
            finally:
                _describe(span, scope["accord.answer"])


def _carrier(scope: Scope) -> dict[str, str]:
    return {
        name.decode("ascii"): value.decode("latin-1")
        for name, value in scope["headers"]
        if name in _CONTEXT_HEADERS
    }


def _describe(span: Span, answer: Answer) -> None:
    """The names of OpenTelemetry's conventions for HTTP, but for the path and the query."""
    method = answer.known_method or "HTTP"
    span.update_name(f"{method} {answer.route}" if answer.route else method)
    span.set_attribute("http.request.method", answer.known_method or "_OTHER")
    if answer.route:
        span.set_attribute("http.route", answer.route)
    if answer.operation:
        span.set_attribute("accord.operation", answer.operation)
    if answer.status:
        span.set_attribute("http.response.status_code", answer.status)
    if answer.status >= 500:
        span.set_attribute("error.type", str(answer.status))
        span.set_status(StatusCode.ERROR)
