"""The happy path of the reference frontend against the mock, as it is before there is a server."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from app.demo import DEMO_ACCOUNTS
from tests.examples.browser.visits import FRONTEND, Journey
from tests.support.server import START_SECONDS, Server, start
from tests.support.waiting import until

pytestmark = pytest.mark.web

ADMIN = DEMO_ACCOUNTS[1]


@pytest.fixture(scope="module")
def server(api_port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """`accord mock` in the place of the server."""
    folder = tmp_path_factory.mktemp("mocked")
    process = start(folder, "mock", PORT=str(api_port), FRONTEND_URL=FRONTEND)
    mock = Server(process, folder, api_port)
    try:
        until(lambda: mock.ready_status() == 200, START_SECONDS, lambda: mock.log)
        yield mock
    finally:
        mock.stop()


def test_a_newcomer_can_click_around(journey: Journey, page: Page) -> None:
    journey.signs_up("newcomer@example.com")
    journey.fill(timezone="Europe/Berlin")
    journey.press("Save")
    journey.is_told("Saved.")
    journey.follow("Sessions")

    expect(page.locator(".cards li")).to_contain_text("this one")


def test_an_admin_can_suspend_and_reinstate(journey: Journey, page: Page) -> None:
    journey.signs_in(ADMIN.email, ADMIN.password, "/users")
    page.get_by_label("Address or name begins with").fill("demo")
    journey.follow("demo@example.com")
    journey.fill(reason="Payments were charged back.")
    journey.press("Suspend")
    expect(page.locator(".trail")).to_contain_text("User suspended")
    journey.press("Reinstate")

    expect(page.locator(".trail")).to_contain_text("User reinstated")
