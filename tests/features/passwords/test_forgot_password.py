"""forgotPassword: a mail to the owner of an account, and one answer for everybody."""

import re

import httpx
import pytest

from app.config import Settings
from app.config.values import Quota
from tests.support import sql, unreadable
from tests.support.answers import pointers, visible
from tests.support.contention import held
from tests.support.hashing import recorded_work
from tests.support.outages import ON_SQLITE, database_away
from tests.support.service import API, PASSWORD, Service
from tests.support.serving import seen_from, serving, with_quotas

ADA = "ada@example.com"
PATH = "/auth/password/forgot"
NEW_PASSWORD = "three quiet lighthouses"


async def forget(service: Service, email: str = ADA) -> httpx.Response:
    return await service.post(PATH, {"email": email})


async def mailed_token(service: Service, email: str = ADA) -> str:
    """Ask for the mail, let it arrive, and read it."""
    assert (await forget(service, email)).status_code == 202
    await service.deliver()
    assert service.mailbox.last(email).kind == "reset_password"
    return service.mailbox.token(email)


async def reset(service: Service, token: str) -> int:
    body = {"token": token, "new_password": NEW_PASSWORD}
    return (await service.post("/auth/password/reset", body)).status_code


async def suspend(service: Service, email: str = ADA) -> None:
    statement = "UPDATE accounts SET status = 'suspended' WHERE email_normalized = :email"
    await sql.execute(service.application.database, statement, email=email)


async def test_the_answer_is_a_sentence_that_promises_nothing(service: Service) -> None:
    response = await forget(service)

    assert response.status_code == 202
    assert set(response.json()) == {"message"}
    assert response.json()["message"].startswith("If ")
    assert response.headers["cache-control"] == "no-store"


async def test_the_mail_brings_a_link_and_a_token_that_resets_the_password(
    settings: Settings,
) -> None:
    async with serving(settings, frontend_url="https://accounts.example.com") as service:
        await service.confirmed(ADA)

        token = await mailed_token(service)

        mail = service.mailbox.last(ADA)
        # Behind the #: no server, and no Referer, sees it.
        link = f"https://accounts.example.com/reset-password#token={token}"
        assert {link, token} <= set(mail.text.splitlines())
        assert re.fullmatch(r"prt_[A-Za-z0-9_-]{43}", token)
        assert PASSWORD not in mail.text
        assert await reset(service, token) == 204


async def test_asking_changes_nothing_for_who_is_signed_in(service: Service) -> None:
    ada = await service.person(ADA)
    before = await sql.contents(service.application.database, "accounts", "sessions")
    service.clock.advance(seconds=1)

    await mailed_token(service)

    after = await sql.contents(service.application.database, "accounts", "sessions")
    assert after == before
    assert (await service.me(ada)).status_code == 200
    assert (await service.refresh(ada.refresh_token)).status_code == 200
    assert (await service.token(ADA)).status_code == 200


async def test_who_never_confirmed_the_address_gets_the_mail_too(service: Service) -> None:
    await service.register(ADA)

    assert await reset(service, await mailed_token(service)) == 204


async def test_case_does_not_matter_and_the_mail_goes_to_the_address_as_it_was_registered(
    service: Service,
) -> None:
    await service.confirmed("Ada@Example.com")

    await forget(service, "aDA@example.COM")
    await service.deliver()

    assert service.mailbox.last("Ada@Example.com").kind == "reset_password"


async def test_nobody_can_tell_what_is_behind_an_address(service: Service) -> None:
    await service.register("unconfirmed@example.com")
    for email in ("active@example.com", "suspended@example.com"):
        await service.confirmed(email)
    await suspend(service, "suspended@example.com")
    seen = {}
    for name in ("unknown", "active", "unconfirmed", "suspended"):
        with sql.recorded(service.application.database) as statements, recorded_work() as work:
            response = await forget(service, f"{name}@example.com")
        seen[name] = (visible(response), statements, work)

    answer, statements, work = seen["unknown"]
    assert (answer[0], work) == (202, [])
    assert statements != []
    assert all(one == seen["unknown"] for one in seen.values())


@pytest.mark.parametrize("is_known", [True, False], ids=["suspended", "unknown"])
async def test_an_address_without_an_active_account_gets_no_mail(
    service: Service, is_known: bool
) -> None:
    if is_known:
        await service.confirmed(ADA)
        await suspend(service)
    service.mailbox.mails.clear()
    before = await sql.contents(service.application.database)

    await forget(service)
    await service.deliver()

    assert service.mailbox.mails == []
    assert await sql.contents(service.application.database) == before


async def test_a_suspension_counts_when_the_mail_is_written(service: Service) -> None:
    await service.confirmed(ADA)
    await forget(service)
    await suspend(service)
    await service.deliver()

    assert [mail.kind for mail in service.mailbox.to(ADA)] == ["verify_email"]


async def test_what_the_earlier_mail_brought_stops_working(service: Service) -> None:
    await service.confirmed(ADA)
    first = await mailed_token(service)
    second = await mailed_token(service)

    assert await reset(service, first) == 400
    assert await reset(service, second) == 204


async def test_of_mails_written_at_once_only_one_works(crowded: Service) -> None:
    await crowded.confirmed(ADA)
    crowded.mailbox.mails.clear()
    for _ in range(3):
        await forget(crowded)
    async with held(crowded.application.database, "accounts"):
        await crowded.deliver()

    tokens = [re.findall(r"^prt_\S+$", mail.text, re.M)[0] for mail in crowded.mailbox.mails]
    statuses = [await reset(crowded, token) for token in tokens]

    assert len(set(tokens)) == 3
    assert sorted(statuses) == [204, 400, 400]


