"""A suspension that is over keeps nobody out, whichever way they prove who they are."""

from datetime import timedelta

import pytest

from tests.features.calls import BOB, done_to, employed, made, read, suspend
from tests.support.service import Person, Service

NEW_PASSWORD = "three quiet lighthouses"
PAUSE = timedelta(hours=2)


async def suspended_for_a_while(service: Service, admin: Person, user_id: str) -> None:
    ends_at = (service.clock.now() + PAUSE).isoformat()
    assert (await suspend(service, admin, user_id, ends_at=ends_at)).status_code == 200


async def reset(service: Service) -> int:
    """Use the token of the last mail."""
    body = {"token": service.mailbox.token(BOB), "new_password": NEW_PASSWORD}
    return (await service.post("/auth/password/reset", body)).status_code


async def test_an_invitation_is_accepted_afterwards_and_that_lifts_it(
    service: Service, admin: Person
) -> None:
    account = await made(service, admin)
    await service.deliver()
    await suspended_for_a_while(service, admin, account["id"])
    assert await reset(service) == 400

    service.clock.advance(seconds=PAUSE.total_seconds())

    assert await reset(service) == 204
    assert (await service.token(BOB, NEW_PASSWORD)).status_code == 200
    admin = await service.signed_in(admin.email)
    assert (await read(service, admin, account["id"]))["status"] == "active"
    events = await done_to(service, admin, account["id"])
    assert events[-3:] == ["user.reinstated", "user.password_changed", "user.signed_in"]


@pytest.mark.parametrize("by", ["owner", "admin"])
async def test_a_reset_mail_comes_again_afterwards(
    service: Service, admin: Person, by: str
) -> None:
    _, user_id = await employed(service, admin)
    await suspended_for_a_while(service, admin, user_id)
    service.clock.advance(seconds=PAUSE.total_seconds())
    admin = await service.signed_in(admin.email)

    if by == "owner":
        await service.post("/auth/password/forgot", {"email": BOB})
    else:
        await service.post(f"/users/{user_id}/password-reset", None, admin)
    await service.deliver()

    assert service.mailbox.last(BOB).kind == "reset_password"
    assert await reset(service) == 204
