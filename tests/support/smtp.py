"""A mail server for tests: real SMTP, and an inbox that keeps what it took."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


@dataclass
class Inbox:
    """What the test server received, and what it answers."""

    answer: str = "250 OK"
    received: list[Envelope] = field(default_factory=list)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, _: list[str]
    ) -> str:
        if self.answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object
    ) -> AuthResult:
        is_right = isinstance(data, LoginPassword) and data.password == b"s3cret"
        return AuthResult(success=is_right, handled=False)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.received.append(envelope)
        return "250 OK"


@asynccontextmanager
async def smtp_server(
    inbox: Inbox, *, tls: ssl.SSLContext | None = None, **options: object
) -> AsyncIterator[int]:
    """A server on a port of its own; `tls` is spoken from the first byte."""
    arguments: dict[str, Any] = {"hostname": "mx.example.com", **options}
    conversations: list[SMTP] = []

    def converse() -> SMTP:
        conversations.append(SMTP(inbox, **arguments))
        return conversations[-1]

    server = await asyncio.get_running_loop().create_server(converse, "127.0.0.1", 0, ssl=tls)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for conversation in conversations:
            if conversation.transport is not None:
                conversation.transport.close()
        await asyncio.sleep(0.05)  # for the sockets to be let go of
