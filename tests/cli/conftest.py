"""A folder of its own for each run of the program."""

from pathlib import Path

import pytest


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the program runs: empty, so that nothing of ours is read."""
    return tmp_path
