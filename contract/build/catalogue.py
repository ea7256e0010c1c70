"""The problem catalogue of a contract, checked before anything is made from it."""

import re
from collections.abc import Iterator

from contract.build.document import Json
from contract.build.findings import Finding, Origins, Pointer

_CODE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_MEMBERS = {"status": int, "title": str, "detail": str, "retryable": bool, "when": str}
_WAY_OUT = "Write status, title, detail, retryable and when; spell the code in snake_case."


def catalogue_findings(document: Json, origins: Origins) -> list[Finding]:
    """The catalogue is an enum, a union and a page: each entry needs all of its members."""
    catalogue = document.get("x-problem-types", {})
    if not isinstance(catalogue, dict):
        place = origins.find(("x-problem-types",))
        return [Finding(place, "problem-type", "The catalogue is no mapping.", _WAY_OUT)]
    return [
        Finding(origins.find(place), "problem-type", what, _WAY_OUT)
        for code, entry in catalogue.items()
        for place, what in _faults(code, entry)
    ]


def _faults(code: str, entry: object) -> Iterator[tuple[Pointer, str]]:
    at = ("x-problem-types", code)
    if not _CODE.fullmatch(code):
        yield at, f"The code {code} is not snake_case."
    members = entry if isinstance(entry, dict) else {}
    for name, kind in _MEMBERS.items():
        if not isinstance(members.get(name), kind):
            yield at, f"The problem {code} has no {name}."
    status = members.get("status")
    if isinstance(status, int) and not 400 <= status <= 599:
        yield (*at, "status"), f"The problem {code} has the status {status}."
    oauth = members.get("oauth")
    if oauth is not None and not (isinstance(oauth, dict) and {"error", "status"} <= set(oauth)):
        yield (*at, "oauth"), f"The OAuth form of {code} is not {{error, status}}."
