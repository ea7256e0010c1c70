"""Fixtures for all tests: the service on a real, migrated database."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from app.config import Settings
from app.db import migrations
from app.security.keys import KeySet
from tests.support import machine
from tests.support.clock import MovableClock
from tests.support.service import Service
from tests.support.serving import serving

pytest_plugins = ["tests.fixtures_conformance"]

_not_tested: set[str] = set()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A process of pytest-xdist hands on what it could not test to the one that reports."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["not_tested"] = machine.not_tested()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    _not_tested.update(getattr(node, "workeroutput", {}).get("not_tested", ()))


def pytest_unconfigure(config: pytest.Config) -> None:
    """The last lines of a run: what this machine could not test."""
    if not hasattr(config, "workeroutput"):
        for line in sorted(_not_tested.union(machine.not_tested())):
            config.get_terminal_writer().line(line, yellow=True, bold=True)


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database at the newest revision, made once; tests work on copies."""
    path = tmp_path_factory.mktemp("template") / "accord.db"
    asyncio.run(migrations.upgrade(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def signing_keys_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One key set for the whole run."""
    path = tmp_path_factory.mktemp("keys") / "keys.json"
    KeySet.generate("ES256", MovableClock().now()).save(path)
    return path


@pytest.fixture
def settings(tmp_path: Path, migrated_sqlite: Path, signing_keys_file: Path) -> Settings:
    """Development settings on a database of this test's own; hashing is as cheap as it gets."""
    database = tmp_path / "accord.db"
    shutil.copy(migrated_sqlite, database)
    return Settings(
        environment="development",
        database_url=f"sqlite:///{database}",
        signing_keys_file=signing_keys_file,
        bcrypt_rounds=4,
        mailbox_dir=tmp_path / "mailbox",
        outbox_in_process=False,
        seed_demo=False,
        log_level="ERROR",
    )


@pytest.fixture
async def service(settings: Settings) -> AsyncIterator[Service]:
    """The service over ASGI; every response is checked against the contract."""
    async with serving(settings) as running:
        yield running
