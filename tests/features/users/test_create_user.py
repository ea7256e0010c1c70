"""createUser: an account made for somebody, ready at once or by invitation."""

from typing import Any

import httpx
import pytest

from app.config import Settings
from app.config.values import Quota
from tests.features.calls import (
    BOB,
    create,
    done_to,
    employed,
    get,
    made,
    problem,
    reinstate,
    suspend,
    trail,
)
from tests.support import sql
from tests.support.answers import pointers, visible
from tests.support.service import PASSWORD, Person, Service
from tests.support.serving import serving, with_quotas

NEW_PASSWORD = "three quiet lighthouses"
EVES_PASSWORD = "nine borrowed umbrellas"


async def accept(service: Service, token: str, password: str = NEW_PASSWORD) -> httpx.Response:
    """Choose a password with the token of an invitation."""
    body = {"token": token, "new_password": password}
    return await service.post("/auth/password/reset", body)


async def invited(service: Service, admin: Person, email: str = BOB, **body: object) -> str:
    """The token that is mailed to somebody who is invited."""
    await made(service, admin, email, **body)
    await service.deliver()
    assert service.mailbox.last(email).kind == "invitation"
    return service.mailbox.token(email)


async def test_the_answer_is_the_account_with_its_place_and_its_version(
    service: Service, admin: Person
) -> None:
    profile = {"display_name": "Bob", "locale": "en-GB", "timezone": "Europe/London"}

    response = await create(service, admin, "Bob@Example.com", role="support", **profile)

    account = response.json()
    assert response.status_code == 201
    assert response.headers["location"] == f"/api/v1/users/{account['id']}"
    read = await service.http.get(response.headers["location"], headers=admin.auth)
    assert (read.json(), read.headers["etag"]) == (account, response.headers["etag"])
    assert {name: account[name] for name in profile} == profile
    assert (account["email"], account["role"]) == ("Bob@Example.com", "support")
    assert (account["status"], account["email_verified"]) == ("active", False)
    assert account["created_at"] == account["updated_at"]


async def test_what_is_left_out_is_a_plain_user_without_a_profile(
    service: Service, admin: Person
) -> None:
    account = await made(service, admin)

    nothing = (account["display_name"], account["locale"], account["timezone"])
    assert nothing == (None, None, None)
    assert (account["role"], account["preferences"]) == ("user", {})


async def test_with_a_password_and_a_known_address_it_can_be_used_at_once(
    service: Service, admin: Person
) -> None:
    bob, _ = await employed(service, admin)
    await service.deliver()

    assert (await service.me(bob)).json()["email_verified"] is True
    assert service.mailbox.mails == []


async def test_with_a_password_alone_its_owner_confirms_the_address_first(
    service: Service, admin: Person
) -> None:
    await made(service, admin, password=PASSWORD)
    await service.deliver()
    refused = await service.token(BOB)
    token = {"method": "token", "token": service.mailbox.token(BOB)}
    confirmed = await service.post("/auth/email-verification/confirm", token)

    assert "Confirm" in refused.json()["error_description"]
    assert [mail.kind for mail in service.mailbox.to(BOB)] == ["verify_email"]
    assert confirmed.status_code == 204
    assert (await service.token(BOB)).status_code == 200


async def test_who_is_invited_chooses_a_password_which_proves_the_address(
    service: Service, admin: Person
) -> None:
    token = await invited(service, admin, role="support")
    before = await service.token(BOB, NEW_PASSWORD)

    accepted = await accept(service, token)
    bob = await service.signed_in(BOB, NEW_PASSWORD)

    assert (before.status_code, accepted.status_code) == (400, 204)
    account = (await service.me(bob)).json()
    assert (account["email_verified"], account["role"]) == (True, "support")
    assert (await get(service, bob)).status_code == 200


async def test_the_mail_of_an_invitation_says_what_it_is(service: Service, admin: Person) -> None:
    token = await invited(service, admin, "Bob@Example.com")

    mail = service.mailbox.last("Bob@Example.com")
    assert mail.subject == "You are invited"
    assert mail.text.count(token) == 1 and admin.email not in mail.text


