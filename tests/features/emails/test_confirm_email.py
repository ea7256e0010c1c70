"""confirmEmail: the token or the six digits of a mail, once; a refusal teaches nothing."""

import asyncio

import httpx
import pytest

from app.config import Settings
from app.config.values import Quota
from tests.support import sql, unreadable
from tests.support.answers import pointers, visible
from tests.support.contention import held
from tests.support.hashing import recorded_work
from tests.support.outages import ON_SQLITE, database_away
from tests.support.service import API, Service
from tests.support.serving import seen_from, serving, with_quotas

ADA = "ada@example.com"
BOB = "bob@example.com"
PATH = "/auth/email-verification/confirm"
MADE_UP = "evt_" + "A" * 43
DAY_SECONDS = 86_400


async def by_token(service: Service, token: str) -> httpx.Response:
    return await service.post(PATH, {"method": "token", "token": token})


async def by_code(service: Service, code: str, email: str = ADA) -> httpx.Response:
    return await service.post(PATH, {"method": "code", "email": email, "code": code})


async def proofs(service: Service, email: str = ADA) -> tuple[str, str]:
    """Register the address: the token and the code of its mail."""
    await service.register(email)
    return service.mailbox.token(email), service.mailbox.code(email)


async def is_confirmed(service: Service, email: str = ADA) -> bool:
    return (await service.token(email)).status_code == 200


def other_than(code: str) -> str:
    """Six digits that are not the code."""
    return f"{(int(code) + 1) % 10**6:06}"


async def guess_wrong(service: Service, code: str, *, times: int) -> list[int]:
    return [(await by_code(service, other_than(code))).status_code for _ in range(times)]


@pytest.mark.parametrize("method", ["token", "code"])
async def test_either_proof_confirms_the_address_and_only_this_one(
    service: Service, method: str
) -> None:
    token, code = await proofs(service)
    await proofs(service, BOB)

    response = await (by_token(service, token) if method == "token" else by_code(service, code))

    assert (response.status_code, response.content) == (204, b"")
    account = (await service.me(await service.signed_in(ADA))).json()
    assert account["email_verified"] is True
    assert not await is_confirmed(service, BOB)


async def test_a_confirmation_is_a_change_of_the_account_with_its_time(service: Service) -> None:
    token, _ = await proofs(service)
    service.clock.advance(minutes=5)

    await by_token(service, token)

    account = (await service.me(await service.signed_in(ADA))).json()
    assert account["updated_at"] > account["created_at"]


async def test_a_confirmation_signs_nobody_in_and_needs_no_password(service: Service) -> None:
    token, _ = await proofs(service)
    with recorded_work() as work:
        response = await by_token(service, token)

    assert "set-cookie" not in response.headers
    assert await sql.rows(service.application.database, "SELECT id FROM sessions") == []
    assert work == []


@pytest.mark.parametrize("first", ["token", "code"])
async def test_each_proof_works_once_and_spends_the_other(service: Service, first: str) -> None:
    token, code = await proofs(service)
    await (by_token(service, token) if first == "token" else by_code(service, code))

    again = [await by_token(service, token), await by_code(service, code)]

    assert [answer.status_code for answer in again] == [400, 400]
    assert await is_confirmed(service)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_a_program_that_opens_links_uses_nothing_up(service: Service, method: str) -> None:
    token, _ = await proofs(service)
    params = {"method": "token", "token": token}

    opened = await service.http.request(method, f"{API}{PATH}", params=params)

    assert (opened.status_code, opened.headers["allow"]) == (405, "OPTIONS, POST")
    assert not await is_confirmed(service)
    assert (await by_token(service, token)).status_code == 204


async def test_whatever_is_wrong_with_a_proof_the_answer_is_the_same(service: Service) -> None:
    spent, spent_code = await proofs(service, BOB)
    await by_token(service, spent)
    await service.post("/auth/password/forgot", {"email": BOB})
    await service.deliver()
    _, code = await proofs(service)

    refused = [
        await by_token(service, MADE_UP),
        await by_token(service, "not-even-a-token"),
        await by_token(service, spent),
        await by_token(service, service.mailbox.token(BOB)),  # of the mail for his password
        await by_code(service, spent_code, BOB),
        await by_code(service, other_than(code)),
        await by_code(service, code, "unknown@example.com"),
    ]

    assert refused[0].status_code == 400
    assert refused[0].json()["code"] == "verification_token_invalid"
    assert all(visible(answer) == visible(refused[0]) for answer in refused)


