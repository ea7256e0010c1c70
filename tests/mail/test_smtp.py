"""Mails leave by SMTP, over TLS where asked for, and failures name nobody."""

import asyncio
import socket
import ssl
import traceback
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any, Literal
from uuid import UUID

import pytest

from app.mail.mailer import Mail, MailNotSent, MailRefused
from app.mail.smtp import SmtpMailer, SmtpServer
from tests.support import certificates
from tests.support.clock import MovableClock
from tests.support.smtp import Inbox, smtp_server

RECIPIENT = "ada@example.com"
MAIL = Mail(
    id=UUID("01930000-0000-7000-8000-00000000000a"),
    kind="verify_email",
    recipient=RECIPIENT,
    subject="Hello",
    text="Hi\n" + "x" * 300 + "\n.\n..\n",
)


def mailer(
    port: int,
    security: Literal["starttls", "tls", "none"] = "none",
    *,
    password: str | None = None,
    timeout_seconds: float = 5.0,
) -> SmtpMailer:
    server = SmtpServer(
        host="localhost",
        port=port,
        security=security,
        username="accord" if password else None,
        password=password,
        timeout_seconds=timeout_seconds,
    )
    return SmtpMailer(server, "Accord <accord@example.org>", MovableClock())


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for localhost, and its key, in one file."""
    return certificates.localhost(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def tls(certificate: Path) -> ssl.SSLContext:
    """What a server needs to speak TLS with that certificate."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return context


@pytest.fixture
def trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets this process trust the certificate, as an operator with a private authority would."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))


async def test_the_mail_arrives_unchanged_at_the_address_alone() -> None:
    inbox = Inbox()
    async with smtp_server(inbox) as port:
        await mailer(port).send(MAIL)

    (envelope,) = inbox.received
    assert (envelope.mail_from, envelope.rcpt_tos) == ("accord@example.org", [RECIPIENT])
    assert isinstance(envelope.content, bytes)
    parsed = message_from_bytes(envelope.content, policy=default)
    assert parsed["Message-ID"] == f"<{MAIL.id}@example.org>"
    assert envelope.content.partition(b"\r\n\r\n")[2].decode() == MAIL.text.replace("\n", "\r\n")


@pytest.mark.usefixtures("trusted")
async def test_starttls_encrypts_before_the_password_and_the_mail(tls: ssl.SSLContext) -> None:
    inbox = Inbox()
    options: dict[str, Any] = {"tls_context": tls, "require_starttls": True, "auth_required": True}
    async with smtp_server(inbox, authenticator=inbox.authenticate, **options) as port:
        await mailer(port, "starttls", password="s3cret").send(MAIL)

    assert len(inbox.received) == 1


@pytest.mark.usefixtures("trusted")
async def test_tls_from_the_first_byte_works(tls: ssl.SSLContext) -> None:
    inbox = Inbox()
    async with smtp_server(inbox, tls=tls) as port:
        await mailer(port, "tls").send(MAIL)

    assert len(inbox.received) == 1


async def test_a_certificate_that_nobody_vouches_for_is_not_trusted(tls: ssl.SSLContext) -> None:
    inbox = Inbox()
    async with smtp_server(inbox, tls_context=tls) as port:
        with pytest.raises(MailNotSent):
            await mailer(port, "starttls").send(MAIL)
    async with smtp_server(inbox, tls=tls) as port:
        with pytest.raises(MailNotSent):
            await mailer(port, "tls").send(MAIL)

    assert inbox.received == []


async def test_a_server_that_does_not_offer_starttls_gets_no_mail() -> None:
    inbox = Inbox()
    async with smtp_server(inbox) as port:
        with pytest.raises(MailNotSent):
            await mailer(port, "starttls").send(MAIL)

    assert inbox.received == []


@pytest.mark.usefixtures("trusted")
async def test_a_wrong_password_may_be_put_right_and_is_not_shown(tls: ssl.SSLContext) -> None:
    inbox = Inbox()
    options: dict[str, Any] = {"tls_context": tls, "auth_required": True}
    async with smtp_server(inbox, authenticator=inbox.authenticate, **options) as port:
        mistaken = mailer(port, "starttls", password="".join(["wr", "0ng"]))
        with pytest.raises(MailNotSent, match="SMTP 535") as caught:
            await mistaken.send(MAIL)

    assert not isinstance(caught.value, MailRefused)
    assert "wr0ng" not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize(
    "answer, kind",
    [("550 no such user", MailRefused), ("451 greylisted, come back later", MailNotSent)],
)
async def test_a_refused_recipient_is_final_or_not_and_never_named(
    answer: str, kind: type[MailNotSent]
) -> None:
    async with smtp_server(Inbox(answer=f"{answer} <{RECIPIENT}>")) as port:
        with pytest.raises(MailNotSent) as caught:
            await mailer(port).send(MAIL)

    assert type(caught.value) is kind
    assert str(caught.value) == f"recipient refused, SMTP {answer[:3]}"
    assert RECIPIENT not in "".join(traceback.format_exception(caught.value))


async def test_a_server_that_is_not_there_is_tried_again() -> None:
    with pytest.raises(MailNotSent, match="SMTPConnect"):
        await mailer(1).send(MAIL)


async def test_a_server_that_does_not_speak_is_not_waited_for_for_long() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        async with asyncio.timeout(3):
            with pytest.raises(MailNotSent):
                await mailer(silent.getsockname()[1], timeout_seconds=0.2).send(MAIL)
