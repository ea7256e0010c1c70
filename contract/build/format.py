"""Formats generated Python so that the project's own formatters would change nothing."""

import black
import isort
from black.mode import TargetVersion

LINE_LENGTH = 100
_BLACK = black.Mode(line_length=LINE_LENGTH, target_versions={TargetVersion.PY311})
_ISORT = isort.Config(
    profile="black", line_length=LINE_LENGTH, py_version="311", known_first_party=["contract"]
)


def formatted(source: str) -> str:
    """A fixed point of black and isort."""
    ordered = isort.code(source, config=_ISORT)
    return black.format_str(ordered, mode=_BLACK)
