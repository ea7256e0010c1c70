"""`accord users link`: an account for somebody whom the Better Auth frontend knows."""

import json
from pathlib import Path

import pytest

from tests.cli.programs import GRACE, rows
from tests.support.server import DEVELOPMENT, run

BELIEVING = {
    **DEVELOPMENT,
    "BETTER_AUTH_MODE": "jwks",
    "BETTER_AUTH_ISSUER": "http://localhost:3000",
}
SUBJECT = "q7YkT2nVb0xWm4sLr9cEhUaPjZdGfKiN"


def test_the_account_is_linked_once_and_it_is_recorded(staffed: Path) -> None:
    said = [
        run("users", "link", GRACE, "--subject", SUBJECT, folder=staffed, settings=BELIEVING)
        for _ in range(2)
    ]

    assert [(ended.returncode, ended.stderr) for ended in said] == [(0, "")] * 2
    assert {ended.stdout for ended in said} == {
        f"{GRACE} can be used with the tokens of {SUBJECT}.\n"
    }
    (link,) = rows(staffed, "SELECT * FROM identities")
    assert (link["issuer"], link["subject"]) == ("http://localhost:3000", SUBJECT)
    (event,) = rows(staffed, "SELECT * FROM audit_events WHERE action = 'user.updated'")
    details = json.loads(str(event["details"]))
    assert details == {
        **{"fields": "identities", "issuer": "http://localhost:3000"},
        "subject": SUBJECT,
    }
    assert (event["actor_id"], event["request_id"]) == (None, "cli")


def test_it_can_be_told_as_json(staffed: Path) -> None:
    arguments = ("users", "link", GRACE, "--subject", SUBJECT, "--json")
    ended = run(*arguments, folder=staffed, settings=BELIEVING)

    assert json.loads(ended.stdout)["email"] == GRACE


@pytest.mark.parametrize(
    ("email", "subject", "line"),
    [
        ("nobody@example.com", SUBJECT, "nobody@example.com has no account"),
        (GRACE, "", "--subject: 1 to 255 characters, printable and of ASCII"),
        (GRACE, "é", "--subject: 1 to 255 characters, printable and of ASCII"),
        (GRACE, "x" * 256, "--subject: 1 to 255 characters, printable and of ASCII"),
    ],
    ids=["no account", "no subject", "an odd subject", "a long subject"],
)
def test_what_cannot_be_linked_is_one_line(
    staffed: Path, email: str, subject: str, line: str
) -> None:
    ended = run("users", "link", email, "--subject", subject, folder=staffed, settings=BELIEVING)

    assert (ended.returncode, ended.stdout, ended.stderr) == (2, "", f"accord: {line}\n")


def test_without_a_frontend_there_is_nothing_to_link(staffed: Path) -> None:
    ended = run("users", "link", GRACE, "--subject", SUBJECT, folder=staffed)

    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith("accord: BETTER_AUTH_MODE: is off")
