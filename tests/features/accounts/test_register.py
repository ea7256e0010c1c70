"""register: starting an account, and telling strangers nothing about those that exist."""

import asyncio

import httpx
import pytest

from app.config import Settings
from app.config.values import Quota
from tests.support import sql
from tests.support.answers import pointers, visible
from tests.support.hashing import no_free_thread, recorded_work
from tests.support.service import PASSWORD, Service
from tests.support.serving import seen_from, serving, with_quotas

ADA = "ada@example.com"
OTHER_PASSWORD = "three quiet lighthouses"
# 256 bytes, in no order that would be easy to guess.
SIXTY_FOUR_EMOJI = "".join(chr(0x1F400 + place * 37 % 64) for place in range(64))


async def register(service: Service, email: str = ADA, **body: object) -> httpx.Response:
    return await service.post("/auth/register", {"email": email, "password": PASSWORD, **body})


async def confirm(service: Service, token: str) -> int:
    body = {"method": "token", "token": token}
    return (await service.post("/auth/email-verification/confirm", body)).status_code


async def test_a_new_account_cannot_sign_in_before_its_address_is_confirmed(
    service: Service,
) -> None:
    assert (await service.register(ADA)).status_code == 202

    refused = await service.token(ADA)
    assert await confirm(service, service.mailbox.token(ADA)) == 204
    admitted = await service.token(ADA)

    assert (refused.status_code, refused.json()["error"]) == (400, "invalid_grant")
    assert "Confirm" in refused.json()["error_description"]
    assert admitted.status_code == 200


async def test_the_profile_of_the_registration_is_the_profile_of_the_account(
    service: Service,
) -> None:
    profile = {"display_name": "Ada Lovelace", "locale": "en-GB", "timezone": "Europe/London"}
    await register(service, "Ada@Example.com", **profile)
    await service.deliver()
    assert await confirm(service, service.mailbox.token("Ada@Example.com")) == 204

    account = (await service.me(await service.signed_in(ADA))).json()

    assert {name: account[name] for name in profile} == profile
    assert account["email"] == "Ada@Example.com"  # kept as it was written
    assert (account["role"], account["status"], account["preferences"]) == ("user", "active", {})


async def test_nobody_can_tell_a_known_address_from_a_new_one(service: Service) -> None:
    await service.confirmed(ADA)
    await register(service, "waiting@example.com")
    seen = {}
    for email in (ADA, "waiting@example.com", "new@example.com"):
        with sql.recorded(service.application.database) as statements, recorded_work() as work:
            response = await register(service, email, password=OTHER_PASSWORD)
        seen[email] = (visible(response), statements, work)

    assert seen[ADA][0][0] == 202
    assert seen[ADA] == seen["new@example.com"] == seen["waiting@example.com"]
    assert "_hash" in seen[ADA][2]


async def test_a_known_address_changes_nothing_but_its_owner_gets_a_mail(service: Service) -> None:
    await service.confirmed(ADA)
    before = await sql.contents(service.application.database, "accounts", "one_time_tokens")

    await register(service, "ADA@example.com", password=OTHER_PASSWORD, display_name="Eve")
    await service.deliver()

    after = await sql.contents(service.application.database, "accounts", "one_time_tokens")
    assert after == before
    assert service.mailbox.last(ADA).kind == "account_exists"
    assert (await service.token(ADA)).status_code == 200
    assert (await service.token(ADA, OTHER_PASSWORD)).status_code == 400


async def test_who_registers_an_unconfirmed_address_last_chooses_password_and_profile(
    service: Service,
) -> None:
    await register(service, display_name="First")
    await service.deliver()
    await register(service, password=OTHER_PASSWORD, display_name="Second")
    await service.deliver()

    assert await confirm(service, service.mailbox.token(ADA)) == 204

    assert (await service.token(ADA, PASSWORD)).status_code == 400
    second = await service.signed_in(ADA, OTHER_PASSWORD)
    assert (await service.me(second)).json()["display_name"] == "Second"
    assert len(await sql.rows(service.application.database, "SELECT id FROM accounts")) == 1


