"""What the contract says of an operation that will go: two days, two headers and a last status."""

import re
from datetime import date
from typing import Final

from contract.build.document import Json

DEPRECATED_AT, SUNSET = "x-deprecated-at", "x-sunset"
# What an operation answers from its sunset on.
GONE: Final = "gone"
# Not constants: another day would be another contract for who reads the header.
HEADERS: Final[Json] = {
    "Deprecation": {
        "description": "Since when the operation is deprecated: `@` and Unix seconds (RFC 9745).",
        "required": True,
        "x-set-by": "edge",
        "schema": {"type": "string", "pattern": "^@-?[0-9]+$"},
    },
    "Sunset": {
        "description": "From when on the operation is gone (RFC 8594).",
        "required": True,
        "x-set-by": "edge",
        "schema": {"type": "string", "pattern": "^[A-Z][a-z]{2}, [0-9]{2} .* GMT$"},
    },
}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def is_deprecated(operation: Json) -> bool:
    return operation.get("deprecated") is True


def day(operation: Json, keyword: str) -> date | None:
    """The day that one of the extensions names; None for what is none."""
    written = operation.get(keyword)
    if not isinstance(written, str) or not _DAY.fullmatch(written):
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:  # the thirtieth of February
        return None
