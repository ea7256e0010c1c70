"""The servers themselves; each runs in an environment of its own, never in Accord's."""

from pathlib import Path

FOLDER = Path(__file__).parent
SECRET = "a secret of 32 bytes at the least"  # nosec B105: of servers that live for a minute


def uvicorn(python: Path, port: int, module: str) -> list[str | Path]:
    """The server of all that is written in Python: one worker, and no log of every request."""
    quiet = ["--no-access-log", "--log-level", "warning"]
    where = ["--app-dir", str(FOLDER), "--port", str(port), f"{module}:app"]
    return [python, "-m", "uvicorn", "--loop", "uvloop", *quiet, *where]
