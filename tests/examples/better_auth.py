"""The example's Better Auth, as a process, and a person who signs up there."""

import json
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.server import ROOT, environment, free_port
from tests.support.waiting import until

SOURCES = ROOT / "examples" / "better-auth"
INSTALLED = ROOT / "var" / "examples" / "better-auth"
SECRET = "3f9c1e5b7a2d4860b1c8e7f6a5d4c3b2"
AUDIENCE = "accord"
PASSWORD = "seven green bicycles"
START_SECONDS = 30.0


def installed() -> Path:
    """The folder with the packages and today's sources; fails without them."""
    lock = INSTALLED / "package-lock.json"
    is_current = (INSTALLED / "node_modules").is_dir() and lock.exists()
    if not is_current or lock.read_bytes() != (SOURCES / "package-lock.json").read_bytes():
        pytest.fail("Better Auth is not installed: make better-auth-test does it")
    others = shutil.ignore_patterns("node_modules")
    return Path(shutil.copytree(SOURCES, INSTALLED, ignore=others, dirs_exist_ok=True))


@dataclass(frozen=True)
class Visitor:
    """Somebody who is signed in at the frontend."""

    email: str
    session: str
    cookies: dict[str, str]

    @property
    def auth(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.session}"}


@dataclass
class BetterAuth:
    """The running frontend."""

    url: str
    process: "subprocess.Popen[str]"
    printed: Path
    mode: str

    @property
    def jwks_url(self) -> str:
        return f"{self.url}/api/auth/jwks"

    def post(self, path: str, **body: str) -> httpx.Response:
        answer = httpx.post(f"{self.url}/api/auth{path}", json=body, headers={"Origin": self.url})
        assert answer.status_code == 200, answer.text
        return answer

    def sign_up(self, email: str, *, confirmed: bool = True) -> Visitor:
        """Somebody new, who has followed the link in the mail."""
        self.post("/sign-up/email", name="Ada", email=email, password=PASSWORD)
        if confirmed:
            httpx.get(self.mail(email)["url"])
        answer = self.post("/sign-in/email", email=email, password=PASSWORD)
        return Visitor(email, answer.headers["set-auth-token"], dict(answer.cookies))

    def mail(self, email: str) -> dict[str, str]:
        """The newest mail to the address."""
        lines = [line for line in self.printed.read_text().splitlines() if line.startswith("{")]
        mails: list[dict[str, str]] = [json.loads(line) for line in lines]
        return [mail for mail in mails if mail["mail"] == email][-1]

    def token(self, visitor: Visitor) -> str:
        """A token for Accord."""
        path = "accord-token" if self.mode == "secret" else "token"
        answer = httpx.get(f"{self.url}/api/auth/{path}", headers=visitor.auth)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["token"])

    def kids(self) -> list[str]:
        """The names of the keys that it publishes."""
        keys: list[dict[str, Any]] = httpx.get(self.jwks_url).json()["keys"]
        return [key["kid"] for key in keys]

    @contextmanager
    def hanging(self) -> Iterator[None]:
        """Meanwhile it takes connections, and does nothing."""
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)

    @property
    def settings(self) -> dict[str, str]:
        """What Accord is told of it."""
        told = {
            "BETTER_AUTH_MODE": self.mode,
            "BETTER_AUTH_ISSUER": self.url,
            "BETTER_AUTH_AUDIENCE": AUDIENCE,
            "EXTERNAL_PROVISIONING": "create",
        }
        return told | ({"BETTER_AUTH_SECRET": SECRET} if self.mode == "secret" else {})


@contextmanager
def running(folder: Path, *, mode: str = "jwks", **variables: str) -> Iterator[BetterAuth]:
    """Better Auth with the configuration of the example."""
    place, url = installed(), f"http://127.0.0.1:{free_port()}"
    given = {
        **{"APP_URL": url, "BETTER_AUTH_SECRET": SECRET, "ACCORD_AUDIENCE": AUDIENCE},
        **{"MODE": mode, "BETTER_AUTH_TELEMETRY": "0", **variables},
    }
    printed = folder / "better-auth"
    with printed.open("w") as output:
        process = subprocess.Popen(
            ["node", "server.mjs"], cwd=place, env=environment(**given),
            stdout=output, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
    try:
        until(lambda: _answers(url, process), START_SECONDS, printed.read_text)
        yield BetterAuth(url, process, printed, mode)
    finally:
        process.kill()
        process.wait()


def _answers(url: str, process: "subprocess.Popen[str]") -> bool:
    assert process.poll() is None, "Better Auth has ended"
    try:
        return httpx.get(f"{url}/api/auth/ok").status_code == 200
    except httpx.TransportError:
        return False


def call_accord(frontend: BetterAuth, accord: str, email: str) -> dict[str, Any]:
    """Run the page's part of the example; the account that it was shown."""
    variables = {"APP_URL": frontend.url, "ACCORD_URL": accord, "MODE": frontend.mode}
    with subprocess.Popen(
        ["node", "call-accord.mjs", email], cwd=installed(), env=environment(**variables),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as page:  # fmt: skip
        until(lambda: email in frontend.printed.read_text(), START_SECONDS, lambda: "no mail")
        printed, complaint = page.communicate(f"{frontend.mail(email)['url']}\n", START_SECONDS)
    assert page.returncode == 0, complaint
    account: dict[str, Any] = json.loads(printed)
    return account
