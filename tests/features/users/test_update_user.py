"""updateUser: a merge patch of somebody's account, of a version that is named."""

from typing import Any

import httpx
import pytest

from tests.features.calls import (
    BOB,
    MERGE_PATCH,
    NOBODY,
    USERS,
    create,
    done_to,
    employed,
    etag_of,
    get,
    made,
    own_id,
    patch,
    problem,
    read,
    suspend,
    trail,
)
from tests.support import sql
from tests.support.answers import pointers
from tests.support.service import PASSWORD, Person, Service, person_of

FULL = {f"key_{number}": "on" for number in range(32)}


async def granted(service: Service, person: Person) -> set[int]:
    """How a person with this token is answered: the statuses of reading and of changing."""
    reading = await get(service, person)
    changing = await patch(service, person, NOBODY, {})
    return {reading.status_code, changing.status_code}


@pytest.mark.parametrize(
    ("field", "value"),
    [("display_name", "Bob"), ("locale", "en-GB"), ("timezone", "Europe/London")],
)
async def test_a_value_replaces_null_removes_and_what_is_absent_stays(
    service: Service, admin: Person, field: str, value: str
) -> None:
    bob_id = (await made(service, admin))["id"]

    written = (await patch(service, admin, bob_id, {field: value})).json()
    untouched = (await patch(service, admin, bob_id, {"role": "support"})).json()
    removed = (await patch(service, admin, bob_id, {field: None})).json()

    assert (written[field], untouched[field], removed[field]) == (value, value, None)
    assert removed["role"] == "support"


async def test_preferences_are_merged_entry_by_entry(service: Service, admin: Person) -> None:
    bob, bob_id = await employed(service, admin)
    await service.patch_me(bob, {"preferences": {"theme": "dark", "week_start": "monday"}})

    change = {"preferences": {"theme": "light", "week_start": None, "font": "", "unknown": None}}
    merged = (await patch(service, admin, bob_id, change)).json()
    full = await patch(service, admin, bob_id, {"preferences": FULL})
    emptied = (await patch(service, admin, bob_id, {"preferences": None})).json()

    assert merged["preferences"] == {"theme": "light", "font": ""}
    assert pointers(full) == ["/preferences"]
    assert emptied["preferences"] == {}


async def test_the_answer_is_the_account_as_it_is_read_afterwards(
    service: Service, admin: Person
) -> None:
    created = await create(service, admin)
    bob_id = created.json()["id"]
    service.clock.advance(seconds=1)

    patched = await patch(service, admin, bob_id, {"role": "support", "email_verified": True})

    read_again = await get(service, admin, f"/{bob_id}")
    assert (patched.status_code, patched.json()) == (200, read_again.json())
    assert patched.headers["etag"] == read_again.headers["etag"] != created.headers["etag"]
    assert patched.headers["cache-control"] == "private, no-cache"
    changed = {"role": "support", "email_verified": True}
    updated_at = patched.json()["updated_at"]
    assert patched.json() == {**created.json(), **changed, "updated_at": updated_at}
    assert updated_at > created.json()["updated_at"]


async def test_a_patch_that_changes_nothing_makes_no_version_and_no_event(
    service: Service, admin: Person
) -> None:
    created = await create(service, admin, display_name="Bob", role="support")
    bob_id = created.json()["id"]
    service.clock.advance(seconds=1)

    for change in (
        {},
        {"display_name": "Bob"},
        {"role": "support", "email_verified": False, "locale": None},
        {"preferences": {"theme": None}},
    ):
        response = await patch(service, admin, bob_id, change)
        assert response.status_code == 200
        assert (response.json(), response.headers["etag"]) == (
            created.json(),
            created.headers["etag"],
        )
    assert await done_to(service, admin, bob_id) == ["user.created"]


MISTAKES: list[tuple[object, str]] = [
    ({"email": "eve@example.com"}, "/email"),
    ({"password": PASSWORD}, "/password"),
    ({"new_password": PASSWORD}, "/new_password"),
    ({"status": "suspended"}, "/status"),
    ({"suspension_reason": None}, "/suspension_reason"),
    ({"id": NOBODY}, "/id"),
    ({"created_at": "2020-01-01T00:00:00Z"}, "/created_at"),
    ({"is_pending": True}, "/is_pending"),
    ({"role": None}, "/role"),
    ({"role": "root"}, "/role"),
    ({"role": ["admin"]}, "/role"),
    ({"email_verified": None}, "/email_verified"),
    ({"email_verified": "true"}, "/email_verified"),
    ({"display_name": ""}, "/display_name"),
    ({"display_name": "bell\a"}, "/display_name"),
    ({"locale": "de_DE"}, "/locale"),
    ({"timezone": "Middle/Earth"}, "/timezone"),
    ({"preferences": {"theme": 1}}, "/preferences/theme"),
    (["role"], ""),
    ("admin", ""),
]


