"""The locks pin everything, name no host, and agree with what was asked for and installed."""

import re
from importlib import metadata
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "requirements"
DEPLOY = FOLDER.parent / "deploy"
CONTESTANTS = FOLDER.parent / "benchmarks" / "contestants"
DEPLOY = FOLDER.parent / "deploy"
RUN, DEV = (FOLDER / "run.txt").read_text(), (FOLDER / "dev.txt").read_text()
TRACING, SDK = (FOLDER / "tracing.txt").read_text(), (FOLDER / "sdk.txt").read_text()
MUTANTS = (FOLDER / "mutants.txt").read_text()
LOCKS = [
    pytest.param(RUN, id="run.txt"),
    pytest.param(TRACING, id="tracing.txt"),
    pytest.param(DEV, id="dev.txt"),
    pytest.param(SDK, id="sdk.txt"),
    pytest.param(MUTANTS, id="mutants.txt"),
    *(pytest.param(file.read_text(), id=file.name) for file in CONTESTANTS.glob("*.txt")),
    *(pytest.param(file.read_text(), id=file.name) for file in DEPLOY.rglob("*.txt")),
]


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _entries(lock: str) -> list[str]:
    return re.split(r"(?m)^(?=[A-Za-z0-9])", lock)[1:]


def _pins(lock: str) -> dict[str, set[str]]:
    """Name → versions: a package may have one for older and one for newer Pythons."""
    pins: dict[str, set[str]] = {}
    for entry in _entries(lock):
        match = re.match(r"([A-Za-z0-9_.-]+)(?:\[[^]]*\])?==([^\s;\\]+)", entry)
        assert match, f"not a pin: {entry.splitlines()[0]}"
        pins.setdefault(_canonical(match[1]), set()).add(match[2])
    return pins


def _asked_for(file: str | Path) -> set[str]:
    names = re.findall(r"(?m)^([A-Za-z0-9_.-]+)", (FOLDER / file).read_text())
    return {_canonical(name) for name in names if not name.startswith("-")}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host_and_no_index(lock: str) -> None:
    """Where packages come from is the installer's business; a lock that says so leaks or breaks."""
    assert not re.findall(r"(?m)^.*(?:://|--index|--extra-index|--find-links|^-[fi] ).*$", lock)
    assert not re.findall(r"(?m)^.*(?:file:| @ ).*$", lock)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_hashes(lock: str) -> None:
    assert [entry for entry in _entries(lock) if "--hash=sha256:" not in entry] == []


def test_everything_asked_for_is_locked() -> None:
    assert _asked_for("run.in") <= set(_pins(RUN))
    assert _asked_for("tracing.in") <= set(_pins(TRACING))
    assert _asked_for("dev.in") <= set(_pins(DEV))
    assert _asked_for("sdk.in") <= set(_pins(SDK))
    assert _asked_for("mutants.in") <= set(_pins(MUTANTS))
    for file in [*CONTESTANTS.glob("*.in"), *DEPLOY.rglob("*.in")]:
        assert _asked_for(file) <= set(_pins(file.with_suffix(".txt").read_text()))


def test_the_handwritten_contestant_runs_on_what_accord_runs_on() -> None:
    """Else a benchmark would compare libraries."""
    theirs = _pins((CONTESTANTS / "handwritten.txt").read_text())
    both = _pins(RUN).keys() & theirs.keys()
    assert {"fastapi", "sqlalchemy", "uvicorn"} <= both
    assert {name: _pins(RUN)[name] for name in both} == {name: theirs[name] for name in both}


def test_tests_run_on_what_production_runs_on() -> None:
    assert _pins(RUN).items() <= _pins(DEV).items()
    assert _pins(TRACING).items() <= _pins(DEV).items()


def test_mutants_are_tried_by_the_pytest_of_the_tests() -> None:
    """mutants.txt lies before dev.txt in one process: what is in both must be one version."""
    both = _pins(DEV).keys() & _pins(MUTANTS).keys()
    assert "pytest" in both
    assert {name: _pins(DEV)[name] for name in both} == {
        name: _pins(MUTANTS)[name] for name in both
    }


def test_traces_change_nothing_of_what_runs_without_them() -> None:
    """tracing.txt is installed on top of run.txt."""
    both = _pins(RUN).keys() & _pins(TRACING).keys()
    assert {name: _pins(TRACING)[name] for name in both} == {
        name: _pins(RUN)[name] for name in both
    }


@pytest.mark.parametrize("lock", LOCKS)
def test_passlib_is_libpass(lock: str) -> None:
    """Both install the package `passlib`; the old one fails on every bcrypt 5 hash."""
    assert "libpass" in _pins(RUN)
    assert "passlib" not in _pins(lock)


def test_the_old_passlib_is_not_installed() -> None:
    assert metadata.version("libpass")
    with pytest.raises(metadata.PackageNotFoundError):
        metadata.version("passlib")


def test_this_environment_is_what_the_lock_says() -> None:
    """A stale environment makes tests pass, or fail, that do not elsewhere."""
    installed = {_canonical(one.name): one.version for one in metadata.distributions()}
    differing = {
        name: (versions, installed[name])
        for name, versions in _pins(DEV).items()
        if name in installed and installed[name] not in versions
    }
    assert differing == {}
