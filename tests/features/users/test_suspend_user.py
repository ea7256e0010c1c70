"""suspendUser: the account stops at once, for a time or for good, and why is for staff alone."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from app.errors import LastAdmin
from app.features.accounts.domain import Suspension
from tests.features.calls import (
    BOB,
    NOBODY,
    create,
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
from tests.support.answers import pointers, visible
from tests.support.service import PASSWORD, Person, Service

REASON = "Payments were charged back."


def in_hours(service: Service, hours: float) -> str:
    """An instant that far ahead, as the contract writes it."""
    instant = service.clock.now() + timedelta(hours=hours)
    return instant.isoformat().replace("+00:00", "Z")


async def test_the_answer_is_the_account_suspended(service: Service, admin: Person) -> None:
    created = await create(service, admin)
    bob_id, ends_at = created.json()["id"], in_hours(service, 1)
    service.clock.advance(seconds=1)

    response = await suspend(service, admin, bob_id, reason=REASON, ends_at=ends_at)

    account = response.json()
    assert response.status_code == 200
    assert (account["status"], account["suspension_reason"]) == ("suspended", REASON)
    assert account["suspension_ends_at"] == ends_at
    assert account["updated_at"] > created.json()["updated_at"]
    seen = await get(service, admin, f"/{bob_id}")
    assert (seen.json(), seen.headers["etag"]) == (account, response.headers["etag"])
    assert response.headers["etag"] != created.headers["etag"]


async def test_every_session_and_token_stops_with_the_next_request(
    service: Service, admin: Person
) -> None:
    bob, bob_id = await employed(service, admin, role="support")
    phone = await service.signed_in(BOB)

    await suspend(service, admin, bob_id)

    for person in (bob, phone):
        assert problem(await service.me(person)) == (401, "invalid_token")
        assert problem(await get(service, person)) == (401, "invalid_token")
        refused = await service.refresh(person.refresh_token)
        assert refused.json()["error"] == "invalid_grant"
    assert (await get(service, admin, f"/{bob_id}/sessions")).json() == {"items": []}


async def test_only_who_has_the_password_learns_that_the_account_is_suspended(
    service: Service, admin: Person
) -> None:
    _, bob_id = await employed(service, admin)
    await suspend(service, admin, bob_id, reason=REASON)

    owner, stranger = await service.token(BOB), await service.token(BOB, "a wrong password")

    assert owner.json()["error_description"] == "This account is suspended."
    assert REASON not in owner.text
    unknown = await service.token("nobody@example.com", "a wrong password")
    assert visible(stranger) == visible(unknown)


async def test_a_suspended_account_gets_no_reset_mail_and_a_reset_opens_nothing(
    service: Service, admin: Person
) -> None:
    _, bob_id = await employed(service, admin)
    await service.post("/auth/password/forgot", {"email": BOB})
    await service.deliver()
    token = service.mailbox.token(BOB)
    await suspend(service, admin, bob_id)
    await service.post("/auth/password/forgot", {"email": BOB})
    await service.deliver()

    body = {"token": token, "new_password": "three quiet lighthouses"}
    response = await service.post("/auth/password/reset", body)

    assert len(service.mailbox.to(BOB)) == 1
    assert problem(response) == (400, "reset_token_invalid")


async def test_when_its_time_is_over_the_next_sign_in_lifts_it_and_is_recorded(
    service: Service, admin: Person
) -> None:
    bob, bob_id = await employed(service, admin)
    await suspend(service, admin, bob_id, ends_at=in_hours(service, 0.1))
    service.clock.advance(minutes=6, seconds=-1)
    too_early = await service.token(BOB)
    service.clock.advance(seconds=1)
    wrong = await service.token(BOB, "a wrong password")
    still = await read(service, admin, bob_id)

    anew = await service.signed_in(BOB)

    assert (too_early.status_code, wrong.status_code) == (400, 400)
    assert still["status"] == "suspended"
    account = (await service.me(anew)).json()
    assert (account["status"], account["suspension_reason"]) == ("active", None)
    assert account["suspension_ends_at"] is None
    assert (await done_to(service, admin, bob_id))[-2:] == ["user.reinstated", "user.signed_in"]
    lifted = (await trail(service, admin, action="user.reinstated"))[0]
    assert lifted["actor_id"] is None


async def test_tokens_from_before_stay_dead_when_its_time_is_over(
    service: Service, admin: Person
) -> None:
    bob, bob_id = await employed(service, admin)
    await suspend(service, admin, bob_id, ends_at=in_hours(service, 0.01))
    service.clock.advance(minutes=1)
    anew = await service.signed_in(BOB)

    assert (await service.me(anew)).status_code == 200
    assert (await service.me(bob)).status_code == 401
    assert (await service.refresh(bob.refresh_token)).status_code == 400


async def test_an_unconfirmed_address_is_still_to_be_confirmed_afterwards(
    service: Service, admin: Person
) -> None:
    account = await made(service, admin, password=PASSWORD)
    await suspend(service, admin, account["id"], ends_at=in_hours(service, 1))
    service.clock.advance(hours=2)

    assert "Confirm" in (await service.token(BOB)).json()["error_description"]


async def test_done_again_it_replaces_reason_and_end(service: Service, admin: Person) -> None:
    _, bob_id = await employed(service, admin)
    first = await suspend(service, admin, bob_id, ends_at=in_hours(service, 0.05))

    second = await suspend(service, admin, bob_id, reason=REASON)
    service.clock.advance(minutes=4)

    account = second.json()
    assert second.headers["etag"] != first.headers["etag"]
    assert (account["suspension_reason"], account["suspension_ends_at"]) == (REASON, None)
    assert (await service.token(BOB)).status_code == 400
    assert (await done_to(service, admin, bob_id)).count("user.suspended") == 2


async def test_the_same_again_changes_nothing(service: Service, admin: Person) -> None:
    bob_id = (await made(service, admin))["id"]
    body = {"reason": REASON, "ends_at": "2099-01-01T00:00:00Z"}
    first = await suspend(service, admin, bob_id, **body)
    service.clock.advance(seconds=1)

    second = await suspend(
        service, admin, bob_id, **{**body, "ends_at": "2099-01-01T01:00:00+01:00"}
    )

    assert (second.status_code, second.json()) == (200, first.json())
    assert second.headers["etag"] == first.headers["etag"]
    assert await done_to(service, admin, bob_id) == ["user.created", "user.suspended"]


async def test_an_end_of_null_is_no_end(service: Service, admin: Person) -> None:
    bob_id = (await made(service, admin))["id"]

    response = await suspend(service, admin, bob_id, ends_at=None)

    assert (response.status_code, response.json()["suspension_ends_at"]) == (200, None)


MISTAKES: list[tuple[dict[str, Any], str]] = [
    ({"ends_at": "2020-01-01T00:00:00Z"}, "/ends_at"),
    ({"ends_at": "2099-01-01"}, "/ends_at"),
    ({"ends_at": "2099-01-01T00:00:00"}, "/ends_at"),
    ({"ends_at": 4_070_908_800}, "/ends_at"),
    ({"ends_at": "9999-12-31T23:59:59-01:00"}, "/ends_at"),
    ({"reason": ""}, "/reason"),
    ({"reason": None}, "/reason"),
    ({"reason": "x" * 501}, "/reason"),
    ({"reason": "line\nbreak"}, "/reason"),
    ({"until": "2099-01-01T00:00:00Z"}, "/until"),
    ({"status": "suspended"}, "/status"),
]


async def test_what_does_not_fit_is_422_at_its_field_and_suspends_nobody(
    service: Service, admin: Person
) -> None:
    bob, bob_id = await employed(service, admin)
    now = {"ends_at": in_hours(service, 0)}

    for mistake, pointer in [*MISTAKES, (now, "/ends_at")]:
        response = await suspend(service, admin, bob_id, **mistake)
        assert set(pointers(response)) == {pointer}, mistake
    assert (await service.me(bob)).json()["status"] == "active"


async def test_a_condition_is_kept_if_there_is_one(service: Service, admin: Person) -> None:
    bob, bob_id = await employed(service, admin)
    stale = await etag_of(service, admin, bob_id)
    await service.patch_me(bob, {"locale": "en"})
    current = await etag_of(service, admin, bob_id)

    for condition in (stale, f"W/{current}", '"other"'):
        refused = await suspend(service, admin, bob_id, condition)
        assert problem(refused) == (412, "precondition_failed")
    assert (await service.me(bob)).status_code == 200
    assert (await suspend(service, admin, bob_id, current)).status_code == 200
    assert (await suspend(service, admin, bob_id, "*", reason=REASON)).status_code == 200


async def test_nobody_suspends_themselves(service: Service, admin: Person) -> None:
    await service.admin("other@example.com")
    admin_id = await own_id(service, admin)

    response = await suspend(service, admin, admin_id)

    assert problem(response) == (409, "cannot_suspend_self")
    assert (await service.me(admin)).status_code == 200
    assert "user.suspended" not in await done_to(service, admin, admin_id)


async def test_an_admin_can_be_suspended_by_another_one(service: Service, admin: Person) -> None:
    other = await service.admin("other@example.com")

    response = await suspend(service, admin, await own_id(service, other))

    assert response.status_code == 200
    assert problem(await get(service, other)) == (401, "invalid_token")


async def test_the_last_admin_cannot_be_suspended_on_the_command_line_either(
    service: Service, admin: Person
) -> None:
    """Over HTTP the last one is always oneself; races of two are in `test_races`."""
    admin_id = UUID(await own_id(service, admin))
    with pytest.raises(LastAdmin):
        await service.application.users.suspend(
            None, admin_id, Suspension(REASON, None), if_match=None
        )

    assert (await service.me(admin)).status_code == 200


async def test_an_id_of_nobody_is_404(service: Service, admin: Person) -> None:
    for if_match in (None, '"x"'):
        assert problem(await suspend(service, admin, NOBODY, if_match)) == (404, "not_found")


async def test_the_events_say_until_when_and_how_many_sessions_but_not_why(
    service: Service, admin: Person
) -> None:
    _, bob_id = await employed(service, admin)
    await service.signed_in(BOB)
    ends_at = "2099-01-01T00:00:00Z"
    await suspend(service, admin, bob_id, reason=REASON, ends_at=ends_at)

    ended, suspended = (await trail(service, admin, subject_id=bob_id))[-2:]

    assert (ended["action"], suspended["action"]) == ("session.revoked", "user.suspended")
    assert ended["details"] == {"sessions": "2", "reason": "suspended"}
    assert suspended["details"] == {"ends_at": "2099-01-01T00:00:00+00:00"}
