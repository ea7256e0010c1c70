"""Files that only their owner may read, written whole or not at all."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_FILE_MODE = 0o600
_DIRECTORY_MODE = 0o700


def replace_private_file(path: Path, content: bytes) -> None:
    """Puts the content at `path` in one step: a reader sees the old file or the new, never half."""
    with _written_beside(path, content) as temporary:
        os.replace(temporary, path)


def create_private_file(path: Path, content: bytes) -> None:
    """Puts the content at `path` unless a file is there: of several processes the first wins."""
    with _written_beside(path, content) as temporary:
        try:
            os.link(temporary, path)
        except FileExistsError:
            return


@contextmanager
def _written_beside(path: Path, content: bytes) -> Iterator[Path]:
    directory = path.parent
    if not directory.exists():  # one that exists keeps the mode that its owner gave it
        directory.parent.mkdir(parents=True, exist_ok=True)
        directory.mkdir(mode=_DIRECTORY_MODE, exist_ok=True)
    temporary = directory / f".{path.name}.{secrets.token_hex(8)}"
    # The mode is given at creation: there is no moment in which others could open the file.
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _FILE_MODE)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        yield temporary
        _sync_directory(directory)
    finally:
        temporary.unlink(missing_ok=True)


def _sync_directory(directory: Path) -> None:
    # Without it a crash can forget the new name although the content was written.
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
