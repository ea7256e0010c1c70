"""The sample contract of a library, and copies of it with something changed."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

SAMPLE = Path(__file__).with_name("sample")


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace `old` in the file by `new`; without `old` the file is written, without either it
    is deleted."""

    file: str
    old: str | None = None
    new: str | None = None

    def apply(self, folder: Path) -> None:
        path = folder / self.file
        if self.new is None:
            path.unlink()
            return
        text = self.new
        if self.old is not None:
            before = path.read_text(encoding="utf-8")
            assert self.old in before, f"{self.file} does not contain {self.old!r}"
            text = before.replace(self.old, self.new, 1)
        path.write_text(text, encoding="utf-8")


def copy_of_sample(folder: Path, edits: Iterable[Edit] = ()) -> Path:
    """A copy with the edits made; returns its entry file."""
    shutil.copytree(SAMPLE, folder)
    for edit in edits:
        edit.apply(folder)
    return folder / "v1.yaml"


def line_of(path: Path, text: str) -> int:
    """The number of the line on which the first occurrence of `text` begins."""
    content = path.read_text(encoding="utf-8")
    return content[: content.index(text)].count("\n") + 1
