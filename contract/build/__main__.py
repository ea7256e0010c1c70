"""`python -m contract.build [--check]`: write what follows from the contract, or say whether it
is current."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from contract.build.findings import ContractRefused
from contract.build.generate import generate
from contract.build.models import ModelsFailed
from contract.build.write import differences, write


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m contract.build", description=__doc__)
    parser.add_argument("--contract", type=Path, default=Path("openapi/v1.yaml"))
    parser.add_argument("--output", type=Path, default=Path("generated"))
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 if anything differs"
    )
    options = parser.parse_args(arguments)
    if not options.contract.is_file():
        parser.error(f"there is no contract {options.contract}")
    try:
        files = generate(options.contract)
    except ContractRefused as refused:
        for finding in refused.findings:
            print(f"{options.contract.parent}/{finding}", file=sys.stderr)
        print(f"The contract is refused: {len(refused.findings)} finding(s).", file=sys.stderr)
        return 1
    except ModelsFailed as failed:
        print(f"The models cannot be generated: {failed}", file=sys.stderr)
        return 1
    if not options.check:
        write(files, options.output)
        return 0
    stale = differences(files, options.output)
    for line in stale:
        print(line, file=sys.stderr)
    if stale:
        print(f"{options.output} is not current: run python -m contract.build.", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
