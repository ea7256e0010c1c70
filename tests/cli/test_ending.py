"""How a verb ends that somebody stops, or that nobody answers: never with status 1, a finding."""

import signal
from pathlib import Path

from tests.cli.programs import GRACE, rows
from tests.support.server import DEVELOPMENT, START_SECONDS, run, start
from tests.support.waiting import until

LIMITS = 400_000  # some seconds of work


def test_ctrl_c_ends_a_verb_as_a_shell_expects(staffed: Path) -> None:
    rows(
        staffed,
        f"WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < {LIMITS})"
        " INSERT INTO rate_limits SELECT 'key ' || i, 1, 0, 0 FROM n",
    )

    purge = start(staffed, "purge", **DEVELOPMENT)
    until(lambda: _limits(staffed) < LIMITS, START_SECONDS)
    purge.send_signal(signal.SIGINT)

    assert purge.wait(START_SECONDS) == 130
    assert _limits(staffed) > 0
    assert (staffed / "output").read_text() == ""
    assert (staffed / "log").read_text() == "\n"  # leaves the line on which the terminal shows ^C


def test_a_prompt_that_nobody_answers_says_so(staffed: Path) -> None:
    ended = run("users", "suspend", GRACE, folder=staffed)

    assert (ended.returncode, ended.stdout) == (2, "Reason: ")
    assert ended.stderr == (
        "accord: nobody answers the prompt: give what it asks for as an option\n"
    )


def _limits(folder: Path) -> int:
    [counted] = rows(folder, "SELECT count(*) AS count FROM rate_limits")
    count = counted["count"]
    assert isinstance(count, int)
    return count
