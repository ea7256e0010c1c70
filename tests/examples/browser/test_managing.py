"""What admins do at the reference frontend, and what it means for whom they do it to."""

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from app.demo import DEMO_ACCOUNTS
from tests.examples.browser.visits import PASSWORD, Journey
from tests.support.server import Server

pytestmark = pytest.mark.web

ADMIN = DEMO_ACCOUNTS[1]
STAFF = 12


@pytest.fixture(scope="module", autouse=True)
def staff(server: Server) -> None:
    """More accounts than a page of the list holds."""
    api = f"{server.url}/api/v1"
    form = {"grant_type": "password", "username": ADMIN.email, "password": ADMIN.password}
    token = httpx.post(f"{api}/auth/token", data=form).raise_for_status().json()["access_token"]
    auth = {"Authorization": f"Bearer {token}"}
    for number in range(STAFF):
        address = f"staff-{number:02}@example.com"
        body = {"email": address, "password": PASSWORD, "email_verified": True}
        httpx.post(f"{api}/users", json=body, headers=auth, timeout=20).raise_for_status()


@pytest.fixture
def admin(journey: Journey) -> Journey:
    journey.signs_in(ADMIN.email, ADMIN.password, "/users")
    journey.sees("Users")
    return journey


def test_accounts_are_found_page_by_page(admin: Journey, page: Page) -> None:
    page.get_by_label("Address or name begins with").fill("staff-")
    rows = page.locator("tbody tr")
    expect(rows.first).to_contain_text("staff-11")
    expect(rows).to_have_count(10)
    admin.press("Next")
    expect(rows).to_have_count(STAFF - 10)
    expect(page.get_by_text("Page 2")).to_be_visible()
    admin.press("Previous")
    expect(rows).to_have_count(10)
    page.get_by_label("Address or name begins with").fill("staff-07")

    expect(rows).to_have_count(1)
    page.get_by_label("Status").select_option("suspended")
    admin.is_told("Nobody is like this.")


def test_who_is_suspended_is_out_until_reinstated(
    admin: Journey, page: Page, browser: Browser
) -> None:
    person = Journey(browser.new_page(), admin.mailbox)
    person.signs_in("staff-03@example.com")
    page.get_by_label("Address or name begins with").fill("staff-03")
    admin.follow("staff-03@example.com")
    admin.fill(reason="Payments were charged back.")
    admin.press("Suspend")
    expect(page.locator("dl")).to_contain_text("Payments were charged back.")
    expect(page.locator(".trail")).to_contain_text("User suspended")
    person.follow("Sessions")
    person.sees("Sign in")
    admin.press("Reinstate")
    expect(page.locator(".trail")).to_contain_text("User reinstated")

    person.signs_in("staff-03@example.com")
    person.page.close()


def test_an_admin_is_told_why_not(admin: Journey, page: Page) -> None:
    page.get_by_label("Address or name begins with").fill(ADMIN.email)
    admin.follow(ADMIN.email)
    admin.fill(reason="To see what happens.")
    admin.press("Suspend")

    admin.is_told("You cannot suspend yourself.")


def test_everything_is_in_the_trail(admin: Journey, page: Page) -> None:
    admin.follow("Audit")
    admin.sees("Audit trail")

    expect(page.locator(".trail li").first).to_contain_text("User signed in")


def test_somebody_else_finds_no_users(journey: Journey, page: Page) -> None:
    demo = DEMO_ACCOUNTS[0]
    journey.signs_in(demo.email, demo.password, "/users")

    journey.is_told("Your role does not allow this.")
    expect(page.get_by_role("link", name="Users")).to_have_count(0)
