"""createToken with a refresh token: rotation, retries, theft, and how long a session lives."""

from uuid import UUID

import pytest
from sqlalchemy import Connection, update

from app.config import Settings
from app.db.tables import refresh_tokens
from tests.features.sessions.tokens import (
    ALL_SCOPES,
    claims,
    is_in,
    is_out,
    listed,
    refusal,
    session_id,
)
from tests.support import sql
from tests.support.answers import visible
from tests.support.service import API, PASSWORD, Person, Service, person_of
from tests.support.serving import serving

ADA = "ada@example.com"
REUSED = "session_reuse_detected"


async def refreshed(service: Service, person: Person, **form: str) -> Person:
    """The person with the next pair of tokens."""
    response = await service.refresh(person.refresh_token, **form)
    assert response.status_code == 200, response.text
    return person_of(person.email, person.password, response)


async def test_a_refresh_gives_the_next_pair_of_the_same_session(service: Service) -> None:
    await service.confirmed(ADA)
    first = person_of(ADA, PASSWORD, await service.token(ADA, client_id="web"))
    begun = claims(first.access_token)
    service.clock.advance(minutes=5)

    response = await service.refresh(first.refresh_token)

    body = response.json()
    said = claims(body["access_token"])
    assert response.headers["cache-control"] == "no-store"
    assert set(body) == {"access_token", "token_type", "expires_in", "refresh_token", "scope"}
    assert (body["token_type"], body["expires_in"], body["scope"]) == ("Bearer", 600, ALL_SCOPES)
    assert body["refresh_token"] != first.refresh_token
    assert said["iat"] == begun["iat"] + 300
    assert said["jti"] != begun["jti"]
    # It is who it was, where it was, and proved it when it did.
    kept = ("sub", "sid", "client_id", "auth_time", "scope")
    assert {name: said[name] for name in kept} == {name: begun[name] for name in kept}


async def test_both_access_tokens_work_until_each_expires(service: Service) -> None:
    first = await service.person(ADA)
    service.clock.advance(minutes=8)
    second = await refreshed(service, first)
    both = (await is_in(service, first), await is_in(service, second))
    service.clock.advance(minutes=5)

    assert both == (True, True)
    assert (await is_in(service, first), await is_in(service, second)) == (False, True)


async def test_a_chain_of_refreshes_is_one_session(service: Service) -> None:
    first = await service.person(ADA)
    last = first
    for _ in range(5):
        service.clock.advance(minutes=9)
        last = await refreshed(service, last)

    assert session_id(last) == session_id(first)
    assert len(await listed(service, last)) == 1


# --- a retry ---


async def test_a_retry_within_ten_seconds_gets_the_same_refresh_token(service: Service) -> None:
    ada = await service.person(ADA)
    first = await refreshed(service, ada)
    retries = []
    for seconds in (0, 1, 9):
        service.clock.advance(seconds=seconds)
        retries.append(await refreshed(service, ada))

    assert {retry.refresh_token for retry in retries} == {first.refresh_token}
    assert all([await is_in(service, retry) for retry in retries])
    assert {session_id(retry) for retry in retries} == {session_id(ada)}
    # The child is no more spent than if it had been given out once.
    assert await is_in(service, await refreshed(service, retries[-1]))


async def test_a_retry_writes_nothing(service: Service) -> None:
    ada = await service.person(ADA)
    await refreshed(service, ada)
    before = await sql.contents(service.application.database)
    service.clock.advance(seconds=5)

    await refreshed(service, ada)

    assert await sql.contents(service.application.database) == before


async def test_a_retry_gets_its_child_even_when_that_is_spent_already(service: Service) -> None:
    """A tab that is late by a few seconds holds the parent; another one is a step ahead."""
    parent = await service.person(ADA)
    child = await refreshed(service, parent)
    grandchild = await refreshed(service, child)

    late = await refreshed(service, parent)

    assert late.refresh_token == child.refresh_token
    assert (await refreshed(service, late)).refresh_token == grandchild.refresh_token


async def test_the_grace_is_a_setting(settings: Settings) -> None:
    async with serving(settings, refresh_grace_seconds=60) as service:
        ada = await service.person(ADA)
        child = await refreshed(service, ada)
        service.clock.advance(seconds=59)

        assert (await refreshed(service, ada)).refresh_token == child.refresh_token


# --- a theft ---


@pytest.mark.parametrize("step", ["parent", "grandparent"])
async def test_a_spent_token_that_comes_back_later_ends_the_session(
    service: Service, step: str
) -> None:
    first = await service.person(ADA)
    last = await refreshed(service, first)
    if step == "grandparent":
        last = await refreshed(service, last)
    service.clock.advance(seconds=10.001)

    response = await service.refresh(first.refresh_token)

    assert refusal(response) == "invalid_grant"
    assert await is_out(service, last)


