"""listMySessions: where somebody is signed in, the newest first, and nothing that has ended."""

from datetime import datetime, timedelta

from app.config import Settings
from tests.features.sessions.tokens import listed, session_id
from tests.support import sql
from tests.support.answers import pointers
from tests.support.service import API, PASSWORD, Person, Service, person_of
from tests.support.serving import CLIENT, seen_from, serving

ADA = "ada@example.com"


async def ids(service: Service, person: Person) -> list[str]:
    return [session["id"] for session in await listed(service, person)]


def instant(text: object) -> datetime:
    assert isinstance(text, str) and text.endswith("Z")
    return datetime.fromisoformat(text)


async def test_a_session_says_everything_that_the_contract_names_and_nothing_else(
    service: Service,
) -> None:
    await service.confirmed(ADA)
    ada = await service.signed_in(ADA)

    (session,) = await listed(service, ada)

    now = service.clock.now()
    assert set(session) == {
        "id", "created_at", "last_seen_at", "expires_at", "ip_address", "user_agent", "current",
    }  # fmt: skip
    assert session["id"] == session_id(ada)
    assert instant(session["created_at"]) == instant(session["last_seen_at"]) == now
    assert instant(session["expires_at"]) == now + timedelta(days=30)
    assert session["ip_address"] == CLIENT
    assert session["current"] is True


async def test_the_list_is_for_the_eyes_of_its_owner_and_no_cache(service: Service) -> None:
    ada = await service.person(ADA)

    response = await service.http.get(f"{API}/me/sessions", headers=ada.auth)

    assert response.headers["cache-control"] == "no-store"
    for secret in (ada.access_token, ada.refresh_token, PASSWORD):
        assert secret not in response.text


async def test_the_newest_sign_in_comes_first_and_the_asking_one_is_current(
    service: Service,
) -> None:
    people = [await service.person(ADA)]
    for _ in range(3):
        service.clock.advance(seconds=1)
        people.append(await service.signed_in(ADA))
    # A refresh makes a session neither newer nor another one.
    people[0] = person_of(ADA, PASSWORD, await service.refresh(people[0].refresh_token))

    for asking in people:
        sessions = await listed(service, asking)
        assert [session["id"] for session in sessions] == [
            session_id(person) for person in reversed(people)
        ]
        assert [session["id"] for session in sessions if session["current"]] == [session_id(asking)]


async def test_sessions_begun_in_one_instant_keep_their_order(service: Service) -> None:
    people = [await service.person(ADA)] + [await service.signed_in(ADA) for _ in range(4)]

    expected = sorted((session_id(person) for person in people), reverse=True)

    assert await ids(service, people[0]) == expected


async def test_only_the_sessions_of_the_asking_account_are_listed(service: Service) -> None:
    ada, bob = await service.person(ADA), await service.person("bob@example.com")

    assert await ids(service, ada) == [session_id(ada)]
    assert await ids(service, bob) == [session_id(bob)]


async def test_a_session_that_has_ended_is_not_listed(service: Service) -> None:
    await service.person(ADA)
    service.clock.advance(days=7)  # nobody has used that one
    left, revoked, stolen, ended, ada = [await service.signed_in(ADA) for _ in range(5)]
    assert len(await ids(service, ada)) == 5

    await service.http.post(f"{API}/auth/logout", headers=left.auth)
    await service.http.post(f"{API}/auth/revoke", data={"token": revoked.refresh_token})
    await service.refresh(stolen.refresh_token)
    service.clock.advance(minutes=1)
    await service.refresh(stolen.refresh_token)
    await service.http.delete(f"{API}/me/sessions/{session_id(ended)}", headers=ada.auth)

    assert await ids(service, ada) == [session_id(ada)]


async def test_after_a_change_of_password_only_the_asking_session_is_listed(
    service: Service,
) -> None:
    await service.person(ADA)
    ada = await service.signed_in(ADA)
    service.clock.advance(seconds=1)
    body = {"current_password": PASSWORD, "new_password": "three quiet lighthouses"}
    assert (await service.post("/me/password", body, ada)).status_code == 204

    assert await ids(service, ada) == [session_id(ada)]


