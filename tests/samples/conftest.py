"""A mock on a port, in which everything is there that the examples of the contract speak of."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import httpx
import pytest
import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from app.clock import SystemClock
from app.config import Settings
from app.demo import DEMO_ACCOUNTS
from app.features.one_time_tokens.domain import Purpose
from app.features.sessions.domain import Session
from app.mock.application import create_mock
from app.mock.memory import Memory, OneTimeToken
from app.mock.people import settled
from contract.mock.examples import Examples
from tests.support import bundle
from tests.support.mailbox import Mailbox
from tests.support.server import free_port

EXAMPLES = Examples(bundle.document())
DAY = timedelta(days=1)


@dataclass
class Stage:
    """A server whose application can be changed for a new one; each sample has one of its own."""

    url: str
    app: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert self.app is not None
        await self.app(scope, receive, send)

    def renew(self, settings: Settings) -> Memory:
        """Everybody is back, and nothing has been done yet."""
        memory = settled(Memory(SystemClock(), DAY), EXAMPLES)
        settings = settings.model_copy(update={"public_url": self.url, "seed_demo": True})
        self.app = create_mock(settings, memory, Mailbox())
        return memory

    def token(self, scopes: set[str]) -> str:
        """The access token of Ada, whom the examples are about, or of somebody who may do more."""
        signing_in = dict(EXAMPLES.request("createToken", "password"))
        if any(scope.startswith(("users:", "audit:")) for scope in scopes):
            admin = DEMO_ACCOUNTS[1]
            signing_in |= {"username": admin.email, "password": admin.password}
        answer = httpx.post(f"{self.url}/api/v1/auth/token", data=signing_in).raise_for_status()
        return str(answer.json()["access_token"])


@pytest.fixture(scope="module")
def running() -> Iterator[Stage]:
    port = free_port()
    stage = Stage(f"http://127.0.0.1:{port}")
    config = uvicorn.Config(stage, port=port, log_config=None, lifespan="off", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive()
    yield stage
    server.should_exit = True
    thread.join()


@pytest.fixture
def stage(running: Stage, tmp_path: Path) -> Stage:
    """A server on which the examples can be followed to the letter."""
    running.app = None
    memory = running.renew(Settings(environment="development", mailbox_dir=tmp_path))
    ada = memory.find("ada@example.com")
    assert ada is not None
    _promise(memory, ada.account.id)
    _sign_in(memory, ada.account.id)
    return running


def _promise(memory: Memory, ada: UUID) -> None:
    """The mails, whose tokens the examples send."""
    confirming = EXAMPLES.request("confirmEmail", "token")["token"]
    code = EXAMPLES.request("confirmEmail", "code")["code"]
    resetting = EXAMPLES.request("resetPassword", "ada")["token"]
    expires_at = memory.clock.now() + DAY
    memory.one_time_tokens = {
        confirming: OneTimeToken(Purpose.VERIFY_EMAIL, ada, code, expires_at),
        resetting: OneTimeToken(Purpose.RESET_PASSWORD, ada, None, expires_at),
    }


def _sign_in(memory: Memory, ada: UUID) -> None:
    """The session that an example ends."""
    session_id = UUID(bundle.document()["components"]["parameters"]["SessionId"]["example"])
    now = memory.clock.now()
    memory.sessions[session_id] = Session(
        id=session_id,
        account_id=ada,
        created_at=now,
        authenticated_at=now,
        last_seen_at=now,
        expires_at=now + DAY,
        scopes=None,
        client_id=None,
        ip_address=None,
        user_agent=None,
    )