async def test_the_mail_of_a_second_registration_ends_what_the_first_one_carried(
    service: Service,
) -> None:
    await register(service)
    await service.deliver()
    first_token, first_code = service.mailbox.token(ADA), service.mailbox.code(ADA)
    await register(service)
    await service.deliver()

    by_code = {"method": "code", "email": ADA, "code": first_code}
    assert await confirm(service, first_token) == 400
    if service.mailbox.code(ADA) != first_code:
        response = await service.post("/auth/email-verification/confirm", by_code)
        assert response.status_code == 400
    assert await confirm(service, service.mailbox.token(ADA)) == 204


async def test_registering_again_does_not_lift_a_suspension(service: Service) -> None:
    await register(service)
    await service.deliver()
    await sql.execute(service.application.database, "UPDATE accounts SET status = 'suspended'")

    await register(service)
    await confirm(service, service.mailbox.token(ADA))
    await service.deliver()

    assert service.mailbox.last(ADA).kind == "account_exists"
    refused = await service.token(ADA)
    assert refused.json()["error_description"] == "This account is suspended."


async def test_twenty_registrations_of_one_address_at_once_make_one_account(
    settings: Settings,
) -> None:
    quotas = with_quotas(settings, mail=Quota(100, 60), sign_up=Quota(100, 60))
    async with serving(settings, rate_limits=quotas) as service:
        answers = await asyncio.gather(*(register(service) for _ in range(20)))

        assert {answer.status_code for answer in answers} == {202}
        accounts = await sql.rows(service.application.database, "SELECT id FROM accounts")
        assert len(accounts) == 1


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("password1234", "guess"),
        ("aaaaaaaaaaaaaaaa", "guess"),
        ("ada@example.com", "e-mail"),
        ("lovelace-2026", "e-mail address, your name"),
        ("Accord Accord Accord", "ours"),
    ],
)
async def test_a_weak_password_is_refused_with_the_reason_and_nothing_is_written(
    service: Service, password: str, says: str
) -> None:
    before = await sql.contents(service.application.database)

    response = await register(service, password=password, display_name="Ada Lovelace")

    assert (response.status_code, response.json()["code"]) == (422, "weak_password")
    assert says in response.json()["detail"]
    assert password not in response.text
    assert await sql.contents(service.application.database) == before


@pytest.mark.parametrize(
    "password",
    ["e leven chars"[:11], "x" * 129, "tab\tin the middle", "nul\0in the middle", 123456789012],
    ids=["11 characters", "129 characters", "tab", "nul", "number"],
)
async def test_a_password_out_of_bounds_is_422_at_the_password(
    service: Service, password: object
) -> None:
    response = await register(service, password=password)

    assert set(pointers(response)) == {"/password"}


@pytest.mark.parametrize(
    "password",
    ["🦊🚲🏠🌊🎻🧭🪁🧊🦉🍋🪐🧵", SIXTY_FOUR_EMOJI, " nine spaced out 9 "],
    ids=["12 emoji", "64 emoji", "blank ends"],
)
async def test_a_password_of_any_characters_signs_in_exactly_as_it_was_given(
    service: Service, password: str
) -> None:
    person = await service.person(ADA, password)

    assert (await service.me(person)).status_code == 200
    assert (await service.token(ADA, password[:-1])).status_code == 400
    assert (await service.token(ADA, password.strip() + "!")).status_code == 400


@pytest.mark.parametrize("field", ["role", "status", "email_verified", "id", "preferences", "xyz"])
async def test_an_unknown_field_is_refused_and_nothing_is_written(
    service: Service, field: str
) -> None:
    before = await sql.contents(service.application.database)

    response = await register(service, **{field: "admin"})
    await service.deliver()

    assert pointers(response) == [f"/{field}"]
    assert await sql.contents(service.application.database) == before
    assert service.mailbox.mails == []


@pytest.mark.parametrize("missing", ["email", "password"])
async def test_what_is_required_is_named_when_it_is_missing(service: Service, missing: str) -> None:
    body = {"email": ADA, "password": PASSWORD}
    del body[missing]

    assert pointers(await service.post("/auth/register", body)) == [f"/{missing}"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "ada"),
        ("email", "ada@"),
        ("email", "@example.com"),
        ("email", "ada@example.com\nBcc: eve@example.com"),
        ("email", "ada@exämple.com"),
        ("email", "Ada <ada@example.com>"),
        ("email", "ada..l@example.com"),
        ("email", "a" * 250 + "@b.cd"),
        ("email", None),
        ("display_name", ""),
        ("display_name", None),
        ("display_name", "x" * 101),
        ("display_name", "line\nbreak"),
        ("locale", "english please"),
        ("locale", ""),
        ("timezone", "Middle/Earth"),
        ("timezone", "../../etc/passwd"),
    ],
)
async def test_a_value_that_does_not_fit_is_422_at_its_field(
    service: Service, field: str, value: object
) -> None:
    body = {"email": ADA, "password": PASSWORD, field: value}
    response = await service.post("/auth/register", body)

    assert set(pointers(response)) == {f"/{field}"}
    assert await sql.rows(service.application.database, "SELECT id FROM accounts") == []


