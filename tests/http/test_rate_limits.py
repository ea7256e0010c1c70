"""Every operation has its limits, they are exact where guessing must be slow, and say how long."""

import asyncio
import re

import httpx
import pytest

from app.config import Settings
from app.config.values import DEFAULT_RATE_LIMITS, Quota
from app.rate_limits.quotas import EXACT_GROUPS
from contract.runtime.operations import Operation
from generated.operations import OPERATIONS
from tests.http.calls import EMAIL, ada, call, named
from tests.support import sql
from tests.support.hashing import recorded_work
from tests.support.server import NO_LIMITS
from tests.support.service import API, Service
from tests.support.serving import seen_from, serving, with_quotas

ELSEWHERE = "198.51.100.9"
LIMITED = [
    pytest.param(operation, group, id=f"{operation.id} by {group}")
    for operation in OPERATIONS
    for group in operation.rate_limits
]


def assert_limited(response: httpx.Response, group: str, quota: Quota) -> int:
    """The answer is a 429 that says everything; gives the seconds to wait."""
    assert response.status_code == 429, response.text
    wait = int(response.headers["retry-after"])
    policy = f'"{group}";q={quota.limit};w={quota.window_seconds}'
    assert response.headers["ratelimit-policy"] == policy
    assert response.headers["ratelimit"] == f'"{group}";r=0;t={wait}'
    assert wait >= 1
    return wait


async def spend(service: Service, times: int = 1) -> list[int]:
    """Try a token that nobody has, and give the statuses."""
    confirmation = {"method": "token", "token": "evt_unknown"}
    answers = [
        await service.post("/auth/email-verification/confirm", confirmation) for _ in range(times)
    ]
    return [answer.status_code for answer in answers]


async def wait_after_spending(service: Service) -> int:
    """Spend a quota of one that is free, and how long it is then said to be spent."""
    assert await spend(service) == [400]
    confirmation = {"method": "token", "token": "evt_unknown"}
    response = await service.post("/auth/email-verification/confirm", confirmation)
    assert response.status_code == 429
    return int(response.headers["retry-after"])


async def an_admin(service: Service) -> tuple[dict[str, str], dict[str, str]]:
    """What speaks for an admin, and the id of their own account: all calls concern it."""
    person = await ada(service)
    account = (await service.me(person)).json()
    await sql.execute(service.application.database, "UPDATE accounts SET role = 'admin'")
    return (await service.signed_in(person.email, person.password)).auth, {"user_id": account["id"]}


# --- every operation ---


@pytest.mark.parametrize(("operation", "group"), LIMITED)
async def test_every_group_of_an_operation_limits_it(
    settings: Settings, operation: Operation, group: str
) -> None:
    quota = Quota(1, 60)
    quotas = {**NO_LIMITS, group: quota}
    async with serving(settings, rate_limits=quotas) as service:
        auth, ids = await an_admin(service) if operation.scopes is not None else ({}, {})
        for _ in range(3):
            await call(service, operation, headers=auth, ids=ids)
        before = await sql.contents(service.application.database)
        refused = await call(service, operation, headers=auth, ids=ids)

        assert assert_limited(refused, group, quota) <= 60
        assert await sql.contents(service.application.database) == before


@pytest.mark.parametrize("operation", OPERATIONS, ids=named)
async def test_the_first_group_is_counted_before_anything_is_looked_at(
    settings: Settings, operation: Operation
) -> None:
    """Neither a missing token nor a body that nobody can read is free."""
    quotas = {**NO_LIMITS, operation.rate_limits[0]: Quota(1, 60)}
    async with serving(settings, rate_limits=quotas) as service:
        statuses = [
            (await service.http.request(operation.method, operation.path)).status_code
            for _ in range(2)
        ]

    assert statuses[0] != 429 and statuses[1] == 429


@pytest.mark.parametrize("operation", OPERATIONS, ids=named)
async def test_one_client_cannot_spend_the_quota_of_another(
    settings: Settings, operation: Operation
) -> None:
    quotas = {**NO_LIMITS, operation.rate_limits[0]: Quota(1, 60)}
    async with serving(settings, rate_limits=quotas) as here:
        async with seen_from(here, ELSEWHERE) as elsewhere:
            answers = [await call(each, operation) for each in (here, here, elsewhere)]

    assert [answer.status_code == 429 for answer in answers] == [False, True, False]


def test_every_group_has_a_quota_and_every_quota_is_finite() -> None:
    groups = {group for operation in OPERATIONS for group in operation.rate_limits}

    assert groups <= set(DEFAULT_RATE_LIMITS)
    assert all(quota.limit <= 1200 for quota in DEFAULT_RATE_LIMITS.values())


def test_what_protects_passwords_codes_and_mailboxes_is_counted_exactly() -> None:
    """Whatever else a public POST is limited by, its counter is shared by all processes."""
    guessing = [one for one in OPERATIONS if one.scopes is None and one.method == "POST"]

    in_memory = {one.id for one in guessing if not EXACT_GROUPS & set(one.rate_limits)}
    assert in_memory == {"revokeToken"}  # it tells nobody whether it has met a token


# --- whose quota it is ---


async def test_the_addresses_of_one_ipv6_customer_share_a_quota(settings: Settings) -> None:
    quotas = with_quotas(settings, one_time_token=Quota(1, 60))
    async with serving(settings, client="2001:db8:0:1::1", rate_limits=quotas) as service:
        async with seen_from(service, "2001:db8:0:1:ffff::2") as same:
            async with seen_from(service, "2001:db8:0:2::1") as other:
                statuses = [await spend(each) for each in (service, same, other)]

    assert statuses == [[400], [429], [400]]


