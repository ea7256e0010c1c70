"""What a process writes to standard error: one object a line, in UTC, also from libraries."""

import json
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import httpx

from tests.support.server import environment, serving

LIBRARY = """
import logging
from app.observability import context
from app.observability import logging as ours
ours.configure(level="INFO", log_format="json")
context.enter(context.RequestContext("a-request", context.Client("203.0.113.7", None)))
library = logging.getLogger("library.part")
library.info("idle talk")
library.warning("look at %s", "this")
try:
    1 / 0
except ZeroDivisionError:
    library.exception("it broke")
"""


def _objects(log: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in log.splitlines()]


def test_every_line_is_an_object_with_its_time_in_utc(folder: Path) -> None:
    with serving(folder) as server:
        httpx.get(f"{server.url}/api/v1/me", headers={"X-Request-Id": "a-request"})
        (folder / "var" / "accord.db").write_bytes(b"no database any more")
        assert httpx.get(f"{server.url}/health/ready").status_code in {500, 503}
    lines = _objects(server.log)

    assert [line["request_id"] for line in lines if line.get("operation") == "getMe"] == [
        "a-request"
    ]
    for line in lines:
        assert {"event", "level", "timestamp"} <= set(line)
        assert line["timestamp"].endswith("Z")
        assert datetime.fromisoformat(line["timestamp"]).utcoffset() == timedelta(0)


def test_what_a_library_has_to_say_is_a_line_of_the_same_kind(tmp_path: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-c", LIBRARY],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    warning, error = _objects(said.stderr)

    assert (warning["event"], warning["level"]) == ("look at this", "warning")
    assert (warning["logger"], warning["request_id"]) == ("library.part", "a-request")
    assert (error["event"], error["level"]) == ("it broke", "error")
    assert "ZeroDivisionError" in error["exception"]


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    """The disk is full: whoever serves a request must not fail for the line about it."""
    with open("/dev/full", "w") as full:
        said = subprocess.run(
            [sys.executable, "-c", f"{LIBRARY}ours.structlog.get_logger().error('x')\nprint('on')"],
            cwd=tmp_path,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=full,
            text=True,
        )

    assert said.stdout == "on\n"
