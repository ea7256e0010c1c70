"""An environment for each contestant, under var/bench/: none shares what Accord is installed in."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.speed.contestant import Unavailable
from tests.support.server import ROOT

CONTESTANTS = ROOT / "benchmarks" / "contestants"
_PLACE = ROOT / "var" / "bench"


def python(name: str) -> Path:
    """The folder of its programs, with what `<name>.txt` pins. Raises `Unavailable`."""
    lock = CONTESTANTS / f"{name}.txt"
    return _installed(name, lock, lambda folder: _make(folder, lock)) / "bin"


def accord() -> Path:
    """The folder of Accord's programs, with what an image has. Raises `Unavailable`."""
    lock = ROOT / "requirements" / "run.txt"

    def install(folder: Path) -> None:
        _make(folder, lock)
        _pip(folder, "--no-deps", "--no-build-isolation", "--editable", ROOT)

    return _installed("accord", lock, install) / "bin"


def _make(folder: Path, lock: Path) -> None:
    output(sys.executable, "-m", "venv", folder)
    _pip(folder, "--require-hashes", "--only-binary", ":all:", "-r", lock)


def _pip(folder: Path, *arguments: str | Path) -> None:
    quiet = ("--disable-pip-version-check", "-qq")
    output(folder / "bin" / "python", "-m", "pip", *quiet, "install", *arguments)


def pins(lock: str, *packages: str) -> str:
    """The versions that `<lock>.txt` pins."""
    text = (CONTESTANTS / f"{lock}.txt").read_text()
    found = [re.search(rf"(?m)^({re.escape(name)})(?:\[.*\])?==(\S+)", text) for name in packages]
    return ", ".join(f"{match[1]} {match[2]}" for match in found if match)


def node(name: str, sources: Path) -> Path:
    """A folder with all of `sources`, and the packages that its lock pins. Raises `Unavailable`."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        raise Unavailable("there is no Node: install the packages nodejs and npm")

    def install(folder: Path) -> None:
        shutil.copytree(sources, folder)
        output("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", folder=folder)

    folder = _installed(name, sources / "package-lock.json", install)
    return shutil.copytree(sources, folder, dirs_exist_ok=True)


def _installed(name: str, lock: Path, install: Callable[[Path], None]) -> Path:
    """Made anew when the lock is another one than it was made from."""
    folder, digest = _PLACE / name, hashlib.sha256(lock.read_bytes()).hexdigest()
    stamp = folder / "stamp"
    if not stamp.is_file() or stamp.read_text() != digest:
        print(f"Installing {name} ...", file=sys.stderr)
        shutil.rmtree(folder, ignore_errors=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        install(folder)
        stamp.write_text(digest)
    return folder


def bare(**variables: str) -> dict[str, str]:
    """The variables of a contestant: nothing of ours, and `variables`."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**kept, **variables}


def output(*command: str | Path, folder: Path | None = None, **variables: str) -> str:
    """What a program of a contestant prints. Raises `Unavailable`."""
    done = subprocess.run(
        command,
        cwd=folder or _PLACE,
        env=bare(**variables),
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise Unavailable((done.stderr.strip() or "no reason given").splitlines()[-1])
    return done.stdout.strip()
