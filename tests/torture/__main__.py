"""Breaks what a running service depends on, and counts what was lost: `python -m tests.torture`."""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from tests.support import postgres
from tests.torture import crashes, crowds, endings, mails, outages
from tests.torture.ground import DATABASES, Ground, ground
from tests.torture.outcome import Outcome

Fault = Callable[[Ground], Outcome]

EVERYWHERE: Final[Mapping[str, Fault]] = {
    "crash": crashes.kill_the_service,
    "lock": outages.lock_the_accounts,
    "stop": endings.stop_the_service,
    "mail": mails.stop_the_mail_server,
    "crowd": crowds.sign_in_at_once,
}
FAULTS: Final[Mapping[str, Mapping[str, Fault]]] = {
    "sqlite": {**EVERYWHERE, "full": outages.fill_the_disk},
    "postgres": {
        **EVERYWHERE,
        "database-crash": crashes.kill_the_database,
        "down": outages.stop_the_database,
        "hang": outages.freeze_the_database,
    },
}


def torture(
    databases: Sequence[str], names: Sequence[str] | None, seconds: float
) -> Iterator[Outcome]:
    """Each fault on ground of its own, one after the other."""
    for database in databases:
        for name, fault in FAULTS[database].items():
            if names is None or name in names:
                with ground(database, seconds) as here:
                    yield fault(here)


def main(arguments: Sequence[str] | None = None) -> int:
    """One line for each fault; 1 if anything was lost or took longer than it may."""
    known = sorted({name for faults in FAULTS.values() for name in faults})
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("--seconds", type=float, default=5, help="of load before each fault")
    parser.add_argument("--database", choices=DATABASES, nargs="+", default=list(DATABASES))
    parser.add_argument("--fault", choices=known, nargs="+")
    options = parser.parse_args(arguments)
    databases = list(options.database)
    if not postgres.is_installed() and "postgres" in databases:
        databases.remove("postgres")
        print("*** NOT TORTURED ON POSTGRESQL: its server programs are not installed ***")
    is_good = True
    for outcome in torture(databases, options.fault, options.seconds):
        print(outcome, flush=True)
        is_good = is_good and outcome.is_good
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
