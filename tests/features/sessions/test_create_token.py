"""createToken with a password: beginning a session, and what a refusal gives away."""

import asyncio

import pytest

from app.config import Settings
from tests.features.sessions.tokens import (
    ALL_SCOPES,
    claims,
    header,
    is_in,
    is_out,
    listed,
    refusal,
    session_id,
)
from tests.support import sql
from tests.support.answers import visible
from tests.support.hashing import no_free_thread, recorded_work
from tests.support.service import API, PASSWORD, Person, Service
from tests.support.serving import serving

ADA = "ada@example.com"
WRONG = "three quiet lighthouses"


async def test_the_right_password_gives_a_pair_of_tokens(service: Service) -> None:
    await service.confirmed(ADA)

    response = await service.token(ADA)

    body = response.json()
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert response.headers["cache-control"] == "no-store"
    assert set(body) == {"access_token", "token_type", "expires_in", "refresh_token", "scope"}
    assert (body["token_type"], body["expires_in"], body["scope"]) == ("Bearer", 600, ALL_SCOPES)


async def test_both_tokens_of_the_pair_work(service: Service) -> None:
    ada = await service.person(ADA)

    assert await is_in(service, ada)
    assert (await service.refresh(ada.refresh_token)).status_code == 200


async def test_the_access_token_says_what_rfc_9068_asks(
    service: Service, settings: Settings
) -> None:
    await service.confirmed(ADA)
    token = (await service.token(ADA, client_id="web")).json()["access_token"]
    ada = Person(ADA, PASSWORD, token, "")
    account = (await service.me(ada)).json()
    keys = (await service.http.get("/.well-known/jwks.json")).json()["keys"]
    now = int(service.clock.now().timestamp())

    said = claims(token)

    assert header(token) == {"alg": "ES256", "typ": "at+jwt", "kid": keys[0]["kid"]}
    assert said.pop("jti")
    assert said == {
        "iss": settings.public_url,
        "aud": settings.audience,
        "sub": account["id"],
        "sid": (await listed(service, ada))[0]["id"],
        "client_id": "web",
        "scope": ALL_SCOPES,
        "scope_source": "role",
        "iat": now,
        "exp": now + 600,
        "auth_time": now,
    }


async def test_without_a_name_a_program_is_accord(service: Service) -> None:
    assert claims((await service.person(ADA)).access_token)["client_id"] == "accord"


async def test_an_access_token_lives_ten_minutes_and_the_leeway(service: Service) -> None:
    ada = await service.person(ADA)

    service.clock.advance(seconds=629)
    before = await is_in(service, ada)
    service.clock.advance(seconds=2)

    assert (before, await is_in(service, ada)) == (True, False)


async def test_the_address_signs_in_in_whatever_case_it_is_typed(service: Service) -> None:
    await service.confirmed("Ada@Example.com")

    assert (await service.token("aDA@eXAMPLE.COM")).status_code == 200


async def test_each_sign_in_begins_a_session_of_its_own(service: Service) -> None:
    laptop, phone = await service.person(ADA), await service.signed_in(ADA)

    assert session_id(laptop) != session_id(phone)
    assert await is_in(service, laptop) and await is_in(service, phone)


# --- scopes ---


async def test_a_token_gets_the_scopes_that_were_asked_for(service: Service) -> None:
    await service.confirmed(ADA)
    grants = {
        "account:read": "account:read",
        "sessions:read account:read": "account:read sessions:read",
        "account:read account:read": "account:read",
        ALL_SCOPES: ALL_SCOPES,
        "": ALL_SCOPES,
    }

    for asked, granted in grants.items():
        body = (await service.token(ADA, scope=asked)).json()
        assert body["scope"] == claims(body["access_token"])["scope"] == granted


async def test_more_scopes_than_the_role_has_are_refused_and_begin_nothing(
    service: Service,
) -> None:
    await service.confirmed(ADA)
    before = await sql.contents(service.application.database)

    for asked in ("users:read", "account:read openid", "account:read,x", "ACCOUNT:READ", " "):
        assert refusal(await service.token(ADA, scope=asked)) == "invalid_scope", asked
    assert await sql.contents(service.application.database) == before


@pytest.mark.parametrize(
    ("role", "further"),
    [
        ("support", {"users:read", "audit:read"}),
        ("admin", {"users:read", "audit:read", "users:write", "users:delete"}),
    ],
)
async def test_a_higher_role_has_further_scopes(
    service: Service, role: str, further: set[str]
) -> None:
    await service.confirmed(ADA)
    await sql.execute(service.application.database, "UPDATE accounts SET role = :role", role=role)

    scope = (await service.token(ADA)).json()["scope"]

    assert set(scope.split()) == {*ALL_SCOPES.split(), *further}


async def test_a_wrong_password_is_told_before_too_much_scope(service: Service) -> None:
    await service.confirmed(ADA)

    assert refusal(await service.token(ADA, WRONG, scope="users:read")) == "invalid_grant"


