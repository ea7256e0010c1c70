"""getUser: any account by its id, for those who may see all accounts."""

import pytest

from tests.features.calls import (
    BOB,
    NOBODY,
    create,
    employed,
    get,
    made,
    missing_scope,
    own_id,
    patch,
    problem,
    suspend,
)
from tests.support.answers import pointers
from tests.support.service import Person, Service


async def test_the_account_of_somebody_else_is_shown_whole(service: Service, admin: Person) -> None:
    profile = {"display_name": "Bob", "locale": "de-AT", "timezone": "Europe/Vienna"}
    created = await create(service, admin, "Bob@Example.com", role="support", **profile)

    response = await get(service, admin, f"/{created.json()['id']}")

    assert response.status_code == 200
    assert response.json() == created.json()
    assert response.headers["etag"] == created.headers["etag"]
    assert response.headers["cache-control"] == "private, no-cache"
    assert {name: response.json()[name] for name in profile} == profile


async def test_staff_see_what_the_owner_sees_in_the_same_version(
    service: Service, admin: Person
) -> None:
    bob, bob_id = await employed(service, admin)
    own = await service.patch_me(bob, {"display_name": "Bob", "preferences": {"theme": "dark"}})

    for reader in (admin, await service.support()):
        seen = await get(service, reader, f"/{bob_id}")
        assert (seen.json(), seen.headers["etag"]) == (own.json(), own.headers["etag"])


async def test_the_own_account_is_one_of_them(service: Service, admin: Person) -> None:
    seen = await get(service, admin, f"/{await own_id(service, admin)}")

    assert seen.json() == (await service.me(admin)).json()


async def test_a_suspension_is_shown_to_staff_with_reason_and_end(
    service: Service, admin: Person
) -> None:
    bob_id = (await made(service, admin))["id"]
    await suspend(service, admin, bob_id, reason="Spam.", ends_at="2099-01-01T00:00:00Z")

    account = (await get(service, admin, f"/{bob_id}")).json()

    assert account["status"] == "suspended"
    assert account["suspension_reason"] == "Spam."
    assert account["suspension_ends_at"] == "2099-01-01T00:00:00Z"


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', "*"])
async def test_who_has_the_current_version_is_told_so(
    service: Service, admin: Person, form: str
) -> None:
    created = await create(service, admin)
    etag = created.headers["etag"]
    condition = {"If-None-Match": form.format(etag)}

    response = await get(service, admin, f"/{created.json()['id']}", **condition)

    assert (response.status_code, response.content) == (304, b"")
    assert response.headers["etag"] == etag


async def test_who_has_an_older_version_gets_the_new_one(service: Service, admin: Person) -> None:
    created = await create(service, admin)
    bob_id, condition = created.json()["id"], {"If-None-Match": created.headers["etag"]}
    await patch(service, admin, bob_id, {"locale": "en"})

    response = await get(service, admin, f"/{bob_id}", **condition)

    assert (response.status_code, response.json()["locale"]) == (200, "en")


async def test_two_accounts_never_share_an_etag(service: Service, admin: Person) -> None:
    one, other = await create(service, admin, BOB), await create(service, admin, "eve@example.com")
    condition = {"If-None-Match": one.headers["etag"]}

    response = await get(service, admin, f"/{other.json()['id']}", **condition)

    assert response.status_code == 200


async def test_an_id_of_nobody_is_404(service: Service, admin: Person) -> None:
    assert problem(await get(service, admin, f"/{NOBODY}")) == (404, "not_found")


@pytest.mark.parametrize("user_id", ["me", "1", "{%s}" % NOBODY, NOBODY.replace("-", "")])
async def test_what_is_no_id_is_422(service: Service, admin: Person, user_id: str) -> None:
    response = await get(service, admin, f"/{user_id}")

    assert pointers(response) == ["path/user_id"]


async def test_without_the_scope_an_id_of_somebody_looks_like_one_of_nobody(
    service: Service, admin: Person
) -> None:
    bob, bob_id = await employed(service, admin)

    for user_id in (bob_id, await own_id(service, admin), NOBODY):
        assert missing_scope(await get(service, bob, f"/{user_id}")) == "users:read"
