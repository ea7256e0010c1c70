"""getAuthorizationServer: metadata (RFC 8414), true of the contract and of what is served."""

from collections.abc import AsyncIterator
from typing import Any

import jwt
import pytest

from app.config import Settings
from app.config.values import Quota
from tests.support import bundle, sql
from tests.support.answers import pointers
from tests.support.service import Service
from tests.support.serving import serving, with_quotas

PATH = "/.well-known/oauth-authorization-server"
ISSUER = "https://accounts.example.com"


@pytest.fixture
async def public(settings: Settings) -> AsyncIterator[Service]:
    """The service under the address that the world knows it by."""
    async with serving(settings, public_url=ISSUER) as service:
        yield service


async def metadata(service: Service) -> dict[str, Any]:
    response = await service.http.get(PATH)
    assert response.status_code == 200
    members: dict[str, Any] = response.json()
    return members


def flow() -> dict[str, Any]:
    """How the contract says that one signs in."""
    schemes = bundle.document()["components"]["securitySchemes"]
    password: dict[str, Any] = schemes["oauth2"]["flows"]["password"]
    return password


async def test_the_issuer_is_the_public_address_and_the_iss_of_every_token(
    public: Service,
) -> None:
    ada = await public.person()
    claims = jwt.decode(ada.access_token, options={"verify_signature": False})

    assert (await metadata(public))["issuer"] == claims["iss"] == ISSUER


async def test_nothing_is_taken_from_the_host_that_the_caller_names(public: Service) -> None:
    response = await public.http.get(PATH, headers={"Host": "evil.example"})

    assert "evil.example" not in response.text


async def test_the_token_endpoint_is_there_and_knows_the_grants_that_are_named(
    public: Service,
) -> None:
    ada = await public.person()
    members = await metadata(public)
    endpoint = members["token_endpoint"].removeprefix(ISSUER)
    grants = {
        "password": {"username": ada.email, "password": ada.password},
        "refresh_token": {"refresh_token": ada.refresh_token},
    }

    assert set(members["grant_types_supported"]) == set(grants)
    for grant_type, parameters in grants.items():
        response = await public.http.post(endpoint, data={"grant_type": grant_type, **parameters})
        assert response.status_code == 200, response.text
    other = await public.http.post(endpoint, data={"grant_type": "authorization_code"})
    assert other.json()["error"] == "unsupported_grant_type"


async def test_the_revocation_endpoint_is_there_and_revokes(public: Service) -> None:
    ada = await public.person()
    endpoint = (await metadata(public))["revocation_endpoint"].removeprefix(ISSUER)

    response = await public.http.post(endpoint, data={"token": ada.refresh_token})

    assert response.status_code == 200
    assert (await public.me(ada)).status_code == 401


async def test_the_keys_are_there_and_the_one_that_signs_is_among_them(public: Service) -> None:
    ada = await public.person()
    address = (await metadata(public))["jwks_uri"].removeprefix(ISSUER)

    keys = (await public.http.get(address)).json()["keys"]

    kid = jwt.get_unverified_header(ada.access_token)["kid"]
    assert kid in {key["kid"] for key in keys}


async def test_every_address_is_an_operation_of_the_contract_below_the_issuer(
    public: Service,
) -> None:
    members = await metadata(public)
    served = {(method, path) for method, path, _ in bundle.operations()}
    named = {
        ("POST", members["token_endpoint"]),
        ("POST", members["revocation_endpoint"]),
        ("GET", members["jwks_uri"]),
    }

    assert {(method, url.removeprefix(ISSUER)) for method, url in named} <= served
    assert members["token_endpoint"] == f"{ISSUER}{flow()['tokenUrl']}"
    assert members["token_endpoint"] == f"{ISSUER}{flow()['refreshUrl']}"


async def test_the_scopes_and_grants_are_those_of_the_contract(public: Service) -> None:
    members = await metadata(public)
    grants = bundle.document()["components"]["schemas"]["GrantType"]["enum"]

    assert sorted(members["scopes_supported"]) == sorted(flow()["scopes"])
    assert sorted(members["grant_types_supported"]) == sorted(grants)


async def test_the_scopes_of_a_token_are_among_those_that_are_named(public: Service) -> None:
    await public.confirmed("ada@example.com")
    granted = (await public.token()).json()["scope"].split()

    assert granted != []
    assert set(granted) <= set((await metadata(public))["scopes_supported"])


async def test_clients_neither_authenticate_nor_find_an_authorization_endpoint(
    public: Service,
) -> None:
    members = await metadata(public)

    assert members["token_endpoint_auth_methods_supported"] == ["none"]
    assert members["revocation_endpoint_auth_methods_supported"] == ["none"]
    assert members["response_types_supported"] == []
    assert "authorization_endpoint" not in members
    assert None not in members.values()


async def test_anybody_may_keep_the_metadata_for_ten_minutes(service: Service) -> None:
    with sql.recorded(service.application.database) as statements:
        response = await service.http.get(PATH)

    assert response.headers["cache-control"] == "public, max-age=600"
    assert response.headers["content-type"] == "application/json"
    assert statements == []


async def test_a_query_parameter_is_refused(service: Service) -> None:
    assert pointers(await service.http.get(f"{PATH}?issuer=x")) == ["query/issuer"]


async def test_one_client_asks_only_so_often(settings: Settings) -> None:
    async with serving(settings, rate_limits=with_quotas(settings, public=Quota(2, 60))) as here:
        answers = [await here.http.get(PATH) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2].headers["ratelimit-policy"] == '"public";q=2;w=60'
    assert 0 < int(answers[2].headers["retry-after"]) <= 60
