"""Every page of the frontend, as each visitor may see it: axe finds nothing, nothing is cut off."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import httpx
import pytest
from playwright.sync_api import Browser, expect

from app.demo import DEMO_ACCOUNTS
from tests.examples.browser.visits import PASSWORD, Journey
from tests.support import axe
from tests.support.server import Server

pytestmark = pytest.mark.web

DEMO, ADMIN = DEMO_ACCOUNTS
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
LONG = "a-name-without-any-space-that-is-as-long-as-names-of-machines@accounts.example.com"
# What is wider than its room, by the name of its element.
CUT_OFF = """() => [...document.querySelectorAll('html, header, nav, main, table, li, form')]
  .filter((each) => each.scrollWidth > each.clientWidth).map((each) => each.localName)"""
# Each page by its address, and the heading that tells that it is there.
OUTSIDE = {
    "/": "Sign in",
    "/sign-up": "Make an account",
    "/forgot-password": "Forgotten password",
    "/reset-password": "This link is not complete",
    "/reset-password#token=evt_1": "Choose a new password",
    "/verify-email": "Read your mail",
    "/verify-email#token=evt_1": "Confirm your address",
}
INSIDE = {
    "/profile": "Profile",
    "/sessions": "Sessions",
    "/password": "Password",
    "/users": "Users",
    "/audit": "Audit trail",
    "/nowhere": "There is nothing here",
}


@dataclass
class Visitor(Journey):
    """Somebody who notes what is wrong with what they see."""

    faults: list[str] = field(default_factory=list)

    def looks(self, at: str) -> None:
        """Once everything has come."""
        expect(self.page.get_by_text("Loading …")).to_have_count(0)
        expect(self.page.get_by_role("button", name="One moment …")).to_have_count(0)
        found = axe.faults(self.page)
        found += [f"{part} is cut off" for part in self.page.evaluate(CUT_OFF)]
        self.faults += [f"{at}: {fault}" for fault in found]

    def looks_around(self, pages: dict[str, str]) -> None:
        for path, heading in pages.items():
            self.open("/icon.svg")  # or another fragment would load nothing anew
            self.open(path)
            self.sees(heading)
            self.looks(path)


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=[WIDE, NARROW], ids=["wide", "narrow"])
def visitor(
    request: pytest.FixtureRequest, browser: Browser, server: Server, scheme: str
) -> Iterator[Visitor]:
    context = browser.new_context(
        viewport=request.param, color_scheme="dark" if scheme == "dark" else "light"
    )
    context.set_default_timeout(20_000)
    yield Visitor(context.new_page(), server.mailbox)
    context.close()


@pytest.fixture(scope="module")
def suspended(api: httpx.Client) -> str:
    """The address of an account that is suspended, and as long as addresses are."""
    body = {"email": LONG, "password": PASSWORD, "email_verified": True}
    account = api.post("/users", json=body).raise_for_status().json()
    suspension = f"/users/{account['id']}/suspension"
    reason = {"reason": "Payments were charged back.", "ends_at": "2036-01-02T03:04:00Z"}
    api.put(suspension, json=reason).raise_for_status()
    return LONG


def test_who_is_not_signed_in_can_read_and_use_each_page(visitor: Visitor) -> None:
    visitor.looks_around(OUTSIDE)
    visitor.open("/")
    visitor.fill(email=DEMO.email, password="not the password")
    visitor.press("Sign in")
    visitor.is_told("Address and password do not match")
    visitor.looks("refused")
    visitor.open("/forgot-password")
    visitor.fill(email=DEMO.email)
    visitor.press("Send the link")
    visitor.is_told("a mail is on its way")
    visitor.looks("done")

    assert visitor.faults == []


def test_an_admin_can_read_and_use_each_page(visitor: Visitor, suspended: str) -> None:
    visitor.signs_in(ADMIN.email, ADMIN.password)
    visitor.looks_around(INSIDE)
    for address in (DEMO.email, suspended):
        visitor.open("/users")
        visitor.page.get_by_label("Address or name begins with").fill(address)
        visitor.follow(address)
        visitor.sees("Account")
        expect(visitor.page.locator(".trail li").first).to_be_visible()
        visitor.looks(address)

    assert visitor.faults == []


def test_what_is_refused_or_in_conflict_can_be_read_and_used(
    visitor: Visitor, api: httpx.Client, scheme: str
) -> None:
    visitor.signs_in(ADMIN.email, ADMIN.password)
    visitor.fill(timezone="Mars/Olympus")
    visitor.press("Save")
    visitor.is_told("Please correct what is marked.")
    visitor.looks("marked")
    width = visitor.page.evaluate("innerWidth")
    body = {"display_name": f"The admin who likes {scheme} pages {width} pixels wide"}
    kind = {"Content-Type": "application/merge-patch+json"}
    api.patch("/me", json=body, headers=kind).raise_for_status()
    visitor.fill(display_name="Somebody", timezone="Europe/Berlin")
    visitor.press("Save")
    expect(visitor.page.get_by_role("group", name="Name", exact=True)).to_be_visible()
    visitor.looks("conflict")

    assert visitor.faults == []
