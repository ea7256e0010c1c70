"""changePassword: the present password for a new one, and the end of the other sessions."""

import asyncio
import re

import httpx
import pytest

from app.config import Settings
from app.config.values import Quota
from tests.support import sql, unreadable
from tests.support.answers import pointers
from tests.support.hashing import no_free_thread, recorded_work
from tests.support.outages import ON_SQLITE, database_away
from tests.support.service import API, PASSWORD, Person, Service, person_of
from tests.support.serving import seen_from, serving, with_quotas

ADA = "ada@example.com"
BOB = "bob@example.com"
PATH = "/me/password"
NEW = "three quiet lighthouses"
OTHER = "nine patient cartographers"
WRONG = "seven green tricycles"


async def change(
    service: Service, person: Person, current: object = PASSWORD, new: object = NEW
) -> httpx.Response:
    body = {"current_password": current, "new_password": new}
    return await service.post(PATH, body, person)


async def has_ended(service: Service, session: Person) -> bool:
    """Whether neither of its tokens is good for anything."""
    read = await service.me(session)
    refreshed = await service.refresh(session.refresh_token)
    assert (read.status_code == 401) == (refreshed.status_code == 400)
    return read.status_code == 401


async def test_the_new_password_signs_in_and_the_old_one_does_not(service: Service) -> None:
    response = await change(service, await service.person(ADA))

    assert (response.status_code, response.content) == (204, b"")
    assert (await service.token(ADA, PASSWORD)).json()["error"] == "invalid_grant"
    assert (await service.token(ADA, NEW)).status_code == 200


async def test_the_other_sessions_end_at_once_and_nobody_elses(service: Service) -> None:
    phone, laptop = await service.person(ADA), await service.signed_in(ADA)
    here, bob = await service.signed_in(ADA), await service.person(BOB)
    service.clock.advance(seconds=1)

    await change(service, here)

    assert [await has_ended(service, session) for session in (phone, laptop)] == [True, True]
    assert not await has_ended(service, bob)


async def test_the_session_that_asks_goes_on_with_the_tokens_it_has(service: Service) -> None:
    await service.person(ADA)
    here = await service.signed_in(ADA)
    service.clock.advance(seconds=1)

    await change(service, here)

    listed = await service.http.get(f"{API}/me/sessions", headers=here.auth)
    assert [session["current"] for session in listed.json()["items"]] == [True]
    refreshed = await service.refresh(here.refresh_token)
    again = person_of(ADA, NEW, refreshed)
    assert (await service.me(again)).status_code == 200
    assert (await change(service, again, NEW, OTHER)).status_code == 204


async def test_sessions_begun_with_the_new_password_outlast_the_change(service: Service) -> None:
    here = await service.person(ADA)
    service.clock.advance(seconds=1)
    await change(service, here)

    new = await service.signed_in(ADA, NEW)

    assert not await has_ended(service, new)
    assert not await has_ended(service, here)


async def test_a_session_that_was_ended_is_not_revived_by_a_change(service: Service) -> None:
    phone, here = await service.person(ADA), await service.signed_in(ADA)
    await service.post("/auth/logout", None, phone)
    service.clock.advance(seconds=1)

    await change(service, here)

    assert (await service.me(phone)).status_code == 401
    assert (await change(service, phone, NEW, OTHER)).status_code == 401


async def test_a_borrowed_phone_is_not_enough(service: Service) -> None:
    ada = await service.person(ADA)
    other = await service.signed_in(ADA)
    before = await sql.contents(service.application.database)
    service.clock.advance(seconds=1)

    with recorded_work() as work:
        response = await change(service, ada, WRONG)

    assert (response.status_code, response.json()["code"]) == (403, "current_password_incorrect")
    assert "www-authenticate" not in response.headers
    assert work == ["_verify"]  # nothing was hashed for the new one
    assert await sql.contents(service.application.database) == before
    assert (await service.me(other)).status_code == 200
    assert (await service.token(ADA)).status_code == 200


@pytest.mark.parametrize("near", [PASSWORD + " ", PASSWORD.upper(), PASSWORD[:-1], NEW])
async def test_the_present_password_is_compared_exactly(service: Service, near: str) -> None:
    response = await change(service, await service.person(ADA), near)

    assert (response.status_code, response.json()["code"]) == (403, "current_password_incorrect")


async def test_the_owner_is_told_by_a_mail_without_a_secret(service: Service) -> None:
    ada = await service.person("Ada@Example.com")
    service.mailbox.mails.clear()

    await change(service, ada)
    await service.deliver()

    (mail,) = service.mailbox.mails
    assert (mail.kind, mail.recipient) == ("password_changed", "Ada@Example.com")
    assert f"{service.clock.now():%H:%M} UTC" in mail.text
    for secret in (PASSWORD, NEW, ada.access_token, ada.refresh_token):
        assert secret not in mail.text + mail.subject
    assert not re.search(r"[A-Za-z0-9_-]{40}", mail.text)


