"""reinstateUser: the account can be used again, by who signs in anew."""

from tests.features.calls import (
    BOB,
    NOBODY,
    create,
    done_to,
    employed,
    etag_of,
    made,
    own_id,
    problem,
    read,
    reinstate,
    suspend,
    trail,
)
from tests.support.service import Person, Service


async def test_its_owner_can_sign_in_again(service: Service, admin: Person) -> None:
    _, bob_id = await employed(service, admin)
    await suspend(service, admin, bob_id, ends_at="2099-01-01T00:00:00Z")

    response = await reinstate(service, admin, bob_id)

    assert (response.status_code, response.content) == (204, b"")
    account = (await service.me(await service.signed_in(BOB))).json()
    assert account["status"] == "active"
    assert (account["suspension_reason"], account["suspension_ends_at"]) == (None, None)


async def test_tokens_from_before_the_suspension_stay_dead(service: Service, admin: Person) -> None:
    bob, bob_id = await employed(service, admin)
    await suspend(service, admin, bob_id)
    await reinstate(service, admin, bob_id)

    assert problem(await service.me(bob)) == (401, "invalid_token")
    assert (await service.refresh(bob.refresh_token)).json()["error"] == "invalid_grant"


async def test_it_is_a_new_version_and_an_event(service: Service, admin: Person) -> None:
    bob_id = (await made(service, admin))["id"]
    suspended = await suspend(service, admin, bob_id)
    service.clock.advance(seconds=1)

    await reinstate(service, admin, bob_id)

    assert await etag_of(service, admin, bob_id) != suspended.headers["etag"]
    after = await read(service, admin, bob_id)
    assert after["updated_at"] > suspended.json()["updated_at"]
    event = (await trail(service, admin, action="user.reinstated"))[-1]
    assert (event["actor_id"], event["subject_id"]) == (await own_id(service, admin), bob_id)
    assert event["details"] == {}


async def test_an_account_that_is_not_suspended_stays_as_it_is(
    service: Service, admin: Person
) -> None:
    created = await create(service, admin)
    bob_id = created.json()["id"]

    response = await reinstate(service, admin, bob_id)

    assert response.status_code == 204
    assert await etag_of(service, admin, bob_id) == created.headers["etag"]
    assert await done_to(service, admin, bob_id) == ["user.created"]
    assert (await reinstate(service, admin, await own_id(service, admin))).status_code == 204


async def test_a_condition_is_kept_if_there_is_one(service: Service, admin: Person) -> None:
    created = await create(service, admin)
    bob_id, stale = created.json()["id"], created.headers["etag"]
    current = (await suspend(service, admin, bob_id)).headers["etag"]

    for condition in (stale, f"W/{current}", '"other"'):
        refused = await reinstate(service, admin, bob_id, condition)
        assert problem(refused) == (412, "precondition_failed")
    assert (await read(service, admin, bob_id))["status"] == "suspended"
    assert (await reinstate(service, admin, bob_id, current)).status_code == 204
    assert (await reinstate(service, admin, bob_id, "*")).status_code == 204


async def test_an_admin_who_was_suspended_counts_again(service: Service, admin: Person) -> None:
    other, other_id = await employed(service, admin, role="admin")
    await suspend(service, admin, other_id)
    await reinstate(service, admin, other_id)
    other = await service.signed_in(BOB)

    response = await suspend(service, other, await own_id(service, admin))

    assert response.status_code == 200


async def test_an_id_of_nobody_is_404(service: Service, admin: Person) -> None:
    for if_match in (None, '"x"'):
        assert problem(await reinstate(service, admin, NOBODY, if_match)) == (404, "not_found")
