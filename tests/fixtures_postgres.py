"""A PostgreSQL server for tests, started once a session when the machine has the programs.

Looked for in this order: the server that TEST_DATABASE_URL names (its user may create databases),
server programs on this machine, none. REQUIRE_POSTGRES=1 turns "none" into a failure.
"""

import atexit
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import make_url

from app.db import migrations
from tests.support import machine, postgres
from tests.support.waiting import wait_for

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


@contextmanager
def _database(template: str) -> Iterator[str]:
    server = _server_or_skip()
    name = f"accord_test_{uuid4().hex}"
    postgres.execute(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield _address(server, name)
    finally:
        postgres.execute(server, f"DROP DATABASE {name} WITH (FORCE)")


@cache
def _migrated_template() -> str:
    server = _server_or_skip()
    name = f"accord_template_{uuid4().hex}"
    postgres.execute(server, f"CREATE DATABASE {name} TEMPLATE template0")
    _leftovers.callback(postgres.execute, server, f"DROP DATABASE {name}")
    wait_for(lambda: migrations.upgrade(_address(server, name)))
    return name


def _address(server: str, database: str) -> str:
    return make_url(server).set(database=database).render_as_string(hide_password=False)


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
    found = postgres.programs()
    return _start(found) if found else None


def _start(programs: Path) -> str:
    folder = machine.unprivileged_folder("accord-pg-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    server = postgres.Postgres(folder, programs, "-F")  # nothing here outlives the session
    atexit.register(server.stop)
    server.create()
    return server.url