async def test_who_is_refused_gets_no_mail(service: Service) -> None:
    ada = await service.person(ADA)
    await change(service, ada, WRONG)
    await change(service, ada, new="password1234")
    await service.deliver()

    assert [mail.kind for mail in service.mailbox.mails] == ["verify_email"]


async def test_a_reset_mail_that_is_on_its_way_is_worth_nothing_any_more(service: Service) -> None:
    ada = await service.person(ADA)
    await service.post("/auth/password/forgot", {"email": ADA})
    await service.deliver()
    reset = {"token": service.mailbox.token(ADA), "new_password": OTHER}

    await change(service, ada)
    response = await service.post("/auth/password/reset", reset)

    assert (response.status_code, response.json()["code"]) == (400, "reset_token_invalid")
    assert (await service.token(ADA, NEW)).status_code == 200


@pytest.mark.parametrize(
    "password", ["password1234", "aaaaaaaaaaaaaaaa", "ada@example.com", "lovelace-2026"]
)
async def test_a_weak_password_is_refused_and_nothing_is_changed(
    service: Service, password: str
) -> None:
    ada, other = await service.person(ADA), await service.signed_in(ADA)
    await service.patch_me(ada, {"display_name": "Ada Lovelace"})
    before = await sql.contents(service.application.database)
    service.clock.advance(seconds=1)

    response = await change(service, ada, new=password)

    assert (response.status_code, response.json()["code"]) == (422, "weak_password")
    assert password not in response.text
    assert await sql.contents(service.application.database) == before
    assert (await service.me(other)).status_code == 200


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"new_password": "e leven chars"[:11]}, "/new_password"),
        ({"new_password": "x" * 129}, "/new_password"),
        ({"new_password": "tab\tin the middle"}, "/new_password"),
        ({"new_password": None}, "/new_password"),
        ({"current_password": ""}, "/current_password"),
        ({"current_password": "x" * 1025}, "/current_password"),
        ({"current_password": "nul\0"}, "/current_password"),
        ({"current_password": 1}, "/current_password"),
        ({"email": BOB}, "/email"),
    ],
)
async def test_what_does_not_fit_is_422_at_its_place_and_nothing_is_changed(
    service: Service, body: dict[str, object], pointer: str
) -> None:
    ada = await service.person(ADA)
    whole = {"current_password": PASSWORD, "new_password": NEW, **body}

    response = await service.post(PATH, whole, ada)

    assert set(pointers(response)) == {pointer}
    assert (await service.token(ADA)).status_code == 200


async def test_what_is_required_is_named_when_it_is_missing(service: Service) -> None:
    ada = await service.person(ADA)

    missing = set(pointers(await service.post(PATH, {}, ada)))

    assert missing == {"/current_password", "/new_password"}


@pytest.mark.parametrize(("content", "media_type", "refusal"), unreadable.BODIES)
async def test_a_body_that_cannot_be_read_is_refused(
    service: Service, content: bytes, media_type: str, refusal: tuple[int, str]
) -> None:
    ada = await service.person(ADA)

    assert await unreadable.send(service, PATH, content, media_type, ada) == refusal


async def test_without_a_token_there_is_no_password_to_change(service: Service) -> None:
    body = {"current_password": PASSWORD, "new_password": NEW}

    response = await service.post(PATH, body)

    assert (response.status_code, response.json()["code"]) == (401, "authentication_required")
    assert response.headers["www-authenticate"] == 'Bearer realm="accord"'


async def test_a_token_that_may_only_read_changes_nothing(service: Service) -> None:
    await service.confirmed(ADA)
    reader = person_of(ADA, PASSWORD, await service.token(ADA, scope="account:read"))

    response = await change(service, reader)

    assert (response.status_code, response.json()["code"]) == (403, "insufficient_scope")
    assert 'scope="account:write"' in response.headers["www-authenticate"]
    assert (await service.token(ADA)).status_code == 200


async def test_a_suspended_account_changes_nothing(service: Service) -> None:
    ada = await service.person(ADA)
    await sql.execute(service.application.database, "UPDATE accounts SET status = 'suspended'")
    before = await sql.contents(service.application.database)

    response = await change(service, ada)

    assert (response.status_code, response.json()["code"]) == (401, "invalid_token")
    assert await sql.contents(service.application.database) == before