async def test_the_mail_for_the_password_leaves_the_one_for_the_address_alone(
    service: Service,
) -> None:
    await service.register(ADA)
    confirmation = {"method": "token", "token": service.mailbox.token(ADA)}
    token = await mailed_token(service)

    confirmed = await service.post("/auth/email-verification/confirm", confirmation)

    assert confirmed.status_code == 204
    assert await reset(service, token) == 204


async def test_a_mail_that_cannot_leave_leaves_later_with_a_token_that_works(
    service: Service,
) -> None:
    await service.confirmed(ADA)
    service.mailbox.is_down = True

    response = await forget(service)
    await service.deliver()
    service.mailbox.is_down = False
    service.clock.advance(minutes=10)
    await service.deliver()

    assert response.status_code == 202
    assert service.mailbox.last(ADA).kind == "reset_password"
    assert await reset(service, service.mailbox.token(ADA)) == 204


async def test_an_address_gets_three_mails_an_hour_whatever_they_say(service: Service) -> None:
    await service.register(ADA)
    await service.post("/auth/email-verification", {"email": ADA})
    assert (await forget(service, "ADA@example.com")).status_code == 202
    async with seen_from(service, "198.51.100.9") as elsewhere:
        refused = await forget(elsewhere)
        spared = await forget(elsewhere, "bob@example.com")
    await service.deliver()
    service.clock.advance(minutes=61)
    later = await forget(service)

    assert (refused.status_code, refused.json()["code"]) == (429, "rate_limited")
    assert refused.headers["ratelimit-policy"] == '"mail";q=3;w=3600'
    assert refused.headers["ratelimit"] == '"mail";r=0;t=3600'
    assert refused.headers["retry-after"] == "3600"
    assert (spared.status_code, later.status_code) == (202, 202)
    assert len(service.mailbox.to(ADA)) == 3


async def test_the_limit_of_an_address_does_not_tell_whether_it_is_known(service: Service) -> None:
    await service.confirmed(ADA)  # the first of its three mails
    for _ in range(2):
        await forget(service)
    for _ in range(3):
        await forget(service, "unknown@example.com")

    refused = [await forget(service, email) for email in (ADA, "unknown@example.com")]

    assert refused[0].status_code == 429
    assert visible(refused[0]) == visible(refused[1])


async def test_one_client_asks_for_only_so_many_mails_an_hour(settings: Settings) -> None:
    quotas = with_quotas(settings, mail_request=Quota(2, 3600))
    async with serving(settings, rate_limits=quotas) as here:
        answers = [await forget(here, "a@example.com")]
        answers.append(await here.post("/auth/email-verification", {"email": "b@example.com"}))
        answers.append(await forget(here, "c@example.com"))
        async with seen_from(here, "198.51.100.9") as elsewhere:
            answers.append(await forget(elsewhere, "c@example.com"))

    assert [answer.status_code for answer in answers] == [202, 202, 429, 202]
    assert answers[2].headers["ratelimit-policy"] == '"mail-request";q=2;w=3600'
    assert answers[2].headers["retry-after"] == "3600"


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/email"),
        ({"email": "ada"}, "/email"),
        ({"email": None}, "/email"),
        ({"email": {"$ne": ""}}, "/email"),
        ({"email": "ada@example.com\r\nBcc: eve@example.com"}, "/email"),
        ({"email": "a" * 250 + "@b.cd"}, "/email"),
        ({"email": ADA, "redirect_to": "https://evil.example"}, "/redirect_to"),
        ([ADA], ""),
    ],
)
async def test_what_does_not_fit_is_422_at_its_place(
    service: Service, body: object, pointer: str
) -> None:
    response = await service.post(PATH, body)

    assert set(pointers(response)) == {pointer}
    assert await sql.rows(service.application.database, "SELECT id FROM outbox") == []


@pytest.mark.parametrize(("content", "media_type", "refusal"), unreadable.BODIES)
async def test_a_body_that_cannot_be_read_is_refused(
    service: Service, content: bytes, media_type: str, refusal: tuple[int, str]
) -> None:
    assert await unreadable.send(service, PATH, content, media_type) == refusal


async def test_a_host_that_the_caller_makes_up_does_not_reach_the_mail(service: Service) -> None:
    await service.confirmed(ADA)

    await service.post(PATH, {"email": ADA}, Host="evil.example", Origin="https://evil.example")
    await service.deliver()

    assert "evil.example" not in service.mailbox.last(ADA).text


async def test_the_address_is_not_taken_from_the_url(service: Service) -> None:
    response = await service.post(f"{PATH}?email={ADA}", {"email": ADA})
    fetched = await service.http.get(f"{API}{PATH}")

    assert pointers(response) == ["query/email"]
    assert (fetched.status_code, fetched.headers["allow"]) == (405, "OPTIONS, POST")


@ON_SQLITE
async def test_without_its_database_the_service_says_when_to_come_back(
    service: Service, settings: Settings
) -> None:
    with database_away(settings):
        response = await forget(service)

    assert (response.status_code, response.json()["code"]) == (503, "service_unavailable")
    assert int(response.headers["retry-after"]) > 0
