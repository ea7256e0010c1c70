"""A mail server that is down: nobody who registers notices, and each mail leaves once."""

from collections import Counter
from email import message_from_bytes
from email.policy import default

from aiosmtpd.controller import Controller

from tests.support.load import client, register
from tests.support.server import free_port
from tests.support.smtp import Inbox
from tests.support.waiting import seconds_until
from tests.torture.ground import Ground
from tests.torture.outcome import Outcome

_ACCOUNTS = 12
# The second try comes after five seconds, the third after ten more.
_PATIENCE_SECONDS = 60.0


def stop_the_mail_server(ground: Ground) -> Outcome:
    """It is away while people register, and comes back."""
    outcome = Outcome("mail server down", ground.name)
    port = free_port()
    settings = {
        "MAIL_TRANSPORT": "smtp",
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": str(port),
        "SMTP_SECURITY": "none",
        "SMTP_TIMEOUT_SECONDS": "2",
    }
    inbox = Inbox()
    with ground.serving(**settings) as server:
        with client(server.url) as http:
            answers = [register(http) for _ in range(_ACCOUNTS)]
        made = [answer.email for answer in answers if answer.status == 202]
        outcome.require(len(made) == _ACCOUNTS, "a registration was refused")
        controller = Controller(inbox, hostname="127.0.0.1", port=port)
        controller.start()
        try:
            everyone = set(made)
            waited = seconds_until(
                lambda: everyone <= _recipients(inbox), at_most=_PATIENCE_SECONDS
            )
        finally:
            server.stop()  # and whatever it still had to send twice is sent by now
            controller.stop()
    outcome.acknowledged = len(made)
    outcome.lost = len(everyone - _recipients(inbox))
    twice = [name for name, count in _ids(inbox).items() if count > 1]
    outcome.require(not twice, f"{len(twice)} mails left twice")
    outcome.notes.append(f"all mails {waited:.1f} s after it was back")
    return outcome


def _recipients(inbox: Inbox) -> set[str]:
    """Who was sent a mail."""
    return {address for envelope in inbox.received for address in envelope.rcpt_tos}


def _ids(inbox: Inbox) -> Counter[str]:
    """How often each mail was taken, by its Message-ID."""
    ids: Counter[str] = Counter()
    for envelope in inbox.received:
        assert isinstance(envelope.content, bytes)
        ids[str(message_from_bytes(envelope.content, policy=default)["Message-ID"])] += 1
    return ids
