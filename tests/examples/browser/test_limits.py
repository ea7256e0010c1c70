"""What people see who ask too often: until when they are to wait, and that waiting is enough."""

import re
import time
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, Response, expect

from app.demo import DEMO_ACCOUNTS
from tests.examples.browser.visits import FRONTEND, Journey
from tests.support.server import UNLIMITED, Server, serving

pytestmark = pytest.mark.web

DEMO, ADMIN = DEMO_ACCOUNTS
TRIES, WINDOW_SECONDS = 2, 8


@pytest.fixture(scope="module")
def server(api_port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """`accord serve` where passwords can be tried twice, and lists be read a few times."""
    quotas = f"{UNLIMITED},sign-in={TRIES}/{WINDOW_SECONDS},read=6/{WINDOW_SECONDS}"
    settings = {"SEED_DEMO": "true", "RATE_LIMITS": quotas, "FRONTEND_URL": FRONTEND}
    folder = tmp_path_factory.mktemp("limited")
    with serving(folder, PORT=str(api_port), **settings) as running:
        yield running


def told_to_wait(page: Page, refused: Response, asked: datetime) -> int:
    """The seconds that somebody is told to wait: those of the header, and the time they lead to."""
    seconds = int(refused.headers["retry-after"])
    alert = page.get_by_role("alert").filter(has_text="That was too often.")
    expect(alert).to_contain_text(re.compile(rf"Try again in {seconds} seconds?, at "))
    shown = re.search(r"at (\d+:\d+:\d+\s[AP]M)", alert.inner_text())
    assert shown is not None, alert.inner_text()
    due = asked + timedelta(seconds=seconds)
    at = datetime.strptime(shown[1].replace("\u202f", " "), "%I:%M:%S %p").time()
    assert abs(datetime.combine(due.date(), at) - due) < timedelta(seconds=5)
    return seconds


def test_whoever_tries_too_many_passwords_is_told_until_when_to_wait(
    journey: Journey, page: Page
) -> None:
    journey.open("/")
    for _ in range(TRIES):
        journey.fill(email=DEMO.email, password="not the password")
        with page.expect_response("**/auth/token"):
            journey.press("Sign in")
        journey.is_told("Address and password do not match")
    journey.fill(password=DEMO.password)
    asked = datetime.now()
    with page.expect_response("**/auth/token") as answered:
        journey.press("Sign in")
    assert answered.value.status == 429
    seconds = told_to_wait(page, answered.value, asked)

    expect(page.get_by_label("E-mail address")).to_have_value(DEMO.email)
    expect(page.get_by_label("Password", exact=True)).to_have_value(DEMO.password)
    time.sleep(seconds)
    journey.press("Sign in")
    journey.sees("Profile")


def test_a_list_that_is_read_too_often_is_there_again_later(journey: Journey, page: Page) -> None:
    journey.signs_in(ADMIN.email, ADMIN.password, "/users")
    letters = page.get_by_label("Address or name begins with")
    refused: list[Response] = []
    page.on("response", lambda answer: refused.append(answer) if answer.status == 429 else None)
    for length in range(1, 8):
        with page.expect_response(lambda answer: "/users?" in answer.url):
            letters.fill(ADMIN.email[:length])
    seconds = told_to_wait(page, refused[-1], datetime.now())

    expect(letters).to_have_value(ADMIN.email[:7])
    time.sleep(seconds)
    journey.press("Try again")
    expect(page.locator("tbody tr")).to_contain_text(ADMIN.email)