async def test_five_guesses_in_five_minutes_and_then_even_the_right_password_waits(
    service: Service,
) -> None:
    ada = await service.person(ADA)
    guesses = [await change(service, ada, WRONG) for _ in range(5)]

    refused = await change(service, ada)
    service.clock.advance(seconds=300)
    admitted = await change(service, ada)

    assert {guess.status_code for guess in guesses} == {403}
    assert (refused.status_code, refused.json()["code"]) == (429, "rate_limited")
    assert refused.headers["ratelimit-policy"] == '"sign-in";q=5;w=300'
    assert refused.headers["ratelimit"] == '"sign-in";r=0;t=300'
    assert refused.headers["retry-after"] == "300"
    assert admitted.status_code == 204


async def test_a_guess_here_and_a_guess_at_the_sign_in_are_one_count(service: Service) -> None:
    ada = await service.person("Ada@Example.com")
    for _ in range(3):
        await service.token("ada@example.COM", WRONG)
    for _ in range(2):
        assert (await change(service, ada, WRONG)).status_code == 403

    here, at_sign_in = await change(service, ada), await service.token(ADA)

    assert (here.status_code, at_sign_in.status_code) == (429, 429)


async def test_guesses_from_elsewhere_do_not_lock_the_owner_out(service: Service) -> None:
    ada = await service.person(ADA)
    async with seen_from(service, "198.51.100.9") as elsewhere:
        statuses = [(await change(elsewhere, ada, WRONG)).status_code for _ in range(6)]

    assert statuses == [403] * 5 + [429]
    assert (await change(service, ada)).status_code == 204


async def test_the_right_password_makes_earlier_guesses_forgotten(service: Service) -> None:
    ada = await service.person(ADA)
    for _ in range(4):
        await change(service, ada, WRONG)
    assert (await change(service, ada)).status_code == 204

    guesses = [(await change(service, ada, WRONG)).status_code for _ in range(5)]

    assert guesses == [403] * 5


async def test_one_client_writes_only_so_often(settings: Settings) -> None:
    async with serving(settings, rate_limits=with_quotas(settings, write=Quota(1, 60))) as service:
        ada = await service.person(ADA)
        first, second = await change(service, ada), await change(service, ada, NEW, OTHER)

    assert (first.status_code, second.status_code) == (204, 429)
    assert second.headers["ratelimit-policy"] == '"write";q=1;w=60'
    assert 0 < int(second.headers["retry-after"]) <= 60


async def test_when_too_many_passwords_wait_to_be_hashed_nothing_is_changed(
    settings: Settings,
) -> None:
    async with serving(settings, hash_queue_limit=1, hash_workers=1) as service:
        ada = await service.person(ADA)
        with no_free_thread(service.application):
            waiting = asyncio.create_task(service.token(BOB))
            await asyncio.sleep(0.05)
            refused = await change(service, ada)
        await waiting

        assert (refused.status_code, refused.json()["code"]) == (503, "service_unavailable")
        assert int(refused.headers["retry-after"]) > 0
        assert (await service.token(ADA)).status_code == 200


@ON_SQLITE
async def test_without_its_database_the_service_changes_nothing_and_says_when_to_come_back(
    service: Service, settings: Settings
) -> None:
    ada = await service.person(ADA)
    with database_away(settings):
        response = await change(service, ada)

    assert (response.status_code, response.json()["code"]) == (503, "service_unavailable")
    assert int(response.headers["retry-after"]) > 0
    assert (await change(service, ada)).status_code == 204


async def test_of_two_changes_at_once_one_wins(crowded: Service) -> None:
    ada = await crowded.person(ADA)

    answers = await asyncio.gather(*(change(crowded, ada, new=new) for new in (NEW, OTHER)))

    assert sorted(answer.status_code for answer in answers) == [204, 403]
    winner, loser = (NEW, OTHER) if answers[0].status_code == 204 else (OTHER, NEW)
    assert (await crowded.token(ADA, winner)).status_code == 200
    assert (await crowded.token(ADA, loser)).status_code == 400
    assert (await crowded.me(ada)).status_code == 200
    await crowded.deliver()
    assert [mail.kind for mail in crowded.mailbox.to(ADA)].count("password_changed") == 1


async def test_of_two_sessions_that_change_the_password_at_once_one_is_left(
    crowded: Service,
) -> None:
    sessions = [await crowded.person(ADA), await crowded.signed_in(ADA)]
    crowded.clock.advance(seconds=1)

    answers = await asyncio.gather(
        *(change(crowded, session, new=new) for session, new in zip(sessions, (NEW, OTHER)))
    )

    statuses = [answer.status_code for answer in answers]
    assert statuses.count(204) == 1
    assert set(statuses) <= {204, 401, 403}
    assert [await has_ended(crowded, session) for session in sessions] == [
        status != 204 for status in statuses
    ]