async def test_what_does_not_fit_is_422_at_its_place_and_changes_nothing(
    service: Service, admin: Person
) -> None:
    bob_id = (await made(service, admin))["id"]
    before = await sql.contents(service.application.database, "accounts", "audit_events")

    for mistake, pointer in MISTAKES:
        change = {"locale": "en", **mistake} if isinstance(mistake, dict) else mistake
        response = await patch(service, admin, bob_id, change)
        assert set(pointers(response)) == {pointer}, mistake

    after = await sql.contents(service.application.database, "accounts", "audit_events")
    assert after == before


async def test_plain_json_is_no_merge_patch(service: Service, admin: Person) -> None:
    bob_id = (await made(service, admin))["id"]
    headers = {**admin.auth, "If-Match": "*"}

    response = await service.http.patch(f"{USERS}/{bob_id}", json={}, headers=headers)

    assert problem(response) == (415, "unsupported_media_type")


async def test_without_a_condition_it_is_428_and_nothing_changes(
    service: Service, admin: Person
) -> None:
    created = await create(service, admin)

    response = await patch(service, admin, created.json()["id"], {"role": "admin"}, None)

    assert problem(response) == (428, "precondition_required")
    assert await read(service, admin, created.json()["id"]) == created.json()


@pytest.mark.parametrize("form", ["{}", "*", '"other", {}', '{},"other"'])
async def test_a_condition_that_holds_lets_the_change_through(
    service: Service, admin: Person, form: str
) -> None:
    created = await create(service, admin)
    condition = form.format(created.headers["etag"])

    response = await patch(service, admin, created.json()["id"], {"locale": "en"}, condition)

    assert (response.status_code, response.json()["locale"]) == (200, "en")


@pytest.mark.parametrize("form", ["W/{}", '"other"', '"other", W/{}', "nonsense", '"*"'])
async def test_a_condition_that_does_not_hold_is_412_and_changes_nothing(
    service: Service, admin: Person, form: str
) -> None:
    created = await create(service, admin)
    bob_id, condition = created.json()["id"], form.format(created.headers["etag"])

    response = await patch(service, admin, bob_id, {"role": "admin"}, condition)

    assert problem(response) == (412, "precondition_failed")
    assert await read(service, admin, bob_id) == created.json()
    assert await done_to(service, admin, bob_id) == ["user.created"]


async def test_a_version_that_somebody_has_changed_since_is_412(
    service: Service, admin: Person
) -> None:
    bob, bob_id = await employed(service, admin)
    stale = await etag_of(service, admin, bob_id)
    await service.patch_me(bob, {"display_name": "Bob"})

    for change in ({"display_name": "Robert"}, {}):
        refused = await patch(service, admin, bob_id, change, stale)
        assert problem(refused) == (412, "precondition_failed")
    assert (await read(service, admin, bob_id))["display_name"] == "Bob"


async def test_an_id_of_nobody_is_404(service: Service, admin: Person) -> None:
    for if_match in ("*", '"x"'):
        response = await patch(service, admin, NOBODY, {"role": "user"}, if_match)
        assert problem(response) == (404, "not_found")


async def test_a_promotion_acts_on_the_next_request_with_the_same_token(
    service: Service, admin: Person
) -> None:
    bob, bob_id = await employed(service, admin)
    refreshed = person_of(BOB, PASSWORD, await service.refresh(bob.refresh_token))

    promoted = await patch(service, admin, bob_id, {"role": "admin"})

    assert (promoted.status_code, promoted.json()["role"]) == (200, "admin")
    assert await granted(service, bob) == {200, 404}
    assert await granted(service, refreshed) == {200, 404}


async def test_a_promotion_gives_nothing_to_a_token_that_was_narrowed(
    service: Service, admin: Person
) -> None:
    bob, bob_id = await employed(service, admin)
    everything = (await service.token(BOB)).json()["scope"]
    at_sign_in = await service.token(BOB, scope=everything)
    at_refresh = await service.refresh(bob.refresh_token, scope=everything)

    await patch(service, admin, bob_id, {"role": "admin"})

    for response in (at_sign_in, at_refresh):
        assert response.json()["scope"] == everything
        assert await granted(service, person_of(BOB, PASSWORD, response)) == {403}


