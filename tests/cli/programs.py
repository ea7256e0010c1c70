"""What the tests of the verbs ask of a run, and what they read in its database."""

import json
import os
import pty
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import httpx

from tests.support.server import ACCORD, DEVELOPMENT, START_SECONDS, Server, environment, run
from tests.support.service import API, PASSWORD

GRACE, EDITH = "grace@example.com", "edith@example.com"


def answer(*arguments: str, folder: Path) -> dict[str, object]:
    """The one JSON object that a verb prints, which must succeed and say nothing else."""
    ended = run(*arguments, "--json", folder=folder)
    assert (ended.returncode, ended.stderr) == (0, ""), ended.stderr
    parsed = json.loads(ended.stdout)
    assert isinstance(parsed, dict)
    return parsed


def refusal(*arguments: str, folder: Path) -> str:
    """The one line in which a verb says why it cannot; it must not have printed anything else."""
    ended = run(*arguments, folder=folder)
    assert (ended.returncode, ended.stdout) == (2, ""), ended.stderr
    assert ended.stderr.startswith("accord: ")
    assert len(ended.stderr.splitlines()) == 1, ended.stderr
    return ended.stderr.removeprefix("accord: ").removesuffix("\n")


def sign_in(server: Server, email: str = GRACE, password: str = PASSWORD) -> httpx.Response:
    """Ask a running server for tokens."""
    form = {"grant_type": "password", "username": email, "password": password}
    return httpx.post(f"{server.url}{API}/auth/token", data=form)


def signed_in(server: Server, email: str = GRACE) -> dict[str, str]:
    """The header that speaks for somebody who has just signed in."""
    answered = sign_in(server, email)
    assert answered.status_code == 200, answered.text
    return {"Authorization": f"Bearer {answered.json()['access_token']}"}


def rows(folder: Path, statement: str, *parameters: object) -> list[dict[str, object]]:
    """What a statement finds in, or does to, the database of the folder."""
    with closing(sqlite3.connect(folder / "var" / "accord.db", timeout=5)) as connection:
        connection.row_factory = sqlite3.Row
        found = [dict(row) for row in connection.execute(statement, parameters)]
        connection.commit()
        return found


def watched(*arguments: str, folder: Path) -> list[str]:
    """The lines that somebody sees who runs a verb in a terminal; a number that grows is one."""
    terminal, side = pty.openpty()
    process = subprocess.Popen(
        [ACCORD, *arguments],
        cwd=folder,
        env=environment(**DEVELOPMENT),
        stdin=side,
        stdout=side,
        stderr=side,
    )
    os.close(side)
    seen = b""
    with open(terminal, "rb", buffering=0) as output:
        while chunk := _read(output.fileno()):
            seen += chunk
    assert process.wait(START_SECONDS) == 0, seen
    return seen.decode().removesuffix("\r\n").split("\r\n")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # Linux says EIO when nobody holds the other side any more
        return b""
