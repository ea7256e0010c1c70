"""What stands between a defect and a release, from cheap to dear, and how each part reports."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from tests.contract.prove.copies import ROOT, Copy, Ended
from tests.contract.prove.defects import DefectInvalid

Suite: TypeAlias = Mapping[str, tuple[str, ...]]

_UNITS: Final = ("architecture", "build", "config", "mail", "observability", "runtime", "security")
# Not asked: what measures, and the tests of this program. Of the contract's own the fuzzer is last.
_NOT_ASKED: Final = frozenset({"benchmarks", "contract", "mutants", "support", "torture"})


def _rest() -> tuple[str, ...]:
    """What belongs to no layer of its own, so that a new folder is asked as well."""
    named = {*_UNITS, *_NOT_ASKED, "features", "http"}
    return tuple(
        f"tests/{folder.name}"
        for folder in sorted((ROOT / "tests").iterdir())
        if folder.is_dir() and folder.name not in named and any(folder.rglob("test_*.py"))
    )


# Which tests make up a layer.
SUITE: Final[Suite] = {
    "units": tuple(f"tests/{name}" for name in _UNITS),
    "operations": ("tests/features",),
    "edge": ("tests/http",),
    "whole": _rest(),
    "fuzz": ("tests/contract/test_fuzz.py",),
}
_PYTEST: Final = ("-m", "pytest", "-x", "-q", "--no-header", "--tb=no", "-p", "no:cacheprovider")
_FAILED: Final = re.compile(r"^(?:FAILED|ERROR) (\S+::.+?)(?: - .*)?$", re.MULTILINE)
_STALE: Final = re.compile(r"^(?:different|missing|not generated): .+$", re.MULTILINE)
_MISTYPED: Final = re.compile(r"^(\S+?:\d+): error: .*?(\[[a-z-]+\])?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Catch:
    """The layer that a defect did not pass, and what in it said so first: a test without the values
    that it is run with, the place of a type error, a file that is not current."""

    layer: str
    by: str


def generated(copy: Copy) -> Catch | None:
    """Whether `generated/` is what the contract gives, and the contract one that can be served."""
    ended = copy.python("-m", "contract.build", "--check")
    if ended.status == 0:
        return None
    stale = _STALE.search(ended.output)
    return Catch("generated", stale[0] if stale else _first_line(ended))


def types(copy: Copy) -> Catch | None:
    """Whether mypy has something to say."""
    ended = copy.python("-m", "mypy", "--no-error-summary", "--no-pretty")
    if ended.status == 0:
        return None
    error = _MISTYPED.search(ended.output)
    if error is None:
        raise DefectInvalid(f"mypy did not end well:\n{ended.output}")
    return Catch("types", " ".join(filter(None, error.groups())))


def tests(copy: Copy, paths: Sequence[str], *, with_postgres: bool) -> Catch | None:
    """The first test of these files that fails.

    Raises `DefectInvalid` if they cannot be collected or do not end: nothing is proven by that.
    """
    selected = () if with_postgres else ("-k", "not postgres")
    ended = copy.python(*_PYTEST, *selected, *paths)
    if ended.status == 0:
        return None
    failed = _FAILED.search(ended.output)
    if ended.status != 1 or failed is None:
        raise DefectInvalid(f"{' '.join(paths)} gave no verdict:\n{ended.output[-2000:]}")
    return Catch(layer_of(failed[1]), failed[1].partition("[")[0])


def layer_of(test: str) -> str:
    """The layer that a test belongs to."""
    return next(name for name, paths in SUITE.items() if test.startswith(paths))


def is_importable(copy: Copy) -> bool:
    """Whether the service can be loaded: what cannot be is noticed without any test."""
    return copy.python("-c", "import app.bootstrap, app.main").status == 0


def _first_line(ended: Ended) -> str:
    lines = ended.output.strip().splitlines()
    return lines[0] if lines else f"status {ended.status}"