async def test_nobody_can_use_an_invited_account_before(service: Service, admin: Person) -> None:
    await invited(service, admin, email_verified=True)

    for password in ("", PASSWORD, "None", "null"):
        answer = await service.token(BOB, password)
        unknown = await service.token("nobody@example.com", password)
        assert answer.status_code == 400
        assert visible(answer) == visible(unknown)


async def test_an_invitation_is_used_once(service: Service, admin: Person) -> None:
    token = await invited(service, admin)
    await accept(service, token)

    again = await accept(service, token, EVES_PASSWORD)

    assert problem(again) == (400, "reset_token_invalid")
    assert (await service.token(BOB, NEW_PASSWORD)).status_code == 200


async def test_a_weak_password_does_not_use_up_the_invitation(
    service: Service, admin: Person
) -> None:
    token = await invited(service, admin)

    assert problem(await accept(service, token, "password1234")) == (422, "weak_password")
    assert (await accept(service, token)).status_code == 204


async def test_an_invitation_is_good_for_a_week(service: Service, admin: Person) -> None:
    first = await invited(service, admin)
    late = await invited(service, admin, "late@example.com")
    service.clock.advance(days=7, seconds=-1)
    in_time = await accept(service, first)
    service.clock.advance(seconds=1)

    assert in_time.status_code == 204
    assert problem(await accept(service, late)) == (400, "reset_token_invalid")


async def test_how_long_an_invitation_is_good_can_be_set(settings: Settings) -> None:
    async with serving(settings, invitation_ttl_seconds=60) as service:
        token = await invited(service, await service.admin())
        service.clock.advance(seconds=60)

        assert problem(await accept(service, token)) == (400, "reset_token_invalid")


async def test_who_is_suspended_before_the_invitation_leaves_gets_none(
    service: Service, admin: Person
) -> None:
    account = await made(service, admin)
    await suspend(service, admin, account["id"])
    await service.deliver()

    assert service.mailbox.mails == []


async def test_an_invitation_does_not_get_around_a_suspension(
    service: Service, admin: Person
) -> None:
    token = await invited(service, admin)
    bob_id = (await get(service, admin, f"?email={BOB}")).json()["items"][0]["id"]
    await suspend(service, admin, bob_id)
    refused = await accept(service, token)
    await reinstate(service, admin, bob_id)

    assert problem(refused) == (400, "reset_token_invalid")
    assert (await accept(service, token)).status_code == 204


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"email_verified": True},
        {"password": PASSWORD, "role": "admin"},
        {"password": PASSWORD, "email_verified": True},
    ],
    ids=["invited", "invited, known", "unconfirmed", "ready"],
)
async def test_a_stranger_who_registers_the_address_takes_nothing_over(
    service: Service, admin: Person, body: dict[str, Any]
) -> None:
    account = await made(service, admin, display_name="Bob", **body)
    await service.deliver()
    before = await sql.contents(service.application.database, "accounts", "one_time_tokens")

    registered = await service.register(BOB.upper(), EVES_PASSWORD)

    assert registered.status_code == 202
    assert service.mailbox.last(BOB).kind == "account_exists"
    after = await sql.contents(service.application.database, "accounts", "one_time_tokens")
    assert after == before
    assert (await service.token(BOB, EVES_PASSWORD)).status_code == 400
    assert await done_to(service, admin, account["id"]) == [
        "user.created",
        "user.registration_repeated",
        "user.sign_in_failed",
    ]


async def test_an_address_has_one_account_in_whatever_case(service: Service, admin: Person) -> None:
    bob = await made(service, admin, "Bob@Example.com", display_name="Bob")
    before = await sql.contents(service.application.database, "accounts", "outbox", "audit_events")

    for email in ("bob@example.com", "BOB@EXAMPLE.COM", "Bob@Example.com", "ADMIN@example.com"):
        eve: dict[str, Any] = {"display_name": "Eve", "password": PASSWORD, "email_verified": True}
        assert problem(await create(service, admin, email, **eve)) == (409, "email_taken")

    after = await sql.contents(service.application.database, "accounts", "outbox", "audit_events")
    assert after == before
    assert (await get(service, admin, f"/{bob['id']}")).json() == bob


