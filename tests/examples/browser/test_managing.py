"""What admins do at the reference frontend, and what it means for whom they do it to."""

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from app.demo import DEMO_ACCOUNTS
from tests.examples.browser.visits import PASSWORD, Journey

pytestmark = pytest.mark.web

ADMIN = DEMO_ACCOUNTS[1]
STAFF = 12
MERGE_PATCH = "application/merge-patch+json"


@pytest.fixture(scope="module", autouse=True)
def staff(api: httpx.Client) -> None:
    """More accounts than a page of the list holds."""
    for number in range(STAFF):
        address = f"staff-{number:02}@example.com"
        body = {"email": address, "password": PASSWORD, "email_verified": True}
        api.post("/users", json=body).raise_for_status()


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


def opens(admin: Journey, address: str) -> str:
    """The account at that address, before the admin; its id."""
    admin.page.get_by_label("Address or name begins with").fill(address)
    admin.follow(address)
    admin.sees("Account")
    expect(admin.page.locator("dl")).to_contain_text(address)
    return str(admin.page.url).rsplit("/", 1)[-1]


def test_an_admin_whose_page_is_old_changes_nothing_and_loses_nothing(
    admin: Journey, page: Page, api: httpx.Client
) -> None:
    account = f"/users/{opens(admin, 'staff-05@example.com')}"
    admin.fill(reason="Payments were charged back.", ends_at="2036-01-02T03:04")
    headers = {"If-Match": api.get(account).headers["ETag"], "Content-Type": MERGE_PATCH}
    api.patch(account, json={"role": "support"}, headers=headers).raise_for_status()
    admin.press("Suspend")

    admin.is_told("Somebody has changed this account since you opened it, so nothing was done.")
    admin.is_told("Role: support (was: user)")
    assert api.get(account).json()["status"] == "active"
    expect(page.get_by_label("Reason")).to_have_value("Payments were charged back.")
    expect(page.get_by_label("Until")).to_have_value("2036-01-02T03:04")
    admin.press("Suspend")
    admin.is_told("Suspended.")
    expect(page.get_by_text("Somebody has changed")).to_have_count(0)
    expect(page.locator("dl")).to_contain_text("Payments were charged back.")


def test_an_admin_hears_that_another_has_suspended_or_reinstated_meanwhile(
    admin: Journey, page: Page, api: httpx.Client
) -> None:
    suspension = f"/users/{opens(admin, 'staff-06@example.com')}/suspension"
    admin.fill(reason="Mine.")
    api.put(suspension, json={"reason": "Theirs."}).raise_for_status()
    admin.press("Suspend")

    admin.is_told("Status: suspended (was: active)")
    admin.is_told("You had typed: “Mine.”")
    expect(page.locator("dl")).to_contain_text("Theirs.")
    api.delete(suspension).raise_for_status()
    admin.press("Reinstate")
    admin.is_told("Status: active (was: suspended)")
    expect(page.get_by_label("Reason")).to_have_value("Mine.")


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
