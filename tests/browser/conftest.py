"""Chromium, and a real server for it to visit; `make docs-test` runs what is here."""

import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.support.server import UNLIMITED, Server, serving

# Whoever serves an empty page as each of these origins; no port of theirs has to be free.
ORIGINS = ("localhost:3000", "localhost:3001", "evil.example")


class _Empty(BaseHTTPRequestHandler):
    """A page without anything, at every address."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nobody wants to read it."""


@pytest.fixture(scope="session")
def empty_port() -> Iterator[int]:
    """Where empty pages are served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Empty)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def browser(empty_port: int) -> Iterator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        pytest.fail("Chromium is not installed: apt-get install chromium")
    # Nothing but this machine has a name: whatever calls elsewhere fails, and is seen.
    origins = [f"MAP {origin} 127.0.0.1:{empty_port}" for origin in ORIGINS]
    rules = ", ".join([*origins, "MAP * ~NOTFOUND", "EXCLUDE 127.0.0.1"])
    # A machine for tests has no user to be protected from, and containers run as root.
    flags = [f"--host-resolver-rules={rules}", "--no-sandbox"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=flags)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """`accord serve` in development, as a newcomer starts it, but without limits."""
    folder = tmp_path_factory.mktemp("served")
    with serving(folder, SEED_DEMO="true", RATE_LIMITS=UNLIMITED) as running:
        yield running


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser without a past."""
    fresh = browser.new_context()
    yield fresh
    fresh.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()
