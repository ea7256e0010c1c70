"""Refuses what the toolkit cannot serve exactly as written, and what a real tool was seen to fail
on.

Each rule is a function in one of these modules; its docstring says why it exists.
"""

from contract.build.bundle import Contract
from contract.build.findings import ContractRefused, Finding
from contract.build.lint import (  # noqa: F401  (importing a module registers its rules)
    components,
    deprecation,
    examples,
    faithful,
    links,
    operations,
    parameters,
    policy,
    requests,
    responses,
    security,
    spelling,
)
from contract.build.lint.reading import Reading
from contract.build.lint.rules import REGISTRY
from contract.build.structure import semantic_findings

__all__ = ["check", "findings_of"]


def findings_of(contract: Contract) -> list[Finding]:
    """Everything that is wrong, in the order of files and lines."""
    if any(finding.rule == "expansion" for finding in contract.findings):
        return sorted(contract.findings)  # the bundle has holes that the rules would fall into
    reading = Reading(contract)
    found = set(contract.findings)
    for rule in REGISTRY:
        found.update(
            Finding(reading.locate(place), rule.name, what, rule.way_out)
            for place, what in rule.check(reading)
        )
    if not found:  # it often repeats in vaguer words what our rules have said
        found.update(semantic_findings(contract.bundle, contract.origins))
    return sorted(found)


def check(contract: Contract) -> None:
    """Raises ContractRefused with every finding."""
    if findings := findings_of(contract):
        raise ContractRefused(findings)
