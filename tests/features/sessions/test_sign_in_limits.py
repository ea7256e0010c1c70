"""createToken: how guessing is slowed down, for the guesser only."""

import asyncio

import httpx
import pytest

from app.config import Settings
from app.config.values import Quota
from tests.features.sessions.tokens import refusal
from tests.support import sql
from tests.support.answers import visible
from tests.support.hashing import recorded_work
from tests.support.service import Service
from tests.support.serving import seen_from, serving, with_quotas

ADA = "ada@example.com"
ELSEWHERE = "198.51.100.9"
WRONG = "three quiet lighthouses"


async def guess(service: Service, times: int, email: str = ADA) -> list[int]:
    """Wrong guesses, and how each was answered."""
    return [(await service.token(email, WRONG)).status_code for _ in range(times)]


async def wait_after_guessing(service: Service) -> int:
    """For how many seconds a sixth guess is put off."""
    assert await guess(service, 5) == [400] * 5
    response = await service.token(ADA, WRONG)
    assert refusal(response, 429) == "temporarily_unavailable"
    return int(response.headers["retry-after"])


def policy(response: httpx.Response) -> str:
    text: str = response.headers["ratelimit-policy"]
    return text


async def test_after_five_guesses_even_the_right_password_must_wait(service: Service) -> None:
    await service.confirmed(ADA)
    assert await guess(service, 5) == [400] * 5

    refused = await service.token(ADA)

    assert refusal(refused, 429) == "temporarily_unavailable"
    assert refused.headers["retry-after"] == "300"
    assert policy(refused) == '"sign-in";q=5;w=300'
    assert refused.headers["ratelimit"] == '"sign-in";r=0;t=300'


async def test_the_owner_signs_in_from_another_address_meanwhile(service: Service) -> None:
    await service.confirmed(ADA)
    await guess(service, 6)

    async with seen_from(service, ELSEWHERE) as elsewhere:
        admitted = await elsewhere.token(ADA)

    assert admitted.status_code == 200
    # That it went well elsewhere does not give the guesser new tries.
    assert (await service.token(ADA)).status_code == 429


async def test_other_accounts_are_not_concerned(service: Service) -> None:
    await service.confirmed(ADA)
    await service.confirmed("bob@example.com")
    await guess(service, 6)

    assert (await service.token("bob@example.com")).status_code == 200


async def test_an_address_is_the_same_in_whatever_case_it_is_guessed_at(service: Service) -> None:
    await service.confirmed(ADA)

    answers = await guess(service, 3) + await guess(service, 3, "ADA@Example.com")

    assert answers == [400] * 5 + [429]


async def test_the_limit_does_not_tell_which_addresses_are_known(service: Service) -> None:
    await service.confirmed(ADA)
    seen = {}
    for email in (ADA, "nobody@example.com"):
        await guess(service, 5, email)
        with sql.recorded(service.application.database) as statements:
            seen[email] = (visible(await service.token(email, WRONG)), statements)

    assert seen[ADA][0][0] == 429
    assert seen[ADA] == seen["nobody@example.com"]


async def test_who_must_wait_costs_no_hash_and_no_look_at_the_account(service: Service) -> None:
    await service.confirmed(ADA)
    await guess(service, 5)

    with recorded_work() as work, sql.recorded(service.application.database) as statements:
        await guess(service, 3)

    assert work == []
    assert not [statement for statement in statements if "accounts" in statement]


async def test_when_the_wait_is_over_the_right_password_signs_in(service: Service) -> None:
    await service.confirmed(ADA)
    wait = await wait_after_guessing(service)

    service.clock.advance(seconds=wait - 1)
    early = await service.token(ADA)
    service.clock.advance(seconds=1)
    in_time = await service.token(ADA)

    assert (early.status_code, early.headers["retry-after"]) == (429, "1")
    assert in_time.status_code == 200


async def test_asking_while_one_must_wait_does_not_make_it_longer(service: Service) -> None:
    await service.confirmed(ADA)
    wait = await wait_after_guessing(service)

    service.clock.advance(seconds=wait - 10)
    await guess(service, 4)
    service.clock.advance(seconds=10)

    assert (await service.token(ADA)).status_code == 200


async def test_the_wait_grows_while_guessing_goes_on_and_a_quiet_time_forgets_it(
    service: Service,
) -> None:
    await service.confirmed(ADA)
    waits = []
    for _ in range(4):
        waits.append(await wait_after_guessing(service))
        service.clock.advance(seconds=waits[-1])

    service.clock.advance(minutes=5)

    assert waits == [300, 600, 900, 900]
    assert await wait_after_guessing(service) == 300


