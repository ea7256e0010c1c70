"""Puts generated files in place, or says how the place differs from them."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

KEPT = "clients"  # SDKs are written by tools of their own


def differences(files: Mapping[str, str], folder: Path) -> list[str]:
    """One line per file that is missing, different or not ours."""
    found = [f"missing: {name}" for name in files if not (folder / name).is_file()]
    for path in _present(folder):
        name = path.relative_to(folder).as_posix()
        if name not in files:
            found.append(f"not generated: {name}")
        elif path.read_bytes() != files[name].encode():
            found.append(f"different: {name}")
    return sorted(found)


def write(files: Mapping[str, str], folder: Path) -> None:
    """Replace what differs and delete what is not generated; each file changes at once or not at
    all."""
    for name, text in files.items():
        target, content = folder / name, text.encode()
        if target.is_file() and target.read_bytes() == content:
            continue  # an untouched file keeps its time, so nothing that watches it starts over
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_name(f".{target.name}.new")
        fresh.write_bytes(content)
        os.replace(fresh, target)
    for path in _present(folder):
        if path.relative_to(folder).as_posix() not in files:
            path.unlink()
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and path.name != "__pycache__" and not any(path.iterdir()):
            path.rmdir()


def _present(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if path.is_file() and parts[0] != KEPT and "__pycache__" not in parts:
            yield path
