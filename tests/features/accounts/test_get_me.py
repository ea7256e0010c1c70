"""getMe: reading one's own account."""

import pytest

from tests.support import sql
from tests.support.answers import pointers
from tests.support.service import API, Service


async def test_the_owner_reads_the_account(service: Service) -> None:
    ada = await service.person("ada@example.com")

    response = await service.me(ada)

    assert response.status_code == 200
    assert response.json()["email"] == "ada@example.com"
    assert response.json()["email_verified"] is True
    assert response.headers["cache-control"] == "private, no-cache"


async def test_a_known_etag_is_answered_304_without_a_body(service: Service) -> None:
    ada = await service.person()
    etag = (await service.me(ada)).headers["etag"]

    response = await service.me(ada, **{"If-None-Match": etag})

    assert response.status_code == 304
    assert response.content == b""
    assert response.headers["etag"] == etag


async def test_the_etag_of_one_account_never_fits_another(service: Service) -> None:
    ada, bob = await service.person("ada@example.com"), await service.person("bob@example.com")
    etag = (await service.me(ada)).headers["etag"]

    response = await service.me(bob, **{"If-None-Match": etag})

    assert response.status_code == 200


async def test_without_a_token_there_is_nothing_to_read(service: Service) -> None:
    response = await service.http.get(f"{API}/me")

    assert response.status_code == 401
    assert response.json()["code"] == "authentication_required"
    assert response.headers["www-authenticate"] == 'Bearer realm="accord"'


async def test_the_account_says_everything_that_the_contract_names_and_nothing_else(
    service: Service,
) -> None:
    account = (await service.me(await service.person())).json()

    assert set(account) == {
        "id", "email", "email_verified", "display_name", "locale", "timezone", "preferences",
        "role", "status", "suspension_ends_at", "suspension_reason", "created_at", "updated_at",
    }  # fmt: skip
    assert account["created_at"].endswith("Z")


@pytest.mark.parametrize("form", ["W/{}", '"other", {}', "*", '{} , "other"'])
async def test_a_tag_that_is_known_weakly_or_in_a_list_is_a_304(
    service: Service, form: str
) -> None:
    ada = await service.person()
    etag = (await service.me(ada)).headers["etag"]

    response = await service.me(ada, **{"If-None-Match": form.format(etag)})

    assert response.status_code == 304


async def test_after_a_change_the_old_etag_gets_the_new_account(service: Service) -> None:
    ada = await service.person()
    old = (await service.me(ada)).headers["etag"]
    await service.patch_me(ada, {"display_name": "Ada"})

    response = await service.me(ada, **{"If-None-Match": old})

    assert (response.status_code, response.json()["display_name"]) == (200, "Ada")
    assert response.headers["etag"] != old


async def test_a_query_parameter_is_refused(service: Service) -> None:
    ada = await service.person()

    response = await service.http.get(f"{API}/me?fields=email", headers=ada.auth)

    assert pointers(response) == ["query/fields"]


async def test_the_account_is_read_in_one_statement(service: Service) -> None:
    ada = await service.person()
    with sql.recorded(service.application.database) as statements:
        assert (await service.me(ada)).status_code == 200

    assert len(statements) == 1


async def test_a_suspended_account_is_not_served_from_the_next_request_on(
    service: Service,
) -> None:
    ada = await service.person()
    await sql.execute(service.application.database, "UPDATE accounts SET status = 'suspended'")

    response = await service.me(ada)

    assert (response.status_code, response.json()["code"]) == (401, "invalid_token")
    assert response.headers["www-authenticate"] == 'Bearer realm="accord", error="invalid_token"'


async def test_a_token_without_the_scope_is_told_which_one_is_missing(service: Service) -> None:
    await service.confirmed("ada@example.com")
    token = (await service.token(scope="sessions:read")).json()["access_token"]

    response = await service.http.get(f"{API}/me", headers={"Authorization": f"Bearer {token}"})

    assert (response.status_code, response.json()["code"]) == (403, "insufficient_scope")
    assert 'scope="account:read"' in response.headers["www-authenticate"]
