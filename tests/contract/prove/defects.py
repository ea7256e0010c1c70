"""The planted defects: one patch each, whose header says what is wrong and which promise breaks."""

import random
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parents[1] / "defects"
_MEMBER: Final = re.compile(r"(What|Breaks|Seen by|Needs): (.+)")
_REQUIRED: Final = {"What", "Breaks", "Seen by"}
_CHANGED: Final = re.compile(r"^(?:---|\+\+\+) [ab]/(\S+)", re.MULTILINE)
# Layers that have no files of their own to name.
_LAYERS: Final = frozenset({"generated", "types"})


class DefectInvalid(Exception):
    """A defect that proves nothing; the message says which one, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect:
    """One patch. `seen_by` are the tests that should see it, or the one layer that needs none."""

    name: str
    patch: Path
    what: str
    breaks: str
    seen_by: tuple[str, ...]
    needs_postgres: bool

    @property
    def files(self) -> tuple[str, ...]:
        """What it changes, relative to the root."""
        return tuple(sorted({*_CHANGED.findall(self.patch.read_text())}))

    @property
    def tests(self) -> tuple[str, ...]:
        """The test files that it names."""
        return tuple(name for name in self.seen_by if name not in _LAYERS)


def load(folder: Path = FOLDER) -> list[Defect]:
    """All of them, by name. Raises `DefectInvalid`."""
    return [read(patch) for patch in sorted(folder.glob("*.patch"))]


def read(patch: Path) -> Defect:
    """One defect: `What: …`, `Breaks: …`, `Seen by: …`, perhaps `Needs: PostgreSQL`; the diff."""
    header = patch.read_text().partition("\n--- ")[0]
    members = dict(_MEMBER.findall(header))
    if missing := _REQUIRED - members.keys():
        raise DefectInvalid(f"{patch.name} does not say: {', '.join(sorted(missing))}")
    if members.get("Needs", "PostgreSQL") != "PostgreSQL":
        raise DefectInvalid(f"{patch.name} needs something that nobody knows")
    return Defect(
        name=patch.stem,
        patch=patch,
        what=members["What"],
        breaks=members["Breaks"],
        seen_by=tuple(members["Seen by"].split()),
        needs_postgres="Needs" in members,
    )


def chosen(
    defects: Sequence[Defect], only: Collection[str], sample: int | None, seed: int
) -> list[Defect]:
    """Those that are named, all if none is; of them so many by chance. Raises `DefectInvalid`."""
    if unknown := set(only) - {defect.name for defect in defects}:
        raise DefectInvalid(f"there is no defect {', '.join(sorted(unknown))}")
    named = [defect for defect in defects if not only or defect.name in only]
    if sample is None or sample >= len(named):
        return named
    return sorted(random.Random(seed).sample(named, sample), key=lambda defect: defect.name)
