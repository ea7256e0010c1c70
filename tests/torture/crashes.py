"""Processes that are killed: what was acknowledged is there afterwards."""

import time
from collections.abc import Sequence

from tests.support.load import Load
from tests.support.waiting import seconds_until
from tests.torture.ground import Ground, health
from tests.torture.outcome import Outcome


def kill_the_service(ground: Ground) -> Outcome:
    """kill -9 while accounts are made; a new process finds all of them, and mails all of them."""
    outcome = Outcome("service killed (-9) under load", ground.name)
    with ground.serving() as server, Load(server.url) as load:
        time.sleep(ground.seconds)
        server.process.kill()
        server.process.wait()
    acknowledged = load.acknowledged
    outcome.acknowledged = len(acknowledged)
    outcome.lost = ground.missing(acknowledged)
    if ground.name == "sqlite":
        (verdict,) = ground.rows("PRAGMA integrity_check")
        outcome.require(verdict == ("ok",), f"integrity_check: {verdict}")
        outcome.notes.append(f"integrity_check {verdict[0]}")
    began = time.monotonic()
    with ground.serving():
        outcome.recovery_seconds = time.monotonic() - began  # the start of a process
        if ground.is_patient:
            _await_mails(ground, acknowledged, outcome)
    return outcome


def _await_mails(ground: Ground, recipients: Sequence[str], outcome: Outcome) -> None:
    """One that was under way when the process died waits for its lease, a minute."""
    late = seconds_until(lambda: not ground.rows("SELECT 1 FROM outbox LIMIT 1"), at_most=90)
    outcome.require(late < 90, "mails were left in the outbox")
    mailed = {path.stem.rpartition("-")[2] for path in ground.mailbox.glob("*.eml")}
    outcome.lost += len(set(recipients) - mailed)
    outcome.notes.append(f"all mails within {late:.0f} s")


def kill_the_database(ground: Ground) -> Outcome:
    """kill -9 of every process of PostgreSQL; it recovers from its log, and the service by
    itself."""
    outcome = Outcome("database killed (-9) under load", ground.name)
    assert ground.postgres is not None
    with ground.serving() as server:
        with Load(server.url) as load:
            time.sleep(ground.seconds)
            ground.postgres.kill()
            time.sleep(1)
            live, ready = health(server)
            outcome.require(live == 200, "not alive")
            outcome.require(ready == 503, "ready without a database")
            ground.postgres.start()
            began = time.monotonic()
            outcome.recovered_after(seconds_until(lambda: load.has_succeeded_since(began)))
        outcome.notes.append(load.statuses())
        outcome.acknowledged = len(load.acknowledged)
        outcome.lost = ground.missing(load.acknowledged)
    return outcome
