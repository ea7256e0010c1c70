"""The reference frontend, built and served, in Chromium; `make web-test` runs what is here."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from app.demo import DEMO_ACCOUNTS
from tests.examples.browser.visits import EVIL, FRONTEND, Journey
from tests.support.server import ROOT, UNLIMITED, Server, free_port, serving
from tests.support.waiting import until

WEB = ROOT / "examples" / "web"
VITE = WEB / "node_modules" / ".bin" / "vite"


@pytest.fixture(scope="session")
def api_port() -> int:
    """Where the built page expects the server; one server of the tests after the other is there."""
    return free_port()


@pytest.fixture(scope="session")
def web_port(api_port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Where the frontend is served as it is built, with its Content-Security-Policy."""
    if shutil.which("node") is None or not VITE.exists():
        pytest.fail("Node or the packages of examples/web are not installed: make web-test")
    built = tmp_path_factory.mktemp("built")
    origin = {"VITE_ACCORD_ORIGIN": f"http://127.0.0.1:{api_port}"}
    environment = {**os.environ, **origin}
    build = ["npm", "run", "--silent", "build", "--", "--outDir", str(built)]
    subprocess.run(build, check=True, cwd=WEB, env=environment)
    port = free_port()
    serve = [
        str(VITE),
        "preview",
        "--outDir",
        str(built),
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    preview = subprocess.Popen(serve, cwd=WEB, env=environment, text=True)
    web = Server(preview, built, port)
    try:
        until(lambda: web.status("/") == 200, 20, lambda: "the frontend is not served")
        yield port
    finally:
        web.stop()


@pytest.fixture(scope="session")
def browser(web_port: int) -> Iterator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        pytest.fail("Chromium is not installed: apt-get install chromium")
    # The page has its true origins, on whatever port it is; nothing else has a name.
    origins = [
        f"MAP {origin.removeprefix('http://')} 127.0.0.1:{web_port}" for origin in (FRONTEND, EVIL)
    ]
    rules = ", ".join([*origins, "MAP * ~NOTFOUND", "EXCLUDE 127.0.0.1"])
    # A machine for tests has no user to be protected from, and containers run as root.
    flags = [f"--host-resolver-rules={rules}", "--no-sandbox"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=flags)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def server(api_port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """`accord serve` beside the frontend as `make web` starts it, but without limits."""
    folder: Path = tmp_path_factory.mktemp("served")
    settings = {"SEED_DEMO": "true", "RATE_LIMITS": UNLIMITED, "FRONTEND_URL": FRONTEND}
    with serving(folder, PORT=str(api_port), **settings) as running:
        yield running


@pytest.fixture(scope="module")
def api(server: Server) -> Iterator[httpx.Client]:
    """Another admin, who does not use the frontend."""
    admin = DEMO_ACCOUNTS[1]
    with httpx.Client(base_url=f"{server.url}/api/v1", timeout=20) as client:
        form = {"grant_type": "password", "username": admin.email, "password": admin.password}
        token = client.post("/auth/token", data=form).raise_for_status().json()["access_token"]
        client.headers["Authorization"] = f"Bearer {token}"
        yield client


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser without a past."""
    fresh = browser.new_context()
    fresh.set_default_timeout(20_000)
    yield fresh
    fresh.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A tab that breaks no rule of the page's own policy, whatever a test does in it."""
    tab = context.new_page()
    errors: list[str] = []
    said: list[str] = []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.on("console", lambda message: said.append(message.text))
    yield tab
    # Chromium also notes each refusal on its console, which tests provoke.
    assert errors == []
    assert [line for line in said if "Content Security Policy" in line] == []


@pytest.fixture
def journey(server: Server, page: Page) -> Journey:
    """One person at one tab of the frontend, and that person's mails."""
    return Journey(page, server.mailbox)
