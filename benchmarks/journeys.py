"""Mixed load on a running server: people who sign up, sign in, look around, err, and leave."""

import random
import re
import threading
import time
import uuid
from collections import Counter
from pathlib import Path

import httpx

API = "/api/v1"
_PASSWORD = "seven green bicycles"
_TOKEN = re.compile(r"^evt_[A-Za-z0-9_-]{43}$", re.MULTILINE)
_MAIL_SECONDS = 30


class Unexpected(Exception):
    """An answer that no journey has a place for."""


class Traveller:
    """One person, from an address of their own, so that the limits see as many clients."""

    def __init__(self, url: str, mailbox: Path, answers: Counter[int]) -> None:
        address = ".".join(str(random.randrange(1, 255)) for _ in range(4))  # nosec B311: no secret
        self._http = httpx.Client(
            base_url=url, headers={"X-Forwarded-For": address}, timeout=30, trust_env=False
        )
        self._mailbox = mailbox
        self._answers = answers
        self._email = f"{uuid.uuid4().hex[:16]}@example.com"
        self._refresh_token = ""

    def travel(self) -> None:
        """One whole journey, on one connection."""
        with self._http:
            self._sign_up()
            self._sign_in()
            self._look_around()
            self._err()
            self._leave()

    def _call(self, expected: int, method: str, path: str, **content: object) -> httpx.Response:
        response = self._http.request(method, path, **content)  # type: ignore[arg-type]
        self._answers[response.status_code] += 1
        if response.status_code != expected:
            raise Unexpected(f"{method} {path}: {response.status_code} {response.text[:300]}")
        return response

    def _sign_up(self) -> None:
        account = {"email": self._email, "password": _PASSWORD}
        self._call(202, "POST", f"{API}/auth/register", json=account)
        body = {"method": "token", "token": self._mailed_token()}
        self._call(204, "POST", f"{API}/auth/email-verification/confirm", json=body)

    def _mailed_token(self) -> str:
        deadline = time.monotonic() + _MAIL_SECONDS
        while time.monotonic() < deadline:
            for path in self._mailbox.glob(f"*-{self._email}.eml"):
                found = _TOKEN.findall(path.read_text())
                path.unlink()
                return str(found[-1])
            time.sleep(0.02)
        raise TimeoutError(f"no mail for {self._email}")

    def _tokens(self, **form: str) -> None:
        tokens = self._call(200, "POST", f"{API}/auth/token", data=form).json()
        self._refresh_token = tokens["refresh_token"]
        self._http.headers["Authorization"] = f"Bearer {tokens['access_token']}"

    def _sign_in(self) -> None:
        self._tokens(grant_type="password", username=self._email, password=_PASSWORD)

    def _look_around(self) -> None:
        merge = {"Content-Type": "application/merge-patch+json"}
        for _ in range(5):
            self._call(200, "GET", f"{API}/me")
            self._call(200, "GET", f"{API}/me/sessions")
            self._call(200, "GET", "/health/ready")
            self._call(200, "GET", "/.well-known/jwks.json")
            self._call(200, "GET", "/problems")
        self._call(200, "PATCH", f"{API}/me", json={"display_name": "Ada"}, headers=merge)
        self._tokens(grant_type="refresh_token", refresh_token=self._refresh_token)
        self._call(200, "GET", f"{API}/me")

    def _err(self) -> None:
        wrong = {"grant_type": "password", "username": self._email, "password": "a wrong one"}
        self._call(400, "POST", f"{API}/auth/token", data=wrong)
        self._call(404, "GET", f"/{uuid.uuid4().hex}")
        self._call(400, "POST", f"{API}/auth/register", content=b"{", headers=_JSON)
        self._call(422, "POST", f"{API}/auth/register", json={"email": uuid.uuid4().hex})
        self._call(401, "GET", f"{API}/me", headers={"Authorization": f"Bearer {uuid.uuid4()}"})
        self._call(413, "POST", f"{API}/auth/register", content=b" " * 70_000, headers=_JSON)

    def _leave(self) -> None:
        self._call(204, "POST", f"{API}/auth/logout")
        self._call(401, "GET", f"{API}/me")


_JSON = {"Content-Type": "application/json"}


class Travellers:
    """So many people under way at once, until told to stop; a context manager."""

    def __init__(self, url: str, mailbox: Path, *, at_once: int) -> None:
        self.answers: Counter[int] = Counter()
        # Journeys that ended early, and by what.
        self.failures: list[str] = []
        self._stop = threading.Event()
        self._where = (url, mailbox)
        self._threads = [threading.Thread(target=self._run) for _ in range(at_once)]

    def __enter__(self) -> "Travellers":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                Traveller(*self._where, self.answers).travel()
            except Exception as error:
                self.failures.append(f"{type(error).__name__}: {error}")
