"""Who is there when the mock starts, and what becomes of them."""

from collections.abc import AsyncIterator

import httpx
import pytest

from app.config import Settings
from app.demo import DEMO_ACCOUNTS
from app.mock.application import create_mock
from tests.support.conformance import Conformance, Witness
from tests.support.mailbox import Mailbox
from tests.support.service import API

ADA = {"username": "ada@example.com", "password": "analytical engine no 1"}


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
async def http(settings: Settings, mailbox: Mailbox) -> AsyncIterator[httpx.AsyncClient]:
    """A mock as it starts."""
    app = Conformance(create_mock(settings, mailer=mailbox), Witness())
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url=f"http://testserver{API}/") as http:
        yield http


async def sign_in(http: httpx.AsyncClient, **credentials: str) -> dict[str, str]:
    answer = await http.post("auth/token", data={"grant_type": "password", **credentials})
    assert answer.status_code == 200, answer.text
    return {"Authorization": f"Bearer {answer.json()['access_token']}"}


async def test_the_demo_accounts_sign_in_and_have_their_roles(http: httpx.AsyncClient) -> None:
    for demo in DEMO_ACCOUNTS:
        auth = await sign_in(http, username=demo.email, password=demo.password)
        assert (await http.get("me", headers=auth)).json()["role"] == demo.role


async def test_whoever_the_examples_show_is_there_as_they_show_them(
    http: httpx.AsyncClient,
) -> None:
    auth = await sign_in(http, **ADA)
    ada = await http.get("me", headers=auth)
    admin = await sign_in(http, username=DEMO_ACCOUNTS[1].email, password=DEMO_ACCOUNTS[1].password)
    found = await http.get("users", params={"q": "grace"}, headers=admin)
    trail = await http.get("audit-events", params={"action": "user.created"}, headers=admin)

    assert ada.json()["display_name"] == "Ada Lovelace"
    assert ada.headers["etag"] == '"5d0c9e3f7b21-4"'
    assert [user["email"] for user in found.json()["items"]] == ["grace@example.com"]
    assert len(trail.json()["items"]) == 4


async def test_somebody_of_the_examples_gives_way_to_whoever_registers_the_address(
    http: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    """So that the example of a registration, too, can be followed to its end."""
    body = {"email": "ada@example.com", "password": "difference engine no 2"}
    await http.post("auth/register", json=body)
    code = {"method": "code", "email": body["email"], "code": mailbox.code(body["email"])}
    confirmed = await http.post("auth/email-verification/confirm", json=code)
    auth = await sign_in(http, username=body["email"], password=body["password"])

    assert confirmed.status_code == 204
    assert (await http.get("me", headers=auth)).json()["display_name"] is None
