"""Callers that register accounts without a pause, and remember what they were told."""

import threading
import time
import uuid
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import httpx

from tests.support.service import API, PASSWORD

# Far beyond any bound of ours: what takes longer is endless.
_PATIENCE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Answer:
    """What one call came to; status 0 is a connection that broke, -1 no answer at all."""

    email: str
    status: int
    seconds: float
    ended_at: float


def client(url: str) -> httpx.Client:
    """Without the certificates that each would load, and none needs."""
    return httpx.Client(base_url=url, timeout=_PATIENCE_SECONDS, verify=False)


def register(http: httpx.Client, email: str | None = None) -> Answer:
    """Ask for an account, and say what came of it."""
    email = email or f"{uuid.uuid4().hex[:16]}@example.com"
    began = time.monotonic()
    try:
        body = {"email": email, "password": PASSWORD}
        status = http.post(f"{API}/auth/register", json=body).status_code
    except httpx.TransportError as error:
        status = -1 if isinstance(error, httpx.TimeoutException) else 0
    ended = time.monotonic()
    return Answer(email, status, ended - began, ended)


class Load:
    """So many callers at once; a context manager."""

    def __init__(self, url: str, *, callers: int = 4) -> None:
        self.answers: list[Answer] = []
        self._url = url
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._run) for _ in range(callers)]

    @property
    def acknowledged(self) -> list[str]:
        """Who was told that the account will be there."""
        return [answer.email for answer in self.answers if answer.status == 202]

    def statuses(self) -> str:
        counted = Counter(answer.status for answer in self.answers)
        return ", ".join(f"{status} × {count}" for status, count in sorted(counted.items()))

    def slowest(self) -> float:
        """The longest that a caller waited for an answer."""
        return max((answer.seconds for answer in self.answers), default=0.0)

    def has_succeeded_since(self, moment: float) -> bool:
        """Whether an account was made by a call that began after a moment."""
        return any(
            answer.status == 202 and answer.ended_at - answer.seconds > moment
            for answer in self.answers
        )

    def __enter__(self) -> "Load":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _run(self) -> None:
        with client(self._url) as http:
            while not self._stop.is_set():
                answer = register(http)
                self.answers.append(answer)
                if answer.status != 202:
                    time.sleep(0.02)  # a refused connection costs nothing: do not spin


def at_once(url: str, count: int) -> Sequence[Answer]:
    """So many registrations side by side, each on a connection of its own."""

    def call(_: int) -> Answer:
        with client(url) as http:
            return register(http)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(call, range(count)))
