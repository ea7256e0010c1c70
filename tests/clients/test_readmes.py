"""What the READMEs of the clients show is what runs."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from tests.support.server import ROOT, serving

PYTHON, TYPESCRIPT = ROOT / "clients/python", ROOT / "clients/typescript"
SHOWN_ORIGIN = "http://127.0.0.1:8000"
PYTHON_PRINTS = """\
Hello, demo@example.com
Now called Demo
precondition_failed
2
False
"""


def blocks(readme: Path, language: str) -> str:
    """The code of a README, as one program."""
    found = re.findall(rf"(?ms)^```{language}\n(.*?)^```$", readme.read_text())
    return "\n".join(found)


def test_the_examples_for_python_run_as_they_are_written(tmp_path: Path) -> None:
    program = blocks(PYTHON / "README.md", "python")
    with serving(tmp_path, SEED_DEMO="true") as server:
        ran = subprocess.run(
            [sys.executable, "-W", "error", "-c", program.replace(SHOWN_ORIGIN, server.url)],
            env={**os.environ, "PYTHONPATH": f"{PYTHON}/src:{ROOT}/generated/clients/python"},
            capture_output=True,
            text=True,
            timeout=30,
        )

    assert (ran.stdout, ran.returncode) == (PYTHON_PRINTS, 0), ran.stderr


def test_the_examples_for_typescript_are_those_that_its_tests_compile_and_run() -> None:
    program = blocks(TYPESCRIPT / "README.md", "ts")

    assert program == (TYPESCRIPT / "tests/readme.ts").read_text()


def test_one_wheel_holds_both_packages(tmp_path: Path) -> None:
    for folder in ("clients/python", "generated/clients/python"):  # a build leaves files behind
        shutil.copytree(ROOT / folder, tmp_path / folder)
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
        + ["--wheel-dir", str(tmp_path), str(tmp_path / "clients/python")],
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("accord_client-*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())

    assert {"accord_client/session.py", "accord_client/py.typed"} <= names
    assert {"accord_api/models/user.py", "accord_api/py.typed"} <= names
    assert {"accord_api/api/accounts/get_me.py", "accord_api/refusals.py"} <= names
