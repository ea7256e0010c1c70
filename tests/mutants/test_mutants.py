"""The areas name what exists, mutmut gets settings that it can read, and pytest gets its hooks."""

import json
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


# What mutmut has while it asks which test calls what: a set that it reads and clears after each.
MUTMUT = """
from functools import cache
from types import SimpleNamespace

@cache
def state():
    return SimpleNamespace(_stats=set())
"""
CALLS = """
from mutmut.state import state

state()._stats.add("at_import")

def test_slow():
    state()._stats.add("in_slow")

def test_quick():
    pass
"""
RECORDER = """
from mutmut.state import state

def pytest_runtest_teardown(item):
    print("CALLED", item.name, *sorted(state()._stats))
    state()._stats.clear()
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
    assert tools["mutmut"]["process_isolation"] == "forkserver"
    assert tools["black"]


def test_what_is_called_at_import_is_called_by_every_test(tmp_path: Path) -> None:
    _small_project(tmp_path)

    said = _pytest(tmp_path, "-q", "-s", "-p", "recorder")
    called = [line.partition("CALLED ")[2] for line in said.splitlines() if "CALLED" in line]

    assert called == ["test_slow at_import in_slow", "test_quick at_import"]


def test_the_quick_ones_come_first_once_that_is_known(tmp_path: Path) -> None:
    _small_project(tmp_path)
    seconds = {"test_calls.py::test_slow": 2.0, "test_calls.py::test_quick": 0.1}
    (tmp_path / "mutmut-stats.json").write_text(json.dumps({"duration_by_test": seconds}))

    listed = _pytest(tmp_path, "--collect-only", "-q").splitlines()

    assert listed[:2] == ["test_calls.py::test_quick", "test_calls.py::test_slow"]


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


def _small_project(folder: Path) -> None:
    """Two tests of what calls something at import, and what stands for mutmut."""
    (folder / "mutmut").mkdir()
    (folder / "mutmut" / "__init__.py").touch()
    (folder / "mutmut" / "state.py").write_text(MUTMUT)
    (folder / "recorder.py").write_text(RECORDER)
    (folder / "test_calls.py").write_text(CALLS)
    (folder / "pyproject.toml").write_text("[tool.black]\n")
    configure(folder, AREAS["domain"])


def _pytest(folder: Path, *arguments: str) -> str:
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
    )
    return ended.stdout
