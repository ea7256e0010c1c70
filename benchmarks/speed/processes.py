"""Server processes: pinned to a processor of their own, and what they use of it."""

import http.client
import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.server import free_port

_START_SECONDS = 60
_STOP_SECONDS = 30
_TICKS = os.sysconf("SC_CLK_TCK")
# The servers get the last processor, everything else (load, database) the others.
_PROCESSORS = sorted(os.sched_getaffinity(0))
OF_THE_SERVER = {_PROCESSORS[-1]}
OF_THE_REST = set(_PROCESSORS[:-1]) or OF_THE_SERVER


class DoesNotStart(Exception):
    """A contestant that ended, or never answered."""


@dataclass(frozen=True, slots=True)
class Program:
    """What to run, where, and with which variables."""

    command: Sequence[str | Path]
    folder: Path
    variables: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Running:
    """A server that has answered."""

    pid: int
    port: int
    seconds_to_first_answer: float

    @property
    def cpu_seconds(self) -> float:
        """User and system time of all its threads, to a hundredth of a second."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    @property
    def memory_mib(self) -> float:
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) / 1024


@contextmanager
def on_the_processor_of_the_server() -> Iterator[None]:
    """A process that is started here inherits the processor, with every thread of it."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, OF_THE_SERVER)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


@contextmanager
def running(program: Program, path: str, port: int | None = None) -> Iterator[Running]:
    """The program from its first 200 on `path` on; ended on the way out."""
    port = port or free_port()
    log = program.folder / "log"
    began = time.perf_counter()
    with on_the_processor_of_the_server(), log.open("ab") as output:
        process = subprocess.Popen(
            program.command,
            cwd=program.folder,
            env=program.variables,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
    try:
        _await_answer(process, port, path, log)
        yield Running(process.pid, port, time.perf_counter() - began)
    finally:
        _stop(process)


def _await_answer(process: "subprocess.Popen[bytes]", port: int, path: str, log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", path)
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        finally:
            connection.close()
        time.sleep(0.005)
    raise DoesNotStart(f"{process.args!r}: {log.read_text()[-2000:]}")


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
