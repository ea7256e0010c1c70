"""The two contracts: one of a git ref, one of the working tree."""

import json
import subprocess  # nosec B404
from pathlib import Path


class NotComparable(Exception):
    """There are no two contracts; the text is one line that says why."""


def at_ref(ref: str, file: Path) -> object:
    """The document that `file` was at a commit, tag or branch. Raises NotComparable."""
    # With what follows it, no ref can be an option.
    commit = _git(file, "rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}")
    if commit is None:
        raise NotComparable(f"git knows no commit {ref!r} (is it fetched?)")
    content = _git(file, "cat-file", "blob", f"{commit.decode().strip()}:./{file.name}")
    if content is None:
        raise NotComparable(f"there is no {file} at {ref}")
    return _document(content, f"{file} at {ref}")


def in_tree(file: Path) -> object:
    """The document as it stands. Raises NotComparable."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise NotComparable(f"{file} cannot be read: {error.strerror}") from None
    return _document(content, str(file))


def _git(file: Path, *arguments: str) -> bytes | None:
    """What git says; None if it refuses. A file's path is told from its folder."""
    if not file.parent.is_dir():
        raise NotComparable(f"there is no folder {file.parent}")
    try:
        ran = subprocess.run(  # nosec B603, B607 # the git of whoever calls; no shell
            ["git", *arguments], cwd=file.parent, capture_output=True, check=False
        )
    except (OSError, ValueError) as error:  # no git; a NUL in the ref
        raise NotComparable(f"git cannot be run: {error}") from None
    return ran.stdout if ran.returncode == 0 else None


def _document(content: bytes, name: str) -> object:
    try:
        document = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise NotComparable(f"{name} is no JSON: {error}") from None
    if not isinstance(document, dict) or not isinstance(document.get("paths"), dict):
        raise NotComparable(f"{name} is no OpenAPI document: it has no paths")
    return document
