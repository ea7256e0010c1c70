"""The pages in a real browser: nothing is refused by their policies, and nobody else is called."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from app.demo import DEMO_ACCOUNTS
from tests.support import axe
from tests.support.server import Server

pytestmark = pytest.mark.web

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
# Each page, and what is to be seen when it is there.
PAGES = {
    "/": "text=Get a token",
    "/docs": ".opblock",
    "/docs#/accounts/updateMe": ".code-samples",
    "/redoc": "text=Request samples",
    "/problems": "text=rate_limited",
    "/problems/rate_limited": "text=The operator of the service",
    "/problems/nonsense": "text=No such problem",
    "/changes": "text=Changes of the contract",
}
# What Swagger UI and ReDoc write themselves, in their script; how it looks is in our hands.
OF_VENDORS = (
    "heading-order",
    "label",
    "nested-interactive",
    "scrollable-region-focusable",
    "select-name",
)
VIOLATIONS = """
  window.violations = [];
  document.addEventListener("securitypolicyviolation", (event) =>
    window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
"""


@dataclass
class Visit:
    """A page, and all that went on while it was looked at."""

    page: Page
    called: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def listen(self) -> None:
        self.page.add_init_script(VIOLATIONS)
        self.page.on("request", lambda request: self.called.append(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda said: self.complaints.append(said.text))

    def foreign(self, url: str) -> list[str]:
        """The addresses that are not on this server."""
        own = (f"{url}/", "data:", "blob:")
        return [called for called in self.called if not called.startswith(own)]


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=[WIDE, NARROW], ids=["wide", "narrow"])
def visit(request: pytest.FixtureRequest, browser: Browser, scheme: str) -> Iterator[Visit]:
    context = browser.new_context(
        viewport=request.param, color_scheme="dark" if scheme == "dark" else "light"
    )
    visit = Visit(context.new_page())
    visit.listen()
    yield visit
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_works_alone_and_breaks_no_rule(server: Server, visit: Visit, path: str) -> None:
    page = visit.page
    page.goto(f"{server.url}{path}")
    expect(page.locator(PAGES[path]).first).to_be_visible(timeout=20_000)

    # Chromium notes on its console that a page was not found; that is what this one is for.
    complaints = [said for said in visit.complaints if "404 (Not Found)" not in said]
    assert page.evaluate("window.violations") == []
    assert complaints == []
    assert visit.foreign(server.url) == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_as_wide_as_its_window(server: Server, visit: Visit, path: str) -> None:
    visit.page.goto(f"{server.url}{path}")
    expect(visit.page.locator(PAGES[path]).first).to_be_visible(timeout=20_000)

    beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert visit.page.evaluate(beyond) == 0


@pytest.mark.parametrize("path", PAGES)
def test_a_page_can_be_read_and_used_by_everybody(server: Server, visit: Visit, path: str) -> None:
    visit.page.goto(f"{server.url}{path}")
    expect(visit.page.locator(PAGES[path]).first).to_be_visible(timeout=20_000)
    is_vendored = path.startswith(("/docs", "/redoc"))

    assert axe.faults(visit.page, but=OF_VENDORS if is_vendored else ()) == []


def test_who_signs_in_on_the_docs_page_calls_and_stays_signed_in(
    server: Server, page: Page
) -> None:
    demo = DEMO_ACCOUNTS[0]
    page.goto(f"{server.url}/docs#/accounts/getMe")
    page.get_by_role("button", name="Authorize").first.click()
    page.get_by_label("username:").fill(demo.email)
    page.get_by_label("password:").fill(demo.password)
    page.locator(".auth-btn-wrapper .authorize").click()
    expect(page.locator("text=Authorized").first).to_be_visible()
    page.locator(".modal-ux .close-modal").click()
    page.reload()

    page.locator("#operations-accounts-getMe .execute").click()
    answer = page.locator("#operations-accounts-getMe .live-responses-table")
    expect(answer).to_contain_text(demo.email)
    expect(answer).to_contain_text("200")


def test_the_samples_are_those_that_are_tested_and_the_choice_of_language_lasts(
    server: Server, page: Page
) -> None:
    document = httpx.get(f"{server.url}/docs/openapi.json").json()
    shown = {
        each["label"]: each["source"] for each in document["paths"]["/me"]["patch"]["x-codeSamples"]
    }
    page.goto(f"{server.url}/docs#/accounts/updateMe")
    samples = page.locator("#operations-accounts-updateMe .code-samples")
    seen = {}
    for label in shown:
        samples.get_by_role("button", name=label, exact=True).click()
        seen[label] = samples.locator("pre").text_content()
    page.reload()

    assert seen == shown
    assert list(shown) == ["curl", "TypeScript", "Python"]
    expect(samples.locator("[aria-pressed=true]")).to_have_text("Python")


def test_the_reference_offers_the_published_contract(server: Server, page: Page) -> None:
    page.goto(f"{server.url}/redoc")
    link = page.get_by_role("link", name="Download")
    expect(link).to_have_attribute("href", re.compile(r"/api/v1/openapi\.json$"))
    published = page.evaluate(
        "async (url) => (await fetch(url)).text()", link.get_attribute("href")
    )

    assert "x-codeSamples" not in json.dumps(published)
