"""The service with a Better Auth frontend that it believes, on each database."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from app.config import Settings
from tests.support.issuer import ADDRESS, AUDIENCE, FRONTEND, Issuer
from tests.support.server import NO_LIMITS
from tests.support.service import API, Service
from tests.support.serving import serving


@pytest.fixture
async def issuer() -> AsyncIterator[Issuer]:
    """The frontend, whose keys are published."""
    async with Issuer().serving() as issuer:
        yield issuer


@pytest.fixture
def settings(settings: Settings, issuer: Issuer) -> Settings:
    """Settings that believe it and make accounts for its people."""
    believing = {
        "better_auth_mode": "jwks",
        "better_auth_issuer": FRONTEND,
        "better_auth_audience": AUDIENCE,
        "better_auth_jwks_url": f"{issuer.url}{ADDRESS}",
        "external_provisioning": "create",
        "rate_limits": NO_LIMITS,
    }
    return settings.model_copy(update=believing)


@pytest.fixture
async def service(settings: Settings, issuer: Issuer) -> AsyncIterator[Service]:
    """The service, whose clock is the issuer's."""
    async with serving(settings) as running:
        issuer.clock = running.clock
        yield running


@dataclass(frozen=True)
class Frontend:
    """Calls the service as the frontend's pages do."""

    service: Service
    issuer: Issuer

    async def me(self, token: str | None = None, **claims: Any) -> httpx.Response:
        return await self.service.http.get(f"{API}/me", headers=self.auth(token, **claims))

    async def rename(self, name: str, **claims: Any) -> httpx.Response:
        media_type = {"Content-Type": "application/merge-patch+json"}
        return await self.service.http.patch(
            f"{API}/me", json={"display_name": name}, headers=self.auth(**claims) | media_type
        )

    def auth(self, token: str | None = None, **claims: Any) -> dict[str, str]:
        return {"Authorization": f"Bearer {token or self.issuer.token(**claims)}"}


@pytest.fixture
def frontend(service: Service, issuer: Issuer) -> Frontend:
    """The frontend."""
    return Frontend(service, issuer)


def details(event: Any) -> Any:
    """The details of a row of the audit trail, which SQLite gives as text."""
    return json.loads(event.details) if isinstance(event.details, str) else event.details
