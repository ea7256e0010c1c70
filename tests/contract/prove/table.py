"""The report: one line of a Markdown table for each defect, and the count that it ends with."""

from collections.abc import Sequence
from typing import Final

from tests.contract.prove.trial import Verdict

HEAD: Final = (
    "| defect | what it breaks | layer | first to say so | seconds |\n|---|---|---|---|--:|"
)


def row(verdict: Verdict) -> str:
    """What became of one defect."""
    catch = verdict.catch
    layer, by = (catch.layer, f"`{catch.by}`") if catch else (_uncaught(verdict), "")
    defect = verdict.defect
    cells = (defect.name, defect.breaks, layer, by, f"{verdict.seconds:.1f}")
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def summary(verdicts: Sequence[Verdict]) -> str:
    """How many were caught, and who was not."""
    uncaught = sorted(
        f"{_uncaught(verdict)} {verdict.defect.name}{f': {verdict.fault}' if verdict.fault else ''}"
        for verdict in verdicts
        if verdict.catch is None
    )
    caught = len(verdicts) - len(uncaught)
    return "\n".join([f"{caught}/{len(verdicts)} planted defects caught", *uncaught])


def _uncaught(verdict: Verdict) -> str:
    return "NO VERDICT" if verdict.fault else "SURVIVED"
