"""Every defence that the threat model claims is shown by a test that exists."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = [*sorted((ROOT / "docs").rglob("*.md")), ROOT / "CONTRIBUTING.md"]
THREAT_MODEL = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def _requirements() -> list[tuple[str, str]]:
    """The rows of the tables `requirement | test`."""
    tables = re.findall(r"\| requirement \| test \|\n\|---\|---\|\n((?:\|.*\n)+)", THREAT_MODEL)
    rows = [row.strip("|\n").split(" | ") for table in tables for row in table.splitlines()]
    return [(requirement.strip(), tests.strip()) for requirement, tests in rows]


@cache
def _tests_of(file: Path) -> frozenset[str]:
    """What pytest collects from a file; nothing, when there is none."""
    if not file.is_file():
        return frozenset()
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    tree = ast.parse(file.read_text(encoding="utf-8"), str(file))
    return frozenset(node.name for node in tree.body if isinstance(node, functions))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_test_that_a_document_names_exists(document: Path) -> None:
    missing = [
        f"{file}::{test}"
        for file, test in NAMED.findall(document.read_text(encoding="utf-8"))
        if test not in _tests_of(ROOT / file) or not test.startswith("test_")
    ]
    assert missing == []


def test_every_requirement_names_its_tests_and_nothing_else() -> None:
    for requirement, tests in _requirements():
        assert NAMED.findall(tests), requirement
        assert re.fullmatch(r"`[^`]+`(, `[^`]+`)*", tests), requirement
        assert all(NAMED.fullmatch(name) for name in re.findall(r"`[^`]+`", tests)), requirement


def test_no_requirement_is_written_twice() -> None:
    requirements = [requirement for requirement, _ in _requirements()]

    assert len(requirements) > 50
    assert len(set(requirements)) == len(requirements)


def test_every_test_of_the_authorisation_of_requests_is_in_the_model() -> None:
    """The matrix is the heart of it: what it shows must be claimed somewhere."""
    matrix = "tests/http/test_authorisation_matrix.py"
    named = {test for file, test in NAMED.findall(THREAT_MODEL) if file == matrix}

    assert named >= {test for test in _tests_of(ROOT / matrix) if "nothing" in test}
