"""Each check of deploy/checks finds the mistakes that it is there for.

`make check-deploy` runs this, and installs what it needs; `make test` does not.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.deploy.mistakes import AGAINST_POLICY, MISTAKES, Mistake
from tests.support.server import ROOT

LOOKED_AT = (".github", ".devcontainer", ".ci", "deploy", "requirements")
NEEDS = {"eks": "kubectl", "module": "terraform"}
# check.sh says aloud which program it lacks, and fails for it under REQUIRE_TOOLS=1, as in CI: a
# mistake that it cannot see here is not planted.
PLANTED = [
    each
    for each in [*MISTAKES, *AGAINST_POLICY]
    if each.check not in NEEDS or shutil.which(NEEDS[each.check])
]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in LOOKED_AT:
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


def _check(copy: Path, check: str) -> subprocess.CompletedProcess[str]:
    tools = os.environ["POLICIES" if check == "policies" else "CHECKS"]
    command: list[str | Path] = [copy / "deploy" / "checks" / "check.sh", tools, check]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("check", sorted({each.check for each in [*MISTAKES, *AGAINST_POLICY]}))
def test_what_stands_there_has_no_mistake(copy: Path, check: str) -> None:
    """Else the checks below would find anything."""
    done = _check(copy, check)

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("mistake", PLANTED, ids=lambda one: one.instead[:40])
def test_a_mistake_is_found(copy: Path, mistake: Mistake) -> None:
    file = copy / mistake.file
    before = file.read_text()
    file.write_text(before.replace(mistake.written, mistake.instead, 1))

    assert file.read_text() != before, f"{mistake.file} has no {mistake.written} any more"
    assert _check(copy, mistake.check).returncode == 1
