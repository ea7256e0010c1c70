"""The journey and the examples of the TypeScript client, once `make sdk-test` has built it.

The name keeps it out of `make test`, which needs no Node.
"""

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

from app.demo import DEMO_ACCOUNTS
from tests.clients.people import GRACE_SECONDS
from tests.support import machine
from tests.support.server import ROOT, Server

BUILT = ROOT / "clients/typescript/build"
SHOWN_ORIGIN = "http://127.0.0.1:8000"
ADMIN = DEMO_ACCOUNTS[1]
README_PRINTS = """\
Hello, demo@example.com
Now called Demo
precondition_failed
Only support and admins may see this
false
"""


def node(
    *arguments: str | Path, settings: Mapping[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [machine.program("node", package="nodejs"), *arguments],
        env={**os.environ, **(settings or {})},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_a_journey(server: Server) -> None:
    _journey(server)


def test_the_same_journey_through_the_mock(mock: Server) -> None:
    _journey(mock)


def _journey(server: Server) -> None:
    settings = {
        "ACCORD_ORIGIN": server.url,
        "MAILBOX": str(server.mailbox),
        "ADMIN": ADMIN.email,
        "ADMIN_PASSWORD": ADMIN.password,
        "GRACE_SECONDS": str(GRACE_SECONDS),
    }
    ran = node("--test", BUILT / "journey.test.js", settings=settings)

    assert ran.returncode == 0, ran.stdout
    passed = re.search(r"(?m)^\S+ pass (\d+)$", ran.stdout)
    assert passed and int(passed[1]) >= 10, ran.stdout


def test_the_examples_of_the_readme_run_as_they_are_written(server: Server) -> None:
    _examples(server)


def test_the_examples_of_the_readme_run_against_the_mock(mock: Server) -> None:
    _examples(mock)


def _examples(server: Server) -> None:
    example = (BUILT / "readme.js").read_text().replace(SHOWN_ORIGIN, server.url)
    # Beside the built one, where Node finds the package by its name.
    here = BUILT / f"readme-{server.port}.mjs"
    here.write_text(example)
    try:
        ran = node(here)
    finally:
        here.unlink()

    assert (ran.stdout, ran.returncode) == (README_PRINTS, 0), ran.stderr
