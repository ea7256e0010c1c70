"""Whom the journeys are about, and what they have at hand."""

import re
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import Final

import httpx

from accord_client import MemoryTokens, Tokens
from tests.support.waiting import until

GRACE_SECONDS: Final = 2
FIRST, SECOND = "seven green bicycles", "eleven quiet lanterns"


class Purse(MemoryTokens):
    """Tokens that a test can look at, and let go stale."""

    @property
    def held(self) -> Tokens:
        held = self.read()
        assert held is not None, "signed out"
        return held

    def expire(self) -> None:
        """As it is when the access token has expired."""
        self.write(replace(self.held, access_token="expired"))


class Line(httpx.HTTPTransport):
    """The way to a server: counts the renewals, and can lose an answer on the way back."""

    def __init__(self) -> None:
        super().__init__()
        self.renewals = 0
        self.loses_next_renewal = False
        self._counting = Lock()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = super().handle_request(request)
        if not is_renewal(request):
            return response
        with self._counting:
            self.renewals += 1
            is_lost, self.loses_next_renewal = self.loses_next_renewal, False
        if is_lost:
            response.close()
            raise httpx.ReadError("the answer was lost", request=request)
        return response


def is_renewal(request: httpx.Request) -> bool:
    return request.url.path.endswith("/auth/token") and b"grant_type=refresh" in request.content


def token_from_mail(mailbox: Path, email: str) -> str:
    """The token in the newest mail to an address, once it is there."""
    found: list[str] = []

    def has_come() -> bool:
        mails = sorted(mailbox.glob(f"*-{email}.eml"))
        found.extend(re.findall(r"(?m)^evt_.{43}$", mails[-1].read_text()) if mails else [])
        return bool(found)

    until(has_come, 10, lambda: f"no mail to {email}")
    return found[-1]
