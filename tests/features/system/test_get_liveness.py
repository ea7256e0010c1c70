"""getLiveness: the process runs, and nothing else is looked at."""

import pytest

from app.config import Settings
from app.config.values import Quota
from tests.support import sql
from tests.support.answers import pointers
from tests.support.outages import ON_SQLITE, database_away
from tests.support.service import Service
from tests.support.serving import seen_from, serving, with_quotas

PATH = "/health/live"


async def test_a_process_that_runs_says_so_to_everybody(service: Service) -> None:
    response = await service.http.get(PATH)

    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert response.headers["content-type"] == "application/json"
    assert response.headers["cache-control"] == "no-store"


async def test_nothing_is_asked_of_the_database(service: Service) -> None:
    with sql.recorded(service.application.database) as statements:
        assert (await service.http.get(PATH)).status_code == 200

    assert statements == []


@ON_SQLITE
async def test_the_process_runs_while_the_database_is_away(
    service: Service, settings: Settings
) -> None:
    with database_away(settings):
        assert (await service.http.get(PATH)).status_code == 200


async def test_head_is_get_without_the_body(service: Service) -> None:
    response = await service.http.head(PATH)

    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize("sent", ["probe-0001", "no", "line\tbreak-0001", None])
async def test_every_answer_names_its_request(service: Service, sent: str | None) -> None:
    headers = {"X-Request-Id": sent} if sent else {}

    returned = (await service.http.get(PATH, headers=headers)).headers["x-request-id"]

    assert (returned == sent) is (sent == "probe-0001")


async def test_it_stands_at_the_root_and_only_there(service: Service) -> None:
    assert (await service.http.get(f"/api/v1{PATH}")).status_code == 404
    assert (await service.http.get(f"{PATH}/")).status_code == 404


async def test_a_query_parameter_is_refused(service: Service) -> None:
    assert pointers(await service.http.get(f"{PATH}?verbose=1")) == ["query/verbose"]


async def test_another_method_is_refused(service: Service) -> None:
    response = await service.http.post(PATH)

    assert (response.status_code, response.headers["allow"]) == (405, "GET, HEAD, OPTIONS")


async def test_one_client_asks_only_so_often(settings: Settings) -> None:
    async with serving(settings, rate_limits=with_quotas(settings, public=Quota(2, 60))) as here:
        answers = [await here.http.get(PATH) for _ in range(3)]
        async with seen_from(here, "198.51.100.9") as elsewhere:
            spared = await elsewhere.http.get(PATH)

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2].headers["ratelimit-policy"] == '"public";q=2;w=60'
    assert 0 < int(answers[2].headers["retry-after"]) <= 60
    assert spared.status_code == 200
