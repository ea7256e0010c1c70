"""What import-linter cannot say about the shape of the code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILE_LINES_MAX = 400
FUNCTION_LINES_MAX = 60


def _modules(*folders: str) -> list[Path]:
    return sorted(file for folder in folders for file in (ROOT / folder).rglob("*.py"))


def _name(file: Path) -> str:
    return str(file.relative_to(ROOT))


def _tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), _name(file))


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


WRITTEN_BY_PEOPLE = _modules("app", "clients/python/src", "contract")
OF_THE_SERVICE = _modules("app")


@pytest.mark.parametrize("file", WRITTEN_BY_PEOPLE, ids=_name)
def test_a_file_stays_readable_in_one_sitting(file: Path) -> None:
    assert len(file.read_text().splitlines()) <= FILE_LINES_MAX


@pytest.mark.parametrize("file", WRITTEN_BY_PEOPLE, ids=_name)
def test_a_function_fits_on_a_screen(file: Path) -> None:
    too_long = [
        f"{function.name} has {length} lines"
        for function in _functions(_tree(file))
        if (length := (function.end_lineno or 0) - function.lineno + 1) > FUNCTION_LINES_MAX
    ]
    assert too_long == []


@pytest.mark.parametrize(
    "file", [*WRITTEN_BY_PEOPLE, *_modules("benchmarks", "migrations", "tests")], ids=_name
)
def test_a_module_opens_with_a_sentence(file: Path) -> None:
    sentence = ast.get_docstring(_tree(file)) or ""
    assert sentence.partition("\n\n")[0].rstrip().endswith((".", ":", "`"))


@pytest.mark.parametrize("file", OF_THE_SERVICE, ids=_name)
def test_only_the_database_layer_ends_a_transaction(file: Path) -> None:
    """A unit that could commit could also commit half of itself."""
    if file.is_relative_to(ROOT / "app" / "db"):
        return
    enders = [
        f"line {node.lineno}: .{node.attr}"
        for node in ast.walk(_tree(file))
        if isinstance(node, ast.Attribute) and node.attr in {"commit", "rollback", "begin"}
    ]
    assert enders == []


@pytest.mark.parametrize("file", OF_THE_SERVICE, ids=_name)
def test_nothing_is_typed_any(file: Path) -> None:
    uses = [
        f"line {node.lineno}"
        for node in ast.walk(_tree(file))
        if (isinstance(node, ast.Name) and node.id == "Any")
        or (isinstance(node, ast.Attribute) and node.attr == "Any")
    ]
    assert uses == []


@pytest.mark.parametrize("file", OF_THE_SERVICE, ids=_name)
def test_time_comes_from_the_clock(file: Path) -> None:
    """`datetime.now` in a rule cannot be tested at the edge of a second."""
    if file == ROOT / "app" / "clock.py":
        return
    assert not re.search(r"\bdatetime\.(now|utcnow|today)\(", file.read_text())


@pytest.mark.parametrize("file", WRITTEN_BY_PEOPLE, ids=_name)
def test_no_room_is_called_after_nothing(file: Path) -> None:
    assert not {"utils", "util", "common", "core", "helpers", "lib", "misc"} & {
        *file.relative_to(ROOT).with_suffix("").parts
    }
