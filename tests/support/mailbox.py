"""The mailer of the tests: keeps what was sent, and can be told to fail."""

import re

from app.mail.mailer import Mail, MailNotSent


class Mailbox:
    """Everything that left the service as mail, in order."""

    def __init__(self) -> None:
        self.mails: list[Mail] = []
        self.is_down = False

    async def send(self, mail: Mail) -> None:
        if self.is_down:
            raise MailNotSent("the mail server is down")
        self.mails.append(mail)

    def to(self, recipient: str) -> list[Mail]:
        """The mails to one address, the oldest first."""
        return [mail for mail in self.mails if mail.recipient == recipient]

    def last(self, recipient: str) -> Mail:
        """The newest mail to one address."""
        return self.to(recipient)[-1]

    def token(self, recipient: str) -> str:
        """The one-time token in the newest mail to one address."""
        return _last(r"(?:evt|prt)_[A-Za-z0-9_-]{43}", self.last(recipient).text)

    def code(self, recipient: str) -> str:
        """The six digits in the newest mail to one address."""
        return _last(r"^[0-9]{6}$", self.last(recipient).text)


def _last(pattern: str, text: str) -> str:
    return [match[0] for match in re.finditer(pattern, text, re.MULTILINE)][-1]
