"""Tries one defect: plants it, and asks layer after layer until one sees it."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tests.contract.prove import layers
from tests.contract.prove.copies import Copy
from tests.contract.prove.defects import Defect, DefectInvalid
from tests.contract.prove.layers import Catch, Suite

# What `generated/` follows from; nothing else can make it stale.
_OF_THE_CONTRACT: Final = ("contract/", "generated/", "openapi/")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a defect: caught, or why nothing is proven by it; else it has survived."""

    defect: Defect
    catch: Catch | None
    fault: str | None
    seconds: float


def require_soundness(copy: Copy, defects: Sequence[Defect]) -> None:
    """The same questions without a defect: a test that fails anyway catches nothing.

    Raises `DefectInvalid`.
    """
    found = layers.generated(copy) or layers.types(copy) or first_failure(copy, defects)
    if found is not None:
        raise DefectInvalid(f"without any defect {found.layer} fails: {found.by}")


def first_failure(copy: Copy, defects: Sequence[Defect]) -> Catch | None:
    """The first of the tests that they name that fails without any of them."""
    for with_postgres in (False, True):
        asked = (each.tests for each in defects if each.needs_postgres == with_postgres)
        files = sorted({file for named in asked for file in named})
        catch = layers.tests(copy, files, with_postgres=with_postgres) if files else None
        if catch is not None:
            return catch
    return None


def judge(copy: Copy, defect: Defect, suite: Suite = layers.SUITE) -> Verdict:
    """Plant it and see."""
    began = time.monotonic()
    catch, fault = None, None
    try:
        catch = _caught(copy, defect, suite)
    except DefectInvalid as invalid:
        fault = str(invalid)
    return Verdict(defect, catch, fault, time.monotonic() - began)


def _caught(copy: Copy, defect: Defect, suite: Suite) -> Catch | None:
    with copy.planted(defect):
        _require_program(copy, defect)
        catch = next(_catches(copy, defect, suite), None)
    if catch is not None and not _was_asked_before(catch, defect):
        _require_passing(copy, catch)
    return catch


def _catches(copy: Copy, defect: Defect, suite: Suite) -> Iterator[Catch]:
    """What the tests say that should see it, then what each layer says, from cheap to dear."""
    if defect.tests:
        with_postgres = defect.needs_postgres
        yield from _found(layers.tests(copy, defect.tests, with_postgres=with_postgres))
    if any(file.startswith(_OF_THE_CONTRACT) for file in defect.files):
        yield from _found(layers.generated(copy))
    yield from _found(layers.types(copy))
    if not layers.is_importable(copy):
        raise DefectInvalid(f"{defect.name} leaves a service that cannot be imported")
    for paths in suite.values():
        yield from _found(layers.tests(copy, paths, with_postgres=True))


def _require_program(copy: Copy, defect: Defect) -> None:
    """A slip in a patch is no defect that anybody would release."""
    for name in defect.files:
        file = copy.folder / name
        if file.suffix == ".py" and file.exists():
            try:
                compile(file.read_text(), name, "exec")
            except SyntaxError as error:
                raise DefectInvalid(f"{defect.name} does not compile: {error}") from None


def _found(catch: Catch | None) -> Iterator[Catch]:
    if catch is not None:
        yield catch


def _was_asked_before(catch: Catch, defect: Defect) -> bool:
    """Whether the same question was asked of the code without a defect."""
    return catch.layer not in layers.SUITE or catch.by.startswith(defect.tests)


def _require_passing(copy: Copy, catch: Catch) -> None:
    if layers.tests(copy, [catch.by], with_postgres=True) is not None:
        raise DefectInvalid(f"{catch.by} fails without any defect")
