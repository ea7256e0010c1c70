"""What the repository's documents say that pages show too: advice on problems, and changes.

`documents/` holds copies, since an installed service has no `docs/`; `make docs-pages` makes them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

_ROW: Final = re.compile(r"^\| `(\w+)` \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
_VERSION: Final = re.compile(r"^## (.+)$", re.MULTILINE)
_ITEM: Final = re.compile(r"^- (.+(?:\n  .+)*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Advice:
    """What the person at the screen, the developer and the operator do about a problem."""

    person: str
    developer: str
    operator: str


def advice_on(code: str) -> Advice | None:
    """The row of that code in docs/status-codes.md."""
    return _advice().get(code)


def changes() -> list[tuple[str, list[str]]]:
    """Each version of CHANGELOG.md that changed the contract, and what it changed."""
    parts = _VERSION.split(_document("contract-changes.md"))[1:]
    return [
        (version, [" ".join(item.split()) for item in _ITEM.findall(text)])
        for version, text in zip(parts[::2], parts[1::2], strict=True)
    ]


@cache
def _advice() -> Mapping[str, Advice]:
    rows = _ROW.findall(_document("status-codes.md"))
    return {code: Advice(*said) for code, *said in rows}


def _document(name: str) -> str:
    file = resources.files("app.http.pages") / "documents" / name
    return file.read_text(encoding="utf-8")
