"""Two tabs with one session, and pages of origins that the server does not know."""

import datetime

import pytest
from playwright.sync_api import BrowserContext, Page, Request, Route, expect

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
IS_NEW = "() => JSON.parse(localStorage.getItem('accord')).renewAt > 0"
CLICK_AT = """(at) => {
  setTimeout(() => document.querySelector('nav a[href="/sessions"]').click(), at - Date.now());
}"""
# How an IndexedDB fails: in old private windows, where storage is blocked, and for no known reason.
FAILING = {
    "has none": "Object.defineProperty(window, 'indexedDB', { value: undefined })",
    "refuses": "IDBFactory.prototype.open = () => { throw new DOMException('', 'SecurityError'); }",
    "is silent": "IDBFactory.prototype.open = () => ({})",
    "is full": "IDBObjectStore.prototype.put = function () { this.transaction.abort(); }",
}


def renewals_in(context: BrowserContext) -> list[Request]:
    """The requests for new tokens, or for the first, from now on."""
    seen: list[Request] = []
    context.on(
        "request", lambda asked: seen.append(asked) if asked.url.endswith("/auth/token") else None
    )
    return seen


def visit_sessions_at_once(page: Page, other: Page) -> None:
    """Both tabs click at one instant, when their tokens have aged, and both are answered."""
    at = page.evaluate(AGE)
    for tab in (page, other):
        tab.evaluate(CLICK_AT, at)
    for tab in (page, other):
        expect(tab.locator(".cards li").first).to_contain_text("this one", timeout=20_000)


def renew(journey: Journey, heading: str) -> str | None:
    """One tab shows another page, when its tokens have aged; what it has sent for new ones."""
    journey.page.evaluate(AGE)
    with journey.page.expect_response(lambda answer: answer.url.endswith("/auth/token")) as got:
        journey.page.get_by_role("link", name=heading, exact=True).click()
    journey.page.wait_for_function(IS_NEW)
    journey.sees(heading)
    sent: str | None = got.value.request.post_data
    return sent


def test_two_tabs_that_need_new_tokens_at_once_renew_them_once(
    journey: Journey, page: Page
) -> None:
    journey.signs_in(DEMO.email, DEMO.password)
    other = Journey(page.context.new_page(), journey.mailbox)
    other.open("/profile")
    other.sees("Profile")
    renewals = renewals_in(page.context)

    visit_sessions_at_once(page, other.page)

    assert len(renewals) == 1


@pytest.mark.parametrize("failing", FAILING.values(), ids=FAILING.keys())
def test_two_tabs_stay_signed_in_where_indexed_db_fails(
    journey: Journey, page: Page, failing: str
) -> None:
    page.context.add_init_script(failing)
    journey.signs_in(DEMO.email, DEMO.password)
    other = Journey(page.context.new_page(), journey.mailbox)
    other.open("/profile")
    other.sees("Profile")
    renewals = renewals_in(page.context)

    visit_sessions_at_once(page, other.page)
    page.reload()
    journey.sees("Sessions")

    # Both may ask, with the same token, for which the server has one answer.
    assert len({asked.post_data for asked in renewals}) == 1


def test_a_record_that_can_no_longer_be_written_is_not_believed(
    journey: Journey, page: Page
) -> None:
    journey.signs_in(DEMO.email, DEMO.password)
    page.evaluate(FAILING["is full"] + "; undefined")  # or it is called
    sent = {renew(journey, "Sessions"), renew(journey, "Profile")}
    page.reload()
    sent.add(renew(journey, "Sessions"))

    assert len(sent) == 3


def test_a_reload_right_after_the_sign_in_finds_the_tokens(journey: Journey, page: Page) -> None:
    journey.signs_in(DEMO.email, DEMO.password)
    page.reload()
    journey.sees("Profile")

    assert renew(journey, "Sessions") != renew(journey, "Profile")


def test_a_storage_that_is_cleared_is_a_sign_out_even_during_a_renewal(
    journey: Journey, page: Page
) -> None:
    def clear(route: Route) -> None:
        page.evaluate("localStorage.clear()")
        route.continue_()

    journey.signs_in(DEMO.email, DEMO.password)
    page.route("**/auth/token", clear)
    page.evaluate(AGE)
    with page.expect_response(lambda answer: answer.status == 401):
        journey.follow("Sessions")
    page.unroute("**/auth/token")
    page.reload()
    journey.sees("Sign in")
    journey.signs_in(DEMO.email, DEMO.password)

    assert renew(journey, "Sessions") != renew(journey, "Profile")


def test_a_clock_that_is_set_back_costs_no_session(journey: Journey, page: Page) -> None:
    journey.signs_in(DEMO.email, DEMO.password)
    journey.press("Sign out")
    journey.sees("Sign in")
    page.clock.set_fixed_time(datetime.datetime.now() - datetime.timedelta(hours=1))
    journey.signs_in(DEMO.email, DEMO.password)

    assert renew(journey, "Sessions") != renew(journey, "Profile")


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
