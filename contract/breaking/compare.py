"""Two contracts in, findings out."""

from datetime import date

from contract.breaking import bodies, lifecycle, parameters, policy, responses, security
from contract.breaking.findings import Finding, Report
from contract.breaking.node import Node
from contract.breaking.operations import Pair, pairs
from contract.breaking.rules import Direction
from contract.breaking.walk import Walk


def compare(base: object, changed: object, today: date) -> list[Finding]:
    """What those who call by `base` meet at `changed`: breaks, warnings and additions.

    It walks from the operations, so that a schema is judged by where it is used.
    """
    report, old, new = Report(), Node.of(base), Node.of(changed)
    for pair in pairs(report, old, new, today):
        _compare_operation(report, pair)
    security.compare_schemes(report, old, new)
    security.compare_roles(report, old, new)
    policy.compare_problems(report, old, new)
    return report.findings()


def _compare_operation(report: Report, pair: Pair) -> None:
    sent = Walk(report, pair.label, Direction.REQUEST)
    parameters.compare(sent, pair)
    bodies.compare(sent, pair)
    responses.compare(Walk(report, pair.label, Direction.RESPONSE), pair)
    lifecycle.compare(report, pair.label, pair.old.node, pair.new.node)
    security.compare(report, pair)
    policy.compare(report, pair)