async def test_an_address_that_somebody_registered_is_taken(
    service: Service, admin: Person
) -> None:
    await service.register(BOB)

    assert problem(await create(service, admin)) == (409, "email_taken")


@pytest.mark.parametrize(
    "password", ["password1234", "bob@example.com", "lovelace-2026", "Accord Accord Accord"]
)
async def test_a_weak_password_is_refused_and_nothing_is_made(
    service: Service, admin: Person, password: str
) -> None:
    before = await sql.contents(service.application.database)

    response = await create(service, admin, password=password, display_name="Ada Lovelace")

    assert problem(response) == (422, "weak_password")
    assert password not in response.text
    assert await sql.contents(service.application.database) == before


MISTAKES: list[tuple[dict[str, object], str]] = [
    ({"email": "bob"}, "/email"),
    ({"email": None}, "/email"),
    ({"password": None}, "/password"),
    ({"password": "short"}, "/password"),
    ({"email_verified": None}, "/email_verified"),
    ({"email_verified": "yes"}, "/email_verified"),
    ({"email_verified": 1}, "/email_verified"),
    ({"role": "root"}, "/role"),
    ({"role": None}, "/role"),
    ({"display_name": ""}, "/display_name"),
    ({"display_name": None}, "/display_name"),
    ({"locale": "de_DE"}, "/locale"),
    ({"timezone": "Middle/Earth"}, "/timezone"),
    ({"status": "active"}, "/status"),
    ({"id": "019cadda-8171-7c58-8e0b-2f6a9d417b30"}, "/id"),
    ({"preferences": {}}, "/preferences"),
    ({"created_at": "2020-01-01T00:00:00Z"}, "/created_at"),
    ({"password_hash": "x"}, "/password_hash"),
]


async def test_what_does_not_fit_is_422_at_its_field_and_nothing_is_made(
    service: Service, admin: Person
) -> None:
    before = await sql.contents(service.application.database)

    for mistake, pointer in MISTAKES:
        response = await service.post("/users", {"email": BOB, **mistake}, admin)
        assert set(pointers(response)) == {pointer}, mistake
    assert pointers(await service.post("/users", {}, admin)) == ["/email"]

    assert await sql.contents(service.application.database) == before


async def test_a_retry_with_its_key_makes_one_account_and_sends_one_mail(
    service: Service, admin: Person
) -> None:
    first = await create(service, admin, key="key-of-a-creation")
    again = await create(service, admin, key="key-of-a-creation")
    other = await create(service, admin, "eve@example.com", key="key-of-a-creation")
    await service.deliver()

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    for name in ("etag", "location"):
        assert again.headers[name] == first.headers[name]
    assert again.headers["idempotency-replayed"] == "true"
    assert problem(other) == (422, "idempotency_key_reused")
    assert len(service.mailbox.to(BOB)) == 1
    assert len(await trail(service, admin, action="user.created")) == 2


async def test_the_key_of_another_admin_is_another_key(service: Service, admin: Person) -> None:
    other = await service.admin("other@example.com")
    await create(service, admin, key="key-of-a-creation")

    response = await create(service, other, key="key-of-a-creation")

    assert problem(response) == (409, "email_taken")


async def test_the_event_says_who_made_whom_in_which_role(service: Service, admin: Person) -> None:
    account = await made(service, admin, role="support")
    ready = await made(service, admin, "eve@example.com", password=PASSWORD)

    events = await trail(service, admin, action="user.created")
    details = {event["subject_id"]: event["details"] for event in events}

    assert details[account["id"]] == {"role": "support", "invited": "yes"}
    assert details[ready["id"]] == {"role": "user", "invited": "no"}


async def test_one_address_gets_no_more_invitations_than_other_mails(settings: Settings) -> None:
    quotas = with_quotas(settings, mail=Quota(1, 3600))
    async with serving(settings, rate_limits=quotas) as service:
        admin = await service.admin()
        await service.post("/auth/password/forgot", {"email": BOB})

        refused = await create(service, admin)
        spared = await create(service, admin, password=PASSWORD, email_verified=True)

    assert problem(refused) == (429, "rate_limited")
    assert refused.headers["ratelimit-policy"] == '"mail";q=1;w=3600'
    assert spared.status_code == 201
