"""The whole service in one object: what a test of an operation talks to."""

import re
from dataclasses import dataclass

import httpx

from app.bootstrap import Application
from app.features.accounts.domain import Profile, Role
from app.features.accounts.service import Registration
from tests.support.clock import MovableClock
from tests.support.mailbox import Mailbox

API = "/api/v1"
PASSWORD = "seven green bicycles"


@dataclass
class Person:
    """Somebody with an account who is signed in."""

    email: str
    password: str
    access_token: str
    refresh_token: str

    @property
    def auth(self) -> dict[str, str]:
        """The header that speaks for this person."""
        return {"Authorization": f"Bearer {self.access_token}"}


@dataclass
class Service:
    """The service over ASGI, its database, clock and mailbox."""

    http: httpx.AsyncClient
    application: Application
    clock: MovableClock
    mailbox: Mailbox

    async def deliver(self) -> None:
        """Send the mails that wait in the outbox."""
        await self.application.dispatcher.drain()

    async def register(self, email: str, password: str = PASSWORD) -> httpx.Response:
        """Register, and let the mail arrive."""
        response = await self.http.post(
            f"{API}/auth/register", json={"email": email, "password": password}
        )
        await self.deliver()
        return response

    async def confirmed(self, email: str, password: str = PASSWORD) -> None:
        """Register and confirm an account."""
        assert (await self.register(email, password)).status_code == 202
        response = await self.http.post(
            f"{API}/auth/email-verification/confirm",
            json={"method": "token", "token": self.mailbox.token(email)},
        )
        assert response.status_code == 204, response.text

    async def person(self, email: str = "ada@example.com", password: str = PASSWORD) -> Person:
        """Somebody who has registered, confirmed and signed in."""
        await self.confirmed(email, password)
        return await self.signed_in(email, password)

    async def signed_in(self, email: str, password: str = PASSWORD) -> Person:
        """Another session of somebody with an account."""
        response = await self.token(username=email, password=password)
        assert response.status_code == 200, response.text
        return person_of(email, password, response)

    async def admin(self, email: str = "admin@example.com") -> Person:
        """Somebody who manages accounts, made as on the command line, and signed in."""
        return await self._employed(email, Role.ADMIN)

    async def support(self, email: str = "support@example.com") -> Person:
        """Somebody who may look at accounts and change none, signed in."""
        return await self._employed(email, Role.SUPPORT)

    async def _employed(self, email: str, role: Role) -> Person:
        registration = Registration(email, PASSWORD, Profile())
        assert await self.application.accounts.create_confirmed(registration, role)
        return await self.signed_in(email)

    async def token(
        self,
        username: str = "ada@example.com",
        password: str = PASSWORD,
        headers: dict[str, str] | None = None,
        **form: str,
    ) -> httpx.Response:
        """Ask for tokens with a password."""
        data = {"grant_type": "password", "username": username, "password": password, **form}
        return await self.http.post(f"{API}/auth/token", data=data, headers=headers)

    async def refresh(self, refresh_token: str, **form: str) -> httpx.Response:
        """Ask for tokens with a refresh token."""
        data = {"grant_type": "refresh_token", "refresh_token": refresh_token, **form}
        return await self.http.post(f"{API}/auth/token", data=data)

    async def me(self, person: Person, **headers: str) -> httpx.Response:
        """Read the account of a person."""
        return await self.http.get(f"{API}/me", headers={**person.auth, **headers})

    async def post(
        self, path: str, body: object = None, person: Person | None = None, **headers: str
    ) -> httpx.Response:
        """POST JSON below /api/v1, on behalf of a person if one is given."""
        auth = person.auth if person else {}
        return await self.http.post(f"{API}{path}", json=body, headers={**auth, **headers})

    async def patch_me(self, person: Person, patch: object, **headers: str) -> httpx.Response:
        """Send a merge patch of the account of a person."""
        media_type = {"Content-Type": "application/merge-patch+json"}
        return await self.http.patch(
            f"{API}/me", json=patch, headers={**person.auth, **media_type, **headers}
        )


def person_of(email: str, password: str, response: httpx.Response) -> Person:
    """The person that a token response speaks for."""
    body = response.json()
    assert re.fullmatch(r"rt_[A-Za-z0-9_-]{43}", body["refresh_token"])
    return Person(email, password, body["access_token"], body["refresh_token"])
