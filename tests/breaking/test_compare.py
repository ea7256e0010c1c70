"""Each kind of change is found, alone and in its direction; and what breaks nobody is no break."""

from datetime import date

import pytest

from contract.breaking.compare import compare
from contract.breaking.findings import Finding
from contract.breaking.rules import KINDS, Severity
from tests.breaking.cases import CASES, TODAY, Case


def found(base: object, changed: object, today: date = TODAY) -> list[Finding]:
    return compare(base, changed, today)


def kinds(findings: list[Finding]) -> set[str]:
    return {finding.kind.name for finding in findings}


def breaks(findings: list[Finding]) -> set[str]:
    return {one.kind.name for one in findings if one.kind.severity is Severity.BREAK}


def _name(case: Case) -> str:
    return f"{case.kind} {case.note}".strip()


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_the_change_is_all_that_is_found(case: Case) -> None:
    assert kinds(found(case.base, case.changed)) == {case.kind}


@pytest.mark.parametrize("case", [one for one in CASES if not one.breaks_back], ids=_name)
def test_the_change_back_breaks_nobody(case: Case) -> None:
    assert breaks(found(case.changed, case.base)) == set()


@pytest.mark.parametrize("case", [one for one in CASES if one.breaks_back], ids=_name)
def test_the_change_back_breaks_where_it_is_said_to(case: Case) -> None:
    assert breaks(found(case.changed, case.base)) != set()


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_nothing_is_found_where_nothing_changed(case: Case) -> None:
    for contract in (case.base, case.changed):
        assert found(contract, contract) == []


def test_every_kind_has_a_case() -> None:
    assert {case.kind for case in CASES} == set(KINDS)
