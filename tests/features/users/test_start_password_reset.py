"""startPasswordReset: the owner is mailed a token; nobody else ever chooses the password."""

import httpx
import pytest

from tests.features.calls import (
    BOB,
    NOBODY,
    USERS,
    employed,
    made,
    own_id,
    problem,
    start_reset,
    suspend,
    trail,
)
from tests.support import sql
from tests.support.service import Person, Service

NEW_PASSWORD = "three quiet lighthouses"


async def start(service: Service, actor: Person, user_id: str) -> httpx.Response:
    response = await start_reset(service, actor, user_id)
    await service.deliver()
    return response


async def reset(service: Service, token: str) -> httpx.Response:
    body = {"token": token, "new_password": NEW_PASSWORD}
    return await service.post("/auth/password/reset", body)


async def test_the_owner_gets_a_token_that_sets_a_new_password(
    service: Service, admin: Person
) -> None:
    bob, bob_id = await employed(service, admin)
    service.clock.advance(seconds=1)

    response = await start(service, admin, bob_id)
    token = service.mailbox.token(BOB)

    assert (response.status_code, set(response.json())) == (202, {"message"})
    assert service.mailbox.last(BOB).kind == "reset_password"
    assert token not in response.text
    assert (await reset(service, token)).status_code == 204
    assert (await service.me(bob)).status_code == 401
    assert (await service.token(BOB)).status_code == 400
    assert (await service.token(BOB, NEW_PASSWORD)).status_code == 200


async def test_until_it_is_used_everything_goes_on_as_before(
    service: Service, admin: Person
) -> None:
    bob, bob_id = await employed(service, admin)
    before = await sql.contents(service.application.database, "accounts", "sessions")

    await start(service, admin, bob_id)

    assert await sql.contents(service.application.database, "accounts", "sessions") == before
    assert (await service.me(bob)).status_code == 200
    assert (await service.token(BOB)).status_code == 200


async def test_the_token_is_good_for_an_hour_and_for_one_use(
    service: Service, admin: Person
) -> None:
    _, bob_id = await employed(service, admin)
    await start(service, admin, bob_id)
    late = service.mailbox.token(BOB)
    service.clock.advance(hours=1)
    too_late = await reset(service, late)
    admin = await service.signed_in(admin.email)
    await start(service, admin, bob_id)
    used, again = [await reset(service, service.mailbox.token(BOB)) for _ in range(2)]

    assert problem(too_late) == (400, "reset_token_invalid")
    assert (used.status_code, problem(again)) == (204, (400, "reset_token_invalid"))


async def test_who_lost_an_invitation_gets_another_way_in(service: Service, admin: Person) -> None:
    bob_id = (await made(service, admin))["id"]
    await service.deliver()
    lost = service.mailbox.token(BOB)

    await start(service, admin, bob_id)
    found = service.mailbox.token(BOB)

    assert problem(await reset(service, lost)) == (400, "reset_token_invalid")
    assert (await reset(service, found)).status_code == 204
    assert (await service.token(BOB, NEW_PASSWORD)).status_code == 200


async def test_a_suspended_account_gets_no_mail(service: Service, admin: Person) -> None:
    _, bob_id = await employed(service, admin)
    await suspend(service, admin, bob_id)

    response = await start(service, admin, bob_id)

    assert response.status_code == 202
    assert service.mailbox.mails == []


async def test_an_admin_can_ask_for_the_own_mail(service: Service, admin: Person) -> None:
    assert (await start(service, admin, await own_id(service, admin))).status_code == 202
    assert service.mailbox.last(admin.email).kind == "reset_password"


async def test_the_event_says_who_asked_for_whom(service: Service, admin: Person) -> None:
    _, bob_id = await employed(service, admin)
    await start(service, admin, bob_id)

    event = (await trail(service, admin, action="user.password_reset_started"))[-1]

    assert (event["actor_id"], event["subject_id"]) == (await own_id(service, admin), bob_id)
    assert event["details"] == {}


async def test_one_mailbox_gets_three_mails_an_hour_whoever_asks(
    service: Service, admin: Person
) -> None:
    _, bob_id = await employed(service, admin)
    await service.post("/auth/password/forgot", {"email": BOB})
    answers = [await start(service, admin, bob_id) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [202, 202, 429]
    assert answers[2].headers["ratelimit-policy"] == '"mail";q=3;w=3600'
    assert len(await trail(service, admin, action="user.password_reset_started")) == 2
    assert len(service.mailbox.to(BOB)) == 3


@pytest.mark.parametrize("body", [b'{"new_password": "three quiet lighthouses"}', b"{"])
async def test_a_password_that_is_sent_along_is_never_taken(
    service: Service, admin: Person, body: bytes
) -> None:
    _, bob_id = await employed(service, admin)
    headers = {**admin.auth, "Content-Type": "application/json"}

    await service.http.post(f"{USERS}/{bob_id}/password-reset", content=body, headers=headers)

    assert (await service.token(BOB)).status_code == 200
    assert (await service.token(BOB, NEW_PASSWORD)).status_code == 400


async def test_an_id_of_nobody_is_404_and_sends_nothing(service: Service, admin: Person) -> None:
    assert problem(await start(service, admin, NOBODY)) == (404, "not_found")
    assert service.mailbox.mails == []