async def test_a_demotion_acts_on_the_next_request_with_the_same_token(
    service: Service, admin: Person
) -> None:
    bob, bob_id = await employed(service, admin, role="admin")
    seen = [await granted(service, bob)]
    for role in ("support", "user", "admin"):
        await patch(service, admin, bob_id, {"role": role})
        seen.append(await granted(service, bob))

    assert seen == [{200, 404}, {200, 403}, {403}, {200, 404}]
    assert (await service.me(bob)).json()["role"] == "admin"


async def test_a_session_that_was_demoted_refreshes_to_less(
    service: Service, admin: Person
) -> None:
    bob, bob_id = await employed(service, admin, role="admin")
    await patch(service, admin, bob_id, {"role": "support"})

    refreshed = await service.refresh(bob.refresh_token)

    assert "users:read" in refreshed.json()["scope"]
    assert "users:write" not in refreshed.json()["scope"]


async def test_an_address_that_is_declared_proven_can_sign_in(
    service: Service, admin: Person
) -> None:
    bob_id = (await made(service, admin, password=PASSWORD))["id"]
    before = await service.token(BOB)

    proven = await patch(service, admin, bob_id, {"email_verified": True})

    assert (before.status_code, proven.json()["email_verified"]) == (400, True)
    assert (await service.token(BOB)).status_code == 200
    await service.register(BOB, "nine borrowed umbrellas")
    assert service.mailbox.last(BOB).kind == "account_exists"


async def test_an_address_that_is_doubted_is_confirmed_before_the_next_sign_in(
    service: Service, admin: Person
) -> None:
    bob, bob_id = await employed(service, admin)
    await patch(service, admin, bob_id, {"email_verified": False})
    refused = await service.token(BOB)
    await service.register(BOB, "nine borrowed umbrellas")
    stranger = service.mailbox.last(BOB).kind
    await service.post("/auth/email-verification", {"email": BOB})
    await service.deliver()
    token = {"method": "token", "token": service.mailbox.token(BOB)}
    confirmed = await service.post("/auth/email-verification/confirm", token)

    assert "Confirm" in refused.json()["error_description"]
    assert stranger == "account_exists"  # it is not up for grabs meanwhile
    assert confirmed.status_code == 204
    assert (await service.token(BOB)).status_code == 200


@pytest.mark.parametrize(
    "change", [{"role": "user"}, {"role": "support"}, {"email_verified": False}]
)
async def test_the_last_admin_stays_one(
    service: Service, admin: Person, change: dict[str, Any]
) -> None:
    admin_id = await own_id(service, admin)
    before = await sql.contents(service.application.database, "accounts", "audit_events")

    response = await patch(service, admin, admin_id, {"locale": "en", **change})

    assert problem(response) == (409, "last_admin")
    after = await sql.contents(service.application.database, "accounts", "audit_events")
    assert after == before
    assert (await patch(service, admin, admin_id, {"locale": "en"})).status_code == 200


async def test_an_admin_who_cannot_sign_in_does_not_count(service: Service, admin: Person) -> None:
    admin_id = await own_id(service, admin)
    _, bob_id = await employed(service, admin, role="admin")
    await made(service, admin, "unconfirmed@example.com", role="admin", password=PASSWORD)
    await made(service, admin, "invited@example.com", role="admin", email_verified=True)
    await suspend(service, admin, bob_id)
    alone = await patch(service, admin, admin_id, {"role": "user"})
    # Whoever cannot administer can be demoted, however few there are who can.
    demoted = await patch(service, admin, bob_id, {"role": "user"})
    await patch(service, admin, bob_id, {"role": "admin"})
    await service.http.delete(f"{USERS}/{bob_id}/suspension", headers=admin.auth)
    with_bob = await patch(service, admin, admin_id, {"role": "user"})

    assert problem(alone) == (409, "last_admin")
    assert (demoted.status_code, with_bob.status_code) == (200, 200)
    assert await granted(service, admin) == {403}


async def test_the_event_names_the_fields_and_the_roles_but_no_value(
    service: Service, admin: Person
) -> None:
    bob_id = (await made(service, admin))["id"]
    await patch(service, admin, bob_id, {"display_name": "Bob", "preferences": {"theme": "dark"}})
    await patch(service, admin, bob_id, {"role": "support", "email_verified": True})

    details = [e["details"] for e in await trail(service, admin, action="user.updated")]

    assert details == [
        {"fields": "display_name preferences"},
        {"fields": "role email_verified", "role_before": "user", "role_after": "support"},
    ]


async def test_an_unreadable_patch_is_400(service: Service, admin: Person) -> None:
    headers = {**admin.auth, "Content-Type": MERGE_PATCH, "If-Match": "*"}
    url = f"{USERS}/{await own_id(service, admin)}"

    response: httpx.Response = await service.http.patch(url, content=b"{", headers=headers)

    assert problem(response) == (400, "malformed_request")
