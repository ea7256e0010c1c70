"""resetPassword: a new password for who reads the mailbox, and the end of every session."""

import asyncio
import re

import httpx
import pytest

from app.config import Settings
from app.config.values import Quota
from tests.support import sql, unreadable
from tests.support.answers import pointers, visible
from tests.support.contention import held
from tests.support.hashing import no_free_thread, recorded_work
from tests.support.outages import ON_SQLITE, database_away
from tests.support.service import API, PASSWORD, Person, Service
from tests.support.serving import seen_from, serving, with_quotas

ADA = "ada@example.com"
BOB = "bob@example.com"
PATH = "/auth/password/reset"
NEW = "three quiet lighthouses"
OTHER = "nine patient cartographers"
MADE_UP = "prt_" + "A" * 43
HOUR_SECONDS = 3600


async def reset(service: Service, token: str, new_password: object = NEW) -> httpx.Response:
    return await service.post(PATH, {"token": token, "new_password": new_password})


async def reset_token(service: Service, email: str = ADA) -> str:
    """The token of a new mail to somebody with an account."""
    await service.post("/auth/password/forgot", {"email": email})
    await service.deliver()
    assert service.mailbox.last(email).kind == "reset_password"
    return service.mailbox.token(email)


async def suspend(service: Service) -> None:
    await sql.execute(service.application.database, "UPDATE accounts SET status = 'suspended'")


async def has_ended(service: Service, session: Person) -> bool:
    """Whether neither of its tokens is good for anything."""
    read = await service.me(session)
    refreshed = await service.refresh(session.refresh_token)
    assert (read.status_code == 401) == (refreshed.status_code == 400)
    return read.status_code == 401


async def test_the_new_password_signs_in_and_the_old_one_does_not(service: Service) -> None:
    await service.confirmed(ADA)

    response = await reset(service, await reset_token(service))

    assert (response.status_code, response.content) == (204, b"")
    assert (await service.token(ADA, PASSWORD)).json()["error"] == "invalid_grant"
    assert (await service.token(ADA, NEW)).status_code == 200


async def test_every_session_ends_at_once_and_nobody_elses(service: Service) -> None:
    phone, laptop = await service.person(ADA), await service.signed_in(ADA)
    bob = await service.person(BOB)
    token = await reset_token(service)
    service.clock.advance(seconds=1)

    await reset(service, token)

    assert [await has_ended(service, session) for session in (phone, laptop)] == [True, True]
    assert not await has_ended(service, bob)
    now = await service.signed_in(ADA, NEW)
    listed = await service.http.get(f"{API}/me/sessions", headers=now.auth)
    assert [session["current"] for session in listed.json()["items"]] == [True]


async def test_a_refresh_that_is_repeated_after_the_reset_gets_nothing(service: Service) -> None:
    ada = await service.person(ADA)
    token = await reset_token(service)
    child = (await service.refresh(ada.refresh_token)).json()["refresh_token"]
    service.clock.advance(seconds=1)  # still within the grace of a repetition

    await reset(service, token)

    for spent_or_not in (ada.refresh_token, child):
        assert (await service.refresh(spent_or_not)).json()["error"] == "invalid_grant"


async def test_the_reset_itself_signs_nobody_in(service: Service) -> None:
    await service.confirmed(ADA)

    response = await reset(service, await reset_token(service))

    assert "set-cookie" not in response.headers
    assert await sql.rows(service.application.database, "SELECT id FROM sessions") == []


async def test_the_owner_is_told_by_a_mail_without_a_secret(service: Service) -> None:
    await service.confirmed("Ada@Example.com")
    token = await reset_token(service, "Ada@Example.com")
    service.mailbox.mails.clear()

    await reset(service, token)
    await service.deliver()

    (mail,) = service.mailbox.mails
    assert (mail.kind, mail.recipient) == ("password_changed", "Ada@Example.com")
    assert f"{service.clock.now():%H:%M} UTC" in mail.text
    for secret in (PASSWORD, NEW, token):
        assert secret not in mail.text + mail.subject
    assert not re.search(r"[A-Za-z0-9_-]{40}", mail.text)


async def test_the_address_counts_as_confirmed_from_now_on(service: Service) -> None:
    await service.register(ADA)

    await reset(service, await reset_token(service))

    account = (await service.me(await service.signed_in(ADA, NEW))).json()
    assert account["email_verified"] is True


