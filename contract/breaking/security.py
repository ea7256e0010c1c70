"""Compares who may call: each old way to be let in must still be enough."""

from typing import Final, TypeAlias

from contract.breaking.findings import Report, bare, listed, shown
from contract.breaking.node import Node
from contract.breaking.operations import Operation, Pair

# Scheme → scopes; all of them are needed at once.
Requirement: TypeAlias = dict[str, frozenset[str]]

_EVERYBODY: Final[Requirement] = {}
_SCHEME_MEMBERS: Final = ("type", "in", "name", "scheme", "openIdConnectUrl")
_FLOW_MEMBERS: Final = ("authorizationUrl", "tokenUrl", "refreshUrl")


def compare(report: Report, pair: Pair) -> None:
    """Tell which tokens are not enough any more."""
    old, new = requirements(pair.old), requirements(pair.new)
    at = pair.new.inherited("security")
    for requirement in old:
        if not any(_suffices(requirement, needed) for needed in new):
            kind, detail = _lost(requirement, new)
            report.add(kind, pair.label, at, detail)
    for requirement in new:
        if not any(_suffices(requirement, needed) for needed in old):
            report.add("security-loosened", pair.label, at, _told(requirement))


def requirements(operation: Operation) -> list[Requirement]:
    """The alternatives; an operation without any is for everybody."""
    found = [
        {name: frozenset(item.child(name).texts) for name in item.mapping}
        for item in operation.inherited("security").items()
    ]
    return found or [_EVERYBODY]


def _suffices(presented: Requirement, needed: Requirement) -> bool:
    return all(name in presented and scopes <= presented[name] for name, scopes in needed.items())


def _lost(requirement: Requirement, new: list[Requirement]) -> tuple[str, str]:
    if not requirement:
        return "security-added", f"everybody became {' or '.join(map(_told, new))}"
    for needed in new:
        if needed.keys() <= requirement.keys():
            more = {scope for name in needed for scope in needed[name] - requirement[name]}
            return "scope-added", f"also {listed(more)}"
    detail = f"{_told(requirement)} became {' or '.join(map(_told, new))}"
    return "security-alternative-removed", detail


def _told(requirement: Requirement) -> str:
    each = [f"{bare(name)}({listed(scopes)})" for name, scopes in requirement.items()]
    return " and ".join(each) or "everybody"


def compare_schemes(report: Report, base: Node, changed: Node) -> None:
    """Tell what became of the schemes that both have; the lack of one is told by operations."""
    old, new = (side.child("components", "securitySchemes").members() for side in (base, changed))
    for name in old.keys() & new.keys():
        _members(report, old[name], new[name], _SCHEME_MEMBERS)
        before, after = (side.child("flows").members() for side in (old[name], new[name]))
        for flow, node in before.items():
            if flow in after:
                _members(report, node, after[flow], _FLOW_MEMBERS)
                _scopes(report, node, after[flow])
            else:
                detail = f"{shown(flow)} is gone"
                report.add("security-scheme-changed", None, node, detail)


def _members(report: Report, old: Node, new: Node, names: tuple[str, ...]) -> None:
    for name in names:
        was, now = old.child(name).text, new.child(name).text
        # `Bearer` and `bearer` are one scheme (RFC 9110 §11.1).
        if was != now and not (name == "scheme" and was.lower() == now.lower()):
            detail = f"{shown(was)} became {shown(now)}"
            report.add("security-scheme-changed", None, new.child(name), detail)


def _scopes(report: Report, old: Node, new: Node) -> None:
    before, after = (side.child("scopes") for side in (old, new))
    for scope in before.mapping.keys() - after.mapping.keys():
        report.add("scope-removed", None, before.child(scope), shown(scope))


def compare_roles(report: Report, base: Node, changed: Node) -> None:
    """Tell what a role may not do any more."""
    old, new = (side.child("x-role-scopes") for side in (base, changed))
    for role in old.mapping:
        if lost := set(old.child(role).texts) - set(new.child(role).texts):
            at = new.child(role) if new.child(role).exists else old.child(role)
            report.add("role-scope-removed", None, at, f"{shown(role)} loses {listed(lost)}")
