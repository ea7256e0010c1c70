"""An account that somebody registered and nobody has confirmed: whoever did it may not be its
owner, so what an admin gives it must never be theirs."""

import pytest

from tests.features.calls import BOB, create, done_to, get, patch, problem, read, suspend
from tests.support.service import PASSWORD, Person, Service

NEW_PASSWORD = "three quiet lighthouses"


async def registered(service: Service, admin: Person) -> str:
    """The id of an account that a stranger has registered for Bob."""
    await service.register(BOB)
    (account,) = (await get(service, admin, f"?email={BOB}")).json()["items"]
    account_id: str = account["id"]
    return account_id


@pytest.mark.parametrize(
    "change", [{"email_verified": True}, {"role": "support"}, {"role": "admin"}]
)
async def test_what_an_admin_gives_it_drops_the_password_of_whoever_registered_it(
    service: Service, admin: Person, change: dict[str, object]
) -> None:
    user_id = await registered(service, admin)

    assert (await patch(service, admin, user_id, change)).status_code == 200
    await service.deliver()

    assert (await service.token(BOB, PASSWORD)).status_code == 400
    assert service.mailbox.last(BOB).kind == "invitation"
    body = {"token": service.mailbox.token(BOB), "new_password": NEW_PASSWORD}
    assert (await service.post("/auth/password/reset", body)).status_code == 204
    assert (await service.token(BOB, NEW_PASSWORD)).status_code == 200
    assert (await read(service, admin, user_id)).items() >= change.items()


async def test_it_cannot_be_registered_anew_once_an_admin_has_given_it_something(
    service: Service, admin: Person
) -> None:
    user_id = await registered(service, admin)
    await patch(service, admin, user_id, {"role": "support"})
    before = await read(service, admin, user_id)

    await service.register(BOB, "another stranger's choice")

    assert await read(service, admin, user_id) == before
    assert (await done_to(service, admin, user_id))[-1] == "user.registration_repeated"


async def test_a_profile_is_changed_without_taking_it_from_anybody(
    service: Service, admin: Person
) -> None:
    user_id = await registered(service, admin)

    assert (await patch(service, admin, user_id, {"locale": "de"})).status_code == 200
    await service.deliver()
    await service.post(
        "/auth/email-verification/confirm",
        {"method": "token", "token": service.mailbox.token(BOB)},
    )

    assert (await service.token(BOB, PASSWORD)).status_code == 200


async def test_a_registration_lifts_no_suspension(service: Service, admin: Person) -> None:
    user_id = await registered(service, admin)
    await suspend(service, admin, user_id)
    before = await read(service, admin, user_id)

    await service.register(BOB, "another stranger's choice")

    assert await read(service, admin, user_id) == before


async def test_its_address_is_taken(service: Service, admin: Person) -> None:
    await registered(service, admin)

    assert problem(await create(service, admin)) == (409, "email_taken")