async def test_operations_of_one_group_share_its_quota(settings: Settings) -> None:
    quotas = with_quotas(settings, one_time_token=Quota(1, 60))
    async with serving(settings, rate_limits=quotas) as service:
        await spend(service)
        reset = {"token": "prt_x", "new_password": "three quiet lighthouses"}
        response = await service.post("/auth/password/reset", reset)

    assert response.headers["ratelimit-policy"] == '"one-time-token";q=1;w=60'


async def test_no_address_rests_in_the_table(service: Service) -> None:
    await service.post("/auth/password/forgot", {"email": EMAIL})
    await service.token(EMAIL)

    rows = await sql.rows(service.application.database, "SELECT * FROM rate_limits")
    assert len(rows) == 5  # mail-request, mail, token, sign-in, sign-in-client
    assert all(re.fullmatch(r"[0-9a-f]{64}", row.key) for row in rows)


# --- time ---


async def test_a_quota_comes_back_to_the_second(settings: Settings, database_url: str) -> None:
    quotas = with_quotas(settings, one_time_token=Quota(2, 60))
    async with serving(settings, database_url=database_url, rate_limits=quotas) as service:
        assert await spend(service, 3) == [400, 400, 429]

        service.clock.advance(seconds=59)
        late = await service.post("/auth/password/reset", {})
        service.clock.advance(seconds=1)
        again = await spend(service, 3)

    assert assert_limited(late, "one-time-token", Quota(2, 60)) == 1
    assert again == [400, 400, 429]


async def test_a_quota_that_is_not_spent_is_whole_again_after_its_window(
    settings: Settings,
) -> None:
    quotas = with_quotas(settings, one_time_token=Quota(2, 60))
    async with serving(settings, rate_limits=quotas) as service:
        first = await spend(service, 2)
        service.clock.advance(seconds=60)
        second = await spend(service, 3)

    assert (first, second) == ([400, 400], [400, 400, 429])


async def test_trying_on_while_it_is_spent_does_not_lengthen_the_wait(settings: Settings) -> None:
    quotas = with_quotas(settings, one_time_token=Quota(1, 60))
    async with serving(settings, rate_limits=quotas) as service:
        await wait_after_spending(service)
        service.clock.advance(seconds=30)
        meanwhile = await spend(service, 20)
        service.clock.advance(seconds=30)

        assert set(meanwhile) == {429}
        assert await spend(service) == [400]


async def test_the_penalty_grows_up_to_three_windows_and_a_quiet_one_forgets(
    settings: Settings, database_url: str
) -> None:
    quotas = with_quotas(settings, one_time_token=Quota(1, 60))
    waits = []
    async with serving(settings, database_url=database_url, rate_limits=quotas) as service:
        for _ in range(4):
            wait = await wait_after_spending(service)
            service.clock.advance(seconds=wait)
            waits.append(wait)
        service.clock.advance(seconds=60)
        after_a_rest = await wait_after_spending(service)

    assert waits == [60, 120, 180, 180]
    assert after_a_rest == 60


async def test_a_group_in_memory_is_open_again_when_it_said(settings: Settings) -> None:
    """Its window is the library's, and runs by the real clock."""
    quota = Quota(1, 1)
    async with serving(settings, rate_limits=with_quotas(settings, public=quota)) as service:
        await service.http.get("/health/live")
        refused = await service.http.get("/health/live")
        await asyncio.sleep(assert_limited(refused, "public", quota))
        again = await service.http.get("/health/live")

    assert again.status_code == 200


# --- races ---


async def test_thirty_at_once_get_exactly_what_the_quota_admits(
    settings: Settings, database_url: str
) -> None:
    quotas = with_quotas(settings, one_time_token=Quota(10, 600))
    async with serving(settings, database_url=database_url, rate_limits=quotas) as service:
        answers = await asyncio.gather(*(spend(service) for _ in range(30)))

    assert sorted(status for (status,) in answers) == [400] * 10 + [429] * 20


async def test_two_processes_share_one_quota(settings: Settings, database_url: str) -> None:
    quotas = with_quotas(settings, one_time_token=Quota(10, 600))
    shared = settings.model_copy(update={"database_url": database_url, "rate_limits": quotas})
    async with serving(shared) as one, serving(shared) as other:
        answers = await asyncio.gather(*(spend(each) for each in (one, other) * 15))

    assert sorted(status for (status,) in answers) == [400] * 10 + [429] * 20


async def test_thirty_at_once_are_counted_exactly_in_memory_as_well(settings: Settings) -> None:
    quotas = with_quotas(settings, public=Quota(10, 600))
    async with serving(settings, rate_limits=quotas) as service:
        answers = await asyncio.gather(*(service.http.get("/health/live") for _ in range(30)))

    assert sorted(answer.status_code for answer in answers) == [200] * 10 + [429] * 20


async def test_a_refusal_comes_before_any_work(settings: Settings) -> None:
    """A spent quota must not cost a look into the accounts, let alone a hash."""
    quotas = with_quotas(settings, token=Quota(1, 60))
    async with serving(settings, rate_limits=quotas) as service:
        await service.token(EMAIL)
        database = service.application.database
        with sql.recorded(database) as statements, recorded_work() as work:
            refused = await service.token(EMAIL)

    assert refused.status_code == 429
    assert [one.split()[:3] for one in statements if not one.startswith("BEGIN")] == [
        ["INSERT", "INTO", "rate_limits"]
    ]
    assert work == []


async def test_pages_and_unknown_paths_cost_no_look_into_the_database(service: Service) -> None:
    with sql.recorded(service.application.database) as statements:
        for path in ("/", "/docs", f"{API}/openapi.json", "/nowhere"):
            await service.http.get(path)

    assert statements == []
