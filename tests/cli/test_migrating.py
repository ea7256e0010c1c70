"""A database that cannot be migrated now: one line says why, and nothing is changed."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.programs import refusal
from tests.support.server import DEVELOPMENT, free_port, run

AWAY = f"postgresql://accord:unseen@127.0.0.1:{free_port()}/accord"


@pytest.mark.parametrize("verb", ["migrate", "serve"])
def test_a_database_that_is_away(folder: Path, verb: str) -> None:
    settings = {**DEVELOPMENT, "PORT": str(free_port()), "DATABASE_URL": AWAY}

    ended = run(verb, folder=folder, settings=settings)

    line = "accord: DATABASE_URL: the database does not answer; nothing was changed\n"
    assert (ended.returncode, ended.stdout, ended.stderr) == (2, "", line)


def test_the_setting_is_named_whose_database_is_away(folder: Path) -> None:
    settings = {**DEVELOPMENT, "MIGRATION_DATABASE_URL": AWAY}

    ended = run("migrate", folder=folder, settings=settings)

    assert ended.stderr.startswith("accord: MIGRATION_DATABASE_URL: the database does not answer")


def test_a_file_that_another_program_writes(staffed: Path) -> None:
    with closing(sqlite3.connect(staffed / "var" / "accord.db")) as other:
        other.execute("BEGIN IMMEDIATE")

        assert refusal("migrate", folder=staffed) == (
            "DATABASE_URL: somebody holds a lock that the migration needs; nothing was changed"
        )


def test_a_file_where_a_folder_should_be(folder: Path) -> None:
    (folder / "var").touch()

    assert refusal("migrate", folder=folder) == (
        f"DATABASE_URL: cannot open {folder}/var: File exists; nothing was changed"
    )
