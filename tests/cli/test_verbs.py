"""The verbs beside `serve`: migrate, create-admin, rotate-keys, worker, version."""

import json
import signal
from importlib.metadata import version
from pathlib import Path

import httpx
import pytest

from tests.cli.programs import GRACE, answer, sign_in
from tests.support.server import DEVELOPMENT, run, serving, start
from tests.support.service import PASSWORD
from tests.support.waiting import until

MAKE_GRACE = ["create-admin", "--email", GRACE, "--password"]


@pytest.fixture
def migrated(folder: Path) -> Path:
    """The folder with a database at the newest revision."""
    assert run("migrate", folder=folder).returncode == 0
    return folder


@pytest.mark.parametrize("asked", ["version", "--version"])
def test_version_is_the_version_of_the_package(folder: Path, asked: str) -> None:
    assert run(asked, folder=folder).stdout == f"accord {version('accord')}\n"


def test_migrate_may_be_repeated(folder: Path) -> None:
    first, second = run("migrate", folder=folder), run("migrate", folder=folder)

    assert (first.returncode, second.returncode) == (0, 0), second.stderr
    assert first.stdout == second.stdout
    assert first.stdout.startswith("The database is at revision ")


def test_migrate_needs_neither_keys_nor_a_mail_server_in_production(folder: Path) -> None:
    settings = {"ENVIRONMENT": "production", "DATABASE_URL": f"sqlite:///{folder}/accord.db"}

    assert run("migrate", folder=folder, settings=settings).returncode == 0


def test_an_admin_can_sign_in_at_once_with_the_scopes_of_the_role(migrated: Path) -> None:
    created = run(*MAKE_GRACE, PASSWORD, folder=migrated)

    assert (created.stdout, created.returncode) == (f"{GRACE} is an admin.\n", 0)
    with serving(migrated) as server:
        assert "users:delete" in sign_in(server).json()["scope"].split()


def test_an_admin_in_json_is_the_account_as_the_api_shows_it(migrated: Path) -> None:
    account = answer(*MAKE_GRACE, PASSWORD, folder=migrated)

    assert {name: account[name] for name in ("email", "role", "email_verified", "status")} == {
        "email": GRACE,
        "role": "admin",
        "email_verified": True,
        "status": "active",
    }


def test_an_admin_needs_a_strong_password(migrated: Path) -> None:
    refused = run(*MAKE_GRACE, "password1234", folder=migrated)

    assert refused.returncode == 2
    assert refused.stderr.startswith("accord: ")
    assert len(refused.stderr.splitlines()) == 1
    assert "password1234" not in refused.stderr


def test_an_address_becomes_an_admin_once(migrated: Path) -> None:
    assert run(*MAKE_GRACE, PASSWORD, folder=migrated).returncode == 0

    again = run(*MAKE_GRACE, "quite another passphrase", folder=migrated)

    assert again.returncode == 2
    assert again.stderr == f"accord: {GRACE} has an account already\n"


@pytest.mark.parametrize("address", ["grace", "grace@", "@example.com", "gräce@example.com", ""])
def test_an_admin_needs_an_address_that_the_contract_admits(migrated: Path, address: str) -> None:
    refused = run("create-admin", "--email", address, "--password", PASSWORD, folder=migrated)

    assert refused.returncode == 2
    assert "Traceback" not in refused.stderr


def test_an_admin_of_a_database_without_tables_is_refused_in_one_line(folder: Path) -> None:
    refused = run(*MAKE_GRACE, PASSWORD, folder=folder)

    assert refused.returncode == 2, refused.stderr
    assert refused.stderr.startswith("accord: DATABASE_URL: ")
    assert len(refused.stderr.splitlines()) == 1


def test_tokens_signed_before_a_rotation_still_verify(migrated: Path) -> None:
    run(*MAKE_GRACE, PASSWORD, folder=migrated)
    issuer = "http://accounts.example"  # the default names the port, which differs here
    with serving(migrated, PUBLIC_URL=issuer) as server:
        old = sign_in(server).json()["access_token"]

    rotated = run("rotate-keys", folder=migrated)

    assert rotated.stdout == "var/keys.json holds 2 keys; restart the servers.\n", rotated.stderr
    with serving(migrated, PUBLIC_URL=issuer) as server:
        new = sign_in(server).json()["access_token"]
        published = httpx.get(f"{server.url}/.well-known/jwks.json").json()["keys"]
        for token in (old, new):
            auth = {"Authorization": f"Bearer {token}"}
            assert httpx.get(f"{server.url}/api/v1/me", headers=auth).status_code == 200
    assert old.split(".")[0] != new.split(".")[0]
    assert len(published) == 2


def test_rotating_makes_the_file_if_there_is_none_for_its_owner_only(folder: Path) -> None:
    made = run("rotate-keys", folder=folder)

    file = folder / "var" / "keys.json"
    assert made.returncode == 0
    assert len(json.loads(file.read_bytes())["keys"]) == 1
    assert file.stat().st_mode & 0o777 == 0o600


def test_keys_from_the_environment_are_not_rotated(folder: Path) -> None:
    settings = DEVELOPMENT | {"SIGNING_KEYS": '{"keys": []}'}

    refused = run("rotate-keys", folder=folder, settings=settings)

    assert refused.returncode == 2
    assert refused.stderr.startswith("accord: SIGNING_KEYS: ")


def test_the_worker_sends_what_the_service_leaves_and_stops_when_told(folder: Path) -> None:
    with serving(folder, OUTBOX_IN_PROCESS="false") as server:
        body = {"email": "ada@example.com", "password": PASSWORD}
        assert httpx.post(f"{server.url}/api/v1/auth/register", json=body).status_code == 202
        assert server.row_counts()["outbox"] == 1
        assert not (folder / "var" / "mailbox").exists()

        worker = start(folder, "worker", **DEVELOPMENT)
        try:
            mails = _wait_for_mail(folder)
        finally:
            worker.send_signal(signal.SIGTERM)
            status = worker.wait(10)

        assert [mail.stat().st_mode & 0o777 for mail in mails] == [0o600]
        assert status == 0
        assert server.row_counts()["outbox"] == 0
    assert "Traceback" not in server.log


def _wait_for_mail(folder: Path) -> list[Path]:
    mailbox = folder / "var" / "mailbox"
    until(lambda: any(mailbox.glob("*.eml")), 15, lambda: "no mail was sent")
    return list(mailbox.glob("*.eml"))
