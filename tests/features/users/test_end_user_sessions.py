"""endUserSessions: somebody is signed out everywhere, at once, and may sign in again."""

from tests.features.calls import (
    BOB,
    NOBODY,
    done_to,
    employed,
    end_sessions,
    get,
    made,
    own_id,
    problem,
    trail,
)
from tests.support.service import Person, Service


async def test_every_session_ends_with_its_tokens(service: Service, admin: Person) -> None:
    bob, bob_id = await employed(service, admin)
    phone = await service.signed_in(BOB)

    response = await end_sessions(service, admin, bob_id)

    assert (response.status_code, response.content) == (204, b"")
    for person in (bob, phone):
        assert problem(await service.me(person)) == (401, "invalid_token")
        assert (await service.refresh(person.refresh_token)).status_code == 400
    assert (await get(service, admin, f"/{bob_id}/sessions")).json()["items"] == []


async def test_the_owner_can_sign_in_again_at_once(service: Service, admin: Person) -> None:
    _, bob_id = await employed(service, admin)
    await end_sessions(service, admin, bob_id)

    assert (await service.me(await service.signed_in(BOB))).status_code == 200


async def test_nobody_else_is_signed_out(service: Service, admin: Person) -> None:
    _, bob_id = await employed(service, admin)
    eve, _ = await employed(service, admin, "eve@example.com")

    await end_sessions(service, admin, bob_id)

    assert (await service.me(eve)).status_code == 200
    assert (await service.me(admin)).status_code == 200


async def test_ones_own_session_ends_as_well(service: Service, admin: Person) -> None:
    response = await end_sessions(service, admin, await own_id(service, admin))

    assert response.status_code == 204
    assert problem(await service.me(admin)) == (401, "invalid_token")


async def test_the_account_stays_as_it_is(service: Service, admin: Person) -> None:
    _, bob_id = await employed(service, admin)
    before = await get(service, admin, f"/{bob_id}")
    await end_sessions(service, admin, bob_id)

    after = await get(service, admin, f"/{bob_id}")

    assert (after.json(), after.headers["etag"]) == (before.json(), before.headers["etag"])


async def test_where_there_is_none_it_is_204_and_no_event(service: Service, admin: Person) -> None:
    bob_id = (await made(service, admin))["id"]

    assert (await end_sessions(service, admin, bob_id)).status_code == 204
    assert await done_to(service, admin, bob_id) == ["user.created"]


async def test_what_has_ended_by_itself_is_not_ended_again(service: Service, admin: Person) -> None:
    _, user_id = await employed(service, admin)
    service.clock.advance(days=8)
    admin = await service.signed_in(admin.email)

    assert (await end_sessions(service, admin, user_id)).status_code == 204

    assert "session.revoked" not in await done_to(service, admin, user_id)


async def test_the_event_says_how_many_ended_and_why(service: Service, admin: Person) -> None:
    _, bob_id = await employed(service, admin)
    await service.signed_in(BOB)
    await end_sessions(service, admin, bob_id)

    event = (await trail(service, admin, action="session.revoked"))[-1]

    assert (event["actor_id"], event["subject_id"]) == (await own_id(service, admin), bob_id)
    assert event["details"] == {"sessions": "2", "reason": "ended_by_admin"}


async def test_an_id_of_nobody_is_404(service: Service, admin: Person) -> None:
    assert problem(await end_sessions(service, admin, NOBODY)) == (404, "not_found")
