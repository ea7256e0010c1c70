"""A tag becomes a release only if program, contract and changelog name its version."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.server import ROOT

READ = {
    "pyproject.toml": '[project]\nversion = "1.2.0"\n',
    "generated/openapi.json": '{\n  "info": {\n    "version": "1.2.0"\n  }\n}\n',
    "CHANGELOG.md": """# Changelog

## Unreleased

- Not yet.

## 1.2.0 - 2026-12-01

- `getWeather`.

## 1.1.0 - 2026-11-01

- Older.
""",
}


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The script, and what it reads, in a repository without tags."""
    for name, text in READ.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    (tmp_path / "deploy").mkdir()
    shutil.copy(ROOT / "deploy" / "release.sh", tmp_path / "deploy")
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    return tmp_path


def _release(clone: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    script = clone / "deploy" / "release.sh"
    return subprocess.run([script, *arguments], capture_output=True, text=True, check=False)


def test_a_tag_that_all_agree_with_can_be_released(clone: Path) -> None:
    done = _release(clone, "check", "v1.2.0")

    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "v1.2.0 can be released.")


@pytest.mark.parametrize("name", READ)
def test_a_tag_that_one_of_them_does_not_know_is_refused(clone: Path, name: str) -> None:
    (clone / name).write_text(READ[name].replace("1.2.0", "1.2.1"))

    assert _release(clone, "check", "v1.2.0").returncode == 1


@pytest.mark.parametrize("tag", ["1.2.0", "v1.2", "v1.2.0-rc1", "v1.2.0; echo"])
def test_a_tag_of_another_form_is_refused(clone: Path, tag: str) -> None:
    assert _release(clone, "check", tag).returncode == 1


def test_a_contract_that_cannot_be_compared_with_the_tag_before_is_refused(clone: Path) -> None:
    """There is no Makefile here, so that the comparison fails."""
    who = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com"]
    for command in (["commit", "--allow-empty", "--message", "It"], ["tag", "v1.1.0"]):
        subprocess.run(["git", *who, *command], cwd=clone, check=True, capture_output=True)

    assert "breaks those who use v1.1.0" in _release(clone, "check", "v1.2.0").stderr


def test_the_notes_are_the_section_of_the_version(clone: Path) -> None:
    assert _release(clone, "notes", "v1.2.0").stdout.strip() == "- `getWeather`."


def test_what_is_released_now_has_one_version() -> None:
    """Whether or not it is tagged: the program, the contract and its bundle."""
    contract = (ROOT / "openapi" / "v1.yaml").read_text()
    version = (ROOT / "pyproject.toml").read_text().split('version = "')[1].split('"')[0]

    assert f"  version: {version}\n" in contract
