"""The mock in the place of the service: over ASGI, judged by the contract as the service is."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

import httpx
import pytest

from app.audit.domain import Action
from app.config import Settings
from app.features.accounts.domain import Profile, Role
from app.mock.application import create_mock
from app.mock.memory import Memory, new_account
from tests.support.clock import MovableClock
from tests.support.conformance import Conformance, Witness
from tests.support.mailbox import Mailbox
from tests.support.service import PASSWORD, Person, Service
from tests.support.serving import CLIENT


@dataclass
class Mock(Service):
    """What tests of an operation talk to; there is no application behind it, but a memory."""

    memory: Memory

    async def deliver(self) -> None:
        """Nothing to wait for: the mock sends its mails at once."""

    async def _employed(self, email: str, role: Role) -> Person:
        account = new_account(email, Profile(), role=role, now=self.clock.now())
        self.memory.add(account._replace(is_email_verified=True), PASSWORD)
        self.memory.record(Action.USER_CREATED, None, account.id, {"role": str(role)})
        return await self.signed_in(email)


@pytest.fixture
async def service(settings: Settings) -> AsyncIterator[Mock]:
    """A mock that knows nobody yet."""
    clock, mailbox = MovableClock(), Mailbox()
    memory = Memory(clock, timedelta(days=7))
    app = create_mock(settings, memory, mailbox)
    # A witness of its own: what the mock answers, the service has not shown.
    witness = Witness()
    transport = httpx.ASGITransport(Conformance(app, witness), client=(CLIENT, 50_000))
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as http:
        yield Mock(http, None, clock, mailbox, memory)  # type: ignore[arg-type]
    assert witness.faults == []


@pytest.fixture
async def admin(service: Mock) -> Person:
    """The only admin there is."""
    return await service.admin()
