"""pytest leaves no folder of tests out, but for those that need a browser."""

from fnmatch import fnmatch
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]


def test_every_folder_of_tests_is_looked_into(pytestconfig: pytest.Config) -> None:
    patterns: list[str] = pytestconfig.getini("norecursedirs")
    left_out = {
        folder.name
        for folder in {file.parent for file in TESTS.rglob("test_*.py")}
        if any(fnmatch(folder.name, pattern) for pattern in patterns)
    }

    assert left_out == {"browser"}
