"""`python -m contract.breaking REF`: what the contract of the working tree breaks for those who
use the one of a git ref.

Status 0: nothing, or only what is worth a look. 1: something breaks. 2: it could not be compared.
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from contract.breaking.compare import compare
from contract.breaking.findings import Finding
from contract.breaking.history import NotComparable, at_ref, in_tree
from contract.breaking.report import is_allowed, lines, summary, to_json
from contract.breaking.rules import KINDS, Severity


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        base, changed = at_ref(options.ref, options.contract), in_tree(options.contract)
        findings = compare(base, changed, options.today)
    except NotComparable as reason:
        print(f"Not compared: {reason}.", file=sys.stderr)
        return 2
    except RecursionError:
        print("Not compared: the schemas are nested too deeply.", file=sys.stderr)
        return 2
    left = [one for one in findings if not is_allowed(one, options.allow)]
    if options.json:
        print(to_json(left))
    else:
        _print(left, len(findings) - len(left), is_full=options.all)
    return int(any(one.kind.severity is Severity.BREAK for one in left))


def _print(findings: list[Finding], allowed: int, *, is_full: bool) -> None:
    for line in lines(findings, is_full=is_full):
        print(line)
    print(summary(findings, allowed))


def _parser() -> argparse.ArgumentParser:
    summary_line, _, rest = (__doc__ or "").partition("\n\n")
    parser = argparse.ArgumentParser(
        prog="python -m contract.breaking", description=summary_line, epilog=rest
    )
    parser.add_argument("ref", help="a commit, tag or branch, such as v1.0.0 or origin/main")
    parser.add_argument("--contract", type=Path, default=Path("generated/openapi.json"))
    parser.add_argument("--all", action="store_true", help="also what harms nobody")
    parser.add_argument("--json", action="store_true", help="all of it, for programs")
    parser.add_argument(
        "--allow", action="append", default=[], type=_allowed, metavar="KIND[:operation]",
        help="a break that is meant; may be repeated",
    )  # fmt: skip
    parser.add_argument(
        "--today", type=date.fromisoformat, default=datetime.now(UTC).date(),
        help="the day by which a Sunset is over or not",
    )  # fmt: skip
    return parser


def _allowed(text: str) -> str:
    if text.partition(":")[0] not in KINDS:
        raise argparse.ArgumentTypeError(f"there is no kind {text!r}")
    return text


if __name__ == "__main__":
    sys.exit(main())
