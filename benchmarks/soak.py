"""Whether a server that is used for long grows: `python -m benchmarks.soak --seconds 600`.

Memory, open descriptors and database connections of one server under mixed load, every few seconds,
and their slope after the warm-up, for a person to judge. An unexpected answer is a failure.
"""

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.journeys import Travellers
from benchmarks.lines import Panel, draw
from tests.support import postgres
from tests.support.server import Server, serving

_AT_ONCE = 4
_WARM_UP = 0.3  # of the whole time: pools fill, and the limits in memory see their first windows
_STEP_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Sample:
    """What one look showed."""

    minutes: float
    memory_mib: float
    descriptors: int
    connections: int
    requests: int


Connections = Callable[[], int]
MEASURES: dict[str, Callable[[Sample], float]] = {
    "resident memory, MiB": lambda sample: sample.memory_mib,
    "open descriptors": lambda sample: sample.descriptors,
    "database connections": lambda sample: sample.connections,
}


@contextmanager
def started(database: str, folder: Path) -> Iterator[tuple[Server, Connections]]:
    """The server, and how to count its database connections."""
    settings = {"TRUSTED_PROXY_COUNT": "1", "LOG_LEVEL": "ERROR"}
    with ExitStack() as stack:
        if database == "sqlite":
            server = stack.enter_context(serving(folder, **settings))
            yield server, lambda: _opened(server, "/accord.db")
            return
        own = stack.enter_context(postgres.running())
        server = stack.enter_context(serving(folder, DATABASE_URL=own.url, **settings))
        query = (
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = 'accord' AND pid <> pg_backend_pid()"
        )
        yield server, lambda: int(str(own.run(query)[0][0]))


def soak(database: str, seconds: float) -> tuple[list[Sample], Travellers]:
    """Load for so long, and what it did to the server."""
    samples: list[Sample] = []
    with tempfile.TemporaryDirectory(prefix="accord-soak-") as name, ExitStack() as stack:
        server, connections = stack.enter_context(started(database, Path(name)))
        travellers = Travellers(server.url, Path(name) / "var" / "mailbox", at_once=_AT_ONCE)
        stack.enter_context(travellers)
        step = min(_STEP_SECONDS, seconds / 10)
        began = time.monotonic()
        while (passed := time.monotonic() - began) < seconds:
            requests = travellers.answers.total()
            samples.append(
                Sample(passed / 60, _memory_mib(server), _opened(server), connections(), requests)
            )
            time.sleep(step)
    return samples, travellers


def _memory_mib(server: Server) -> float:
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def _opened(server: Server, ending: str = "") -> int:
    count = 0
    for link in Path(f"/proc/{server.process.pid}/fd").iterdir():
        try:
            count += os.readlink(link).endswith(ending)
        except FileNotFoundError:
            continue  # closed while we looked
    return count


def slope(samples: Sequence[Sample], measure: Callable[[Sample], float]) -> float:
    """Growth per minute after the warm-up."""
    rest = samples[int(len(samples) * _WARM_UP) :]
    line = statistics.linear_regression([one.minutes for one in rest], [*map(measure, rest)])
    return line.slope


def table(samples: Sequence[Sample]) -> Iterator[str]:
    """Ten looks and the slopes, in Markdown."""
    yield "| minute | requests | memory, MiB | descriptors | database connections |"
    yield "|---|---|---|---|---|"
    for one in [*samples[:: max(1, len(samples) // 10)], samples[-1]]:
        yield (
            f"| {one.minutes:.1f} | {one.requests:,} | {one.memory_mib:.1f}"
            f" | {one.descriptors} | {one.connections} |"
        )
    slopes = (f"{slope(samples, measure):+.2f}" for measure in MEASURES.values())
    yield f"| after the warm-up, per minute | | {' | '.join(slopes)} |"


def _circumstances(database: str) -> str:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True
    ).stdout.strip()
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, commit {commit}, {database}, Python"
        f" {platform.python_version()}, {os.cpu_count()} cores, {_AT_ONCE} clients at once"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run, print the table, draw the picture; 1 if the server answered what it should not."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    usual = "postgres" if postgres.is_installed() else "sqlite"
    parser.add_argument("--database", choices=["postgres", "sqlite"], default=usual)
    parser.add_argument("--picture", type=Path, help="where the SVG goes")
    options = parser.parse_args(arguments)
    samples, travellers = soak(options.database, options.seconds)
    about = _circumstances(options.database)
    print(about, *table(samples), sep="\n")
    print("answers:", ", ".join(f"{name} × {n}" for name, n in sorted(travellers.answers.items())))
    if options.picture:
        times = [sample.minutes for sample in samples]
        panels = [Panel(name, [*map(of, samples)]) for name, of in MEASURES.items()]
        options.picture.write_text(draw(about, times, panels), encoding="utf-8")
    print(*travellers.failures, sep="\n", file=sys.stderr)
    return 1 if travellers.failures else 0


if __name__ == "__main__":
    sys.exit(main())
