"""`accord audit verify`: tells an intact trail from every kind of broken one, and says where."""

import re
import signal
import sqlite3
from pathlib import Path

import pytest

from tests.cli.programs import answer, rows, watched
from tests.support.server import run, serving

UNPROTECTED = ("DROP TRIGGER audit_events_no_update", "DROP TRIGGER audit_events_no_delete")
INTACT = re.compile(r"The chain holds: 5 events, the last is ([0-9a-f]{64})\.\n")

# What was done to a trail of five events: the event that is named, and the reason.
TAMPERED = {
    "a detail": ("UPDATE audit_events SET details = '{}' WHERE sequence = 2", 2, "changed"),
    "an actor": ("UPDATE audit_events SET actor_id = subject_id WHERE sequence = 3", 3, "changed"),
    "a time": (
        "UPDATE audit_events SET occurred_at = '2020-01-01 00:00:00.000000+00:00'"
        " WHERE sequence = 1",
        1,
        "changed",
    ),
    "an action": (
        "UPDATE audit_events SET action = 'user.updated' WHERE sequence IN (3, 4)",
        3,
        "changed",
    ),
    "an event's own hash": (
        "UPDATE audit_events SET hash = zeroblob(32) WHERE sequence = 2",
        2,
        "changed",
    ),
    "a link": (
        "UPDATE audit_events SET previous_hash = zeroblob(32) WHERE sequence = 4",
        4,
        "does not follow the event before",
    ),
    "details that are no object": (
        "UPDATE audit_events SET details = '[]' WHERE sequence = 2",
        2,
        "changed",
    ),
    "details that are no JSON": (
        "UPDATE audit_events SET details = '{' WHERE sequence = 2",
        2,
        "changed",
    ),
    "a time that is none": (
        "UPDATE audit_events SET occurred_at = 'yesterday' WHERE sequence = 5",
        5,
        "changed",
    ),
    "the first event": ("DELETE FROM audit_events WHERE sequence = 1", 1, "missing"),
    "an event in between": ("DELETE FROM audit_events WHERE sequence = 3", 3, "missing"),
    "the last event": ("DELETE FROM audit_events WHERE sequence = 5", 5, "missing"),
    "everything": ("DELETE FROM audit_events", 1, "missing"),
    "the last event's place": (
        "UPDATE audit_events SET sequence = 7 WHERE sequence = 5",
        5,
        "missing: the next event is 7",
    ),
    "the hash of the head": ("UPDATE audit_heads SET hash = zeroblob(32)", 5, "not the event"),
    "the place of the head": (
        "UPDATE audit_heads SET sequence = 3,"
        " hash = (SELECT hash FROM audit_events WHERE sequence = 3)",
        4,
        "beyond the head",
    ),
    "the head": ("DELETE FROM audit_heads", 0, "the head of the chain is missing"),
}


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


@pytest.mark.parametrize(("statement", "sequence", "reason"), TAMPERED.values(), ids=TAMPERED)
def test_a_trail_that_somebody_touched_is_broken_at_the_first_place(
    recorded: Path, statement: str, sequence: int, reason: str
) -> None:
    _tamper(recorded, statement)

    ended = run("audit", "verify", folder=recorded)

    assert (ended.returncode, ended.stderr) == (1, ""), ended.stderr
    assert ended.stdout.startswith(f"The chain is broken at event {sequence}: {reason}")
    assert len(ended.stdout.splitlines()) == 1


def test_a_broken_trail_in_json_names_the_place(recorded: Path) -> None:
    _tamper(recorded, "UPDATE audit_events SET request_id = 'cli2' WHERE sequence = 3")

    ended = run("audit", "verify", "--json", folder=recorded)

    assert ended.returncode == 1
    assert ended.stdout == (
        '{"intact": false, "sequence": 3, "reason": "changed after it was written"}\n'
    )


@pytest.mark.parametrize(
    "verb", ["UPDATE audit_events SET action = ''", "DELETE FROM audit_events"]
)
def test_the_database_refuses_to_change_the_trail(recorded: Path, verb: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        rows(recorded, verb)


def test_what_is_written_after_a_break_is_still_written(recorded: Path) -> None:
    _tamper(recorded, "UPDATE audit_events SET details = '{}' WHERE sequence = 1")

    answer("users", "reinstate", "grace@example.com", folder=recorded)

    assert run("audit", "verify", folder=recorded).stdout.startswith(
        "The chain is broken at event 1: "
    )


def test_a_trail_that_grows_meanwhile_holds(staffed: Path) -> None:
    """Events that are written while the chain is walked belong to the next walk."""
    with serving(staffed) as server:
        counts = [answer("audit", "verify", folder=staffed)["events"]]
        answer("users", "suspend", "grace@example.com", "--reason", "x", folder=staffed)
        counts.append(answer("audit", "verify", folder=staffed)["events"])
        assert server.stop() in (0, -signal.SIGTERM)

    assert counts == [2, 3]


def test_progress_is_for_somebody_who_watches(recorded: Path) -> None:
    progress, verdict = watched("audit", "verify", folder=recorded)

    assert progress == "\revents checked: 5"
    assert INTACT.fullmatch(f"{verdict}\n")
