"""Programs that a machine may have or lack: servers that tests run for real, and curl.

`make test` has to pass on a machine that has Python and nothing else, and no such program can be
had from PyPI. So a test whose program is missing is skipped, and the run says so in its last lines.
REQUIRE_POSTGRES=1, which CI sets, makes each such skip a failure: there nothing is left out.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import pytest

from tests.support.waiting import until

# PostgreSQL and PgBouncer refuse to run as root: root starts servers as nobody.
_UNPRIVILEGED = 65534

_not_tested: dict[str, str] = {}


def program(name: str, *, package: str) -> Path:
    """Where a program is; skips the test, or fails it, on a machine without it."""
    # Debian keeps servers in a folder that is on the path of root alone.
    found = shutil.which(name, path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin")
    if found is None:
        missing(name, f"install the Debian package {package}")
    return Path(found)


def missing(what: str, remedy: str) -> NoReturn:
    """End the test that needs `what`, and remember what was not tested."""
    _not_tested[what] = remedy
    reason = f"no {what}: {remedy}"
    if os.environ.get("REQUIRE_POSTGRES") == "1":
        pytest.fail(reason)
    # `make test` must pass on a machine that has Python alone; CI sets REQUIRE_POSTGRES, and there
    # each such skip is a failure. The last lines of a run repeat what was not tested.
    pytest.skip(reason)


def not_tested() -> list[str]:
    """What the last lines of a run say, one line for each thing that was missing."""
    return [f"*** NOT TESTED: {what} ({remedy}) ***" for what, remedy in _not_tested.items()]


def unprivileged_folder(prefix: str) -> Path:
    """A new folder that a program of `spawn` may write to."""
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    if os.geteuid() == 0:
        os.chown(folder, _UNPRIVILEGED, _UNPRIVILEGED)
    return folder


def spawn(command: Sequence[str | Path], folder: Path) -> "subprocess.Popen[bytes]":
    """Start a program in `folder`, never as root; what it prints goes to `folder`/printed."""
    is_root = os.geteuid() == 0
    with (folder / "printed").open("ab") as printed:
        return subprocess.Popen(
            command,
            cwd=folder,
            user=_UNPRIVILEGED if is_root else None,
            group=_UNPRIVILEGED if is_root else None,
            extra_groups=[] if is_root else None,
            stdout=printed,
            stderr=printed,
        )


def stop(
    process: "subprocess.Popen[bytes]", name: signal.Signals = signal.SIGTERM, patience: float = 10
) -> None:
    """End a program; kill it when it does not follow."""
    process.send_signal(name)
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def await_up(
    process: "subprocess.Popen[bytes]",
    folder: Path,
    is_up: Callable[[], bool],
    seconds: float = 10,
) -> None:
    """Wait until a program of `spawn` is up; what it printed says why it is not."""

    def printed() -> str:
        return (folder / "printed").read_text()

    until(lambda: process.poll() is not None or is_up(), seconds, printed)
    assert process.poll() is None, printed()


@contextmanager
def running(command: Sequence[str | Path], folder: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A program for the time of a block; what is left of its folder goes with it."""
    process = spawn(command, folder)
    try:
        yield process
    finally:
        stop(process)
        shutil.rmtree(folder, ignore_errors=True)
