"""docs/status-codes.md has each status and problem of the contract, once, and nothing else."""

import re
from collections import Counter
from pathlib import Path

import pytest

from contract.runtime.problems import ProblemType
from generated.operations import OPERATIONS
from generated.responses import PROBLEM_TYPES

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "status-codes.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (\d{3}) [^\n]*\n(.*?)(?=^## |\Z)", PAGE, re.DOTALL | re.MULTILINE))
# Status, code, and what is said to the person, the developer and the operator.
ROWS = [
    (int(status), *cells)
    for status, section in SECTIONS.items()
    for cells in re.findall(r"^\| `(\w+)` \| (.+?) \| (.+?) \| (.+?) \|$", section, re.MULTILINE)
]


def test_every_problem_is_there_once_under_its_status() -> None:
    told = Counter((code, status) for status, code, *_ in ROWS)

    assert told == Counter((each.code, each.status) for each in PROBLEM_TYPES.values())


def test_every_status_that_an_operation_answers_is_there() -> None:
    declared = {status for operation in OPERATIONS for status in operation.statuses}
    told = {int(status) for status in re.findall(r"^(?:## |\| )(\d{3})\b", PAGE, re.MULTILINE)}

    assert told == declared | {problem.status for problem in PROBLEM_TYPES.values()}


@pytest.mark.parametrize("problem", PROBLEM_TYPES.values(), ids=lambda problem: problem.code)
def test_what_may_be_repeated_is_what_the_contract_says(problem: ProblemType) -> None:
    (developer,) = (row[3] for row in ROWS if row[1] == problem.code)

    is_probe = problem.code == "not_ready"
    assert ("*repeat*" in developer) == (problem.retryable and not is_probe)


def test_the_alerts_that_it_names_exist() -> None:
    alerts = set(re.findall(r"alert: (\w+)", (DOCS / "operations.md").read_text()))

    assert set(re.findall(r"\bAccord[A-Z]\w+", PAGE)) <= alerts
