"""`accord users`: find, suspend and reinstate where there is no admin at hand, or no network."""

import json
import subprocess
from pathlib import Path
from uuid import UUID

import httpx
import pytest

from tests.cli.programs import EDITH, GRACE, answer, refusal, rows, sign_in, signed_in
from tests.support.server import ACCORD, DEVELOPMENT, environment, run, serving

FAR = "2099-01-31T12:00:00Z"
IN_ANY_CASE = "GRACE@Example.COM"


def _list(folder: Path, *options: str) -> list[dict[str, object]]:
    ended = run("users", "list", "--json", *options, folder=folder)
    assert (ended.returncode, ended.stderr) == (0, ""), ended.stderr
    return [json.loads(line) for line in ended.stdout.splitlines()]


def _emails(folder: Path, *options: str) -> list[object]:
    return [account["email"] for account in _list(folder, *options)]


def _events(folder: Path, action: str) -> list[dict[str, object]]:
    return rows(
        folder,
        "SELECT a.*, s.email FROM audit_events a JOIN accounts s ON s.id = a.subject_id"
        " WHERE action = ? ORDER BY sequence",
        action,
    )


def _fill(folder: Path, count: int) -> None:
    """Copies of the first account under other names, one second apart."""
    names = [row["name"] for row in rows(folder, "SELECT name FROM pragma_table_info('accounts')")]
    own = {
        "id": "lower(hex(randomblob(16)))",
        "email": "'copy' || n || '@example.com'",
        "email_normalized": "'copy' || n || '@example.com'",
        "role": "'user'",
        "display_name": "'Ada ' || n",
        "display_name_normalized": "'ada ' || n",
        "created_at": "strftime('2027-01-01 %H:%M:%S.000000+00:00', n, 'unixepoch')",
    }
    columns = ", ".join(own.get(str(name), str(name)) for name in names)
    rows(
        folder,
        f"WITH RECURSIVE numbers(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM numbers"
        f" WHERE n < {count}) INSERT INTO accounts"
        f" SELECT {columns} FROM numbers, (SELECT * FROM accounts ORDER BY created_at LIMIT 1)",
    )


def test_a_list_is_one_line_an_account_the_oldest_first(staffed: Path) -> None:
    ended = run("users", "list", folder=staffed)

    first, second = (line.split() for line in ended.stdout.splitlines())
    assert (ended.returncode, ended.stderr) == (0, "")
    assert first[1:] == ["admin", "active", GRACE]
    assert second[1:] == ["admin", "active", EDITH]
    assert UUID(first[0]).version == 7


def test_a_list_in_json_is_one_object_a_line(staffed: Path) -> None:
    grace, edith = _list(staffed)

    assert grace["email"] == GRACE
    assert (
        edith.items()
        >= {
            "email": EDITH,
            "email_verified": True,
            "role": "admin",
            "status": "active",
            "suspension_reason": None,
            "suspension_ends_at": None,
        }.items()
    )
    assert str(edith["created_at"]).endswith("Z")


def test_an_empty_list_is_nothing_and_no_fault(staffed: Path) -> None:
    for options in (("--role", "user"), ("--role", "user", "--json")):
        ended = run("users", "list", *options, folder=staffed)
        assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")


def test_accounts_are_found_by_the_beginning_of_address_or_name(staffed: Path) -> None:
    _fill(staffed, 3)

    assert _emails(staffed, "--q", "GRA") == [GRACE]
    assert _emails(staffed, "--q", "ada 2") == ["copy2@example.com"]
    assert _emails(staffed, "--q", "race") == []


def test_accounts_are_found_by_role_and_status_together(staffed: Path) -> None:
    _fill(staffed, 2)
    answer("users", "suspend", "copy1@example.com", "--reason", "spam", folder=staffed)
    answer("users", "suspend", EDITH, "--reason", "on leave", folder=staffed)

    assert _emails(staffed, "--role", "admin") == [GRACE, EDITH]
    assert _emails(staffed, "--status", "suspended") == [EDITH, "copy1@example.com"]
    assert _emails(staffed, "--role", "user", "--status", "active") == ["copy2@example.com"]
    assert _emails(staffed, "--role", "support") == []


@pytest.mark.parametrize("options", [("--role", "root"), ("--status", "locked"), ("--email", "a")])
def test_what_cannot_be_asked_for_is_a_usage_error(staffed: Path, options: tuple[str, ...]) -> None:
    ended = run("users", "list", *options, folder=staffed)

    assert (ended.returncode, ended.stdout) == (2, "")
    assert "Traceback" not in ended.stderr


def test_a_list_of_several_pages_has_everybody_once(staffed: Path) -> None:
    _fill(staffed, 250)

    emails = _emails(staffed)

    assert emails == [GRACE, EDITH, *(f"copy{n}@example.com" for n in range(1, 251))]


