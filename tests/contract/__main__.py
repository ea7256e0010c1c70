"""Fuzzes for as long as one likes, as each role, on each database: `python -m tests.contract`."""

import argparse
import random
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count

from tests.contract import report
from tests.contract.fuzz import Run, fuzz
from tests.contract.server import PEOPLE
from tests.fixtures_postgres import empty_database

DATABASES = ("sqlite", "postgres")


@dataclass(frozen=True, slots=True)
class Until:
    """How much is enough on one database; without any bound, each role once for each seed."""

    cases: int | None
    seconds: int | None
    started: float = field(default_factory=time.monotonic)

    @property
    def is_given(self) -> bool:
        return self.cases is not None or self.seconds is not None

    def is_met(self, cases: int) -> bool:
        """Whether so many cases are enough, or the time is over."""
        return (self.cases is not None and cases >= self.cases) or (
            self.seconds is not None and self.left <= 0
        )

    @property
    def left(self) -> float:
        """Seconds until the time is over."""
        return (self.seconds or 0) - (time.monotonic() - self.started)

    def limits(self, roles: int) -> list[str]:
        """No role may use up the time of the others."""
        if self.seconds is None:
            return []
        return [f"--max-time={max(1, int(min(self.left, self.seconds / roles)))}"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run, print, and say by the exit code whether everything was clean."""
    options = _parse(arguments)
    databases = DATABASES if options.database == "both" else [options.database]
    seconds = options.seconds and max(1, options.seconds // len(databases))
    runs = []
    for database in databases:
        until = Until(options.cases, seconds)
        of_database = list(_runs(options, database, until))
        cases = sum(run.seen.cases for run in of_database)
        print(f"{database:<8} {cases:>20,} cases {sum(run.seconds for run in of_database):7.1f} s")
        runs += of_database
    print(report.table(sum((run.seen for run in runs), report.Seen()).pairs))
    return 0 if all(run.is_clean for run in runs) else 1


def _runs(options: argparse.Namespace, database: str, until: Until) -> Iterator[Run]:
    """Runs on fresh databases, one after the other, until it is enough."""
    roles = sorted(PEOPLE) if options.role == "all" else [options.role]
    cases = 0
    for seed in _seeds(options.seed, until):
        for role in roles:
            if until.is_met(cases):
                return
            limits = [f"--max-examples={options.examples}", *until.limits(len(roles))]
            with _fresh(database) as url:
                run = fuzz(role, seed, *limits, database_url=url)
            print(run, flush=True)
            if not run.is_clean:
                print(run.output, *run.complaints, sep="\n", flush=True)
            cases += run.seen.cases
            yield run


def _seeds(given: Sequence[int], until: Until) -> Iterator[int]:
    """Those that were asked for; and then their successors, for as long as somebody waits."""
    yield from given
    if until.is_given:
        yield from count(given[-1] + 1)


@contextmanager
def _fresh(database: str) -> Iterator[str | None]:
    """An empty database for one run; None for SQLite in the server's own folder."""
    if database == "sqlite":
        yield None
        return
    with empty_database() as url:
        yield url


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.contract", description=__doc__)
    parser.add_argument("--cases", type=int, help="at least so many on each database")
    parser.add_argument("--seconds", type=int, help="about so long, over all databases")
    parser.add_argument("--examples", type=int, default=100, help="per operation, phase and run")
    parser.add_argument("--seed", type=int, nargs="+", default=[random.randrange(2**31)])
    parser.add_argument("--database", choices=[*DATABASES, "both"], default="sqlite")
    parser.add_argument("--role", choices=[*sorted(PEOPLE), "all"], default="all")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
