"""listUserSessions: where somebody is signed in, for those who may see all accounts."""

from tests.features.calls import (
    BOB,
    NOBODY,
    Json,
    employed,
    get,
    made,
    missing_scope,
    own_id,
    problem,
)
from tests.support.service import API, Person, Service
from tests.support.serving import seen_from


async def sessions(service: Service, actor: Person, user_id: str) -> list[Json]:
    response = await get(service, actor, f"/{user_id}/sessions")
    assert response.status_code == 200, response.text
    items: list[Json] = response.json()["items"]
    return items


async def test_the_sessions_are_those_that_their_owner_sees(
    service: Service, admin: Person
) -> None:
    bob, bob_id = await employed(service, admin)
    service.clock.advance(minutes=1)
    async with seen_from(service, "198.51.100.9") as elsewhere:
        await elsewhere.token(BOB, headers={"User-Agent": "Phone/1.0"})
    own = (await service.http.get(f"{API}/me/sessions", headers=bob.auth)).json()["items"]

    seen = await sessions(service, admin, bob_id)

    assert seen == [{**session, "current": False} for session in own]
    assert [session["ip_address"] for session in seen] == ["198.51.100.9", "203.0.113.7"]
    assert seen[0]["user_agent"] == "Phone/1.0"
    assert await sessions(service, await service.support(), bob_id) == seen


async def test_an_admin_finds_the_own_session_marked(service: Service, admin: Person) -> None:
    await service.signed_in(admin.email)

    seen = await sessions(service, admin, await own_id(service, admin))

    assert sorted(session["current"] for session in seen) == [False, True]


async def test_who_is_signed_in_nowhere_has_an_empty_list(service: Service, admin: Person) -> None:
    bob_id = (await made(service, admin))["id"]

    assert await sessions(service, admin, bob_id) == []


async def test_a_session_that_ended_or_that_nobody_used_is_not_listed(
    service: Service, admin: Person
) -> None:
    bob, bob_id = await employed(service, admin)
    phone = await service.signed_in(BOB)
    await service.http.post(f"{API}/auth/logout", headers=phone.auth)
    after_logout = len(await sessions(service, admin, bob_id))
    service.clock.advance(days=7)
    admin = await service.signed_in(admin.email)

    assert after_logout == 1
    assert await sessions(service, admin, bob_id) == []


async def test_an_id_of_nobody_is_404(service: Service, admin: Person) -> None:
    assert problem(await get(service, admin, f"/{NOBODY}/sessions")) == (404, "not_found")


async def test_a_plain_user_sees_them_neither_of_others_nor_of_themselves(
    service: Service, admin: Person
) -> None:
    bob, bob_id = await employed(service, admin)

    for user_id in (bob_id, await own_id(service, admin), NOBODY):
        refused = await get(service, bob, f"/{user_id}/sessions")
        assert missing_scope(refused) == "users:read"
