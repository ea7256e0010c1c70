"""The account that serves needs no table of its own: docs/deployment.md says what it is granted."""

import re
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import make_url

from tests.cli.programs import GRACE, sign_in
from tests.fixtures_postgres import empty_database
from tests.support.postgres import execute
from tests.support.server import DEVELOPMENT, ROOT, run, serving
from tests.support.service import API, PASSWORD


@pytest.fixture
def settings() -> Iterator[dict[str, str]]:
    """Two accounts of one PostgreSQL; DATABASE_URL has what the page grants, and no more."""
    account = f"accord_{uuid4().hex}"
    with empty_database() as owner:
        execute(owner, f"CREATE ROLE {account} LOGIN PASSWORD 'seven-green'")
        for statement in _grants(account):
            execute(owner, statement)
        url = make_url(owner).set(username=account, password="seven-green")  # noqa: S106
        yield {
            **DEVELOPMENT,
            "DATABASE_URL": url.render_as_string(hide_password=False),
            "MIGRATION_DATABASE_URL": owner,
        }
        execute(owner, f"DROP OWNED BY {account}")
        execute(owner, f"DROP ROLE {account}")


def _grants(account: str) -> list[str]:
    page = (ROOT / "docs" / "deployment.md").read_text()
    [block] = re.findall(r"```sql\n(.*?)```", page, re.DOTALL)
    return [line.replace("TO accord;", f"TO {account}") for line in block.splitlines()]


def test_who_serves_and_purges_need_not_own_the_tables(
    tmp_path: Path, settings: dict[str, str]
) -> None:
    assert run("migrate", folder=tmp_path, settings=settings).returncode == 0
    arguments = ["create-admin", "--email", GRACE, "--password", PASSWORD]
    assert run(*arguments, folder=tmp_path, settings=settings).returncode == 0

    with serving(tmp_path, **settings) as server:
        bearer = {"Authorization": f"Bearer {sign_in(server).json()['access_token']}"}
        events = httpx.get(f"{server.url}{API}/audit-events", headers=bearer).json()["items"]
    assert [event["action"] for event in events]

    assert run("purge", folder=tmp_path, settings=settings).returncode == 0
    assert run("audit", "verify", folder=tmp_path, settings=settings).returncode == 0


def test_who_serves_cannot_change_a_table(tmp_path: Path, settings: dict[str, str]) -> None:
    assert run("migrate", folder=tmp_path, settings=settings).returncode == 0

    with pytest.raises(Exception, match="must be owner"):
        execute(settings["DATABASE_URL"], "DROP TABLE audit_events")
