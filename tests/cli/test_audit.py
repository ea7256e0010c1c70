"""`accord audit verify`: tells an intact trail from a broken one; tests/audit has every kind."""

import re
import signal
from pathlib import Path

from tests.cli.programs import GRACE, answer, rows, watched
from tests.support.server import run, serving

UNPROTECTED = ("DROP TRIGGER audit_events_no_update", "DROP TRIGGER audit_events_no_delete")
INTACT = re.compile(r"The chain holds: 5 events, the last is ([0-9a-f]{64})\.\n")


def _tamper(folder: Path, statement: str) -> None:
    for each in (*UNPROTECTED, statement):
        rows(folder, each)


def test_a_trail_that_nobody_touched_holds(recorded: Path) -> None:
    ended = run("audit", "verify", folder=recorded)

    said = INTACT.fullmatch(ended.stdout)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert said is not None, ended.stdout
    [head] = rows(recorded, "SELECT lower(hex(hash)) AS hash FROM audit_heads")
    assert said[1] == head["hash"]
    assert answer("audit", "verify", folder=recorded) == {
        "intact": True,
        "events": 5,
        "hash": head["hash"],
    }


def test_a_trail_without_events_holds(folder: Path) -> None:
    assert run("migrate", folder=folder).returncode == 0

    verdict = answer("audit", "verify", folder=folder)

    assert verdict == {"intact": True, "events": 0, "hash": "0" * 64}


def test_a_trail_that_somebody_touched_is_broken_at_the_first_place(recorded: Path) -> None:
    _tamper(recorded, "UPDATE audit_events SET action = 'user.updated' WHERE sequence IN (3, 4)")

    ended = run("audit", "verify", folder=recorded)

    assert (ended.returncode, ended.stderr) == (1, ""), ended.stderr
    assert ended.stdout == "The chain is broken at event 3: changed after it was written.\n"


def test_a_broken_trail_in_json_names_the_place(recorded: Path) -> None:
    _tamper(recorded, "UPDATE audit_events SET request_id = 'cli2' WHERE sequence = 3")

    ended = run("audit", "verify", "--json", folder=recorded)

    assert ended.returncode == 1
    assert ended.stdout == (
        '{"intact": false, "sequence": 3, "reason": "changed after it was written"}\n'
    )


def test_what_is_written_after_a_break_is_still_written(recorded: Path) -> None:
    _tamper(recorded, "UPDATE audit_events SET details = '{}' WHERE sequence = 1")

    answer("users", "reinstate", GRACE, folder=recorded)

    assert run("audit", "verify", folder=recorded).stdout.startswith(
        "The chain is broken at event 1: "
    )


def test_a_trail_that_grows_meanwhile_holds(staffed: Path) -> None:
    """Events that are written while the chain is walked belong to the next walk."""
    with serving(staffed) as server:
        counts = [answer("audit", "verify", folder=staffed)["events"]]
        answer("users", "suspend", GRACE, "--reason", "x", folder=staffed)
        counts.append(answer("audit", "verify", folder=staffed)["events"])
        assert server.stop() in (0, -signal.SIGTERM)

    assert counts == [2, 3]


def test_progress_is_for_somebody_who_watches(recorded: Path) -> None:
    progress, verdict = watched("audit", "verify", folder=recorded)

    assert progress == "\revents checked: 5"
    assert INTACT.fullmatch(f"{verdict}\n")
