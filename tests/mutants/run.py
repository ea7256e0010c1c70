"""One area in a copy of the working tree: mutmut changes it, line by line, and runs its tests."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from tests.contract.prove.copies import copies
from tests.mutants import hooks
from tests.mutants.areas import Area

# Wording is for people to judge: mutating it gives hundreds of mutants that no test should kill.
_PROSE: Final = [r'^\s*raise \w+\(f?".*"\)( from \w+)?$', r"\blog\."]
# What the tests read besides the code that mutmut copies by itself.
_READ_BY_TESTS: Final = [
    *("conftest.py", "generated", "migrations", "openapi", "docs", "requirements"),
    *("Makefile", ".env.example"),
]
_RESULT: Final = re.compile(r"^\s+(\S+): (.+)$", re.MULTILINE)


class MutmutFailed(Exception):
    """There is no result; the message is the end of what mutmut said."""


def mutate(area: Area, mutmut: Path, digits: Sequence[int]) -> tuple[dict[str, str], list[str]]:
    """What became of each mutant by its name, and what those that survived have changed.

    `digits` are the last digits of the mutants to try: a sample that is the same in each run.
    """
    with copies(1) as (copy,):
        configure(copy.folder, area)
        names = [f"*__mutmut_*{digit}" for digit in digits]
        said = _mutmut(mutmut, copy.folder, "run", "--max-children", "1", *names)
        results = _mutmut(mutmut, copy.folder, "results", "--all", "true")
        found = {name: what for name, what in _RESULT.findall(results) if what != "not checked"}
        if not found:
            raise MutmutFailed(said[-3000:])
        survived = [name for name, what in found.items() if what == "survived"]
        return found, [_mutmut(mutmut, copy.folder, "show", name) for name in survived]


def configure(folder: Path, area: Area) -> None:
    """Tell mutmut, in the copy, what it mutates and whom it asks.

    Each mutant gets a process in which everything is imported and no test has run: what tests leave
    behind, such as a full cache, would hide a mutant. The hooks see to what happens at import.
    """
    shutil.copy(hooks.__file__, folder / "conftest.py")
    settings: Mapping[str, str | Sequence[str]] = {
        "process_isolation": "forkserver",
        "forkserver_warmup": "collect",
        "source_paths": ["app/", "contract/"],
        "only_mutate": area.files,
        "do_not_mutate_patterns": _PROSE,
        "pytest_add_cli_args_test_selection": area.tests,
        "pytest_add_cli_args": ["-p", "no:cacheprovider", "-W", "ignore", *area.options],
        "also_copy": _READ_BY_TESTS,
    }
    # Strings and lists of strings are the same in JSON as in TOML.
    lines = [f"{name} = {json.dumps(value)}" for name, value in settings.items()]
    with (folder / "pyproject.toml").open("a") as file:
        print("\n[tool.mutmut]", *lines, sep="\n", file=file)


def _mutmut(mutmut: Path, folder: Path, *arguments: str) -> str:
    ended = subprocess.run(
        [mutmut.absolute(), *arguments],
        cwd=folder,
        env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return ended.stdout
