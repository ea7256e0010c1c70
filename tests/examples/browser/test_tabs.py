"""Two tabs with one session, and pages of origins that the server does not know."""

import pytest
from playwright.sync_api import Page, Request, expect

from app.demo import DEMO_ACCOUNTS
from tests.examples.browser.visits import EVIL, Journey

pytestmark = pytest.mark.web

DEMO = DEMO_ACCOUNTS[0]
# What the tabs have in common looks as if its time had come.
AGE = """() => {
  const tokens = JSON.parse(localStorage.getItem('accord'));
  localStorage.setItem('accord', JSON.stringify({ ...tokens, renewAt: 0 }));
  return Date.now() + 1500;
}"""
CLICK_AT = """(at) => {
  setTimeout(() => document.querySelector('nav a[href="/sessions"]').click(), at - Date.now());
}"""


def test_two_tabs_that_need_new_tokens_at_once_both_get_them(journey: Journey, page: Page) -> None:
    journey.signs_in(DEMO.email, DEMO.password)
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.get_by_role("heading", name="Profile")).to_be_visible()
    renewals: list[Request] = []
    page.context.on(
        "request",
        lambda asked: renewals.append(asked) if asked.url.endswith("/auth/token") else None,
    )
    at = page.evaluate(AGE)
    for tab in (page, other):
        tab.evaluate(CLICK_AT, at)
    for tab in (page, other):
        expect(tab.locator(".cards li").first).to_contain_text("this one", timeout=20_000)

    assert len(renewals) == 1


def test_a_sign_out_is_heard_in_the_other_tab(journey: Journey, page: Page) -> None:
    journey.signs_in(DEMO.email, DEMO.password)
    other = Journey(page.context.new_page(), journey.mailbox)
    other.open("/profile")
    other.sees("Profile")
    journey.press("Sign out")

    other.sees("Sign in")


def test_the_same_page_of_another_origin_gets_no_answer(journey: Journey) -> None:
    journey.open("/", origin=EVIL)
    journey.fill(email=DEMO.email, password=DEMO.password)
    journey.press("Sign in")

    journey.is_told("The service does not answer.")