# --- refusals ---


async def prepare(service: Service) -> dict[str, str]:
    """Addresses in every state in which a wrong password can meet them, by what they are."""
    addresses = {
        name: f"{name}@example.com" for name in ("known", "waiting", "suspended", "passwordless")
    }
    for name, email in addresses.items():
        await (service.register(email) if name == "waiting" else service.confirmed(email))
    for change in ("status = 'suspended'", "password_hash = NULL"):
        name = "suspended" if "status" in change else "passwordless"
        await sql.execute(
            service.application.database,
            f"UPDATE accounts SET {change} WHERE email = :email",
            email=addresses[name],
        )
    return {**addresses, "unknown": "nobody@example.com", "no address": "nobody"}


async def test_a_wrong_password_looks_the_same_for_every_address_known_or_not(
    service: Service,
) -> None:
    seen = {}
    for name, email in (await prepare(service)).items():
        with sql.recorded(service.application.database) as statements, recorded_work() as work:
            response = await service.token(email, WRONG)
        assert refusal(response) == "invalid_grant"
        seen[name] = (visible(response), statements, work)

    assert seen["known"][2] == ["_verify"]
    assert all(seen[name] == seen["known"] for name in seen)


async def test_a_wrong_password_changes_nothing_and_mails_nobody(service: Service) -> None:
    addresses = await prepare(service)
    before = await sql.contents(service.application.database, *sql.STATE)
    mails = len(service.mailbox.mails)

    for email in addresses.values():
        await service.token(email, WRONG)
    await service.deliver()

    assert await sql.contents(service.application.database, *sql.STATE) == before
    assert len(service.mailbox.mails) == mails


@pytest.mark.parametrize(("name", "says"), [("waiting", "Confirm"), ("suspended", "suspended")])
async def test_the_right_password_of_an_account_that_may_not_be_used_learns_why(
    service: Service, name: str, says: str
) -> None:
    email = (await prepare(service))[name]
    before = await sql.contents(service.application.database, *sql.STATE)

    response = await service.token(email)

    assert refusal(response) == "invalid_grant"
    assert says in response.json()["error_description"]
    assert await sql.contents(service.application.database, *sql.STATE) == before


async def test_a_refusal_repeats_neither_the_address_nor_the_password(service: Service) -> None:
    await service.confirmed(ADA)

    response = await service.token(ADA, WRONG)

    assert ADA not in response.text and WRONG not in response.text


async def test_when_too_many_passwords_wait_the_next_is_told_to_come_back(
    settings: Settings,
) -> None:
    async with serving(settings, hash_queue_limit=1, hash_workers=1) as service:
        await service.confirmed(ADA)
        with no_free_thread(service.application), recorded_work() as work:
            waiting = asyncio.create_task(service.token(ADA))
            while not work:
                await asyncio.sleep(0.001)
            refused = await service.token(ADA)
        admitted = await waiting

    assert refusal(refused, 503) == "temporarily_unavailable"
    assert int(refused.headers["retry-after"]) > 0
    assert admitted.status_code == 200


# --- how many sessions there can be ---


async def test_the_oldest_session_ends_when_there_are_too_many(settings: Settings) -> None:
    async with serving(settings, sessions_per_account=2) as service:
        await service.confirmed("bob@example.com")
        people = [await service.person(ADA)]
        service.clock.advance(seconds=1)
        people.append(await service.signed_in(ADA))
        service.clock.advance(seconds=1)
        bob = await service.signed_in("bob@example.com")
        service.clock.advance(seconds=1)
        people.append(await service.signed_in(ADA))
        await service.deliver()

        assert await is_out(service, people[0])
        assert [session["id"] for session in await listed(service, people[2])] == [
            session_id(people[2]),
            session_id(people[1]),
        ]
        assert await is_in(service, bob)
        assert [mail.kind for mail in service.mailbox.to(ADA)] == ["verify_email"]


async def test_of_sessions_begun_in_one_instant_the_new_one_stays(settings: Settings) -> None:
    async with serving(settings, sessions_per_account=1) as service:
        first = await service.person(ADA)
        second = await service.signed_in(ADA)

        assert await is_out(service, first)
        assert await is_in(service, second)


# --- what rests in the database ---


async def test_no_token_rests_in_the_database(service: Service) -> None:
    ada = await service.person(ADA)
    again = (await service.refresh(ada.refresh_token)).json()

    stored = repr(await sql.contents(service.application.database, "sessions", "refresh_tokens"))

    for secret in (ada.refresh_token, again["refresh_token"], again["access_token"]):
        assert secret not in stored and secret[3:] not in stored


async def test_signing_in_takes_no_notice_of_a_token_that_is_sent_along(service: Service) -> None:
    ada = await service.person(ADA)
    await service.http.post(f"{API}/auth/logout", headers=ada.auth)

    assert (await service.token(ADA, headers=ada.auth)).status_code == 200
