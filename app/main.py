"""The ASGI application: the generated routers over the handlers, inside the edge."""

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from importlib.resources import files
from typing import TYPE_CHECKING, Final, TypeAlias

from fastapi import APIRouter, FastAPI
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp

from app.bootstrap import Application, Handlers, build
from app.clock import Clock
from app.config import Misconfigured, Settings
from app.demo import DEMO_ACCOUNTS
from app.http.edge import HttpEdge
from app.http.load import LoadLimit
from app.http.middleware import Envelope
from app.http.pages import DemoAccount, pages_router
from app.http.problems import Problems
from app.http.rate_limit import RateLimit
from app.http.server import Server, server
from contract.runtime.announcing import Announcing
from contract.runtime.gate import Gate
from contract.runtime.route import Dispatch
from generated.operations import OPERATIONS, ROLE_SCOPES
from generated.responses import PROBLEM_TYPES
from generated.routes.accounts import accounts_router
from generated.routes.audit import audit_router
from generated.routes.emails import emails_router
from generated.routes.passwords import passwords_router
from generated.routes.sessions import sessions_router
from generated.routes.system import system_router
from generated.routes.users import users_router

if TYPE_CHECKING:
    from app.metrics.requests import RequestMetrics
    from app.observability.tracing import Traces

# What a browser may read besides the body: every header that the contract promises.
EXPOSED_HEADERS: Final = (
    "Deprecation", "ETag", "Idempotency-Replayed", "Link", "Location", "RateLimit",
    "RateLimit-Policy", "Retry-After", "Sunset", "WWW-Authenticate", "X-Request-Id",
)  # fmt: skip
ACCEPTED_HEADERS: Final = (
    "Authorization", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match",
    "X-Request-Id", "traceparent",
)  # fmt: skip


Lifespan: TypeAlias = Callable[[FastAPI], AbstractAsyncContextManager[None]]


class Service(FastAPI):
    """FastAPI inside our own edge alone.

    Its own outer layers (errors in its own words, telemetry, limits on bodies, exit stacks) answer
    what the edge has answered already.
    """

    def build_middleware_stack(self) -> ASGIApp:
        """Our middleware, then the operation that the gate has found, or a page."""
        app: ASGIApp = Dispatch(self.router, OPERATIONS)
        for middleware in reversed(self.user_middleware):
            app = middleware.cls(app, *middleware.args, **middleware.kwargs)
        return app


def create_app(
    settings: Settings, application: Application | None = None, traces: "Traces | None" = None
) -> FastAPI:
    """The service, ready to be served by any ASGI server. Raises `Misconfigured`."""
    application = application or build(settings)
    traces = traces or _traces(settings)
    return assemble(
        settings,
        HttpEdge(application.callers, application.idempotency),
        application.handlers,
        middleware=[*_tracing(traces), *_middleware(settings, application)],
        lifespan=_lifespan_of(application, traces),
    )


def assemble(
    settings: Settings,
    edge: HttpEdge,
    handlers: Handlers,
    *,
    middleware: Sequence[Middleware],
    lifespan: Lifespan,
) -> FastAPI:
    """All operations and all pages, inside `middleware`, which is named from the outside in."""
    app = Service(
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
        middleware=middleware,
        # It would put the path and the query that were sent on spans, whatever the environment
        # says: app.http.tracing.
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )
    app.state.edge = edge  # its `principal` is the dependency that an override replaces
    app.include_router(accounts_router(handlers.accounts, edge))
    app.include_router(audit_router(handlers.audit, edge))
    app.include_router(emails_router(handlers.emails, edge))
    app.include_router(passwords_router(handlers.passwords, edge))
    app.include_router(sessions_router(handlers.sessions, edge))
    app.include_router(system_router(handlers.system, edge))
    app.include_router(users_router(handlers.users, edge))
    app.include_router(_pages(settings))
    return app


def create_server(settings: Settings) -> Server:
    """The service in a server; the caller brings the sockets. Raises `Misconfigured`."""
    application = build(settings)
    return server(create_app(settings, application), settings, application.lifecycle)


def _pages(settings: Settings) -> APIRouter:
    """The pages for people, and the contract as the bytes that were generated."""
    generated = files("generated")
    return pages_router(
        public_url=settings.public_url,
        contract_json=(generated / "openapi.json").read_bytes(),
        contract_yaml=(generated / "openapi.yaml").read_bytes(),
        operations=OPERATIONS,
        problem_types=PROBLEM_TYPES,
        has_docs=settings.docs_enabled,
        demo_accounts=tuple(
            DemoAccount(demo.email, demo.password, demo.name, ROLE_SCOPES[demo.role])
            for demo in (DEMO_ACCOUNTS if settings.seed_demo else ())
        ),
    )


def _traces(settings: Settings) -> "Traces | None":
    """Where traces go; what makes them is loaded only if they are wanted."""
    if settings.traces_url is None:
        return None
    try:
        from app.observability.tracing import Traces
    except ImportError:
        line = "TRACES_URL: needs more packages: pip install 'accord[tracing]'"
        raise Misconfigured([line]) from None
    return Traces.sent_to(settings.traces_url)


def _tracing(traces: "Traces | None") -> Iterator[Middleware]:
    if traces is not None:
        from app.http.tracing import Tracing

        yield Middleware(Tracing, tracer=traces.tracer)


def _middleware(settings: Settings, application: Application) -> list[Middleware]:
    """From the outside in; all of it is plain ASGI."""
    return [
        envelope(settings, application.metrics.requests if application.metrics else None),
        cors(settings),
        *_announcing(),
        Middleware(Problems),
        gate(settings, application.clock),
        Middleware(LoadLimit, max_requests=settings.max_concurrent_requests),
        Middleware(RateLimit, limiter=application.limiter),
    ]


def envelope(settings: Settings, metrics: "RequestMetrics | None" = None) -> Middleware:
    """Around everything."""
    return Middleware(
        Envelope,
        trusted_proxies=settings.trusted_proxy_count,
        is_production=settings.is_production,
        metrics=metrics,
    )


def cors(
    settings: Settings, *, accepted: Sequence[str] = (), exposed: Sequence[str] = ()
) -> Middleware:
    """Which origins may call from a browser; `accepted` and `exposed` are headers beside ours."""
    return Middleware(
        CORSMiddleware,
        allow_origins=settings.cors_origins,
        allow_methods=["GET", "POST", "PUT", "PATCH", "DELETE"],
        allow_headers=[*ACCEPTED_HEADERS, *accepted],
        expose_headers=[*EXPOSED_HEADERS, *exposed],
        max_age=600,
    )


def gate(settings: Settings, clock: Clock) -> Middleware:
    """Which operation is meant, and whether the request may be one."""
    return Middleware(
        Gate,
        operations=OPERATIONS,
        max_body_bytes=settings.max_body_bytes,
        body_timeout_seconds=settings.body_timeout_seconds,
        now=clock.now,
    )


def _announcing() -> Iterator[Middleware]:
    """Only while an operation is deprecated: every request goes through what stands here."""
    if any(operation.deprecation for operation in OPERATIONS):
        yield Middleware(Announcing)


def _lifespan_of(application: Application, traces: "Traces | None") -> Lifespan:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        in_process = application.settings.outbox_in_process
        try:
            async with AsyncExitStack() as stack:
                if traces is not None:
                    stack.push_async_callback(traces.close)
                await stack.enter_async_context(application.observed())
                if in_process:
                    await stack.enter_async_context(application.dispatcher.running())
                yield
        finally:
            await application.close()

    return lifespan