def test_a_list_may_be_cut_short_by_its_reader(staffed: Path) -> None:
    _fill(staffed, 3000)  # more than a pipe holds
    process = subprocess.Popen(
        [ACCORD, "users", "list"],
        cwd=staffed,
        env=environment(**DEVELOPMENT),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None and process.stderr is not None
    with process.stdout, process.stderr:
        assert GRACE in process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == ""
    process.wait(20)


def test_a_suspension_says_what_it_did(staffed: Path) -> None:
    ended = run("users", "suspend", IN_ANY_CASE, "--reason", "on leave", folder=staffed)

    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout == f"{IN_ANY_CASE} is suspended.\n"
    assert _emails(staffed, "--status", "suspended") == [GRACE]


def test_a_suspension_in_json_is_the_account_as_it_is_now(staffed: Path) -> None:
    arguments = ("users", "suspend", GRACE, "--reason", "on leave", "--ends-at", FAR)

    account = answer(*arguments, folder=staffed)

    assert account["email"] == GRACE
    assert account["status"] == "suspended"
    assert account["suspension_reason"] == "on leave"
    assert account["suspension_ends_at"] == FAR
    assert _list(staffed, "--status", "suspended") == [account]


def test_a_reason_that_is_not_given_is_asked_for(staffed: Path) -> None:
    ended = run("users", "suspend", GRACE, folder=staffed, stdin="on leave\n")

    assert ended.returncode == 0, ended.stderr
    assert [account["suspension_reason"] for account in _list(staffed, "--q", GRACE)] == [
        "on leave"
    ]


def test_an_end_in_another_zone_is_the_same_instant(staffed: Path) -> None:
    arguments = ("users", "suspend", GRACE, "--reason", "x", "--ends-at")

    account = answer(*arguments, "2099-01-31T14:00:00.5+02:00", folder=staffed)

    assert account["suspension_ends_at"] == "2099-01-31T12:00:00.500000Z"


def test_a_reinstatement_says_what_it_did_and_may_be_repeated(staffed: Path) -> None:
    answer("users", "suspend", GRACE, "--reason", "on leave", "--ends-at", FAR, folder=staffed)

    for _ in range(2):
        ended = run("users", "reinstate", GRACE, folder=staffed)
        assert (ended.returncode, ended.stderr) == (0, "")
        assert ended.stdout == f"{GRACE} can be used: it is not suspended.\n"

    account = answer("users", "reinstate", GRACE, folder=staffed)
    assert account["status"] == "active"
    assert (account["suspension_reason"], account["suspension_ends_at"]) == (None, None)
    assert len(_events(staffed, "user.reinstated")) == 1


@pytest.mark.parametrize("verb", [("suspend", "--reason", "x"), ("reinstate",)])
@pytest.mark.parametrize("address", ["grace@example.co", ""])
def test_an_address_without_an_account_is_refused_in_one_line(
    staffed: Path, verb: tuple[str, ...], address: str
) -> None:
    name, *options = verb

    assert refusal("users", name, address, *options, folder=staffed) == f"{address} has no account"
    assert _emails(staffed, "--status", "suspended") == []


def test_what_is_typed_cannot_steer_the_terminal(staffed: Path) -> None:
    line = refusal("users", "reinstate", "a\x1b[31mb@example.com", folder=staffed)

    assert line == "a?[31mb@example.com has no account"


def test_the_last_admin_is_not_suspended(staffed: Path) -> None:
    answer("users", "suspend", EDITH, "--reason", "on leave", folder=staffed)

    line = refusal("users", "suspend", GRACE, "--reason", "on leave", folder=staffed)

    assert line == f"{GRACE} is the last admin; make another one first"
    assert _emails(staffed, "--status", "suspended") == [EDITH]


@pytest.mark.parametrize(
    ("ends_at", "said"),
    [
        ("2020-01-31T12:00:00Z", "A suspension must end in the future."),
        ("2099-01-31T12:00:00", "not a time"),
        ("9999-12-31T23:59:59-05:00", "not a time"),
        ("", "not a time"),
    ],
)
def test_an_end_that_is_over_or_none_is_refused_in_one_line(
    staffed: Path, ends_at: str, said: str
) -> None:
    arguments = ("users", "suspend", GRACE, "--reason", "x", "--ends-at", ends_at)

    assert refusal(*arguments, folder=staffed).startswith(f"--ends-at: {said}")
    assert _emails(staffed, "--status", "suspended") == []


@pytest.mark.parametrize("reason", ["", "a" * 501, "two\nlines", "\x1b[2J"])
def test_a_reason_that_the_contract_does_not_admit_is_refused(staffed: Path, reason: str) -> None:
    """Or the account could not be read any more: an answer with it would break the contract."""
    arguments = ("users", "suspend", GRACE, "--reason", reason)

    assert refusal(*arguments, folder=staffed).startswith("--reason: ")
    assert _emails(staffed, "--status", "suspended") == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("users", "list", "--q", "\udcff"),
        ("users", "suspend", GRACE, "--reason", "\udcff"),
    ],
)
def test_bytes_that_are_no_text_are_refused_in_one_line(
    staffed: Path, arguments: tuple[str, ...]
) -> None:
    assert refusal(*arguments, folder=staffed) == "the arguments are not UTF-8"


