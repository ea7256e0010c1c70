"""`python -m benchmarks.speed`: Accord beside what somebody would take instead."""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import contestants
from benchmarks.speed import people, processes, report, rounds, workloads
from benchmarks.speed.contestant import Contestant, Stage, Unavailable
from tests.support import postgres
from tests.support.postgres import Postgres


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print one table."""
    options = _options(arguments)
    os.sched_setaffinity(0, processes.OF_THE_REST)
    with tempfile.TemporaryDirectory(prefix="accord-speed-") as name, postgres.running() as server:
        taking_part = list(_prepared(options.only, server, Path(name)))
        asked = {name: workloads.ALL[name] for name in options.workloads}
        played = rounds.play(taking_part, asked, rounds=options.rounds, seconds=options.seconds)
        results = list(played)
    titles = {one.name: one.title for one in taking_part}
    print(_circumstances(options))
    print(*report.table(report.compare(results, [*titles]), titles), sep="\n")
    failures = report.failures(results)
    print(*failures, sep="\n", file=sys.stderr)
    return 1 if failures else 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    known = [one.name for one in contestants.EVERYBODY]
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("--seconds", type=float, default=5, help="of each workload")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", type=_some_of(known), default=known, help=",".join(known))
    names = [*workloads.ALL]
    parser.add_argument("--workloads", type=_some_of(names), default=names, help=",".join(names))
    return parser.parse_args(arguments)


def _some_of(known: Sequence[str]) -> Callable[[str], list[str]]:
    def parse(text: str) -> list[str]:
        unknown = sorted(set(names := text.split(",")) - set(known))
        if unknown:
            raise argparse.ArgumentTypeError(f"no {unknown[0]}; there are {', '.join(known)}")
        return names

    return parse


def _prepared(only: Sequence[str], server: Postgres, folder: Path) -> Iterator[Contestant]:
    """Those that can be had; of the others it is said why not."""
    for contestant in (kind() for kind in contestants.EVERYBODY if kind.name in only):
        stage = Stage(server, folder / contestant.name)
        stage.folder.mkdir()
        try:
            print(f"Preparing {contestant.title} ...", file=sys.stderr)
            contestant.prepare(stage)
        except Unavailable as reason:
            print(f"*** NOT MEASURED: {contestant.title} ({reason}) ***")
        else:
            yield contestant


def _circumstances(options: argparse.Namespace) -> str:
    asked = ["git", "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(asked, capture_output=True, text=True).stdout.strip() or "unknown"
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, commit {commit}, Python {platform.python_version()},"
        f" {len(processes.OF_THE_SERVER)} processor for the server and"
        f" {len(processes.OF_THE_REST)} for the rest, {people.COUNT:,} users,"
        f" {workloads.CONNECTIONS} connections, {options.rounds} rounds of {options.seconds:g} s"
        " a workload. Ratios (×) are to Accord in the same round."
    )


if __name__ == "__main__":
    sys.exit(main())