async def test_retries_do_not_prolong_the_grace(service: Service) -> None:
    ada = await service.person(ADA)
    child = await refreshed(service, ada)
    for _ in range(2):
        service.clock.advance(seconds=5)
        await refreshed(service, ada)
    service.clock.advance(seconds=1)

    assert refusal(await service.refresh(ada.refresh_token)) == "invalid_grant"
    assert await is_out(service, child)


async def test_the_owner_of_a_stolen_session_gets_one_mail_and_it_holds_no_secret(
    service: Service,
) -> None:
    ada = await service.person("Ada@Example.com")
    child = await refreshed(service, ada)
    service.clock.advance(minutes=1)

    for token in (ada.refresh_token, ada.refresh_token, child.refresh_token):
        assert refusal(await service.refresh(token)) == "invalid_grant"
    await service.deliver()

    (mail,) = [mail for mail in service.mailbox.to("Ada@Example.com") if mail.kind == REUSED]
    for secret in (ada.refresh_token, child.refresh_token, session_id(ada), "rt_"):
        assert secret not in mail.text + mail.subject


async def test_a_theft_ends_no_other_session(service: Service) -> None:
    ada = await service.person(ADA)
    phone = await service.signed_in(ADA)
    bob = await service.person("bob@example.com")
    await refreshed(service, ada)
    service.clock.advance(minutes=1)

    await service.refresh(ada.refresh_token)

    assert await is_in(service, phone) and await is_in(service, bob)
    assert await is_in(service, await refreshed(service, phone))


@pytest.mark.parametrize("end", ["logout", "expiry"])
async def test_a_spent_token_of_a_session_that_has_ended_alarms_nobody(
    service: Service, end: str
) -> None:
    ada = await service.person(ADA)
    child = await refreshed(service, ada)
    if end == "logout":
        await service.http.post(f"{API}/auth/logout", headers=child.auth)
        service.clock.advance(minutes=1)
    else:
        service.clock.advance(days=30)
    before = await sql.contents(service.application.database)

    assert refusal(await service.refresh(ada.refresh_token)) == "invalid_grant"
    assert await sql.contents(service.application.database) == before


async def test_nobody_learns_why_a_refresh_token_is_refused(service: Service) -> None:
    await service.confirmed("eve@example.com")
    expired, spent, ended, suspended = [
        await service.person(f"{name}@example.com")
        for name in ("expired", "spent", "ended", "suspended")
    ]
    database = service.application.database
    now = service.clock.now()
    for person, change in ((expired, {"expires_at": now}), (spent, {"spent_at": now})):
        token = update(refresh_tokens).where(
            refresh_tokens.c.session_id == UUID(session_id(person))
        )
        await database.write(Connection.execute, token.values(change))
    await service.http.post(f"{API}/auth/logout", headers=ended.auth)
    await sql.execute(
        database, "UPDATE accounts SET status = 'suspended' WHERE email LIKE 'suspended%'"
    )
    service.clock.advance(minutes=1)

    tokens = {
        "expired": expired.refresh_token,
        "stolen": spent.refresh_token,
        "ended": ended.refresh_token,
        "suspended": suspended.refresh_token,
        "unknown": f"rt_{'A' * 43}",
        "malformed": "rt_AAAA",
        "an access token": expired.access_token[:512],
        "of a mail": f"evt_{'A' * 43}",
    }
    seen = {name: visible(await service.refresh(token)) for name, token in tokens.items()}

    assert seen["unknown"][0] == 400
    assert all(answer == seen["unknown"] for answer in seen.values()), seen


async def test_a_refused_token_writes_nothing(service: Service) -> None:
    await service.person(ADA)
    before = await sql.contents(service.application.database)

    for token in (f"rt_{'A' * 43}", "rt_AAAA", "x", f"evt_{'A' * 43}"):
        assert refusal(await service.refresh(token)) == "invalid_grant"
    assert await sql.contents(service.application.database) == before


async def test_a_suspension_refuses_the_token_but_does_not_spend_it(service: Service) -> None:
    ada = await service.person(ADA)
    database = service.application.database
    await sql.execute(database, "UPDATE accounts SET status = 'suspended'")
    before = await sql.contents(database)

    refused = await service.refresh(ada.refresh_token)

    assert refusal(refused) == "invalid_grant"
    assert await sql.contents(database) == before
    await sql.execute(database, "UPDATE accounts SET status = 'active'")
    service.clock.advance(minutes=1)
    assert await is_in(service, await refreshed(service, ada))


