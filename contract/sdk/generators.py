"""The generators: programs that others keep well, of locks of their own."""

import os
import re
import shutil
import subprocess  # nosec B404 # programs of our locks, without a shell
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

# What a generator prints when it has left something out, and ends with 0 all the same.
_LEFT_OUT = re.compile(r"warning|unable to", re.IGNORECASE)


class NotGenerated(Exception):
    """A client could not be generated, and why."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where the generators are, and where they read and write."""

    document: Path
    output: Path
    settings: Path
    tools: Path


def typescript(places: Places) -> Path:
    """@hey-api/openapi-ts, of the package-lock.json beside its settings, which name the places."""
    if shutil.which("node") is None:
        raise NotGenerated("Node is not installed (20.19 or newer)")
    home = places.settings / "typescript"
    written = _emptied(places.output / "typescript")
    program = home.absolute() / "node_modules/.bin/openapi-ts"
    _run([program, "--no-log-file"], folder=home, settings=os.environ)
    return written


def python(places: Places) -> Path:
    """openapi-python-client, which calls the formatter that is installed beside it."""
    program = places.tools.absolute() / "openapi-python-client"
    written = _emptied(places.output / "python")
    written.mkdir(parents=True)
    settings = places.settings.absolute() / "python/openapi-python-client.yaml"
    package = yaml.safe_load(settings.read_text(encoding="utf-8"))["package_name_override"]
    command: list[str | Path] = [
        program, "generate", "--meta", "none", "--fail-on-warning",
        "--path", places.document.absolute(),
        "--config", settings,
        "--output-path", written.absolute() / package,
    ]  # fmt: skip
    path = f"{program.parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    _run(command, folder=written, settings={**os.environ, "PATH": path})
    return written


def _emptied(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    return folder


def _run(command: Sequence[str | Path], *, folder: Path, settings: Mapping[str, str]) -> None:
    """Run a generator; more than an error, it must not even have left something out."""
    name = Path(command[0]).name
    try:
        ended = subprocess.run(  # nosec B603 # no shell, and no words of a stranger
            command, cwd=folder, env=settings, capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        raise NotGenerated(f"{name} is not installed: make sdk does it") from None
    said = f"{ended.stdout}{ended.stderr}".strip()
    if ended.returncode or _LEFT_OUT.search(said):
        raise NotGenerated(f"{name} ended with {ended.returncode} and said:\n{said}")
