"""updateMe: a merge patch of one's own profile, conditional if the caller wishes."""

import asyncio

import pytest

from tests.support import sql
from tests.support.answers import pointers
from tests.support.service import API, Person, Service

TEXT_FIELDS = [("display_name", "Ada"), ("locale", "en-GB"), ("timezone", "Europe/London")]
FULL = {f"key_{number}": "on" for number in range(32)}


async def account(service: Service, person: Person) -> dict[str, object]:
    body: dict[str, object] = (await service.me(person)).json()
    return body


@pytest.mark.parametrize(("field", "value"), TEXT_FIELDS)
async def test_a_value_replaces_null_removes_and_what_is_absent_stays(
    service: Service, field: str, value: str
) -> None:
    ada = await service.person()

    written = (await service.patch_me(ada, {field: value})).json()
    untouched = (await service.patch_me(ada, {"preferences": {"theme": "dark"}})).json()
    removed = (await service.patch_me(ada, {field: None})).json()

    assert (written[field], untouched[field], removed[field]) == (value, value, None)
    assert removed["preferences"] == {"theme": "dark"}


async def test_preferences_are_merged_entry_by_entry(service: Service) -> None:
    ada = await service.person()
    await service.patch_me(ada, {"preferences": {"theme": "dark", "week_start": "monday"}})

    patch = {"preferences": {"theme": "light", "week_start": None, "font": "", "unknown": None}}
    merged = (await service.patch_me(ada, patch)).json()
    emptied = (await service.patch_me(ada, {"preferences": None})).json()

    assert merged["preferences"] == {"theme": "light", "font": ""}
    assert emptied["preferences"] == {}


async def test_the_answer_is_the_account_as_it_is_read_afterwards(service: Service) -> None:
    ada = await service.person()

    patched = await service.patch_me(ada, {"display_name": "Ada", "locale": "en"})
    read = await service.me(ada)

    assert patched.json() == read.json()
    assert patched.headers["etag"] == read.headers["etag"]
    assert patched.headers["cache-control"] == "private, no-cache"


async def test_a_change_makes_a_new_version_with_the_time_of_the_change(service: Service) -> None:
    ada = await service.person()
    before = await service.me(ada)
    service.clock.advance(minutes=1)

    after = await service.patch_me(ada, {"display_name": "Ada"})

    assert after.headers["etag"] != before.headers["etag"]
    assert after.json()["updated_at"] > before.json()["updated_at"]
    assert after.json()["created_at"] == before.json()["created_at"]


@pytest.mark.parametrize(
    "patch",
    [{}, {"display_name": "Ada"}, {"preferences": {"theme": "dark"}}, {"preferences": {"x": None}}],
    ids=["empty", "same name", "same preference", "no such preference"],
)
async def test_a_patch_that_changes_nothing_makes_no_new_version(
    service: Service, patch: dict[str, object]
) -> None:
    ada = await service.person()
    first = await service.patch_me(ada, {"display_name": "Ada", "preferences": {"theme": "dark"}})
    service.clock.advance(minutes=1)

    second = await service.patch_me(ada, patch)

    assert second.status_code == 200
    assert second.headers["etag"] == first.headers["etag"]
    assert second.json() == first.json()


async def test_thirty_two_preferences_fit_and_the_next_one_is_refused(service: Service) -> None:
    ada = await service.person()
    assert (await service.patch_me(ada, {"preferences": FULL})).status_code == 200

    refused = await service.patch_me(ada, {"preferences": {"one_more": "on"}, "locale": "en"})
    swapped = await service.patch_me(ada, {"preferences": {"one_more": "on", "key_0": None}})

    assert pointers(refused) == ["/preferences"]
    assert swapped.status_code == 200
    assert (await account(service, ada))["locale"] is None
    assert len(swapped.json()["preferences"]) == 32


@pytest.mark.parametrize(
    ("patch", "pointer"),
    [
        ({"email": "eve@example.com"}, "/email"),
        ({"role": "admin"}, "/role"),
        ({"status": "active"}, "/status"),
        ({"email_verified": True}, "/email_verified"),
        ({"id": "019cadda-8171-7c58-8e0b-2f6a9d417b30"}, "/id"),
        ({"password": "seven green bicycles"}, "/password"),
        ({"display_name": ""}, "/display_name"),
        ({"display_name": "x" * 101}, "/display_name"),
        ({"display_name": "bell\a"}, "/display_name"),
        ({"display_name": 1}, "/display_name"),
        ({"locale": "de_DE"}, "/locale"),
        ({"timezone": "Middle/Earth"}, "/timezone"),
        ({"timezone": "europe/london"}, "/timezone"),
        ({"preferences": {"theme": 1}}, "/preferences/theme"),
        ({"preferences": {"theme": {"a": "b"}}}, "/preferences/theme"),
        ({"preferences": {"theme": "x" * 201}}, "/preferences/theme"),
        ({"preferences": {"Theme": "dark"}}, "/preferences/Theme"),
        ({"preferences": {f"key_{number}": None for number in range(33)}}, "/preferences"),
        ({"preferences": ["theme"]}, "/preferences"),
        (["display_name"], ""),
        ("display_name", ""),
    ],
)
async def test_what_does_not_fit_is_422_at_its_place_and_changes_nothing(
    service: Service, patch: object, pointer: str
) -> None:
    ada = await service.person()
    before = await sql.contents(service.application.database, "accounts")
    if isinstance(patch, dict):
        patch = {"locale": "en-GB", **patch}

    response = await service.patch_me(ada, patch)

    assert set(pointers(response)) == {pointer}
    assert await sql.contents(service.application.database, "accounts") == before


