"""The service as a process of its own, with the people that the examples of the contract name."""

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tests.contract.insider import Insider
from tests.support.server import DEVELOPMENT, UNLIMITED, Server, run, serving

# The examples of the contract name these two and their password, so examples sent here are real.
PASSWORD = "analytical engine no 1"
PEOPLE = {"user": "ada@example.com", "admin": "grace@example.com"}
_SETTINGS = {
    "LOG_LEVEL": "WARNING",
    # Each fuzzed call signs in anew; a list of sessions should still be short enough to read.
    "SESSIONS_PER_ACCOUNT": "20",
    "RATE_LIMITS": UNLIMITED,
}


def complaints(server: Server) -> list[str]:
    """What the process logged: at its log level, nothing that it should have to say."""
    return [line for line in server.log.splitlines() if line.startswith("{")]


@contextmanager
def running(database_url: str | None = None, *, plant: str = "") -> Iterator[Server]:
    """A migrated server on a free port, in a folder that goes away, with Ada and Grace.

    Its database is the one of the URL, without tables so far, or SQLite in that folder. `plant` is
    Python that runs before the service is imported: a fault for a test to find.
    """
    database = {} if database_url is None else {"DATABASE_URL": database_url}
    with tempfile.TemporaryDirectory(prefix="accord-fuzz-") as name:
        folder, settings = Path(name), {**_SETTINGS, **database}
        _run("migrate", folder=folder, **settings)
        grace = ("--email", PEOPLE["admin"], "--password", PASSWORD)
        _run("create-admin", *grace, folder=folder, **settings)
        with serving(folder, plant=plant, **settings) as server:
            with closing(Insider(server.url, server.mailbox)) as insider:
                insider.register_confirmed(PEOPLE["user"], PASSWORD)
            yield server


def _run(*arguments: str, folder: Path, **settings: str) -> None:
    ended = run(*arguments, folder=folder, settings={**DEVELOPMENT, **settings})
    assert ended.returncode == 0, ended.stderr
