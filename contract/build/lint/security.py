"""Security: one scheme, scopes that exist, roles that name them."""

from contract.build.lint.reading import Reading
from contract.build.lint.rules import Faults, rule


def _scopes_of(scheme: object) -> set[str]:
    flows = scheme.get("flows", {}).values() if isinstance(scheme, dict) else []
    return {scope for flow in flows for scope in flow.get("scopes", {})}


def _known_scopes(reading: Reading) -> set[str]:
    schemes = reading.components.get("securitySchemes", {}).values()
    return {scope for scheme in schemes for scope in _scopes_of(scheme)}


@rule("one-requirement", "Write one requirement with one scheme, or `security: []` for everybody.")
def one_requirement(reading: Reading) -> Faults:
    """Two schemes at once, or a choice between two, cannot be given to a handler as one
    principal."""
    for operation in reading.operations:
        if len(operation.security) > 1 or any(len(one) != 1 for one in operation.security):
            yield (*operation.pointer, "security"), f"{operation.id} joins security requirements."


@rule("security-stated", "Write `security`, with `[]` for everybody.")
def security_stated(reading: Reading) -> Faults:
    """Whether an operation is public must not depend on what somebody forgot."""
    for operation in reading.operations:
        if "security" not in operation.value and "security" not in reading.bundle:
            yield operation.pointer, f"{operation.id} does not say who may call it."


@rule("known-scope", "Declare the scope in the flows of the security scheme, or correct it.")
def known_scope(reading: Reading) -> Faults:
    """A scope that nobody can have locks the operation for all."""
    schemes = reading.components.get("securitySchemes", {})
    for operation in reading.operations:
        for index, requirement in enumerate(operation.security):
            at = (*operation.pointer, "security", index)
            for name, scopes in requirement.items():
                if name not in schemes:
                    yield at, f"The security scheme {name} is not declared."
                for scope in sorted(set(scopes) - _scopes_of(schemes.get(name))):
                    yield at, f"The scope {scope} is not declared."


@rule("role-scope", "Declare the scope in the flows of the security scheme, or correct it.")
def role_scope(reading: Reading) -> Faults:
    """A role that grants a misspelt scope grants nothing."""
    known = _known_scopes(reading)
    roles = reading.bundle.get("x-role-scopes", {})
    if not isinstance(roles, dict) or not all(isinstance(one, list) for one in roles.values()):
        yield ("x-role-scopes",), "There is not a list of scopes for each role."
        return
    for role, scopes in roles.items():
        for index, scope in enumerate(scopes):
            if scope not in known:
                yield (
                    "x-role-scopes",
                    role,
                    index,
                ), f"The role {role} has the unknown scope {scope}."
