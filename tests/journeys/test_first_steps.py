"""The first steps of the README, command by command, against a server that was just started."""

import subprocess
from pathlib import Path

from tests.support.server import environment, serving

SCRIPT = Path(__file__).with_name("first_steps.sh")
EXPECTED = """\
register: 202
confirm: 204
read: 200
Ada
end: 204
phone: 401
logout: 204
laptop: 401
"""


def test_the_first_steps_of_the_readme_work_as_they_are_written(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        settings = environment(API=f"{server.url}/api/v1", MAILBOX="var/mailbox")
        ran = subprocess.run(
            ["bash", "-euo", "pipefail", SCRIPT],
            cwd=tmp_path,
            env=settings,
            capture_output=True,
            text=True,
            timeout=30,
        )

    assert (ran.stdout, ran.returncode) == (EXPECTED, 0), ran.stderr


def test_the_first_steps_need_nothing_but_curl_grep_and_sed() -> None:
    words = set(SCRIPT.read_text().split())

    assert not words & {"jq", "python", "python3", "node", "perl", "awk"}
