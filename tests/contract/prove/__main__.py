"""Plants defects one at a time and asks whether anybody notices: `python -m tests.contract.prove`.

Ends with 0 if every defect was caught, 1 if one survived, 2 if the run proves nothing: a patch that
does not apply any more, one that is no program, a test that fails without any defect.
"""

import argparse
import queue
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from tests.contract.prove import defects, table
from tests.contract.prove.copies import Copy, copies
from tests.contract.prove.defects import Defect, DefectInvalid
from tests.contract.prove.layers import SUITE, Suite
from tests.contract.prove.trial import Verdict, judge, require_soundness


def main(arguments: Sequence[str] | None = None) -> int:
    """Run and print."""
    options = _parse(arguments)
    verdicts: list[Verdict] = []
    try:
        known = defects.load(options.defects)
        planted = defects.chosen(known, options.only, options.sample, options.seed)
        for verdict in prove(planted, jobs=options.jobs):
            print(*([] if verdicts else [table.HEAD]), table.row(verdict), sep="\n", flush=True)
            verdicts.append(verdict)
    except DefectInvalid as invalid:
        print(f"Nothing is proven: {invalid}", file=sys.stderr)
        return 2
    print(f"\n{table.summary(verdicts)}")
    return status(verdicts)


def status(verdicts: Sequence[Verdict]) -> int:
    """0 if every defect was caught, 2 if one proves nothing, else 1."""
    if any(verdict.fault for verdict in verdicts):
        return 2
    return 1 if any(verdict.catch is None for verdict in verdicts) else 0


def prove(planted: Sequence[Defect], *, jobs: int = 1, suite: Suite = SUITE) -> Iterator[Verdict]:
    """A verdict for each defect, as it is found. Raises `DefectInvalid` if there can be none."""
    if not planted:
        raise DefectInvalid("there is no defect")
    with copies(min(jobs, len(planted))) as made, ThreadPoolExecutor(len(made)) as pool:
        for defect in planted:
            made[0].check(defect)
        require_soundness(made[0], planted)
        free: queue.SimpleQueue[Copy] = queue.SimpleQueue()
        for copy in made:
            free.put(copy)
        waiting = [pool.submit(_judge_in, free, defect, suite) for defect in planted]
        try:
            for done in as_completed(waiting):
                yield done.result()
        finally:
            pool.shutdown(cancel_futures=True)


def _judge_in(free: "queue.SimpleQueue[Copy]", defect: Defect, suite: Suite) -> Verdict:
    copy = free.get()
    try:
        return judge(copy, defect, suite)
    finally:
        free.put(copy)


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.contract.prove", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="these defects")
    parser.add_argument("--sample", type=int, help="so many of them, by chance")
    parser.add_argument("--seed", type=int, default=1, help="of the chance")
    parser.add_argument("--jobs", type=int, default=1, help="how many at once")
    parser.add_argument("--defects", type=Path, default=defects.FOLDER, help="where they are")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
