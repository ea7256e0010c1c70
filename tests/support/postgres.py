"""A PostgreSQL server, that may be stopped, frozen and killed.

It writes through to the disk as in production, unless an option of its own says otherwise.
"""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from app.db.url import PostgresUrl, parse
from tests.support import machine
from tests.support.waiting import wait_for

_START_SECONDS = 30


class Postgres:
    """One cluster in a folder; `url` names its database whether it runs or not."""

    def __init__(self, folder: Path, programs: Path, *options: str) -> None:
        self._folder = folder
        self._programs = programs
        self._options = options
        self._process: subprocess.Popen[bytes] | None = None
        self.url = self._url("accord")

    def create(self) -> None:
        """Make the cluster, start it, and make the database."""
        data = self._folder / "data"
        options = ["-D", str(data), "-U", "accord", "-A", "trust", "-E", "UTF8", "-N"]
        initdb = machine.spawn([self._programs / "initdb", *options], self._folder)
        assert initdb.wait() == 0, (self._folder / "printed").read_text()
        self.start()
        self.run("CREATE DATABASE accord", database="postgres")

    def start(self) -> None:
        """Start it, and wait until it answers."""
        folder = str(self._folder)
        options = ["-D", f"{folder}/data", "-k", folder, "-c", "listen_addresses=", *self._options]
        self._process = machine.spawn([self._programs / "postgres", *options], self._folder)
        machine.await_up(self._process, self._folder, self._answers, _START_SECONDS)

    def stop(self) -> None:
        """Its fast shutdown, which ends every connection."""
        self._signal_all(signal.SIGCONT)
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """As the kernel does when memory runs out: no process of it does another thing."""
        self._signal_all(signal.SIGKILL)
        self._end(signal.SIGKILL)

    def freeze(self) -> None:
        """Let it hang: connections stay and nothing is answered."""
        self._signal_all(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal_all(signal.SIGCONT)

    def run(self, statement: str, *, database: str = "accord") -> list[tuple[object, ...]]:
        """The rows of one statement, which is committed."""
        return execute(self._url(database), statement)

    def _answers(self) -> bool:
        try:
            return bool(self.run("SELECT 1", database="postgres"))
        except Exception:  # of the socket, or of a server that is still starting
            return False

    def _url(self, database: str) -> str:
        server = make_url(f"postgresql://accord@/postgres?host={self._folder}")
        return server.set(database=database).render_as_string(hide_password=False)

    def _signal_all(self, number: int) -> None:
        """To the first process first, so that it starts no others; they left its group."""
        if self._process is None or self._process.poll() is not None:
            return
        pid = self._process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        for each in (pid, *map(int, children)):
            try:
                os.kill(each, number)
            except ProcessLookupError:
                continue

    def _end(self, number: signal.Signals) -> None:
        if self._process is not None:
            machine.stop(self._process, number, patience=30)
            self._process = None


def execute(url: str, statement: str) -> list[tuple[object, ...]]:
    """The rows of one statement in the database of `url`; it is committed."""
    return wait_for(lambda: _execute(url, statement))


async def _execute(url: str, statement: str) -> list[tuple[object, ...]]:
    address = parse(url)
    assert isinstance(address, PostgresUrl)
    engine = create_async_engine(address.url, isolation_level="AUTOCOMMIT")
    try:
        async with engine.connect() as connection:
            result = await connection.execute(text(statement))
            return [tuple(row) for row in result] if result.returns_rows else []
    finally:
        await engine.dispose()


def programs() -> Path | None:
    """The folder of the newest server on this machine."""
    installed = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if installed:
        return max(installed, key=lambda path: float(path.parent.name))
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def is_installed() -> bool:
    """Whether the machine has the programs."""
    return programs() is not None


@contextmanager
def running() -> Iterator[Postgres]:
    """A server with an empty database, in a folder that goes away."""
    found = programs()
    assert found is not None, "PostgreSQL is not installed"
    folder = machine.unprivileged_folder("accord-pg-own-")
    postgres = Postgres(folder, found)
    try:
        postgres.create()
        yield postgres
    finally:
        postgres.stop()
        shutil.rmtree(folder, ignore_errors=True)
