"""The conftest of a mutated copy, for what mutmut and pytest do not settle between them.

- mutmut hands names of cases back to pytest, which cannot read all that it wrote (quotes, brackets,
  escapes). So each case gets a plain name here.
- What is called while modules are imported, such as the constructor of what a module makes once, no
  test called for mutmut, which asks those that did, of modules that were imported before it chose
  the mutant. Here every test called it, and the process of its mutant imports all of ours anew.
- The first test that fails ends a mutant, so the quick ones come first.
"""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

# Both in the folder in which mutmut calls pytest.
_STATISTICS = Path("mutmut-stats.json")
_CALLED_AT_IMPORT = Path("called-at-import.json")

_called_at_import: set[str] = set()


def _forget_what_is_ours() -> None:
    """Take all that was imported from this folder, or lies in a package of it, out of memory."""
    packages = {path.name for path in Path().iterdir() if path.is_dir()}
    for name in set(sys.modules):
        if name.split(".")[0] in packages:
            del sys.modules[name]


def _is_called_at_import(mutant: str) -> bool:
    """Whether the first run, which asked which test calls what, saw its function called there."""
    known = json.loads(_CALLED_AT_IMPORT.read_text()) if _CALLED_AT_IMPORT.exists() else []
    return mutant.rpartition("__mutmut_")[0] in known


if _is_called_at_import(os.environ.get("MUTANT_UNDER_TEST", "")):
    _forget_what_is_ours()


@pytest.hookimpl(tryfirst=True)
def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Forget the names that the tests give."""
    parametrize: Callable[..., None] = metafunc.parametrize

    def without_names(*arguments: Any, **options: Any) -> None:
        parametrize(*arguments, **{**options, "ids": None})

    metafunc.parametrize = without_names  # type: ignore[method-assign]


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str:
    """Nothing of the value, which may be a key that is another one in each process; pytest numbers
    those that are alike."""
    return argname


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The quick ones first, once their seconds are known."""
    if _STATISTICS.exists():
        seconds = json.loads(_STATISTICS.read_text())["duration_by_test"]
        items.sort(key=lambda item: seconds.get(item.nodeid, 0.0))


def pytest_collection_finish() -> None:
    """All is imported, and no test has run."""
    _called_at_import.update(_called())
    if _called_at_import:
        _CALLED_AT_IMPORT.write_text(json.dumps(sorted(_called_at_import)))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown() -> None:
    """Before mutmut writes down what the test has called."""
    _called().update(_called_at_import)


def _called() -> set[str]:
    """The functions that mutmut saw called and has not written down yet; without it, none."""
    mutmut = sys.modules.get("mutmut.state")
    called: set[str] = mutmut.state()._stats if mutmut else set()
    return called
