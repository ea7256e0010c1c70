"""Changes one expression at a time and asks the tests of its area: `python -m tests.mutants`.

Ends with 0 when each area was tried, whatever survived: which survivors matter is for people to
say, and docs/proof.md says it.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.mutants.areas import AREAS
from tests.mutants.run import MutmutFailed, mutate

# What counts as killed: a test failed, or did not come to an end.
_KILLED = ("killed", "timeout")


def main(arguments: Sequence[str] | None = None) -> int:
    """One line for each area, before it what survived there."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--mutmut", type=Path, required=True, help="the program")
    parser.add_argument("--area", choices=AREAS, nargs="+", default=list(AREAS))
    parser.add_argument("--digits", type=int, nargs="+", default=list(range(10)), metavar="DIGIT")
    options = parser.parse_args(arguments)
    try:
        for name in options.area:
            found, survivors = mutate(AREAS[name], options.mutmut, options.digits)
            print(*survivors, f"{name}: {summary(found)}", sep="\n", flush=True)
    except MutmutFailed as failed:
        print(f"Nothing was tried: {failed}", file=sys.stderr)
        return 2
    return 0


def summary(found: Mapping[str, str]) -> str:
    """How many were killed of how many, and what became of the others."""
    counts = Counter(found.values())
    killed = sum(counts[what] for what in _KILLED)
    others = [f"{count} {what}" for what, count in counts.items() if what not in _KILLED]
    return ", ".join([f"{killed} of {len(found)} killed", *others])


if __name__ == "__main__":
    sys.exit(main())
