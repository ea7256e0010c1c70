"""The page publishes the table that the gate judges by."""

from pathlib import Path

from contract.breaking.page import PAGE, with_table
from contract.breaking.rules import KINDS, Severity

ROOT = Path(__file__).parents[2]


def test_the_page_has_each_kind_as_it_is_judged() -> None:
    """After a change of the table: `python -m contract.breaking.page`."""
    page = (ROOT / PAGE).read_text(encoding="utf-8")
    assert with_table(page) == page
    assert all(f"\n| `{name}` | " in page for name in KINDS)


def test_every_kind_says_what_it_is_and_the_way_out() -> None:
    for kind in KINDS.values():
        assert kind.what.endswith(".") and kind.way_out.endswith("."), kind.name
        assert "|" not in kind.what + kind.way_out
        assert kind.severity is Severity.INFO or kind.way_out != "Nothing to do."