async def test_a_guess_tells_nobody_what_is_behind_an_address(service: Service) -> None:
    await service.confirmed("confirmed@example.com")
    await service.confirmed("suspended@example.com")
    await sql.execute(
        service.application.database,
        "UPDATE accounts SET status = 'suspended' WHERE email LIKE 'suspended%'",
    )
    _, code = await proofs(service, "waiting@example.com")
    seen = {}
    for name in ("unknown", "waiting", "confirmed", "suspended"):
        with sql.recorded(service.application.database) as statements, recorded_work() as work:
            response = await by_code(service, other_than(code), f"{name}@example.com")
        seen[name] = (visible(response), statements, work)

    assert seen["unknown"][0][0] == 400
    assert seen["unknown"][1] != []
    assert all(one == seen["unknown"] for one in seen.values())


async def test_a_token_is_good_for_its_purpose_only(service: Service) -> None:
    token, code = await proofs(service)
    # As if somebody had mailed it to reset a password; its prefix still says otherwise.
    database = service.application.database
    await sql.execute(database, "UPDATE one_time_tokens SET purpose = 'reset_password'")

    refused = [await by_token(service, token), await by_code(service, code)]
    await sql.execute(database, "UPDATE one_time_tokens SET purpose = 'verify_email'")

    assert [answer.status_code for answer in refused] == [400, 400]
    assert (await by_token(service, token)).status_code == 204  # nor was it spent


@pytest.mark.parametrize("method", ["token", "code"])
@pytest.mark.parametrize(("age_seconds", "status"), [(DAY_SECONDS - 1, 204), (DAY_SECONDS, 400)])
async def test_a_proof_works_for_a_day(
    service: Service, method: str, age_seconds: int, status: int
) -> None:
    token, code = await proofs(service)
    service.clock.advance(seconds=age_seconds)

    response = await (by_token(service, token) if method == "token" else by_code(service, code))

    assert response.status_code == status


async def test_an_expired_proof_is_refused_like_an_unknown_one(service: Service) -> None:
    token, code = await proofs(service)
    service.clock.advance(days=2)
    unknown = await by_token(service, MADE_UP)

    assert visible(await by_token(service, token)) == visible(unknown)
    assert visible(await by_code(service, code)) == visible(unknown)


async def test_the_code_is_found_under_any_case_of_its_address(service: Service) -> None:
    _, code = await proofs(service, "Ada@Example.com")

    assert (await by_code(service, code, "aDA@eXAMPLE.com")).status_code == 204


async def test_the_code_of_somebody_else_is_no_code(service: Service) -> None:
    _, of_ada = await proofs(service)
    _, of_bob = await proofs(service, BOB)

    if of_ada != of_bob:  # one time in a million they are equal
        assert (await by_code(service, of_ada, BOB)).status_code == 400
    assert (await by_code(service, of_ada)).status_code == 204


async def test_after_four_wrong_guesses_the_fifth_may_be_right(service: Service) -> None:
    _, code = await proofs(service)

    assert await guess_wrong(service, code, times=4) == [400] * 4
    assert (await by_code(service, code)).status_code == 204


async def test_after_five_wrong_guesses_the_right_code_is_refused_too(service: Service) -> None:
    _, code = await proofs(service)
    wrong = [await by_code(service, other_than(code)) for _ in range(5)]

    right = await by_code(service, code)

    assert right.status_code == 400
    assert visible(right) == visible(wrong[0])
    assert not await is_confirmed(service)


async def test_guesses_at_a_code_end_neither_the_link_nor_the_code_of_somebody_else(
    service: Service,
) -> None:
    token, code = await proofs(service)
    _, of_bob = await proofs(service, BOB)
    await guess_wrong(service, code, times=5)

    assert (await by_token(service, token)).status_code == 204
    assert (await by_code(service, of_bob, BOB)).status_code == 204


async def test_a_new_mail_brings_five_new_tries(service: Service) -> None:
    _, code = await proofs(service)
    await guess_wrong(service, code, times=5)
    await service.post("/auth/email-verification", {"email": ADA})
    await service.deliver()

    assert (await by_code(service, service.mailbox.code(ADA))).status_code == 204


@pytest.mark.parametrize("times", [5, 20])
async def test_of_guesses_at_once_exactly_five_count(crowded: Service, times: int) -> None:
    _, code = await proofs(crowded)

    async with held(crowded.application.database, "one_time_tokens"):
        wrong = await asyncio.gather(*(by_code(crowded, other_than(code)) for _ in range(times)))

    tries = await sql.rows(crowded.application.database, "SELECT attempts FROM one_time_tokens")
    assert {answer.status_code for answer in wrong} == {400}
    assert [row.attempts for row in tries] == [5]
    assert (await by_code(crowded, code)).status_code == 400


