"""A PostgreSQL server for tests, started once a session when the machine has the programs.

Looked for in this order: the server that TEST_DATABASE_URL names (its user may create databases),
server programs on this machine, none. REQUIRE_POSTGRES=1 turns "none" into a failure.
"""

import asyncio
import atexit
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from app.db import migrations, url
from tests.support import machine

T = TypeVar("T")

_leftovers = ExitStack()


@pytest.fixture(scope="session", autouse=True)
def postgres_leftovers() -> Iterator[None]:
    """What a session leaves on a server that is not ours goes with the session."""
    with _leftovers:
        yield


@contextmanager
def empty_database() -> Iterator[str]:
    """The URL of a new database without tables, dropped afterwards; skips without a server."""
    with _database("template0") as address:
        yield address


@contextmanager
def migrated_database() -> Iterator[str]:
    """The URL of a new database at the newest revision, dropped afterwards; or skips."""
    with _database(_migrated_template()) as address:
        yield address


def wait_for(make: Callable[[], Coroutine[object, object, T]]) -> T:
    """Run a coroutine to its end, also from a thread in which an event loop is running."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(make())).result()


@contextmanager
def _database(template: str) -> Iterator[str]:
    server = _server_or_skip()
    name = f"accord_test_{uuid4().hex}"
    wait_for(lambda: _administer(server, f"CREATE DATABASE {name} TEMPLATE {template}"))
    try:
        yield _address(server, name)
    finally:
        wait_for(lambda: _administer(server, f"DROP DATABASE {name} WITH (FORCE)"))


@cache
def _migrated_template() -> str:
    server = _server_or_skip()
    name = f"accord_template_{uuid4().hex}"
    wait_for(lambda: _administer(server, f"CREATE DATABASE {name} TEMPLATE template0"))
    _leftovers.callback(wait_for, lambda: _administer(server, f"DROP DATABASE {name}"))
    wait_for(lambda: migrations.upgrade(_address(server, name)))
    return name


def _address(server: str, database: str) -> str:
    return make_url(server).set(database=database).render_as_string(hide_password=False)


async def _administer(server: str, statement: str) -> None:
    address = url.parse(server)
    assert isinstance(address, url.PostgresUrl)
    engine = create_async_engine(address.url, isolation_level="AUTOCOMMIT")
    try:
        async with engine.connect() as connection:
            await connection.execute(text(statement))
    finally:
        await engine.dispose()


def _server_or_skip() -> str:
    server = _server()
    if server is None:
        machine.missing("PostgreSQL", "set TEST_DATABASE_URL or install the package postgresql")
    return server


@cache
def _server() -> str | None:
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        return given
    found = programs()
    return _start(found) if found else None


def programs() -> Path | None:
    """The folder of the newest server on this machine."""
    installed = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if installed:
        return max(installed, key=lambda path: float(path.parent.name))
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def _start(found: Path) -> str:
    folder = machine.unprivileged_folder("accord-pg-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    data = folder / "data"
    initdb: list[str | Path] = [
        found / "initdb",
        "-D",
        data,
        "-U",
        "accord",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "-N",
    ]
    assert machine.spawn(initdb, folder).wait() == 0, "initdb failed"
    postgres: list[str | Path] = [
        found / "postgres",
        "-D",
        data,
        "-k",
        folder,
        "-c",
        "listen_addresses=",
        "-F",
    ]
    server = machine.spawn(postgres, folder)
    atexit.register(machine.stop, server, signal.SIGINT)  # its "fast" shutdown
    address = f"postgresql://accord@/postgres?host={folder}"
    _await_server(server, address)
    return address


def _await_server(server: "subprocess.Popen[bytes]", address: str) -> None:
    for _ in range(100):
        try:
            wait_for(lambda: _administer(address, "SELECT 1"))
            return
        except Exception:
            assert server.poll() is None, "the PostgreSQL server did not start"
            time.sleep(0.1)
    raise AssertionError("the PostgreSQL server does not answer")
