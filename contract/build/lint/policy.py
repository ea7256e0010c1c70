"""The policy extensions: an operation without one would start unlimited, unaudited or doubly
done."""

import re

from contract.build.document import SAFE_METHODS
from contract.build.lint.reading import Reading
from contract.build.lint.rules import Faults, rule

_GROUP = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


@rule("rate-limit", "Add `x-rate-limit: [group]`.")
def rate_limit(reading: Reading) -> Faults:
    """Every operation may answer 429, so every operation says which quota it spends."""
    for operation in reading.operations:
        groups = operation.value.get("x-rate-limit")
        if groups is None:
            yield operation.pointer, f"{operation.id} has no x-rate-limit."
        elif (
            not isinstance(groups, list) or not groups or not all(_is_group(one) for one in groups)
        ):
            yield (
                *operation.pointer,
                "x-rate-limit",
            ), "x-rate-limit is no list of kebab-case groups."


def _is_group(value: object) -> bool:
    return isinstance(value, str) and _GROUP.fullmatch(value) is not None


@rule("audit-event", "Add `x-audit-event`: the event's name, or null if nothing is worth a record.")
def audit_event(reading: Reading) -> Faults:
    """Forgetting to record a change must be a decision that somebody wrote down."""
    for operation in reading.operations:
        if operation.method not in SAFE_METHODS and "x-audit-event" not in operation.value:
            yield operation.pointer, f"{operation.id} has no x-audit-event."


@rule("idempotency", "Add `x-idempotency: none`, `optional` or `required`, on POST only.")
def idempotency(reading: Reading) -> Faults:
    """A client must know whether it may repeat a POST; the other methods may be repeated anyway."""
    for operation in reading.operations:
        if operation.method == "post" and "x-idempotency" not in operation.value:
            yield operation.pointer, f"{operation.id} has no x-idempotency."
        written = operation.value.get("x-idempotency", "none")
        allowed = ("none", "optional", "required") if operation.method == "post" else ("none",)
        if written not in allowed:
            yield (*operation.pointer, "x-idempotency"), f"x-idempotency is {written!r}."


@rule("accepted-issuers", "Name issuers of `x-issuers`, where `security` asks who calls.")
def accepted_issuers(reading: Reading) -> Faults:
    """Whose tokens open an operation is its policy; a name that nobody declared opens nothing."""
    known = list(reading.bundle.get("x-issuers") or ())
    for operation in reading.operations:
        if "x-accepted-issuers" not in operation.value:
            continue
        accepted = operation.value["x-accepted-issuers"]
        at = (*operation.pointer, "x-accepted-issuers")
        if operation.scopes is None:
            yield at, f"{operation.id} is for everybody."
        elif not isinstance(accepted, list) or not accepted:
            yield at, "x-accepted-issuers is no list of issuers."
        elif unknown := [one for one in accepted if one not in known]:
            yield at, f"{operation.id} accepts issuers that are not declared: {unknown}."


@rule("error-format", "Write `x-error-format: oauth`, or leave it out.")
def error_format(reading: Reading) -> Faults:
    """There are two shapes of errors, and no third."""
    for operation in reading.operations:
        if operation.value.get("x-error-format", "oauth") != "oauth":
            at = (*operation.pointer, "x-error-format")
            yield at, f"The error format {operation.value['x-error-format']} is unknown."


@rule("oauth-only-code", "Use the code on operations with `x-error-format: oauth` only.")
def oauth_only_code(reading: Reading) -> Faults:
    """Codes of RFC 6749 are no problem types."""
    catalogue = reading.bundle.get("x-problem-types", {})
    for operation in reading.operations:
        codes = [] if operation.is_oauth else operation.value.get("x-problems", [])
        for code in codes:
            if catalogue.get(code, {}).get("oauth_only"):
                yield (*operation.pointer, "x-problems"), f"{code} is an OAuth error."
