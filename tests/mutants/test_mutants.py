"""The areas name what exists, mutmut gets settings that it can read, and cases get plain names."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.contract.prove.copies import ROOT
from tests.mutants.__main__ import summary
from tests.mutants.areas import AREAS, Area
from tests.mutants.run import configure

ODD_NAMES = """
import pytest

@pytest.mark.parametrize("text", ["a", "[x]", "a::b", "\\\\", '"'], ids=repr)
def test_odd(text):
    assert text
"""


@pytest.mark.parametrize("area", AREAS.values(), ids=AREAS)
def test_an_area_names_files_and_tests_that_exist(area: Area) -> None:
    ignored = [option.partition("=")[2] for option in area.options if "=" in option]

    assert all(any(ROOT.glob(pattern)) for pattern in area.files)
    assert all((ROOT / name).exists() for name in [*area.tests, *ignored])


def test_a_copy_gets_settings_that_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.black]\nline-length = 100\n")

    configure(tmp_path, AREAS["domain"])

    tools = tomllib.loads((tmp_path / "pyproject.toml").read_text())["tool"]
    assert tools["mutmut"]["only_mutate"] == ["app/features/*/domain.py"]
    assert tools["mutmut"]["pytest_add_cli_args"][-2:] == ["-k", "not postgres"]
    assert tools["black"]


def test_each_case_can_be_asked_for_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.black]\n")
    (tmp_path / "test_odd.py").write_text(ODD_NAMES)
    configure(tmp_path, AREAS["domain"])

    listed = _pytest(tmp_path, "--collect-only", "-q", "test_odd.py").splitlines()
    names = [line for line in listed if "::" in line]

    assert len(set(names)) == 5
    assert "5 passed" in _pytest(tmp_path, "-q", *names)


def test_what_never_ends_is_killed_and_what_no_test_reaches_is_not() -> None:
    found = {"a": "killed", "b": "timeout", "c": "survived", "d": "no tests"}

    assert summary(found) == "2 of 4 killed, 1 survived, 1 no tests"


def _pytest(folder: Path, *arguments: str) -> str:
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
    )
    return ended.stdout
