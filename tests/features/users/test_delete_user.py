"""deleteUser: an account and all that belongs to it, gone at once; what was recorded stays."""

import pytest

from tests.features.calls import (
    BOB,
    NOBODY,
    create,
    delete,
    done_to,
    employed,
    etag_of,
    get,
    made,
    own_id,
    problem,
    read,
    suspend,
    trail,
)
from tests.support import sql
from tests.support.service import PASSWORD, Person, Service

OTHER_PASSWORD = "three quiet lighthouses"


async def test_the_account_is_gone_for_everybody(service: Service, admin: Person) -> None:
    bob, bob_id = await employed(service, admin)

    response = await delete(service, admin, bob_id)

    assert (response.status_code, response.content) == (204, b"")
    assert problem(await get(service, admin, f"/{bob_id}")) == (404, "not_found")
    assert (await get(service, admin, f"?email={BOB}")).json()["items"] == []
    assert problem(await delete(service, admin, bob_id)) == (404, "not_found")
    assert problem(await suspend(service, admin, bob_id)) == (404, "not_found")


async def test_its_sessions_and_tokens_end_at_once(service: Service, admin: Person) -> None:
    bob, bob_id = await employed(service, admin)

    await delete(service, admin, bob_id)

    assert problem(await service.me(bob)) == (401, "invalid_token")
    assert (await service.refresh(bob.refresh_token)).json()["error"] == "invalid_grant"
    assert (await service.token(BOB)).json()["error"] == "invalid_grant"


async def test_nothing_of_it_is_left_in_the_database(service: Service, admin: Person) -> None:
    tables = ("accounts", "sessions", "refresh_tokens", "one_time_tokens")
    before = await sql.contents(service.application.database, *tables)
    bob, bob_id = await employed(service, admin)
    await service.refresh(bob.refresh_token)
    await service.post("/auth/password/forgot", {"email": BOB})
    await service.deliver()
    full = await sql.contents(service.application.database, *tables)

    await delete(service, admin, bob_id)

    assert all(len(full[table]) > len(before[table]) for table in tables)
    assert await sql.contents(service.application.database, *tables) == before


async def test_a_mail_that_was_sent_before_proves_nothing_any_more(
    service: Service, admin: Person
) -> None:
    bob_id = (await made(service, admin))["id"]
    await service.deliver()
    token = service.mailbox.token(BOB)
    await delete(service, admin, bob_id)
    await made(service, admin)

    body = {"token": token, "new_password": OTHER_PASSWORD}
    response = await service.post("/auth/password/reset", body)

    assert problem(response) == (400, "reset_token_invalid")


async def test_a_mail_that_waits_is_not_sent_to_whom_is_gone(
    service: Service, admin: Person
) -> None:
    bob_id = (await made(service, admin))["id"]
    await delete(service, admin, bob_id)
    await service.deliver()

    assert service.mailbox.mails == []


async def test_the_address_can_be_used_again_and_nothing_is_inherited(
    service: Service, admin: Person
) -> None:
    old, old_id = await employed(service, admin, role="support", display_name="Bob")
    await delete(service, admin, old_id)

    new = await service.person(BOB, OTHER_PASSWORD)

    account = (await service.me(new)).json()
    assert account["id"] != old_id
    assert (account["role"], account["display_name"]) == ("user", None)
    assert (await service.me(old)).status_code == 401
    assert (await service.token(BOB, PASSWORD)).status_code == 400
    await delete(service, admin, account["id"])
    assert (await create(service, admin)).status_code == 201


async def test_what_was_recorded_of_it_stays(service: Service, admin: Person) -> None:
    bob, bob_id = await employed(service, admin)
    await service.patch_me(bob, {"locale": "en"})
    before = await trail(service, admin)

    await delete(service, admin, bob_id)

    after = await trail(service, admin)
    assert after[:-1] == before
    assert after[-1]["action"] == "user.deleted" and after[-1]["details"] == {"role": "user"}
    assert await done_to(service, admin, bob_id) == [
        "user.created",
        "user.signed_in",
        "user.updated",
        "user.deleted",
    ]


async def test_a_suspended_account_can_be_deleted_and_its_address_is_free(
    service: Service, admin: Person
) -> None:
    bob_id = (await made(service, admin))["id"]
    await suspend(service, admin, bob_id)

    assert (await delete(service, admin, bob_id)).status_code == 204
    assert (await service.me(await service.person(BOB))).json()["status"] == "active"


async def test_without_a_condition_it_is_428_and_the_account_stays(
    service: Service, admin: Person
) -> None:
    bob = await made(service, admin)

    response = await delete(service, admin, bob["id"], None)

    assert problem(response) == (428, "precondition_required")
    assert await read(service, admin, bob["id"]) == bob


async def test_the_current_version_or_any_lets_it_through(service: Service, admin: Person) -> None:
    for form in ("{}", "*", '"other", {}'):
        created = await create(service, admin)
        condition = form.format(created.headers["etag"])
        assert (await delete(service, admin, created.json()["id"], condition)).status_code == 204


@pytest.mark.parametrize("form", ["W/{}", '"other"', "nonsense"])
async def test_another_version_is_412_and_the_account_stays(
    service: Service, admin: Person, form: str
) -> None:
    created = await create(service, admin)
    bob_id, condition = created.json()["id"], form.format(created.headers["etag"])

    response = await delete(service, admin, bob_id, condition)

    assert problem(response) == (412, "precondition_failed")
    assert await read(service, admin, bob_id) == created.json()


async def test_who_has_changed_since_is_not_deleted(service: Service, admin: Person) -> None:
    bob, bob_id = await employed(service, admin)
    stale = await etag_of(service, admin, bob_id)
    await service.patch_me(bob, {"locale": "en"})

    assert problem(await delete(service, admin, bob_id, stale)) == (412, "precondition_failed")
    assert (await service.me(bob)).status_code == 200


async def test_an_id_of_nobody_is_404(service: Service, admin: Person) -> None:
    for if_match in ("*", '"x"'):
        assert problem(await delete(service, admin, NOBODY, if_match)) == (404, "not_found")


async def test_the_last_admin_cannot_be_deleted(service: Service, admin: Person) -> None:
    admin_id = await own_id(service, admin)
    _, suspended = await employed(service, admin, role="admin")
    await suspend(service, admin, suspended)
    unconfirmed = await made(service, admin, "eve@example.com", role="admin", password=PASSWORD)
    before = await sql.contents(service.application.database, "accounts", "audit_events")

    refused = await delete(service, admin, admin_id)

    assert problem(refused) == (409, "last_admin")
    after = await sql.contents(service.application.database, "accounts", "audit_events")
    assert after == before
    # The others do not count, so they may go.
    assert (await delete(service, admin, suspended)).status_code == 204
    assert (await delete(service, admin, unconfirmed["id"])).status_code == 204


async def test_an_admin_may_go_when_another_one_stays(service: Service, admin: Person) -> None:
    other = await service.admin("other@example.com")

    response = await delete(service, admin, await own_id(service, admin))

    assert response.status_code == 204
    assert problem(await get(service, admin)) == (401, "invalid_token")
    assert (await get(service, other)).status_code == 200
