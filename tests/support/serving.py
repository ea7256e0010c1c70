"""The service with settings of a test's own: closed, behind proxies, or on another database."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import httpx
from starlette.types import ASGIApp

from app import bootstrap
from app.config import Settings
from app.config.values import Quota
from app.main import create_app
from tests.support.clock import MovableClock
from tests.support.conformance import Conformance
from tests.support.mailbox import Mailbox
from tests.support.service import Service

if TYPE_CHECKING:
    from app.observability.tracing import Traces

CLIENT = "203.0.113.7"


@asynccontextmanager
async def serving(
    settings: Settings, *, client: str = CLIENT, **changes: object
) -> AsyncIterator[Service]:
    """The service with `settings` after `changes`, called from the address `client`."""
    clock, mailbox = MovableClock(), Mailbox()
    settings = settings.model_copy(update=changes)
    application = bootstrap.build(settings, clock=clock, mailer=mailbox)
    service = Service(client_of(application, client), application, clock, mailbox)
    async with service.http:
        yield service
    await application.close()


@asynccontextmanager
async def seen_from(service: Service, client: str) -> AsyncIterator[Service]:
    """The same running service, called from another address."""
    application = service.application
    async with client_of(application, client) as http:
        yield Service(http, application, service.clock, service.mailbox)


def with_quotas(settings: Settings, **quotas: Quota) -> Mapping[str, Quota]:
    """The rate limits of `settings` with some of them changed: `sign_in=Quota(2, 60)`."""
    changed = {name.replace("_", "-"): quota for name, quota in quotas.items()}
    return {**settings.rate_limits, **changed}


def client_of(
    application: bootstrap.Application, address: str = CLIENT, traces: "Traces | None" = None
) -> httpx.AsyncClient:
    """Talks to the service in process, which must answer what its contract declares."""
    return client_of_app(create_app(application.settings, application, traces), address)


def client_of_app(app: ASGIApp, address: str = CLIENT) -> httpx.AsyncClient:
    """The same, of an application that a test has changed."""
    transport = httpx.ASGITransport(Conformance(app), client=(address, 50_000))
    return httpx.AsyncClient(transport=transport, base_url="http://testserver")
