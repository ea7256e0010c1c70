"""Two replicas behind the nginx that we ship: nothing acknowledged is lost, no limit is doubled."""

import asyncio
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import httpx
import pytest
from sqlalchemy import Connection, text

from tests.deploy.cluster import Cluster, cluster, proxy
from tests.fixtures_database import opened
from tests.support import machine
from tests.support.server import DEVELOPMENT, UNLIMITED, free_port, run
from tests.support.service import API, PASSWORD

ADMIN = "grace@example.com"
TRIES = 7
# The times of nginx are a second here, and a minute where nobody sets them.
SOON = 15.0


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cluster")


@pytest.fixture(scope="module")
def made(folder: Path) -> Iterator[Cluster]:
    """One cluster for all tests here; the one that kills a replica is the last."""
    limits = f"{UNLIMITED},one-time-token={TRIES}/600"
    with cluster(folder, RATE_LIMITS=limits, SESSIONS_PER_ACCOUNT="10000") as made:
        yield made


def problem(response: httpx.Response) -> tuple[int, str]:
    """Status and code of an answer that must be a problem."""
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert set(body) == {"type", "title", "status", "detail", "instance", "code", "request_id"}
    assert body["status"] == response.status_code
    return response.status_code, body["code"]


def test_a_limit_is_exact_over_both_whatever_a_client_says_of_its_address(made: Cluster) -> None:
    guess = {"method": "token", "token": "evt_unknown"}
    with made.client() as client, ThreadPoolExecutor(8) as pool:

        def ask(number: int) -> int:
            headers = {"X-Forwarded-For": f"203.0.113.{number}"}
            path = f"{API}/auth/email-verification/confirm"
            return client.post(path, json=guess, headers=headers).status_code

        statuses = Counter(pool.map(ask, range(40)))

    assert statuses == {400: TRIES, 429: 40 - TRIES}
    assert all('"operation": "confirmEmail"' in replica.log for replica in made.replicas)


def test_answers_pass_as_they_are(made: Cluster) -> None:
    with made.client() as client:
        ready = client.get("/health/ready", headers={"X-Request-Id": "given-by-the-client"})
        missing = client.get(f"{API}/no%2Fsuch//path")

    assert ready.status_code == 200
    assert ready.headers["x-request-id"] == "given-by-the-client"
    assert problem(missing) == (404, "not_found")
    assert missing.json()["instance"] == f"{API}/no/such//path"


@pytest.mark.parametrize("sizes", [[9_000], [6_000, 6_000, 6_000]], ids=["one", "all"])
def test_headers_that_are_too_large(made: Cluster, sizes: list[int]) -> None:
    headers = {f"X-Header-{number}": "x" * size for number, size in enumerate(sizes)}
    with made.client() as client:
        assert problem(client.get(f"{API}/me", headers=headers)) == (431, "headers_too_large")


def test_a_body_that_is_too_large(made: Cluster) -> None:
    with made.client() as client:
        refused = client.post(f"{API}/auth/register", content=b"x" * 70_000)
    assert problem(refused) == (413, "payload_too_large")
    assert refused.headers["x-request-id"] == refused.json()["request_id"] != ""


@pytest.mark.parametrize(
    "said",
    [
        b"GET /health/live HTTP/1.1\r\nHost: a\r\nX-Slow: ",
        b"POST /api/v1/auth/register HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\n{",
        b"GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n",
    ],
    ids=["slow headers", "slow body", "idle"],
)
def test_a_client_that_goes_silent_is_let_go(made: Cluster, said: bytes) -> None:
    with socket.create_connection(("127.0.0.1", made.port), timeout=SOON) as plain:
        with made.trust.wrap_socket(plain, server_hostname="localhost") as connection:
            connection.sendall(said)
            while connection.recv(65_536):
                pass


def test_without_any_replica_the_answer_is_a_problem_too() -> None:
    program = machine.program("nginx", package="nginx")
    with proxy(program, [free_port(), free_port()]) as (port, trust):
        refused = httpx.get(f"https://localhost:{port}{API}/me", verify=trust)

    assert problem(refused) == (503, "service_unavailable")
    assert refused.headers["retry-after"] == "1"


@dataclass
class Acknowledged:
    """What clients were told had happened, and how often they were told anything else."""

    emails: list[str] = field(default_factory=list)
    refresh_tokens: list[str] = field(default_factory=list)
    refused: Counter[int] = field(default_factory=Counter)

    def register(self, client: httpx.Client, email: str) -> None:
        body = {"email": email, "password": PASSWORD}
        answer = client.post(f"{API}/auth/register", json=body)
        if answer.status_code == 202:
            self.emails.append(email)
        else:
            self.refused[answer.status_code] += 1

    def sign_in(self, client: httpx.Client) -> None:
        form = {"grant_type": "password", "username": ADMIN, "password": PASSWORD}
        answer = client.post(f"{API}/auth/token", data=form)
        if answer.status_code == 200:
            self.refresh_tokens.append(answer.json()["refresh_token"])
        else:
            self.refused[answer.status_code] += 1


def under_load(made: Cluster, told: Acknowledged, then: Callable[[], None]) -> None:
    """Register and sign in from eight sides while something else happens."""
    numbers, is_over = count(), threading.Event()

    def go_on() -> None:
        with made.client() as client:
            while not is_over.is_set():
                told.register(client, f"person{next(numbers)}@example.com")
                told.sign_in(client)

    with ThreadPoolExecutor(8) as pool:
        clients = [pool.submit(go_on) for _ in range(8)]
        try:
            then()
        finally:
            is_over.set()
    for client in clients:
        client.result()


def test_what_was_acknowledged_survives_the_death_of_a_replica(made: Cluster, folder: Path) -> None:
    create = ("create-admin", "--email", ADMIN, "--password", PASSWORD)
    settings = {**DEVELOPMENT, "DATABASE_URL": made.database_url}
    created = run(*create, folder=folder, settings=settings)
    assert created.returncode == 0, created.stderr
    told, before = Acknowledged(), 0

    def kill_one() -> None:
        nonlocal before
        time.sleep(1.5)
        made.replicas[0].process.kill()
        before = len(told.emails)
        time.sleep(1.5)

    under_load(made, told, kill_one)

    assert 0 < before < len(told.emails), "nobody was answered before, or nobody after"
    assert set(told.refused) <= {503}
    assert set(told.emails) <= asyncio.run(registered(made.database_url))
    with made.client() as client, ThreadPoolExecutor(8) as pool:
        refreshed = Counter(pool.map(lambda token: refresh(client, token), told.refresh_tokens))
    assert refreshed == {200: len(told.refresh_tokens)}


async def registered(url: str) -> set[str]:
    """Every address that has an account."""

    def read(connection: Connection) -> set[str]:
        return set(connection.execute(text("SELECT email FROM accounts")).scalars())

    async with opened(url) as database:
        return await database.read(read)


def refresh(client: httpx.Client, token: str) -> int:
    form = {"grant_type": "refresh_token", "refresh_token": token}
    return client.post(f"{API}/auth/token", data=form).status_code
