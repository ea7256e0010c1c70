"""`accord mock`: a process that needs nothing, keeps nothing, and does the first steps."""

import os
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from app.demo import DEMO_ACCOUNTS
from tests.cli.programs import sign_in
from tests.journeys.test_first_steps import take_first_steps
from tests.support.server import (
    START_SECONDS,
    Server,
    free_port,
    run,
    start,
)
from tests.support.waiting import until

FRONTEND = "http://localhost:3000"


@pytest.fixture
def mock(folder: Path) -> Iterator[Server]:
    """The mock as somebody starts it who has set nothing but a port."""
    port = free_port()
    server = Server(start(folder, "mock", PORT=str(port)), folder, port)
    try:
        until(lambda: server.ready_status() == 200, START_SECONDS, lambda: server.log)
        yield server
    finally:
        server.stop()


def test_it_tells_where_it_is_and_who_can_sign_in(mock: Server) -> None:
    assert f"{mock.url}/api/v1" in mock.output
    for demo in DEMO_ACCOUNTS:
        assert f"{demo.email}  {demo.password}" in mock.output
        assert sign_in(mock, demo.email, demo.password).status_code == 200


def test_the_first_steps_work_and_leave_nothing_but_mail(mock: Server) -> None:
    take_first_steps(mock)

    mock.stop()
    assert os.listdir(mock.folder / "var") == ["mailbox"]


def test_a_frontend_may_prefer_and_read_whether_it_was_heeded(mock: Server) -> None:
    headers = {"Origin": FRONTEND, "Access-Control-Request-Method": "GET"}
    asked = {**headers, "Access-Control-Request-Headers": "authorization, prefer"}
    preflight = httpx.options(f"{mock.url}/api/v1/me", headers=asked)
    chosen = httpx.get(f"{mock.url}/health/ready", headers={**headers, "Prefer": "code=503"})

    assert preflight.status_code == 200, preflight.text
    assert preflight.headers["access-control-allow-origin"] == FRONTEND
    assert chosen.headers["preference-applied"] == "code=503"
    assert "Preference-Applied" in chosen.headers["access-control-expose-headers"]


def test_it_is_not_for_production(folder: Path) -> None:
    safe = {"ENVIRONMENT": "production", "PUBLIC_URL": "https://accounts.example.org"}
    ended = run("mock", folder=folder, settings=safe)

    assert (ended.returncode, ended.stdout) == (2, "")
    assert "ENVIRONMENT: the mock is for development only" in ended.stderr