async def test_the_right_password_forgives_the_wrong_ones_before_it(service: Service) -> None:
    await service.confirmed(ADA)
    for _ in range(3):
        assert await guess(service, 4) == [400] * 4
        assert (await service.token(ADA)).status_code == 200


async def test_the_right_password_forgives_how_long_the_wait_has_grown(service: Service) -> None:
    await service.confirmed(ADA)
    service.clock.advance(seconds=await wait_after_guessing(service))

    assert (await service.token(ADA)).status_code == 200
    assert await wait_after_guessing(service) == 300


async def test_of_twenty_guesses_at_once_five_are_looked_at(
    crowded_settings: Settings,
) -> None:
    quotas = with_quotas(crowded_settings, sign_in=Quota(5, 300))
    async with serving(crowded_settings, rate_limits=quotas) as service:
        await service.confirmed(ADA)

        with recorded_work() as work:
            answers = await asyncio.gather(*(service.token(ADA, WRONG) for _ in range(20)))

        assert sorted(answer.status_code for answer in answers) == [400] * 5 + [429] * 15
        assert work == ["_verify"] * 5


async def test_one_address_tries_thirty_times_a_minute_over_all_accounts(service: Service) -> None:
    await service.confirmed(ADA)
    for number in range(30):
        assert await guess(service, 1, f"{number}@example.com") == [400]

    refused = await service.token(ADA)
    async with seen_from(service, ELSEWHERE) as elsewhere:
        spared = await elsewhere.token(ADA)
    service.clock.advance(seconds=61)

    assert refusal(refused, 429) == "temporarily_unavailable"
    assert policy(refused) == '"sign-in-client";q=30;w=60'
    assert spared.status_code == 200
    assert (await service.token(ADA)).status_code == 200


async def test_one_address_asks_for_tokens_only_so_often_whatever_the_grant(
    settings: Settings,
) -> None:
    async with serving(settings, rate_limits=with_quotas(settings, token=Quota(2, 60))) as service:
        ada = await service.person(ADA)
        second = await service.refresh(ada.refresh_token)

        third = await service.refresh(second.json()["refresh_token"])
        async with seen_from(service, ELSEWHERE) as elsewhere:
            spared = await elsewhere.refresh(second.json()["refresh_token"])

        assert refusal(third, 429) == "temporarily_unavailable"
        assert policy(third) == '"token";q=2;w=60'
        assert (second.status_code, spared.status_code) == (200, 200)


async def test_refreshing_is_no_guess_at_a_password(service: Service) -> None:
    token = (await service.person(ADA)).refresh_token
    for _ in range(8):
        token = (await service.refresh(token)).json()["refresh_token"]

    assert await guess(service, 5) == [400] * 5


# --- who is counted as one ---


@pytest.mark.parametrize(
    ("guesser", "owner", "answer"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", 429),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", 200),
        ("203.0.113.7", "203.0.113.7", 429),
        ("203.0.113.7", "203.0.113.8", 200),
    ],
)
async def test_one_customer_of_a_network_counts_once(
    settings: Settings, guesser: str, owner: str, answer: int
) -> None:
    async with serving(settings, client=guesser) as service:
        await service.confirmed(ADA)
        await guess(service, 5)
        async with seen_from(service, owner) as elsewhere:
            assert (await elsewhere.token(ADA)).status_code == answer


@pytest.mark.parametrize(
    ("trusted", "counted"), [(0, [200, 200]), (1, [429, 200]), (2, [200, 429])]
)
async def test_behind_proxies_the_address_is_what_the_outermost_trusted_one_saw(
    settings: Settings, trusted: int, counted: list[int]
) -> None:
    """The guesser writes a new leftmost address each time; the proxies append what they see."""
    async with serving(settings, trusted_proxy_count=trusted) as service:
        await service.confirmed(ADA)
        for number in range(5):
            forwarded = f"10.0.0.{number}, 192.0.2.2, 192.0.2.1"
            await service.token(ADA, WRONG, headers={"X-Forwarded-For": forwarded})
        answers = []
        for forwarded in ("192.0.2.9, 192.0.2.1", "192.0.2.2, 192.0.2.8"):
            async with seen_from(service, ELSEWHERE) as elsewhere:
                response = await elsewhere.token(ADA, headers={"X-Forwarded-For": forwarded})
            answers.append(response.status_code)

        assert answers == counted


async def test_without_trusted_proxies_nobody_chooses_their_own_address(service: Service) -> None:
    await service.confirmed(ADA)
    for number in range(5):
        await service.token(ADA, WRONG, headers={"X-Forwarded-For": f"10.0.0.{number}"})

    response = await service.token(ADA, headers={"X-Forwarded-For": "10.0.0.99"})

    assert response.status_code == 429
