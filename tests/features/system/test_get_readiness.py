"""getReadiness: whether the service can work, and for what reason it cannot."""

import base64
import json
from pathlib import Path

import pytest

from app.config import Settings
from app.config.values import Quota
from app.db import migrations
from tests.support import sql
from tests.support.answers import pointers
from tests.support.outages import ON_SQLITE, database_away
from tests.support.service import Service
from tests.support.serving import serving, with_quotas

PATH = "/health/ready"
READY = {"status": "ready", "checks": {"database": "ok", "migrations": "ok", "keys": "ok"}}


async def refusal(service: Service) -> str:
    """Why the service is not ready."""
    response = await service.http.get(PATH)
    assert (response.status_code, response.json()["code"]) == (503, "not_ready")
    assert int(response.headers["retry-after"]) > 0
    assert (await service.http.get("/health/live")).status_code == 200
    detail: str = response.json()["detail"]
    return detail


async def test_a_service_that_can_work_says_what_was_looked_at(service: Service) -> None:
    response = await service.http.get(PATH)

    assert (response.status_code, response.json()) == (200, READY)
    assert response.headers["cache-control"] == "no-store"


async def test_nothing_is_written_to_find_out(service: Service) -> None:
    before = await sql.contents(service.application.database, *sql.TABLES, "rate_limits")
    await service.http.get(PATH)

    after = await sql.contents(service.application.database, *sql.TABLES, "rate_limits")
    assert after == before


async def test_a_database_that_was_never_migrated_is_not_ready_until_it_is(
    settings: Settings, empty_url: str
) -> None:
    if empty_url.startswith("sqlite"):
        path = Path(empty_url.removeprefix("sqlite:///"))
        path.parent.mkdir()
        path.touch()
    async with serving(settings, database_url=empty_url) as service:
        assert await refusal(service) == "The database is not migrated to this version."

        await migrations.upgrade(empty_url)

        assert (await service.http.get(PATH)).status_code == 200


async def test_a_file_that_is_not_there_is_no_database_and_is_not_made(
    settings: Settings, tmp_path: Path
) -> None:
    missing = tmp_path / "no" / "accord.db"
    async with serving(settings, database_url=f"sqlite:///{missing}") as service:
        assert await refusal(service) == "The database does not answer."
    assert not missing.exists()


async def test_a_server_that_does_not_answer_is_not_ready(
    settings: Settings, tmp_path: Path
) -> None:
    address = f"postgresql://accord@/accord?host={tmp_path}"
    async with serving(settings, database_url=address) as service:
        detail = await refusal(service)

    assert detail == "The database does not answer."
    assert str(tmp_path) not in detail


@ON_SQLITE
async def test_a_file_that_goes_away_and_comes_back_is_noticed_both_times(
    service: Service, settings: Settings
) -> None:
    assert (await service.http.get(PATH)).status_code == 200
    with database_away(settings):
        assert await refusal(service) == "The database does not answer."

    assert (await service.http.get(PATH)).status_code == 200
    await service.person()


@pytest.mark.parametrize(
    ("revision", "is_ready"),
    [("9999", True), (None, False)],
    ids=["later", "none"],
)
async def test_a_later_schema_is_served_on_and_an_unfinished_one_is_not(
    service: Service, revision: str | None, is_ready: bool
) -> None:
    """While a release rolls out, the old processes work on the new schema."""
    database = service.application.database
    await sql.execute(database, "DELETE FROM alembic_version")
    if revision:
        statement = "INSERT INTO alembic_version (version_num) VALUES (:revision)"
        await sql.execute(database, statement, revision=revision)

    response = await service.http.get(PATH)

    assert response.status_code == (200 if is_ready else 503)


async def test_a_secret_key_of_development_is_a_key_too(settings: Settings, tmp_path: Path) -> None:
    secret = base64.urlsafe_b64encode(bytes(range(32))).rstrip(b"=").decode()
    key = {"kty": "oct", "alg": "HS256", "use": "sig", "kid": "development", "k": secret}
    keys = tmp_path / "symmetric.json"
    keys.write_text(json.dumps({"keys": [key]}))
    keys.chmod(0o600)

    async with serving(settings, signing_algorithm="HS256", signing_keys_file=keys) as service:
        assert (await service.http.get(PATH)).json() == READY
        assert (await service.me(await service.person())).status_code == 200


@ON_SQLITE
async def test_head_is_get_without_the_body(service: Service, settings: Settings) -> None:
    ready = await service.http.head(PATH)
    with database_away(settings):
        away = await service.http.head(PATH)

    assert (ready.status_code, ready.content) == (200, b"")
    assert (away.status_code, away.content) == (503, b"")


async def test_a_query_parameter_is_refused(service: Service) -> None:
    assert pointers(await service.http.get(f"{PATH}?verbose=1")) == ["query/verbose"]


async def test_one_client_asks_only_so_often(settings: Settings) -> None:
    async with serving(settings, rate_limits=with_quotas(settings, public=Quota(2, 60))) as here:
        answers = [await here.http.get(PATH) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2].headers["ratelimit-policy"] == '"public";q=2;w=60'
    assert 0 < int(answers[2].headers["retry-after"]) <= 60
