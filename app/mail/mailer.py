"""What a mail is, and the port through which it leaves."""

import re
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Final, Protocol
from uuid import UUID

# RFC 5322 §2.1.1: no line of a message is longer, without its CRLF.
_LINE_LIMIT: Final = 998
# The characters that HTML allows in `<input type=email>`: none of them means anything in a header.
_ADDRESS: Final = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+")
_SUBJECT: Final = re.compile(r"[ -~]+")


class MailNotSent(Exception):
    """The mail did not leave; a later attempt may succeed. The message names no address."""


class MailRefused(MailNotSent):
    """The recipient's server refuses this mail for good: another attempt would only annoy it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A letter to one person, in plain ASCII.

    `id` is the same when the same letter is sent again, so that a mail server can drop the second.
    Whatever could end a header line and begin another one is refused with `ValueError`.
    """

    id: UUID
    kind: str
    recipient: str
    subject: str
    text: str

    def __post_init__(self) -> None:
        if not _ADDRESS.fullmatch(self.recipient):
            raise ValueError("the recipient is not a plain ASCII address")
        if not _SUBJECT.fullmatch(self.subject):
            raise ValueError("the subject is not one line of ASCII")
        if not self.text.isascii() or any(
            len(line) > _LINE_LIMIT for line in self.text.splitlines()
        ):
            raise ValueError("the text is not ASCII in lines of at most 998 characters")


class Mailer(Protocol):
    """Anything that can send a mail."""

    async def send(self, mail: Mail) -> None:
        """Hand the mail over. Raises `MailNotSent`, or `MailRefused` if it never will be taken."""


class Sender:
    """Who our letters are from, as `Name <address>` or as an address alone."""

    def __init__(self, text: str) -> None:
        name, address = parseaddr(text)
        local, _, domain = address.rpartition("@")
        if not local or not domain or not text.isascii() or not text.isprintable():
            raise ValueError("the sender must be an address, like Accord <accord@example.com>")
        self.address = address
        self.domain = domain
        self.header = Address(name, local, domain)


def compose(mail: Mail, sender: Sender, now: datetime) -> bytes:
    """The mail as it goes over the wire: one plain part, unencoded, so that no token is wrapped."""
    message = EmailMessage(policy=SMTP)
    message["From"] = sender.header
    # Quoted where it has to be: browsers take addresses like a..b@example.com for valid.
    local, _, domain = mail.recipient.rpartition("@")
    message["To"] = Address("", local, domain)
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{mail.id}@{sender.domain}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers, please
    message.set_content(mail.text, charset="us-ascii", cte="7bit")
    return message.as_bytes()