async def test_a_token_works_once(service: Service) -> None:
    await service.confirmed(ADA)
    token = await reset_token(service)
    await reset(service, token)

    again = await reset(service, token, OTHER)

    assert (again.status_code, again.json()["code"]) == (400, "reset_token_invalid")
    assert (await service.token(ADA, NEW)).status_code == 200


async def test_after_a_reset_no_token_of_any_mail_is_left(service: Service) -> None:
    await service.confirmed(ADA)
    first, second = await reset_token(service), await reset_token(service)
    await reset(service, second)

    refused = [await reset(service, token, OTHER) for token in (first, second)]

    assert [answer.status_code for answer in refused] == [400, 400]


@pytest.mark.parametrize(("age_seconds", "status"), [(HOUR_SECONDS - 1, 204), (HOUR_SECONDS, 400)])
async def test_a_token_works_for_an_hour(service: Service, age_seconds: int, status: int) -> None:
    await service.confirmed(ADA)
    token = await reset_token(service)
    service.clock.advance(seconds=age_seconds)

    assert (await reset(service, token)).status_code == status


async def test_whatever_is_wrong_with_a_token_the_answer_is_the_same_and_costs_no_hashing(
    service: Service,
) -> None:
    await service.confirmed(BOB)
    expired = await reset_token(service, BOB)
    service.clock.advance(hours=2)
    await service.register(ADA)
    of_the_address = service.mailbox.token(ADA)
    spent = await reset_token(service)
    await reset(service, spent)

    with recorded_work() as work:
        refused = [
            await reset(service, token)
            for token in (MADE_UP, "not-even-a-token", spent, expired, of_the_address)
        ]

    assert work == []
    assert (refused[0].status_code, refused[0].json()["code"]) == (400, "reset_token_invalid")
    assert all(visible(answer) == visible(refused[0]) for answer in refused)
    confirmation = {"method": "token", "token": of_the_address}
    confirmed = await service.post("/auth/email-verification/confirm", confirmation)
    assert confirmed.status_code == 204  # it was not spent by being shown here


async def test_a_token_is_good_for_its_purpose_only(service: Service) -> None:
    await service.confirmed(ADA)
    token = await reset_token(service)
    # As if it had been mailed to confirm the address; its prefix still says otherwise.
    await sql.execute(
        service.application.database, "UPDATE one_time_tokens SET purpose = 'verify_email'"
    )

    assert (await reset(service, token)).status_code == 400


async def test_a_suspension_is_not_lifted_by_a_mail_that_was_sent_before_it(
    service: Service,
) -> None:
    await service.confirmed(ADA)
    token = await reset_token(service)
    await suspend(service)
    before = await sql.contents(service.application.database)

    response = await reset(service, token)

    assert visible(response) == visible(await reset(service, MADE_UP))
    assert response.status_code == 400
    assert await sql.contents(service.application.database) == before


@pytest.mark.parametrize(
    "password", ["password1234", "aaaaaaaaaaaaaaaa", "ada@example.com", "lovelace-2026"]
)
async def test_a_weak_password_is_refused_and_the_token_still_works(
    service: Service, password: str
) -> None:
    ada = await service.person(ADA)
    await service.patch_me(ada, {"display_name": "Ada Lovelace"})
    token = await reset_token(service)
    before = await sql.contents(service.application.database)

    response = await reset(service, token, password)

    assert (response.status_code, response.json()["code"]) == (422, "weak_password")
    assert password not in response.text
    assert await sql.contents(service.application.database) == before
    assert (await service.me(ada)).status_code == 200
    assert (await reset(service, token)).status_code == 204


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"new_password": "e leven chars"[:11]}, "/new_password"),
        ({"new_password": "x" * 129}, "/new_password"),
        ({"new_password": "nul\0in the middle"}, "/new_password"),
        ({"new_password": None}, "/new_password"),
        ({"token": ""}, "/token"),
        ({"token": "prt_" + "A" * 125}, "/token"),
        ({"token": "prt_ä"}, "/token"),
        ({"token": 1}, "/token"),
        ({"email": ADA}, "/email"),
    ],
)
async def test_what_does_not_fit_is_422_at_its_place(
    service: Service, change: dict[str, object], pointer: str
) -> None:
    response = await service.post(PATH, {"token": MADE_UP, "new_password": NEW, **change})

    assert set(pointers(response)) == {pointer}


@pytest.mark.parametrize("password", ["x" * 11, "x" * 129], ids=["too short", "too long"])
async def test_a_password_out_of_bounds_is_refused_and_the_token_still_works(
    service: Service, password: str
) -> None:
    await service.confirmed(ADA)
    token = await reset_token(service)

    assert set(pointers(await reset(service, token, password))) == {"/new_password"}
    assert (await reset(service, token)).status_code == 204