async def test_a_session_is_listed_until_its_last_second(settings: Settings) -> None:
    settings = settings.model_copy(update={"refresh_token_ttl_seconds": 1000})
    async with serving(settings, refresh_token_idle_seconds=900) as service:
        old = await service.person(ADA)
        service.clock.advance(seconds=500)
        old = person_of(ADA, PASSWORD, await service.refresh(old.refresh_token))
        service.clock.advance(seconds=499)
        ada = await service.signed_in(ADA)

        before = await ids(service, ada)
        service.clock.advance(seconds=1)

        assert before == [session_id(ada), session_id(old)]
        assert await ids(service, ada) == [session_id(ada)]


async def test_a_refresh_is_seen_and_the_use_of_an_access_token_is_not(service: Service) -> None:
    ada = await service.person(ADA)
    begun = service.clock.now()
    service.clock.advance(minutes=2)
    await service.me(ada)
    (used,) = await listed(service, ada)
    ada = person_of(ADA, PASSWORD, await service.refresh(ada.refresh_token))
    (refreshed,) = await listed(service, ada)

    assert instant(used["last_seen_at"]) == begun
    assert instant(refreshed["last_seen_at"]) == begun + timedelta(minutes=2)
    for name in ("id", "created_at", "expires_at", "ip_address", "user_agent"):
        assert refreshed[name] == used[name]


async def test_the_program_of_the_sign_in_is_named_as_it_named_itself(service: Service) -> None:
    await service.confirmed(ADA)
    names = {"Telephone/7": "Telephone/7", "x" * 513: "x" * 512, "": None}
    for given, kept in names.items():
        ada = person_of(ADA, "", await service.token(ADA, headers={"User-Agent": given}))

        (session,) = [session for session in await listed(service, ada) if session["current"]]

        assert session["user_agent"] == kept


async def test_the_address_is_the_one_of_the_sign_in(service: Service) -> None:
    ada = await service.person(ADA)
    async with seen_from(service, "2001:db8:1:2::7") as elsewhere:
        away = await elsewhere.signed_in(ADA)
        refreshed = await elsewhere.refresh(ada.refresh_token)

    assert refreshed.status_code == 200
    addresses = [session["ip_address"] for session in await listed(service, away)]
    assert sorted(addresses) == ["2001:db8:1:2::7", CLIENT]


async def test_the_address_behind_a_trusted_proxy_is_the_one_that_the_proxy_saw(
    settings: Settings,
) -> None:
    async with serving(settings, trusted_proxy_count=1) as service:
        await service.confirmed(ADA)
        headers = {"X-Forwarded-For": "10.0.0.1, 198.51.100.9"}
        ada = person_of(ADA, "", await service.token(ADA, headers=headers))

        (session,) = await listed(service, ada)

    assert session["ip_address"] == "198.51.100.9"


async def test_the_list_is_read_in_one_statement_besides_that_of_the_token(
    service: Service,
) -> None:
    ada = await service.person(ADA)
    with sql.recorded(service.application.database) as statements:
        await listed(service, ada)

    assert len(statements) == 2


async def test_a_token_without_the_scope_is_told_which_one_is_missing(service: Service) -> None:
    await service.confirmed(ADA)
    scope = "account:read account:write sessions:write"
    token = (await service.token(ADA, scope=scope)).json()["access_token"]

    response = await service.http.get(
        f"{API}/me/sessions", headers={"Authorization": f"Bearer {token}"}
    )

    assert (response.status_code, response.json()["code"]) == (403, "insufficient_scope")
    assert 'scope="sessions:read"' in response.headers["www-authenticate"]


async def test_without_a_token_there_is_nothing_to_read(service: Service) -> None:
    response = await service.http.get(f"{API}/me/sessions")

    assert (response.status_code, response.json()["code"]) == (401, "authentication_required")
    assert response.headers["www-authenticate"] == 'Bearer realm="accord"'


async def test_the_list_comes_whole_and_knows_no_parameters(service: Service) -> None:
    ada = await service.person(ADA)

    response = await service.http.get(f"{API}/me/sessions?limit=1&cursor=x", headers=ada.auth)

    assert pointers(response) == ["query/limit", "query/cursor"]
