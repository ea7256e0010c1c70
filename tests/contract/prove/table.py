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
    layer, by = (catch.layer, f"`{catch.by}`") if catch else ("**SURVIVED**", "")
    defect = verdict.defect
    cells = (defect.name, defect.breaks, layer, by, f"{verdict.seconds:.1f}")
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def summary(verdicts: Sequence[Verdict]) -> str:
    """How many were caught, and who was not."""
    survivors = sorted(verdict.defect.name for verdict in verdicts if verdict.catch is None)
    lines = [f"{len(verdicts) - len(survivors)}/{len(verdicts)} planted defects caught"]
    return "\n".join([*lines, *(f"survived: {name}" for name in survivors)])
