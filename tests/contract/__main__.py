"""Fuzzes for as long as one likes, as each role, on each database: `python -m tests.contract`."""

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from tests.contract import report
from tests.contract.fuzz import Run, fuzz
from tests.contract.server import PEOPLE
from tests.contract.until import Until
from tests.fixtures_postgres import empty_database

DATABASES = ("sqlite", "postgres")


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
    """Rounds of all roles, each run on a fresh database, until it is enough."""
    roles = sorted(PEOPLE) if options.role == "all" else [options.role]
    cases = 0
    for seed in until.seeds(options.seed):
        if until.is_met(cases):
            return
        for role in roles:
            with _fresh(database) as url:
                run = fuzz(role, seed, f"--max-examples={options.examples}", database_url=url)
            print(run, flush=True)
            if not run.is_clean:
                print(run.output, *run.complaints, sep="\n", flush=True)
            cases += run.seen.cases
            yield run


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
    parser.add_argument("--seconds", type=int, help="no round begins later, over all databases")
    parser.add_argument("--examples", type=int, default=100, help="per operation, phase and run")
    parser.add_argument("--seed", type=int, nargs="+", default=[random.randrange(2**31)])
    parser.add_argument("--database", choices=[*DATABASES, "both"], default="sqlite")
    parser.add_argument("--role", choices=[*sorted(PEOPLE), "all"], default="all")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
