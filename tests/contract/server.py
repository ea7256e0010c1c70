"""The service as a process of its own, with the people that the examples of the contract name."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from app.config.values import DEFAULT_RATE_LIMITS
from tests.contract.insider import Insider

ROOT = Path(__file__).parents[2]
# The examples of the contract name these two and their password, so examples sent here are real.
PASSWORD = "analytical engine no 1"
PEOPLE = {"user": "ada@example.com", "admin": "grace@example.com"}
_START_SECONDS = 30
_SETTINGS = {
    "ENVIRONMENT": "development",
    "BCRYPT_ROUNDS": "4",
    "LOG_LEVEL": "WARNING",
    "LOG_FORMAT": "json",
    "SEED_DEMO": "false",
    # Each fuzzed call signs in anew; a list of sessions should still be short enough to read.
    "SESSIONS_PER_ACCOUNT": "20",
    "RATE_LIMITS": ",".join(f"{group}=999999999/60" for group in DEFAULT_RATE_LIMITS),
}


@dataclass(frozen=True, slots=True)
class Server:
    """Where the process listens, and where its mails and its log are."""

    url: str
    mailbox: Path
    log: Path

    def complaints(self) -> list[str]:
        """What the process logged: at its log level, nothing that it should have to say."""
        return [line for line in self.log.read_text().splitlines() if line.startswith("{")]


@contextmanager
def running(database_url: str | None = None, *, plant: str = "") -> Iterator[Server]:
    """A migrated server on a free port, in a folder that goes away, with Ada and Grace.

    Its database is the one of the URL, without tables so far, or SQLite in that folder. `plant` is
    Python that runs before the service is imported: a fault for a test to find.
    """
    with tempfile.TemporaryDirectory(prefix="accord-fuzz-") as name:
        folder, port = Path(name), _free_port()
        environment = {**_inherited(), **_SETTINGS, "PORT": str(port), "PYTHONPATH": str(ROOT)}
        if database_url is not None:
            environment["DATABASE_URL"] = database_url
        server = Server(f"http://127.0.0.1:{port}", folder / "var" / "mailbox", folder / "log")
        _accord("migrate", folder, environment)
        grace = {"ADMIN_PASSWORD": PASSWORD}
        _accord("create-admin", folder, {**environment, **grace}, "--email", PEOPLE["admin"])
        with server.log.open("wb") as log:
            process = subprocess.Popen(
                _command("serve", plant=plant), cwd=folder, env=environment, stdout=log, stderr=log
            )
            try:
                _wait_until_ready(process, server)
                with Insider(server.url, server.mailbox) as insider:
                    insider.register_confirmed(PEOPLE["user"], PASSWORD)
                yield server
            finally:
                process.send_signal(signal.SIGTERM)
                process.wait(timeout=30)


def _command(verb: str, *options: str, plant: str = "") -> list[str]:
    return [sys.executable, "-c", f"{plant}\nfrom app.cli import main; main()", verb, *options]


def _accord(verb: str, folder: Path, environment: dict[str, str], *options: str) -> None:
    subprocess.run(
        _command(verb, *options),
        cwd=folder,
        env=environment,
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )


def _inherited() -> dict[str, str]:
    return {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_ready(process: subprocess.Popen[bytes], server: Server) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx.get(f"{server.url}/health/ready").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    raise RuntimeError(f"The server did not start:\n{server.log.read_text()}")
