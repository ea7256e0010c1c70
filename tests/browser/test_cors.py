"""What code on other origins can do, in a real browser: all that is promised, or nothing."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from app.demo import DEMO_ACCOUNTS
from tests.support import bundle
from tests.support.server import NO_LIMITS, Server, serving

pytestmark = pytest.mark.web

FRONTEND, EVIL = "http://localhost:3000", "http://evil.example"
ADMIN = DEMO_ACCOUNTS[1]
# Every header of an answer that JavaScript sees, or what it gets instead of an answer.
ASK = """async ([url, options]) => {
  try {
    const answer = await fetch(url, options);
    const body = await answer.text();
    return { status: answer.status, headers: [...answer.headers.keys()], body };
  } catch (error) {
    return { error: error.name };
  }
}"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """`accord serve` in development, where one limit is soon met."""
    limits = {**{group: "100000/60" for group in NO_LIMITS}, "sign-up": "1/60"}
    rate_limits = ",".join(f"{group}={quota}" for group, quota in limits.items())
    folder = tmp_path_factory.mktemp("served")
    with serving(folder, SEED_DEMO="true", RATE_LIMITS=rate_limits) as running:
        yield running


def page_of(origin: str, context: BrowserContext) -> Page:
    """An empty page of that origin."""
    page = context.new_page()
    page.goto(f"{origin}/")
    return page


def ask(page: Page, url: str, method: str = "GET", body: str | None = None, **headers: str) -> Any:
    """A request of the page's code."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return page.evaluate(ASK, [url, {"method": method, "headers": named, "body": body}])


def promised() -> set[str]:
    """Every header that the contract promises anywhere, but for the one that is always readable."""
    names = {
        name.lower()
        for _, _, operation in bundle.operations()
        for response in operation["responses"].values()
        for name in bundle.resolve(response).get("headers", {})
    }
    return names - {"cache-control"}


def sign_in(page: Page, api: str) -> dict[str, str]:
    form = f"grant_type=password&username={ADMIN.email}&password={ADMIN.password}"
    kind = {"Content_Type": "application/x-www-form-urlencoded"}
    token = page.evaluate(
        "JSON.parse", ask(page, f"{api}/auth/token", "POST", form, **kind)["body"]
    )
    return {"Authorization": f"Bearer {token['access_token']}"}


def test_the_frontend_reads_every_header_that_is_promised(
    server: Server, context: BrowserContext
) -> None:
    page, api = page_of(FRONTEND, context), f"{server.url}/api/v1"
    auth = sign_in(page, api)
    key = {"Idempotency_Key": "from-a-frontend-1", "Content_Type": "application/json", **auth}
    body = '{"email": "grace@example.com"}'
    kind = {"Content_Type": "application/json"}
    registration = '{"email": "bob@example.com", "password": "seven green bicycles"}'
    answers = [
        ask(page, f"{api}/me"),
        ask(page, f"{api}/me", **auth),
        ask(page, f"{api}/users", "POST", body, **key),
        ask(page, f"{api}/users", "POST", body, **key),
        ask(page, f"{api}/users?limit=1", **auth),
        *(ask(page, f"{api}/auth/register", "POST", registration, **kind) for _ in range(2)),
    ]

    statuses = [answer["status"] for answer in answers]
    assert statuses == [401, 200, 201, 201, 200, 202, 429]
    read = {name for answer in answers for name in answer["headers"]}
    assert promised() <= read
    # Nothing else is exposed but what browsers always show.
    assert read - promised() <= {"cache-control", "content-length", "content-type"}


def test_the_frontend_may_send_what_operations_take(
    server: Server, context: BrowserContext
) -> None:
    page, api = page_of(FRONTEND, context), f"{server.url}/api/v1"
    auth = sign_in(page, api)
    kind = {"Content_Type": "application/merge-patch+json"}
    change = ask(page, f"{api}/me", "PATCH", "{}", If_Match='"stale-1"', **kind, **auth)
    again = ask(page, f"{api}/me", If_None_Match="*", X_Request_Id="of-a-frontend", **auth)

    assert (change["status"], again["status"]) == (412, 304)


@pytest.mark.parametrize("origin", [EVIL, "http://localhost:3001"])
def test_any_other_origin_gets_nothing(
    server: Server, context: BrowserContext, origin: str
) -> None:
    token = sign_in(page_of(FRONTEND, context), f"{server.url}/api/v1")
    page = page_of(origin, context)
    heard = server.log.count("getLiveness")
    plain = ask(page, f"{server.url}/health/live")
    with_token = ask(page, f"{server.url}/api/v1/me", **token)
    change = ask(page, f"{server.url}/api/v1/me", "PATCH", "{}", **token)

    assert [plain, with_token, change] == [{"error": "TypeError"}] * 3
    # It was asked and has answered: what keeps the answer from the page is its origin.
    assert server.log.count("getLiveness") == heard + 1
