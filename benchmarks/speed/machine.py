"""Where and when was measured: without that, a figure is an opinion."""

import os
import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.speed import processes


def described() -> str:
    """Date, commit, processors, and how busy they were before anything was measured."""
    cores = len(processes.OF_THE_SERVER | processes.OF_THE_REST)
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, commit {_commit()}, {_processor()}, {cores} processors"
        f" (load {os.getloadavg()[0]:.1f} before), {platform.system()},"
        f" Python {platform.python_version()}"
    )


def _commit() -> str:
    asked = ["git", "rev-parse", "--short", "HEAD"]
    return subprocess.run(asked, capture_output=True, text=True).stdout.strip() or "unknown"


def _processor() -> str:
    told = Path("/proc/cpuinfo").read_text().partition("model name")[2]
    return told.partition("\n")[0].strip("\t :") or platform.machine()
