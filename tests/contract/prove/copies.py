"""A copy of the working tree, as it stands, in which one defect at a time is planted."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.contract.prove.defects import Defect, DefectInvalid

ROOT: Final = Path(__file__).parents[3]
# mypy trusts it only for files that have not changed, and a copy keeps their times.
_MYPY_CACHE: Final = ".mypy_cache"
# A defect may make something wait for ever.
_PATIENCE_SECONDS: Final = 900


@dataclass(frozen=True, slots=True)
class Ended:
    """How a program ended; `status` is None if it had to be killed."""

    status: int | None
    output: str


@dataclass(frozen=True, slots=True)
class Copy:
    """A folder that holds what `git ls-files` names: what is committed, changed and new."""

    folder: Path

    def python(self, *arguments: str) -> Ended:
        """Run a Python program on the code of the copy, and of nothing else."""
        process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(self.folder)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        try:
            output, _ = process.communicate(timeout=_PATIENCE_SECONDS)
        except BaseException as error:
            os.killpg(process.pid, 9)  # what it has started, too
            output, _ = process.communicate()
            if not isinstance(error, subprocess.TimeoutExpired):
                raise
            return Ended(None, output)
        return Ended(process.returncode, output)

    def check(self, defect: Defect) -> None:
        """Raises `DefectInvalid` if the patch does not apply any more."""
        self._apply(defect, "--check")

    @contextmanager
    def planted(self, defect: Defect) -> Iterator[None]:
        """Meanwhile the defect is there; then the very files that were there before.

        With their times: bytecode is told from stale bytecode by the time of its source.
        """
        paths = [self.folder / name for name in defect.files]
        before = {path: (path.read_bytes(), path.stat()) for path in paths if path.exists()}
        self._apply(defect)
        try:
            yield
        finally:
            for path in paths:
                path.unlink(missing_ok=True)
            for path, (content, status) in before.items():
                path.write_bytes(content)
                os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))

    def _apply(self, defect: Defect, *options: str) -> None:
        # Below a repository git would leave out in silence what that does not track.
        applied = subprocess.run(
            ["git", "apply", *options, str(defect.patch)],
            cwd=self.folder,
            env={**os.environ, "GIT_CEILING_DIRECTORIES": str(self.folder.parent)},
            capture_output=True,
            text=True,
        )
        if applied.returncode != 0:
            raise DefectInvalid(f"{defect.name} does not apply any more: {applied.stderr.strip()}")


@contextmanager
def copies(count: int) -> Iterator[Sequence[Copy]]:
    """So many copies, all made before anything runs: who edits meanwhile changes no verdict."""
    with tempfile.TemporaryDirectory(prefix="accord-prove-") as name:
        made = [Copy(Path(name) / str(number)) for number in range(count)]
        for copy in made:
            _export(copy.folder)
        yield made


def _export(folder: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():  # what was removed and not committed is listed as well
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    if (ROOT / _MYPY_CACHE).is_dir():
        shutil.copytree(ROOT / _MYPY_CACHE, folder / _MYPY_CACHE)
