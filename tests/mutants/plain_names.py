"""The conftest of a mutated copy: mutmut hands names of cases back to pytest, which cannot read all
that it wrote (quotes, brackets, escapes). So each case gets a plain name here."""

import re
from collections.abc import Callable
from typing import Any

import pytest


@pytest.hookimpl(tryfirst=True)
def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Forget the names that the tests give."""
    parametrize: Callable[..., None] = metafunc.parametrize

    def without_names(*arguments: Any, **options: Any) -> None:
        parametrize(*arguments, **{**options, "ids": None})

    metafunc.parametrize = without_names  # type: ignore[method-assign]


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str:
    """Letters, digits and dashes; pytest numbers those that are alike."""
    return re.sub(r"\W+", "-", repr(val)[:200], flags=re.ASCII)[:60]