@pytest.mark.parametrize("email", ["o'brien+tag@sub.example.co.uk", "a@localhost", "!#$%&*@x.y"])
async def test_unusual_addresses_that_browsers_admit_get_their_mail(
    service: Service, email: str
) -> None:
    await service.confirmed(email)

    assert (await service.token(email)).status_code == 200


async def test_registration_can_be_closed(settings: Settings) -> None:
    async with serving(settings, registration="closed") as service:
        response = await register(service)

        assert (response.status_code, response.json()["code"]) == (403, "registration_closed")
        tables = await sql.contents(service.application.database, *sql.STATE, "audit_events")
        assert not any(tables.values())


async def test_an_address_gets_three_mails_an_hour_whoever_asks(service: Service) -> None:
    async with seen_from(service, "198.51.100.9") as elsewhere:
        for asking in (service, elsewhere, service):
            assert (await register(asking)).status_code == 202
        refused = await register(elsewhere, "ADA@example.com")
        spared = await register(elsewhere, "bob@example.com")
    service.clock.advance(minutes=61)
    later = await register(service)

    assert (refused.status_code, refused.json()["code"]) == (429, "rate_limited")
    assert refused.headers["ratelimit-policy"] == '"mail";q=3;w=3600'
    assert refused.headers["retry-after"] == "3600"
    assert (spared.status_code, later.status_code) == (202, 202)


async def test_one_client_registers_only_so_many_accounts_an_hour(settings: Settings) -> None:
    async with serving(settings, rate_limits=with_quotas(settings, sign_up=Quota(2, 3600))) as here:
        answers = [await register(here, f"{name}@example.com") for name in ("a", "b", "c")]
        async with seen_from(here, "198.51.100.9") as elsewhere:
            answers.append(await register(elsewhere, "c@example.com"))

    assert [answer.status_code for answer in answers] == [202, 202, 429, 202]
    assert answers[2].headers["ratelimit-policy"] == '"sign-up";q=2;w=3600'


async def test_a_retry_with_an_idempotency_key_sends_no_second_mail(service: Service) -> None:
    key = {"Idempotency-Key": "5e1f0c6a-2a4b-4d0e-9a53-7c1de0b2f911"}
    body = {"email": ADA, "password": PASSWORD}

    first = await service.post("/auth/register", body, None, **key)
    second = await service.post("/auth/register", body, None, **key)
    await service.deliver()

    assert (first.status_code, second.status_code) == (202, 202)
    assert second.headers["idempotency-replayed"] == "true"
    assert len(service.mailbox.to(ADA)) == 1


async def test_neither_password_nor_token_rests_in_the_database(service: Service) -> None:
    await service.person(ADA, OTHER_PASSWORD)
    await service.post("/auth/password/forgot", {"email": ADA})
    await service.deliver()
    secrets = [OTHER_PASSWORD, service.mailbox.token(ADA)]

    stored = str(await sql.contents(service.application.database, *sql.TABLES, "rate_limits"))
    assert "ada@example.com" in stored
    for secret in secrets:
        assert secret not in stored


async def test_when_too_many_passwords_wait_to_be_hashed_the_next_is_told_to_come_back(
    settings: Settings,
) -> None:
    async with serving(settings, hash_queue_limit=1, hash_workers=1) as service:
        with no_free_thread(service.application):
            waiting = asyncio.create_task(register(service, "first@example.com"))
            await asyncio.sleep(0.05)
            refused = await register(service)
        assert (await waiting).status_code == 202

        assert (refused.status_code, refused.json()["code"]) == (503, "service_unavailable")
        assert int(refused.headers["retry-after"]) > 0
        accounts = await sql.rows(service.application.database, "SELECT email FROM accounts")
        assert [row.email for row in accounts] == ["first@example.com"]
