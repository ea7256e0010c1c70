"""The mailer for production: each mail over its own SMTP connection."""

from dataclasses import dataclass
from typing import Literal

import aiosmtplib

from app.clock import Clock
from app.mail.mailer import Mail, MailNotSent, MailRefused, Sender, compose


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpServer:
    """Where to hand mail over. `starttls` and `tls` verify the server's certificate."""

    host: str
    port: int
    security: Literal["starttls", "tls", "none"]
    username: str | None = None
    password: str | None = None
    timeout_seconds: float = 10.0


class SmtpMailer:
    """Sends by SMTP."""

    def __init__(self, server: SmtpServer, sender: str, clock: Clock) -> None:
        self._server = server
        self._sender = Sender(sender)
        self._clock = clock

    async def send(self, mail: Mail) -> None:
        message = compose(mail, self._sender, self._clock.now())
        server = self._server
        try:
            await aiosmtplib.send(
                message,
                sender=self._sender.address,
                recipients=[mail.recipient],
                hostname=server.host,
                port=server.port,
                username=server.username,
                password=server.password,
                use_tls=server.security == "tls",
                # Never "if the server offers it": whoever sits between would not let it offer.
                start_tls=server.security == "starttls",
                timeout=server.timeout_seconds,
            )
        except (aiosmtplib.SMTPException, OSError) as error:
            # Not chained: the library's errors name recipients, and tracebacks are logged.
            raise _failure(error) from None


def _failure(error: Exception) -> MailNotSent:
    """What went wrong, in words without an address."""
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        codes = [refused.code for refused in error.recipients]
        kind = MailRefused if codes and all(code >= 500 for code in codes) else MailNotSent
        return kind(f"recipient refused, SMTP {codes[0] if codes else 'unknown'}")
    if isinstance(error, aiosmtplib.SMTPResponseException):
        return MailNotSent(f"{type(error).__name__}, SMTP {error.code}")
    return MailNotSent(type(error).__name__)