VERBS = {
    "list": ("users", "list"),
    "suspend": ("users", "suspend", GRACE, "--reason", "x"),
    "reinstate": ("users", "reinstate", GRACE),
    "verify": ("audit", "verify"),
    "purge": ("purge",),
}


@pytest.mark.parametrize("arguments", VERBS.values(), ids=VERBS)
def test_a_database_that_is_not_migrated_is_refused_in_one_line(
    folder: Path, arguments: tuple[str, ...]
) -> None:
    (folder / "var").mkdir()
    (folder / "var" / "accord.db").touch()

    line = refusal(*arguments, folder=folder)

    assert line == "DATABASE_URL: not migrated to this version; run accord migrate"


@pytest.mark.parametrize("arguments", VERBS.values(), ids=VERBS)
def test_a_database_that_is_not_there_is_refused_in_one_line(
    folder: Path, arguments: tuple[str, ...]
) -> None:
    line = refusal(*arguments, folder=folder)

    path = folder / "var" / "accord.db"
    assert line == f"DATABASE_URL: there is no {path}; accord migrate makes it"
    assert list(folder.glob("**/*")) == []  # neither the database nor keys


@pytest.mark.parametrize("arguments", VERBS.values(), ids=VERBS)
def test_a_verb_explains_itself(folder: Path, arguments: tuple[str, ...]) -> None:
    names = arguments[:2] if arguments[0] != "purge" else arguments

    ended = run(*names, "--help", folder=folder)

    assert (ended.returncode, ended.stderr) == (0, "")
    assert f"Usage: accord {' '.join(names)}" in ended.stdout
    assert "--json" in ended.stdout


def test_a_suspension_acts_on_the_next_request_of_a_running_server(staffed: Path) -> None:
    with serving(staffed) as server:
        tokens = sign_in(server).json()
        auth = {"Authorization": f"Bearer {tokens['access_token']}"}
        refresh = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}

        def me() -> int:
            return httpx.get(f"{server.url}/api/v1/me", headers=auth).status_code

        assert me() == 200
        answer("users", "suspend", GRACE, "--reason", "stolen laptop", folder=staffed)
        assert me() == 401
        assert httpx.post(f"{server.url}/api/v1/auth/token", data=refresh).status_code == 400
        assert sign_in(server).status_code == 400

        answer("users", "reinstate", GRACE, folder=staffed)
        assert me() == 401, "a session that was ended stays ended"
        assert sign_in(server).status_code == 200


def test_the_server_shows_what_the_command_line_did(staffed: Path) -> None:
    account = answer("users", "suspend", GRACE, "--reason", "ä" * 500, folder=staffed)

    with serving(staffed) as server:
        url = f"{server.url}/api/v1/users/{account['id']}"
        shown = httpx.get(url, headers=signed_in(server, EDITH)).json()

    assert account.items() <= shown.items()


def test_what_the_command_line_does_is_recorded_without_an_actor(staffed: Path) -> None:
    with serving(staffed) as server:
        assert sign_in(server).status_code == 200
    arguments = ("users", "suspend", GRACE, "--reason", "on leave", "--ends-at", FAR)
    answer(*arguments, folder=staffed)
    answer("users", "reinstate", GRACE, folder=staffed)

    actions = ("user.created", "session.revoked", "user.suspended", "user.reinstated")
    events = [event for action in actions for event in _events(staffed, action)]

    assert [(event["action"], event["email"]) for event in events] == [
        ("user.created", GRACE),
        ("user.created", EDITH),
        ("session.revoked", GRACE),
        ("user.suspended", GRACE),
        ("user.reinstated", GRACE),
    ]
    assert {(event["request_id"], event["actor_id"]) for event in events} == {("cli", None)}
    assert "on leave" not in repr(events)


def test_the_same_suspension_twice_is_recorded_once(staffed: Path) -> None:
    for _ in range(2):
        answer("users", "suspend", GRACE, "--reason", "x", "--ends-at", FAR, folder=staffed)

    assert len(_events(staffed, "user.suspended")) == 1
