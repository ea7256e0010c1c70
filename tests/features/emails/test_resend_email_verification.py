"""resendEmailVerification: another mail for who waits for one, and one answer for everybody."""

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
from tests.support.service import API, Service
from tests.support.serving import seen_from, serving, with_quotas

ADA = "ada@example.com"
PATH = "/auth/email-verification"


async def resend(service: Service, email: str = ADA) -> httpx.Response:
    return await service.post(PATH, {"email": email})


async def confirm(service: Service, **proof: str) -> int:
    return (await service.post(f"{PATH}/confirm", proof)).status_code


async def suspend(service: Service, email: str) -> None:
    statement = "UPDATE accounts SET status = 'suspended' WHERE email_normalized = :email"
    await sql.execute(service.application.database, statement, email=email)


async def test_the_answer_is_a_sentence_that_promises_nothing(service: Service) -> None:
    response = await resend(service)

    assert response.status_code == 202
    assert set(response.json()) == {"message"}
    assert response.json()["message"].startswith("If ")
    assert response.headers["cache-control"] == "no-store"


async def test_another_mail_brings_a_link_a_token_and_a_code(settings: Settings) -> None:
    async with serving(settings, frontend_url="https://accounts.example.com") as service:
        await service.register(ADA)
        service.mailbox.mails.clear()

        await resend(service)
        await service.deliver()

        (mail,) = service.mailbox.mails
        token, code = service.mailbox.token(ADA), service.mailbox.code(ADA)
        link = f"https://accounts.example.com/verify-email#token={token}"
        assert (mail.kind, mail.recipient) == ("verify_email", ADA)
        assert {link, token, code} <= set(mail.text.splitlines())


@pytest.mark.parametrize("method", ["token", "code"])
async def test_what_the_new_mail_brings_confirms_the_address(service: Service, method: str) -> None:
    await service.register(ADA)
    await resend(service)
    await service.deliver()
    proof = {
        "token": {"token": service.mailbox.token(ADA)},
        "code": {"code": service.mailbox.code(ADA), "email": ADA},
    }

    assert await confirm(service, method=method, **proof[method]) == 204
    assert (await service.token(ADA)).status_code == 200


async def test_what_earlier_mails_brought_stops_working(service: Service) -> None:
    await service.register(ADA)
    old_token, old_code = service.mailbox.token(ADA), service.mailbox.code(ADA)
    await resend(service)
    await service.deliver()

    assert await confirm(service, method="token", token=old_token) == 400
    if service.mailbox.code(ADA) != old_code:  # one time in a million they are equal
        assert await confirm(service, method="code", email=ADA, code=old_code) == 400
    assert await confirm(service, method="token", token=service.mailbox.token(ADA)) == 204


async def test_until_the_new_mail_is_written_the_earlier_one_works(service: Service) -> None:
    await service.register(ADA)
    await resend(service)

    assert await confirm(service, method="token", token=service.mailbox.token(ADA)) == 204
    await service.deliver()
    assert len(service.mailbox.mails) == 1  # nothing is left to confirm


async def test_of_mails_written_at_once_only_one_works(crowded: Service) -> None:
    await crowded.register(ADA)
    crowded.mailbox.mails.clear()
    for _ in range(3):
        await resend(crowded)
    async with held(crowded.application.database, "accounts"):
        await crowded.deliver()
    texts = [mail.text for mail in crowded.mailbox.mails]
    tokens = [re.findall(r"^evt_\S+$", text, re.M)[0] for text in texts]
    wrong = next(code for code in ("000000", "111111") if not any(code in text for text in texts))

    # Were two codes live, a guess would be a guess at both.
    guessed = await confirm(crowded, method="code", email=ADA, code=wrong)
    statuses = [await confirm(crowded, method="token", token=token) for token in tokens]

    assert guessed == 400
    assert sorted(statuses) == [204, 400, 400]


async def test_case_does_not_matter_and_the_mail_goes_to_the_address_as_it_was_registered(
    service: Service,
) -> None:
    await service.register("Ada@Example.com")

    await resend(service, "aDA@example.COM")
    await service.deliver()

    assert len(service.mailbox.to("Ada@Example.com")) == len(service.mailbox.mails) == 2


