"""`python -m benchmarks.speed`: Accord beside what somebody would take instead."""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks import contestants
from benchmarks.speed import machine, people, processes, report, rounds, workloads
from benchmarks.speed.contestant import Contestant, Stage, Unavailable
from tests.support import postgres
from tests.support.postgres import Postgres


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print one table; 1 if somebody did not answer as expected."""
    options = _options(arguments)
    if not postgres.is_installed():
        print("*** NOT MEASURED: there is no PostgreSQL: install the package postgresql ***")
        return 1
    where = machine.described()
    os.sched_setaffinity(0, processes.OF_THE_REST)
    with tempfile.TemporaryDirectory(prefix="accord-speed-") as name, postgres.running() as server:
        taking_part = list(_prepared(options.only, server, Path(name)))
        asked = {name: workloads.ALL[name] for name in options.workloads}
        version = str(server.run("SHOW server_version")[0][0]).partition(" ")[0]
        played = rounds.play(taking_part, asked, rounds=options.rounds, seconds=options.seconds)
        results = list(played)
    titles = {one.name: one.title for one in taking_part}
    lines = report.compare(results, [*titles])
    print(f"{where}, PostgreSQL {version}; {people.COUNT:,} users, {_effort(options)}.")
    print("; ".join(f"{one.title}: {one.versions}" for one in taking_part), end=".\n")
    print(*report.table(lines, titles), sep="\n")
    if options.picture:
        options.picture.write_text(report.picture(where, lines, titles), encoding="utf-8")
    failures = report.failures(results)
    print(*failures, sep="\n", file=sys.stderr)
    return 1 if failures else 0


def _effort(options: argparse.Namespace) -> str:
    return f"{options.rounds} rounds of {options.seconds:g} s a workload"


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    known = [one.name for one in contestants.EVERYBODY]
    names = [*workloads.ALL]
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("--seconds", type=float, default=5, help="of each workload")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", type=_some_of(known), default=known, help=",".join(known))
    parser.add_argument("--workloads", type=_some_of(names), default=names, help=",".join(names))
    parser.add_argument("--picture", type=Path, help="where the SVG goes")
    return parser.parse_args(arguments)


def _some_of(known: Sequence[str]) -> Callable[[str], list[str]]:
    def parse(text: str) -> list[str]:
        names = text.split(",")
        unknown = sorted(set(names) - set(known))
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


if __name__ == "__main__":
    sys.exit(main())
