"""`accord purge`: what it removes it says, also beside a running server; tests/db has the rules."""

import re
from pathlib import Path

import httpx

from tests.cli.programs import answer, rows, signed_in, watched
from tests.support.server import Server, run, serving
from tests.support.service import PASSWORD
from tests.support.waiting import until

TABLES = {
    "refresh tokens": "refresh_tokens",
    "sessions": "sessions",
    "one-time tokens": "one_time_tokens",
    "idempotency keys": "idempotency_keys",
    "abandoned messages": "outbox",
    "rate limits": "rate_limits",
}
KEYS = [name.replace(" ", "_").replace("-", "_") for name in TABLES]
NOTHING = dict.fromkeys(KEYS, 0)
LONG_AGO = "2020-01-01 00:00:00.000000+00:00"


def _use(server: Server) -> None:
    """Leave a row in every table that is purged."""
    signed_in(server)
    body = {"email": "ada@example.com", "password": PASSWORD}
    key = {"Idempotency-Key": "registers-ada-once"}
    url = f"{server.url}/api/v1/auth/register"
    assert httpx.post(url, json=body, headers=key).status_code == 202
    _await_mail(server.folder)
    rows(
        server.folder,
        "INSERT INTO outbox (id, kind, recipient, created_at, available_at, attempts, abandoned_at)"
        " SELECT id, 'letter', email, created_at, created_at, 20, created_at FROM accounts LIMIT 1",
    )


def _expire_everything(folder: Path) -> None:
    for table in ("refresh_tokens", "one_time_tokens", "idempotency_keys"):
        rows(folder, f"UPDATE {table} SET expires_at = ?", LONG_AGO)
    rows(folder, "UPDATE sessions SET idle_expires_at = ?", LONG_AGO)
    rows(folder, "UPDATE outbox SET abandoned_at = ?", LONG_AGO)
    rows(folder, "UPDATE rate_limits SET expires_at_ms = 0")


def _await_mail(folder: Path) -> None:
    """The one-time token is made with its mail."""

    def is_sent() -> bool:
        is_under_way = rows(folder, "SELECT 1 FROM outbox")
        return bool(rows(folder, "SELECT 1 FROM one_time_tokens")) and not is_under_way

    until(is_sent, 10, lambda: "no mail was sent")


def test_what_is_not_over_stays(staffed: Path) -> None:
    with serving(staffed) as server:
        _use(server)
        before = server.row_counts()

        assert answer("purge", folder=staffed) == NOTHING
        assert server.row_counts() == before
        assert before["one_time_tokens"] == 1 and before["idempotency_keys"] == 1


def test_what_is_over_goes_beside_a_running_server(staffed: Path) -> None:
    with serving(staffed) as server:
        _use(server)
        _expire_everything(staffed)
        limits = rows(staffed, "SELECT 1 FROM rate_limits")

        removed = answer("purge", folder=staffed)

        assert removed == dict.fromkeys(KEYS, 1) | {"rate_limits": len(limits)}
        assert all(rows(staffed, f"SELECT 1 FROM {table}") == [] for table in TABLES.values())
        assert httpx.get(f"{server.url}/api/v1/me", headers=signed_in(server)).status_code == 200
    assert server.row_counts()["accounts"] == 3


def test_it_says_what_it_removed_in_a_table(staffed: Path) -> None:
    rows(staffed, "INSERT INTO rate_limits SELECT 'a', 1, 0, 0 UNION SELECT 'b', 1, 0, 0")

    ended = run("purge", folder=staffed)

    assert (ended.returncode, ended.stderr) == (0, "")
    said = dict(re.split(r"  +", line) for line in ended.stdout.splitlines())
    assert said == {name: "0" for name in TABLES} | {"rate limits": "2"}


def test_progress_is_for_somebody_who_watches_and_only_if_there_is_any(staffed: Path) -> None:
    rows(
        staffed,
        "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 1200)"
        " INSERT INTO rate_limits SELECT 'key ' || i, 1, 0, 0 FROM n",
    )

    progress, *said = watched("purge", folder=staffed)

    steps = [step for step in progress.split("\r") if step]
    assert steps == ["rate limits: 500", "rate limits: 1,000", "rate limits: 1,200"]
    assert [re.split(r"  +", line)[0] for line in said] == list(TABLES)
    assert watched("purge", folder=staffed)[0].startswith("refresh tokens  ")
