"""A PostgreSQL server of a test's own, that may be stopped, frozen and killed.

It writes through to the disk as in production, unlike the server that the other tests share.
"""

import asyncio
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from app.db.url import PostgresUrl, parse
from tests.fixtures_postgres import programs
from tests.support import machine

_START_SECONDS = 30


class Postgres:
    """One cluster in a folder; `url` names its database whether it runs or not."""

    def __init__(self, folder: Path, binaries: Path) -> None:
        self._folder = folder
        self._binaries = binaries
        self._process: subprocess.Popen[bytes] | None = None
        self.url = self._url("accord")

    def create(self) -> None:
        """Make the cluster, start it, and make the database."""
        data = self._folder / "data"
        options = ["-D", str(data), "-U", "accord", "-A", "trust", "-E", "UTF8"]
        assert machine.spawn([self._binaries / "initdb", *options], self._folder).wait() == 0
        self.start()
        asyncio.run(self.run("CREATE DATABASE accord", database="postgres"))

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = ["-D", f"{self._folder}/data", "-k", f"{self._folder}", "-c", "listen_addresses="]
        self._process = machine.spawn([self._binaries / "postgres", *options], self._folder)
        deadline = time.monotonic() + _START_SECONDS
        while True:
            try:
                asyncio.run(self.run("SELECT 1", database="postgres"))
                return
            except Exception:
                if time.monotonic() > deadline or self._process.poll() is not None:
                    raise
                time.sleep(0.02)

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

    async def run(self, statement: str, *, database: str = "accord") -> list[tuple[object, ...]]:
        """The rows of one statement, which is committed."""
        address = parse(self._url(database))
        assert isinstance(address, PostgresUrl)
        engine = create_async_engine(address.url, isolation_level="AUTOCOMMIT")
        try:
            async with engine.connect() as connection:
                result = await connection.execute(text(statement))
                return [tuple(row) for row in result] if result.returns_rows else []
        finally:
            await engine.dispose()

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

    def _end(self, number: int) -> None:
        if self._process is not None:
            self._process.send_signal(number)
            self._process.wait(30)
            self._process = None


def is_installed() -> bool:
    """Whether the machine has the programs."""
    return programs() is not None


@contextmanager
def running() -> Iterator[Postgres]:
    """A server with an empty database, in a folder that goes away."""
    binaries = programs()
    assert binaries is not None, "PostgreSQL is not installed"
    folder = machine.unprivileged_folder("accord-pg-own-")
    postgres = Postgres(folder, binaries)
    try:
        postgres.create()
        yield postgres
    finally:
        postgres.stop()
        shutil.rmtree(folder, ignore_errors=True)
