"""An environment for each contestant, under var/bench/: none shares what Accord is installed in."""

import hashlib
import subprocess
import sys
from pathlib import Path

from benchmarks.speed.contestant import Unavailable
from tests.support.server import ROOT

CONTESTANTS = ROOT / "benchmarks" / "contestants"
_PLACE = ROOT / "var" / "bench"


def python(name: str) -> Path:
    """Its interpreter, with the packages that `<name>.txt` pins. Raises `Unavailable`."""
    lock, folder = CONTESTANTS / f"{name}.txt", _PLACE / name
    if _is_new(folder, lock):
        print(f"Installing {name} ...", file=sys.stderr)
        _run(sys.executable, "-m", "venv", "--clear", folder)
        pip = ("-m", "pip", "--disable-pip-version-check", "-qq", "install")
        pinned = ("--require-hashes", "--only-binary", ":all:", "-r", lock)
        _run(folder / "bin" / "python", *pip, *pinned)
        _stamp(folder, lock)
    return folder / "bin" / "python"


def _is_new(folder: Path, lock: Path) -> bool:
    stamp = folder / "stamp"
    return not stamp.is_file() or stamp.read_text() != _digest(lock)


def _stamp(folder: Path, lock: Path) -> None:
    (folder / "stamp").write_text(_digest(lock))


def _digest(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def _run(*command: str | Path) -> None:
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise Unavailable((done.stderr.strip() or "no reason given").splitlines()[-1])


def output(*command: str | Path) -> str:
    """What a program of a contestant prints."""
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
