"""A real process of the service, for what only a process and its sockets can show.

It runs in a folder of its own, so the defaults (`var/accord.db`, `var/keys.json`, `var/mailbox`)
are those that somebody meets who has just installed it.
"""

import http.client
import os
import secrets
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from app.config import DEFAULT_RATE_LIMITS, Quota
from tests.support.waiting import until

ROOT = Path(__file__).parents[2]
ACCORD = Path(sys.executable).with_name("accord")
START_SECONDS = 20.0
STOP_SECONDS = 25.0
DEVELOPMENT = {"ENVIRONMENT": "development", "BCRYPT_ROUNDS": "4"}
_LISTENS = "0A"
# High enough that no test meets a limit which it is not about.
NO_LIMITS = {group: Quota(100_000, 60) for group in DEFAULT_RATE_LIMITS}
UNLIMITED = ",".join(f"{group}={q.limit}/{q.window_seconds}" for group, q in NO_LIMITS.items())


@dataclass(frozen=True)
class Server:
    """One process, the folder that it works in, and where it listens."""

    process: subprocess.Popen[str]
    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def database(self) -> Path:
        return self.folder / "var" / "accord.db"

    @property
    def mailbox(self) -> Path:
        return self.folder / "var" / "mailbox"

    @property
    def output(self) -> str:
        """What it has printed for people."""
        return (self.folder / "output").read_text()

    @property
    def log(self) -> str:
        """What it has logged."""
        return (self.folder / "log").read_text()

    @property
    def is_running(self) -> bool:
        return self.process.poll() is None

    @property
    def connections(self) -> int:
        """How many clients it holds; one that only the kernel still knows has no inode."""
        here = f":{self.port:04X}"
        rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
        return sum(row[1].endswith(here) and row[3] != _LISTENS and row[9] != "0" for row in rows)

    def ready_status(self) -> int:
        return self.status("/health/ready")

    def status(self, path: str, *, patience: float = 5) -> int:
        """What a path answers; 0 when nobody does."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=patience)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except OSError:
            return 0
        finally:
            connection.close()

    def row_counts(self) -> dict[str, int]:
        """How many rows each table has; the counters of the limits come and go."""
        with closing(sqlite3.connect(self.database, timeout=5)) as connection:
            tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            names = [name for (name,) in tables.fetchall() if name != "rate_limits"]
            return {
                name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
                for name in names
            }

    def stop(self) -> int:
        """Ask it to end as an orchestrator does, and give the exit status."""
        if self.is_running:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise AssertionError("the server does not stop") from None


def free_port() -> int:
    """A port that nobody listens on."""
    return free_ports(1)[0]


def free_ports(count: int) -> range:
    """Ports in a row that nobody listens on, below those that the kernel gives to connections."""
    while True:
        begin = 10_000 + secrets.randbelow(20_000)
        ports = range(begin, begin + count)
        if all(map(_is_free, ports)):
            return ports


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def environment(**settings: str) -> dict[str, str]:
    """The environment of a process: ours without any setting, and `settings`."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT), **settings}


def run(
    *arguments: str, folder: Path, settings: Mapping[str, str] | None = None, stdin: str = ""
) -> "subprocess.CompletedProcess[str]":
    """One verb of `accord` in development, run to its end."""
    settings = DEVELOPMENT if settings is None else settings
    return subprocess.run(
        [ACCORD, *arguments],
        cwd=folder,
        env=environment(**settings),
        input=stdin,
        capture_output=True,
        text=True,
        timeout=START_SECONDS,
    )


def start(
    folder: Path, *arguments: str, plant: str = "", **settings: str
) -> "subprocess.Popen[str]":
    """One verb of `accord` in the background; it prints into `output` and logs into `log`.

    `plant` is Python that runs before the service is imported: a fault for a test to find.
    """
    program: list[str | Path] = [ACCORD]
    if plant:
        program = [sys.executable, "-c", f"{plant}\nfrom app.cli import main; main()"]
    with _appending(folder / "output") as output, _appending(folder / "log") as log:
        return subprocess.Popen(
            [*program, *arguments],
            cwd=folder,
            env=environment(**settings),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=log,
            text=True,
        )


@contextmanager
def serving(
    folder: Path, *options: str, verb: str = "serve", plant: str = "", **settings: str
) -> Iterator[Server]:
    """`accord serve` in development, or `accord mock`, ready; ended on the way out."""
    port = int(settings.get("PORT", free_port()))
    defaults = {
        **DEVELOPMENT,
        "PORT": str(port),
        "LOG_FORMAT": "json",
        "SEED_DEMO": "false",
    }
    process = start(folder, verb, *options, plant=plant, **{**defaults, **settings})
    server = Server(process, folder, port)
    try:
        _await_ready(server)
        yield server
    finally:
        server.stop()


def _await_ready(server: Server) -> None:
    def is_ready() -> bool:
        assert server.is_running, f"the server did not start: {server.log}"
        return server.ready_status() == 200

    until(is_ready, START_SECONDS, lambda: f"the server is not ready: {server.log}")


def _appending(path: Path) -> IO[str]:
    return path.open("a", encoding="utf-8")
