"""Every rule finds the fault planted for it, at its line, and nothing else."""

from pathlib import Path

import pytest

from contract.build.bundle import read
from contract.build.findings import ContractRefused, Finding
from contract.build.lint import findings_of
from contract.build.lint.rules import REGISTRY
from tests.build import planted, sunsets
from tests.build.library import SAMPLE, copy_of_sample, line_of
from tests.build.planted import Fault

FAULTS = [*planted.FAULTS, *sunsets.FAULTS]

# Found while reading, before there is a bundle that rules could look at.
READING = {"syntax", "reference", "openapi", "problem-type", "problem-codes", "expansion"}


def findings(entry: Path) -> list[Finding]:
    try:
        return findings_of(read(entry))
    except ContractRefused as refused:
        return refused.findings


def test_the_sample_is_accepted() -> None:
    assert findings(SAMPLE / "v1.yaml") == []


@pytest.mark.parametrize(
    "fault", FAULTS, ids=lambda fault: f"{fault.rule}-{fault.line[:12].strip()}"
)
def test_a_planted_fault_is_found_at_its_line_and_nothing_else(
    fault: Fault, tmp_path: Path
) -> None:
    entry = copy_of_sample(tmp_path / "openapi", fault.edits)

    found = findings(entry)

    expected = (fault.file, line_of(entry.parent / fault.file, fault.line))
    places = [(finding.location.file, finding.location.line) for finding in found]
    assert {finding.rule for finding in found} == {fault.rule}, "\n".join(map(str, found))
    assert expected in places
    assert fault.is_everywhere or set(places) == {expected}


def test_every_rule_has_a_planted_fault() -> None:
    assert {rule.name for rule in REGISTRY} | READING == {fault.rule for fault in FAULTS}


def test_every_rule_has_a_name_of_its_own_a_reason_and_a_way_out() -> None:
    assert len({rule.name for rule in REGISTRY}) == len(REGISTRY)
    assert all(rule.check.__doc__ and rule.way_out.endswith((".", "$")) for rule in REGISTRY)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    edits = [fault.edits[0] for fault in FAULTS if fault.rule in ("closed-request", "summary")]
    entry = copy_of_sample(tmp_path / "openapi", edits)

    assert [finding.rule for finding in findings(entry)] == ["closed-request", "summary"]
