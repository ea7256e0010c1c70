"""`python -m contract.breaking.page`: write the table of kinds anew into the page that publishes
it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from contract.breaking.rules import KINDS, Severity

PAGE: Final = Path("docs/breaking-changes.md")
# The table stands below this line, to the end of the page.
_MARK: Final = "<!-- written by python -m contract.breaking.page -->\n"
_HEADINGS: Final = {
    Severity.BREAK: "Breaks: the gate fails",
    Severity.WARNING: "Warnings: worth a look",
    Severity.INFO: "Harmless: counted, and listed with `--all`",
}


def with_table(page: str) -> str:
    """The page with the table of today."""
    text, _, _ = page.partition(_MARK)
    return text + _MARK + "".join(_sections())


def _sections() -> Iterator[str]:
    for severity, heading in _HEADINGS.items():
        yield f"\n## {heading}\n\n| kind | travels in | what | the way out |\n|---|---|---|---|\n"
        for kind in KINDS.values():
            if kind.severity is severity:
                yield f"| `{kind.name}` | {kind.direction} | {kind.what} | {kind.way_out} |\n"


if __name__ == "__main__":
    PAGE.write_text(with_table(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
