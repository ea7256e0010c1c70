"""Folders in which the program runs; what takes several runs to make is made once and copied."""

import shutil
from pathlib import Path

import pytest

from tests.cli.programs import EDITH, GRACE
from tests.support.server import run
from tests.support.service import PASSWORD


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the program runs: empty, so that nothing of ours is read."""
    return tmp_path


@pytest.fixture(scope="session")
def migrated_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with keys and a migrated database; tests work on copies."""
    made = tmp_path_factory.mktemp("migrated")
    assert run("migrate", folder=made).returncode == 0
    assert run("rotate-keys", folder=made).returncode == 0
    return made


@pytest.fixture(scope="session")
def staffed_once(migrated_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with two admins, Grace and then Edith."""
    made = _copy(migrated_once, tmp_path_factory.mktemp("staffed"))
    for email in (GRACE, EDITH):
        created = run("create-admin", "--email", email, "--password", PASSWORD, folder=made)
        assert created.returncode == 0, created.stderr
    return made


@pytest.fixture(scope="session")
def recorded_once(staffed_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with five events in its trail: Grace was suspended three times over."""
    made = _copy(staffed_once, tmp_path_factory.mktemp("recorded"))
    for reason in ("one", "two", "three"):
        suspended = run("users", "suspend", GRACE, "--reason", reason, folder=made)
        assert suspended.returncode == 0, suspended.stderr
    return made


@pytest.fixture
def staffed(folder: Path, staffed_once: Path) -> Path:
    """A folder with two admins in its database: Grace, then Edith."""
    return _copy(staffed_once, folder)


@pytest.fixture
def recorded(folder: Path, recorded_once: Path) -> Path:
    """The same with five events in its trail."""
    return _copy(recorded_once, folder)


def _copy(made: Path, folder: Path) -> Path:
    shutil.copytree(made, folder, dirs_exist_ok=True)
    return folder
