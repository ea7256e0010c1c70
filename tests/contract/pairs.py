"""Which documented answers nobody has seen: `python -m tests.contract.pairs var/answers.json`.

An answer that no test provokes is a test that is missing, or a promise that nobody keeps.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tests.contract.report import DOCUMENTED, Pair

# Why an answer that the contract promises is seen by no test; empty is best.
UNSEEN: Mapping[Pair, str] = {}


def verdict(seen: frozenset[Pair], explained: Mapping[Pair, str] = UNSEEN) -> Iterator[str]:
    """A line for everything that is not as it should be."""
    for operation, status in sorted(DOCUMENTED - seen - explained.keys()):
        yield f"{operation} {status}: no test has seen it, and nothing explains why"
    for operation, status in sorted(seen & explained.keys()):
        yield f"{operation} {status}: is explained as unseen, and was seen"
    for operation, status in sorted(explained.keys() - DOCUMENTED):
        yield f"{operation} {status}: is explained, and not in the contract"
    for operation, status in sorted(seen - DOCUMENTED):
        yield f"{operation} {status}: was seen, and is not in the contract"


def read(file: Path) -> frozenset[Pair]:
    """The pairs that a run wrote with `--answers`."""
    return frozenset((operation, status) for operation, status in json.loads(file.read_text()))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the count and what is wrong; the exit code says whether anything is."""
    parser = argparse.ArgumentParser(prog="python -m tests.contract.pairs", description=__doc__)
    parser.add_argument("answers", type=Path, help="what `pytest --answers` has written")
    file: Path = parser.parse_args(arguments).answers
    if not file.exists():
        print(f"{file}: not there; `make test` writes it", file=sys.stderr)
        return 2
    seen = read(file)
    lines = list(verdict(seen))
    print(f"{len(seen & DOCUMENTED)} of {len(DOCUMENTED)} documented answers were seen by a test")
    print("".join(f"  {pair}: {why}\n" for pair, why in sorted(UNSEEN.items())), end="")
    print("".join(f"{line}\n" for line in lines), end="")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