async def test_a_null_instead_of_a_patch_is_refused(service: Service) -> None:
    ada = await service.person()
    headers = {**ada.auth, "Content-Type": "application/merge-patch+json"}

    response = await service.http.patch(f"{API}/me", content=b"null", headers=headers)

    assert pointers(response) == [""]


async def test_plain_json_is_no_merge_patch(service: Service) -> None:
    ada = await service.person()

    response = await service.http.patch(f"{API}/me", json={"locale": "en"}, headers=ada.auth)

    assert (response.status_code, response.json()["code"]) == (415, "unsupported_media_type")
    assert (await account(service, ada))["locale"] is None


@pytest.mark.parametrize("form", ["{}", "*", '"other", {}', '{},"other"'])
async def test_a_condition_that_holds_lets_the_change_through(service: Service, form: str) -> None:
    ada = await service.person()
    etag = (await service.me(ada)).headers["etag"]

    response = await service.patch_me(ada, {"locale": "en"}, **{"If-Match": form.format(etag)})

    assert (response.status_code, response.json()["locale"]) == (200, "en")


@pytest.mark.parametrize("form", ["W/{}", '"other"', '"other", W/{}', "nonsense", '"*"'])
async def test_a_condition_that_does_not_hold_is_412_and_changes_nothing(
    service: Service, form: str
) -> None:
    ada = await service.person()
    etag = (await service.me(ada)).headers["etag"]

    response = await service.patch_me(ada, {"locale": "en"}, **{"If-Match": form.format(etag)})

    assert (response.status_code, response.json()["code"]) == (412, "precondition_failed")
    after = await service.me(ada)
    assert (after.json()["locale"], after.headers["etag"]) == (None, etag)


async def test_a_stale_etag_is_412_even_for_a_patch_that_would_change_nothing(
    service: Service,
) -> None:
    ada = await service.person()
    stale = (await service.me(ada)).headers["etag"]
    await service.patch_me(ada, {"locale": "en"})

    assert (await service.patch_me(ada, {}, **{"If-Match": stale})).status_code == 412


async def test_the_etag_of_somebody_else_is_412(service: Service) -> None:
    ada, bob = await service.person("ada@example.com"), await service.person("bob@example.com")
    etag = (await service.me(ada)).headers["etag"]

    response = await service.patch_me(bob, {"locale": "en"}, **{"If-Match": etag})

    assert response.status_code == 412


async def test_a_condition_given_twice_is_no_condition_but_a_mistake(service: Service) -> None:
    ada = await service.person()
    headers = [
        ("Authorization", ada.auth["Authorization"]),
        ("Content-Type", "application/merge-patch+json"),
        ("If-Match", '"a"'),
        ("If-Match", '"b"'),
    ]

    response = await service.http.patch(f"{API}/me", content=b"{}", headers=headers)

    assert (response.status_code, response.json()["code"]) == (400, "malformed_request")


async def test_a_token_that_may_only_read_changes_nothing(service: Service) -> None:
    ada = await service.person()
    token = (await service.token(scope="account:read")).json()["access_token"]
    reader = Person(ada.email, ada.password, token, ada.refresh_token)

    response = await service.patch_me(reader, {"locale": "en"})

    assert (response.status_code, response.json()["code"]) == (403, "insufficient_scope")
    assert (await account(service, ada))["locale"] is None


async def test_patches_at_once_lose_nothing_of_each_other(service: Service) -> None:
    ada = await service.person()

    await asyncio.gather(
        *(service.patch_me(ada, {"preferences": {f"key_{n}": "on"}}) for n in range(10))
    )

    kept = await account(service, ada)
    assert kept["preferences"] == {f"key_{n}": "on" for n in range(10)}


async def test_of_two_patches_at_once_with_one_etag_one_wins(service: Service) -> None:
    ada = await service.person()
    etag = (await service.me(ada)).headers["etag"]

    answers = await asyncio.gather(
        *(
            service.patch_me(ada, {"display_name": name}, **{"If-Match": etag})
            for name in ("one", "other")
        )
    )

    assert sorted(answer.status_code for answer in answers) == [200, 412]
    winner = next(answer for answer in answers if answer.status_code == 200)
    assert (await account(service, ada))["display_name"] == winner.json()["display_name"]
