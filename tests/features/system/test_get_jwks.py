"""getJwks: the public halves of the keys, with which anybody can verify our access tokens."""

from datetime import timedelta
from pathlib import Path
from typing import Literal

import jwt
import pytest

from app.config import Settings
from app.config.values import Quota
from app.security.keys import KeySet
from tests.support import sql
from tests.support.answers import pointers
from tests.support.clock import MovableClock
from tests.support.outages import ON_SQLITE, database_away
from tests.support.service import Service
from tests.support.serving import serving, with_quotas

PATH = "/.well-known/jwks.json"
PUBLIC = "public, max-age=600"
MEMBERS = {
    "ES256": {"kty", "use", "alg", "kid", "crv", "x", "y"},
    "RS256": {"kty", "use", "alg", "kid", "n", "e"},
}


async def published(service: Service) -> list[dict[str, str]]:
    keys: list[dict[str, str]] = (await service.http.get(PATH)).json()["keys"]
    return keys


async def test_with_what_is_published_another_library_verifies_our_tokens(
    service: Service, settings: Settings
) -> None:
    ada = await service.person()
    keys = jwt.PyJWKSet.from_dict({"keys": list(await published(service))})

    key = keys[jwt.get_unverified_header(ada.access_token)["kid"]]
    claims = jwt.decode(
        ada.access_token,
        key,
        algorithms=[key.algorithm_name],
        audience=settings.audience,
        issuer=settings.public_url,
        leeway=30,
    )

    assert claims["sub"] == (await service.me(ada)).json()["id"]


@pytest.mark.parametrize("algorithm", ["ES256", "RS256"])
async def test_of_a_key_only_what_verifies_is_published(
    settings: Settings, tmp_path: Path, algorithm: Literal["ES256", "RS256"]
) -> None:
    path = tmp_path / f"{algorithm}.json"
    KeySet.generate(algorithm, MovableClock().now()).save(path)
    async with serving(settings, signing_keys_file=path) as service:
        response = await service.http.get(PATH)

    (key,) = response.json()["keys"]
    assert set(key) == MEMBERS[algorithm]
    assert (key["alg"], key["use"]) == (algorithm, "sig")
    assert set(response.json()) == {"keys"}
    assert '"d"' not in response.text


async def test_during_a_rotation_the_new_key_comes_first_and_old_tokens_still_verify(
    settings: Settings, tmp_path: Path
) -> None:
    now = MovableClock().now()
    old, path = KeySet.generate("ES256", now), tmp_path / "keys.json"
    old.save(path)
    async with serving(settings, signing_keys_file=path) as service:
        ada = await service.person()
        before = await service.http.get(PATH)
    old.rotated(now, timedelta(days=1)).save(path)
    async with serving(settings, signing_keys_file=path) as service:
        after = await service.http.get(PATH)
        signed_before, signed_after = ada, await service.signed_in(ada.email)
        assert (await service.me(signed_before)).status_code == 200

    (old_key,) = before.json()["keys"]
    kids = [key["kid"] for key in after.json()["keys"]]
    assert kids[1:] == [old_key["kid"]]
    assert jwt.get_unverified_header(signed_after.access_token)["kid"] == kids[0]
    assert after.headers["etag"] != before.headers["etag"]


async def test_anybody_may_keep_the_keys_for_ten_minutes(service: Service) -> None:
    response = await service.http.get(PATH)

    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert response.headers["cache-control"] == PUBLIC
    assert response.headers["etag"].startswith('"')


async def test_every_process_with_these_keys_gives_them_the_same_etag(
    service: Service, settings: Settings
) -> None:
    async with serving(settings) as other:
        etags = {(await one.http.get(PATH)).headers["etag"] for one in (service, other)}

    assert len(etags) == 1


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', '{} , "other"', "*"])
async def test_who_has_the_keys_is_told_so_without_a_body(service: Service, form: str) -> None:
    etag = (await service.http.get(PATH)).headers["etag"]

    response = await service.http.get(PATH, headers={"If-None-Match": form.format(etag)})

    assert (response.status_code, response.content) == (304, b"")
    assert response.headers["etag"] == etag
    assert response.headers["cache-control"] == PUBLIC


@pytest.mark.parametrize("form", ['"other"', 'W/"other"', "nonsense", '"x{}x"'])
async def test_who_has_other_keys_gets_these(service: Service, form: str) -> None:
    etag = (await service.http.get(PATH)).headers["etag"].strip('"')

    response = await service.http.get(PATH, headers={"If-None-Match": form.format(etag)})

    assert response.status_code == 200
    assert len(response.json()["keys"]) == 1


async def test_a_condition_given_twice_is_no_condition_but_a_mistake(service: Service) -> None:
    headers = [("If-None-Match", '"a"'), ("If-None-Match", '"b"')]

    response = await service.http.get(PATH, headers=headers)

    assert (response.status_code, response.json()["code"]) == (400, "malformed_request")


@ON_SQLITE
async def test_the_keys_are_read_from_no_database(service: Service, settings: Settings) -> None:
    with sql.recorded(service.application.database) as statements, database_away(settings):
        assert (await service.http.get(PATH)).status_code == 200

    assert statements == []


async def test_head_is_get_without_the_body(service: Service) -> None:
    got, response = await service.http.get(PATH), await service.http.head(PATH)

    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["etag"] == got.headers["etag"]


async def test_a_query_parameter_is_refused(service: Service) -> None:
    assert pointers(await service.http.get(f"{PATH}?kid=1")) == ["query/kid"]


async def test_one_client_asks_only_so_often(settings: Settings) -> None:
    async with serving(settings, rate_limits=with_quotas(settings, public=Quota(2, 60))) as here:
        answers = [await here.http.get(PATH) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2].headers["ratelimit-policy"] == '"public";q=2;w=60'
    assert answers[2].headers["cache-control"] == "no-store"
    assert 0 < int(answers[2].headers["retry-after"]) <= 60