async def test_what_is_required_is_named_when_it_is_missing(service: Service) -> None:
    assert set(pointers(await service.post(PATH, {}))) == {"/token", "/new_password"}


@pytest.mark.parametrize(("content", "media_type", "refusal"), unreadable.BODIES)
async def test_a_body_that_cannot_be_read_is_refused(
    service: Service, content: bytes, media_type: str, refusal: tuple[int, str]
) -> None:
    assert await unreadable.send(service, PATH, content, media_type) == refusal


async def test_opening_the_address_uses_nothing_up(service: Service) -> None:
    await service.confirmed(ADA)
    token = await reset_token(service)

    opened = await service.http.get(f"{API}{PATH}", params={"token": token})

    assert (opened.status_code, opened.headers["allow"]) == (405, "OPTIONS, POST")
    assert (await reset(service, token)).status_code == 204


async def test_one_client_presents_only_so_many_tokens_whichever_they_are(
    settings: Settings,
) -> None:
    quotas = with_quotas(settings, one_time_token=Quota(3, 600))
    async with serving(settings, rate_limits=quotas) as here:
        await here.confirmed(ADA)  # its confirmation is the first
        token = await reset_token(here)
        for _ in range(2):
            assert (await reset(here, MADE_UP)).status_code == 400
        refused = await reset(here, token)
        async with seen_from(here, "198.51.100.9") as elsewhere:
            admitted = await reset(elsewhere, token)

    assert (refused.status_code, refused.json()["code"]) == (429, "rate_limited")
    assert refused.headers["ratelimit-policy"] == '"one-time-token";q=3;w=600'
    assert refused.headers["retry-after"] == "600"
    assert admitted.status_code == 204


async def test_when_too_many_passwords_wait_to_be_hashed_the_token_is_kept(
    settings: Settings,
) -> None:
    async with serving(settings, hash_queue_limit=1, hash_workers=1) as service:
        await service.confirmed(ADA)
        token = await reset_token(service)
        with no_free_thread(service.application):
            waiting = asyncio.create_task(service.token(BOB))
            await asyncio.sleep(0.05)
            refused = await reset(service, token)
        await waiting

        assert (refused.status_code, refused.json()["code"]) == (503, "service_unavailable")
        assert int(refused.headers["retry-after"]) > 0
        assert (await reset(service, token)).status_code == 204


@ON_SQLITE
async def test_without_its_database_the_service_spends_nothing_and_says_when_to_come_back(
    service: Service, settings: Settings
) -> None:
    await service.confirmed(ADA)
    token = await reset_token(service)
    with database_away(settings):
        response = await reset(service, token)

    assert (response.status_code, response.json()["code"]) == (503, "service_unavailable")
    assert int(response.headers["retry-after"]) > 0
    assert (await reset(service, token)).status_code == 204


async def test_of_two_uses_of_a_token_at_once_one_sets_its_password(crowded: Service) -> None:
    await crowded.confirmed(ADA)
    token = await reset_token(crowded)

    answers = await asyncio.gather(*(reset(crowded, token, password) for password in (NEW, OTHER)))

    assert sorted(answer.status_code for answer in answers) == [204, 400]
    winner, loser = (NEW, OTHER) if answers[0].status_code == 204 else (OTHER, NEW)
    assert (await crowded.token(ADA, winner)).status_code == 200
    assert (await crowded.token(ADA, loser)).status_code == 400
    await crowded.deliver()
    assert [mail.kind for mail in crowded.mailbox.to(ADA)].count("password_changed") == 1


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_a_reset_and_a_change_that_meet_do_not_wait_for_each_other_for_ever(
    crowded: Service,
) -> None:
    """Whoever takes the token first and the account second would meet who does it the other way."""
    ada = await crowded.person(ADA)
    token = await reset_token(crowded)
    change = {"current_password": PASSWORD, "new_password": OTHER}

    async with held(crowded.application.database, "one_time_tokens"):
        resetting = asyncio.create_task(reset(crowded, token))
        await asyncio.sleep(0.1)
        changed = await crowded.post("/me/password", change, ada)

    statuses = (await resetting).status_code, changed.status_code
    assert statuses in {(204, 403), (400, 204)}
    winner = NEW if statuses[0] == 204 else OTHER
    assert (await crowded.token(ADA, winner)).status_code == 200