async def test_four_guesses_at_once_leave_the_fifth(crowded: Service) -> None:
    _, code = await proofs(crowded)
    await asyncio.gather(*(by_code(crowded, other_than(code)) for _ in range(4)))

    assert (await by_code(crowded, code)).status_code == 204


@pytest.mark.parametrize("methods", ["token token", "code code", "token code"])
async def test_of_uses_at_once_one_succeeds(crowded: Service, methods: str) -> None:
    token, code = await proofs(crowded)
    calls = [
        by_token(crowded, token) if method == "token" else by_code(crowded, code)
        for method in methods.split()
    ]

    async with held(crowded.application.database, "one_time_tokens"):
        answers = await asyncio.gather(*calls)

    assert sorted(answer.status_code for answer in answers) == [204, 400]
    assert await is_confirmed(crowded)


async def test_one_client_presents_only_so_many_proofs_whichever_they_are(
    settings: Settings,
) -> None:
    quotas = with_quotas(settings, one_time_token=Quota(3, 600))
    async with serving(settings, rate_limits=quotas) as here:
        token, code = await proofs(here)
        await by_token(here, MADE_UP)
        await by_code(here, other_than(code))
        reset = {"token": "prt_" + "A" * 43, "new_password": "three quiet lighthouses"}
        await here.post("/auth/password/reset", reset)
        refused = await by_token(here, token)
        async with seen_from(here, "198.51.100.9") as elsewhere:
            admitted = await by_token(elsewhere, token)

    assert (refused.status_code, refused.json()["code"]) == (429, "rate_limited")
    assert refused.headers["ratelimit-policy"] == '"one-time-token";q=3;w=600'
    assert refused.headers["retry-after"] == "600"
    assert admitted.status_code == 204


async def test_ten_proofs_in_ten_minutes_are_admitted_and_then_the_client_waits(
    service: Service,
) -> None:
    statuses = [(await by_token(service, MADE_UP)).status_code for _ in range(11)]
    service.clock.advance(seconds=600)

    assert statuses == [400] * 10 + [429]
    assert (await by_token(service, MADE_UP)).status_code == 400


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"method": None}, "/method"),
        ({"method": "link"}, "/method"),
        ({"email": None}, "/email"),
        ({"email": "ada"}, "/email"),
        ({"code": "12345"}, "/code"),
        ({"code": "1234567"}, "/code"),
        ({"code": "12345a"}, "/code"),
        ({"code": "١٢٣٤٥٦"}, "/code"),
        ({"code": " 12345"}, "/code"),
        ({"code": 123456}, "/code"),
        ({"token": MADE_UP}, "/token"),
        ({"method": "token", "token": ""}, "/token"),
        ({"method": "token", "token": "evt_\n"}, "/token"),
        ({"method": "token", "token": "e" * 129}, "/token"),
    ],
)
async def test_what_does_not_fit_is_422_at_its_place(
    service: Service, change: dict[str, object], pointer: str
) -> None:
    body = {"method": "code", "email": ADA, "code": "123456", **change}
    if change.get("method") == "token":
        del body["email"], body["code"]

    assert set(pointers(await service.post(PATH, body))) == {pointer}


async def test_what_does_not_fit_is_no_guess(service: Service) -> None:
    _, code = await proofs(service)
    for _ in range(5):
        assert pointers(await by_code(service, f"{code}0"))

    assert (await by_code(service, code)).status_code == 204


@pytest.mark.parametrize(
    ("body", "missing"),
    [
        ({}, "/method"),
        ({"method": "token"}, "/token"),
        ({"method": "code", "email": ADA}, "/code"),
        ({"method": "code", "code": "123456"}, "/email"),
    ],
)
async def test_what_is_required_is_named_when_it_is_missing(
    service: Service, body: object, missing: str
) -> None:
    assert pointers(await service.post(PATH, body)) == [missing]


@pytest.mark.parametrize(("content", "media_type", "refusal"), unreadable.BODIES)
async def test_a_body_that_cannot_be_read_is_refused(
    service: Service, content: bytes, media_type: str, refusal: tuple[int, str]
) -> None:
    assert await unreadable.send(service, PATH, content, media_type) == refusal


@ON_SQLITE
async def test_without_its_database_the_service_spends_nothing_and_says_when_to_come_back(
    service: Service, settings: Settings
) -> None:
    token, _ = await proofs(service)
    with database_away(settings):
        response = await by_token(service, token)

    assert (response.status_code, response.json()["code"]) == (503, "service_unavailable")
    assert int(response.headers["retry-after"]) > 0
    assert (await by_token(service, token)).status_code == 204