# --- how long a session lives ---


async def test_a_session_ends_when_nobody_uses_it_for_seven_days(service: Service) -> None:
    ada, bob = await service.person(ADA), await service.person("bob@example.com")

    service.clock.advance(days=7, seconds=-1)
    ada = await refreshed(service, ada)
    service.clock.advance(seconds=1)

    assert refusal(await service.refresh(bob.refresh_token)) == "invalid_grant"
    service.clock.advance(days=6)
    assert await is_in(service, await refreshed(service, ada))


async def test_a_session_ends_after_thirty_days_however_much_it_is_used(service: Service) -> None:
    ada = await service.person(ADA)
    for _ in range(4):
        service.clock.advance(days=6)
        ada = await refreshed(service, ada)
    service.clock.advance(days=6, seconds=-1)
    ada = await refreshed(service, ada)
    at_the_end = await is_in(service, ada)
    service.clock.advance(seconds=1)

    assert at_the_end
    assert await is_out(service, ada)


async def test_an_access_token_does_not_keep_a_session_in_use(settings: Settings) -> None:
    async with serving(settings, refresh_token_idle_seconds=300) as service:
        ada = await service.person(ADA)
        service.clock.advance(seconds=299)
        before = await is_in(service, ada)
        service.clock.advance(seconds=1)

        assert (before, await is_out(service, ada)) == (True, True)


async def test_a_change_of_password_keeps_only_the_session_that_made_it(service: Service) -> None:
    ada, phone = await service.person(ADA), await service.signed_in(ADA)
    service.clock.advance(seconds=1)
    body = {"current_password": PASSWORD, "new_password": "three quiet lighthouses"}
    assert (await service.post("/me/password", body, ada)).status_code == 204

    assert await is_out(service, phone)
    assert await is_in(service, ada)
    assert await is_in(service, await refreshed(service, ada))


# --- scopes ---


async def test_fewer_scopes_are_for_one_access_token_and_not_for_the_session(
    service: Service,
) -> None:
    ada = await service.person(ADA)

    narrow = await service.refresh(ada.refresh_token, scope="sessions:read account:read")
    wide = await service.refresh(narrow.json()["refresh_token"])

    assert narrow.json()["scope"] == "account:read sessions:read"
    assert claims(narrow.json()["access_token"])["scope"] == "account:read sessions:read"
    assert wide.json()["scope"] == ALL_SCOPES


async def test_more_than_the_session_has_is_refused_and_spends_no_token(service: Service) -> None:
    await service.confirmed(ADA)
    ada = person_of(ADA, PASSWORD, await service.token(ADA, scope="account:read"))
    before = await sql.contents(service.application.database)

    for scope in ("account:write", "account:read users:read", "openid", " "):
        refused = await service.refresh(ada.refresh_token, scope=scope)
        assert refusal(refused) == "invalid_scope", scope
    assert await sql.contents(service.application.database) == before
    assert (await service.refresh(ada.refresh_token)).json()["scope"] == "account:read"


async def test_a_retry_may_ask_for_other_scopes_but_not_for_more(service: Service) -> None:
    ada = await service.person(ADA)
    child = await refreshed(service, ada)

    narrower = await service.refresh(ada.refresh_token, scope="account:read")
    wider = await service.refresh(ada.refresh_token, scope="users:read")

    assert narrower.json()["scope"] == "account:read"
    assert narrower.json()["refresh_token"] == child.refresh_token
    assert refusal(wider) == "invalid_scope"
    assert await is_in(service, child)


async def test_another_role_acts_on_the_next_refresh(
    service: Service,
) -> None:
    await service.confirmed(ADA)
    database = service.application.database
    await sql.execute(database, "UPDATE accounts SET role = 'support'")
    ada = await service.signed_in(ADA)

    await sql.execute(database, "UPDATE accounts SET role = 'user'")
    lost = await service.refresh(ada.refresh_token, scope="users:read")
    demoted = await service.refresh(ada.refresh_token)
    await sql.execute(database, "UPDATE accounts SET role = 'admin'")
    promoted = await service.refresh(demoted.json()["refresh_token"])

    assert refusal(lost) == "invalid_scope"
    assert demoted.json()["scope"] == ALL_SCOPES
    assert "users:write" in promoted.json()["scope"]


async def test_a_session_that_asked_for_little_gets_no_more_by_a_promotion(
    service: Service,
) -> None:
    await service.confirmed(ADA)
    narrow = await service.token(ADA, scope="account:read")

    await sql.execute(service.application.database, "UPDATE accounts SET role = 'admin'")
    refreshed = await service.refresh(narrow.json()["refresh_token"])

    assert refreshed.json()["scope"] == "account:read"