async def test_nobody_can_tell_what_is_behind_an_address(service: Service) -> None:
    await service.register("waiting@example.com")
    for email in ("confirmed@example.com", "suspended@example.com"):
        await service.confirmed(email)
    await suspend(service, "suspended@example.com")
    seen = {}
    for name in ("unknown", "waiting", "confirmed", "suspended"):
        with sql.recorded(service.application.database) as statements, recorded_work() as work:
            response = await resend(service, f"{name}@example.com")
        seen[name] = (visible(response), statements, work)

    answer, statements, work = seen["unknown"]
    assert (answer[0], work) == (202, [])
    assert statements != []
    assert all(one == seen["unknown"] for one in seen.values())


@pytest.mark.parametrize("is_known", [True, False], ids=["confirmed", "unknown"])
async def test_who_does_not_wait_for_a_mail_gets_none(service: Service, is_known: bool) -> None:
    if is_known:
        await service.confirmed(ADA)
    service.mailbox.mails.clear()
    before = await sql.contents(service.application.database)

    await resend(service)
    await service.deliver()

    assert service.mailbox.mails == []
    assert await sql.contents(service.application.database) == before


async def test_a_mail_that_cannot_leave_leaves_later_with_a_token_that_works(
    service: Service,
) -> None:
    await service.register(ADA)
    service.mailbox.is_down = True

    response = await resend(service)
    await service.deliver()
    service.mailbox.is_down = False
    service.clock.advance(minutes=10)
    await service.deliver()

    assert response.status_code == 202
    assert len(service.mailbox.to(ADA)) == 2
    assert await confirm(service, method="token", token=service.mailbox.token(ADA)) == 204


async def test_an_address_gets_three_mails_an_hour_whatever_they_say(service: Service) -> None:
    await service.register(ADA)
    await service.post("/auth/password/forgot", {"email": ADA})
    assert (await resend(service, "ADA@example.com")).status_code == 202
    async with seen_from(service, "198.51.100.9") as elsewhere:
        refused = await resend(elsewhere)
        spared = await resend(elsewhere, "bob@example.com")
    await service.deliver()
    service.clock.advance(minutes=61)
    later = await resend(service)

    assert (refused.status_code, refused.json()["code"]) == (429, "rate_limited")
    assert refused.headers["ratelimit-policy"] == '"mail";q=3;w=3600'
    assert refused.headers["ratelimit"] == '"mail";r=0;t=3600'
    assert refused.headers["retry-after"] == "3600"
    assert (spared.status_code, later.status_code) == (202, 202)
    assert len(service.mailbox.to(ADA)) == 3


async def test_the_limit_of_an_address_does_not_tell_whether_it_is_known(service: Service) -> None:
    await service.confirmed(ADA)  # the first of its three mails
    for _ in range(2):
        await resend(service)
    for _ in range(3):
        await resend(service, "unknown@example.com")

    refused = [await resend(service, email) for email in (ADA, "unknown@example.com")]

    assert refused[0].status_code == 429
    assert visible(refused[0]) == visible(refused[1])


async def test_one_client_asks_for_only_so_many_mails_an_hour(settings: Settings) -> None:
    quotas = with_quotas(settings, mail_request=Quota(2, 3600))
    async with serving(settings, rate_limits=quotas) as here:
        answers = [await resend(here, f"{name}@example.com") for name in ("a", "b", "c")]
        async with seen_from(here, "198.51.100.9") as elsewhere:
            answers.append(await resend(elsewhere, "c@example.com"))

    assert [answer.status_code for answer in answers] == [202, 202, 429, 202]
    assert answers[2].headers["ratelimit-policy"] == '"mail-request";q=2;w=3600'
    assert answers[2].headers["retry-after"] == "3600"


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/email"),
        ({"email": "ada"}, "/email"),
        ({"email": None}, "/email"),
        ({"email": ["ada@example.com"]}, "/email"),
        ({"email": "ada@example.com\r\nBcc: eve@example.com"}, "/email"),
        ({"email": "a" * 250 + "@b.cd"}, "/email"),
        ({"email": ADA, "locale": "en"}, "/locale"),
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
        response = await resend(service)

    assert (response.status_code, response.json()["code"]) == (503, "service_unavailable")
    assert int(response.headers["retry-after"]) > 0
