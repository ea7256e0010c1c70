"""logout: ending the session that asks, with the very next request."""

import httpx

from tests.features.sessions.tokens import ALL_SCOPES, is_in, is_out, listed, session_id
from tests.support import sql
from tests.support.answers import pointers
from tests.support.service import API, Person, Service, person_of

ADA = "ada@example.com"
CHALLENGE = 'Bearer realm="accord", error="invalid_token"'


async def logout(service: Service, person: Person) -> httpx.Response:
    return await service.http.post(f"{API}/auth/logout", headers=person.auth)


async def test_the_session_has_ended_with_the_answer(service: Service) -> None:
    ada = await service.person(ADA)

    response = await logout(service, ada)

    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["cache-control"] == "no-store"
    assert await is_out(service, ada)


async def test_every_access_token_of_the_session_stops_working(service: Service) -> None:
    first = await service.person(ADA)
    second = person_of(ADA, "", await service.refresh(first.refresh_token))
    third = person_of(ADA, "", await service.refresh(second.refresh_token))

    assert (await logout(service, second)).status_code == 204

    for person in (first, second, third):
        assert await is_out(service, person)


async def test_other_sessions_stay(service: Service) -> None:
    ada, phone = await service.person(ADA), await service.signed_in(ADA)
    bob = await service.person("bob@example.com")

    await logout(service, ada)

    assert [session["id"] for session in await listed(service, phone)] == [session_id(phone)]
    assert await is_in(service, bob)
    for person in (phone, bob):
        assert (await service.refresh(person.refresh_token)).status_code == 200


async def test_any_scope_will_do(service: Service) -> None:
    await service.confirmed(ADA)
    for scope in ALL_SCOPES.split():
        ada = person_of(ADA, "", await service.token(ADA, scope=scope))

        assert (await logout(service, ada)).status_code == 204, scope
        assert (await service.refresh(ada.refresh_token)).status_code == 400, scope


async def test_who_has_signed_out_can_sign_in_again(service: Service) -> None:
    ada = await service.person(ADA)
    await logout(service, ada)

    again = await service.signed_in(ADA)

    assert session_id(again) != session_id(ada)
    assert await is_in(service, again)


async def test_a_second_logout_is_told_that_the_session_had_ended(service: Service) -> None:
    ada = await service.person(ADA)
    await logout(service, ada)
    before = await sql.contents(service.application.database)
    service.clock.advance(seconds=1)

    response = await logout(service, ada)

    assert (response.status_code, response.json()["code"]) == (401, "invalid_token")
    assert response.headers["www-authenticate"] == CHALLENGE
    assert await sql.contents(service.application.database) == before


async def test_a_logout_alarms_nobody_even_if_an_old_token_comes_back(service: Service) -> None:
    ada = await service.person(ADA)
    child = person_of(ADA, "", await service.refresh(ada.refresh_token))
    await logout(service, child)
    service.clock.advance(minutes=1)
    for token in (ada.refresh_token, child.refresh_token):
        assert (await service.refresh(token)).status_code == 400
    await service.deliver()

    assert [mail.kind for mail in service.mailbox.to(ADA)] == ["verify_email"]
    reasons = await sql.rows(service.application.database, "SELECT revoked_reason FROM sessions")
    assert [row.revoked_reason for row in reasons] == ["logout"]


async def test_without_an_access_token_nobody_is_signed_out(service: Service) -> None:
    ada = await service.person(ADA)
    credentials = {
        "": "authentication_required",
        "Basic YWRhOng=": "authentication_required",
        "Bearer": "authentication_required",
        "Bearer x": "invalid_token",
        f"Bearer {ada.refresh_token}": "invalid_token",
    }
    for authorization, code in credentials.items():
        headers = {"Authorization": authorization} if authorization else {}
        response = await service.http.post(f"{API}/auth/logout", headers=headers)
        assert (response.status_code, response.json()["code"]) == (401, code), authorization
        assert "www-authenticate" in response.headers

    assert await is_in(service, ada)


async def test_an_expired_access_token_signs_nobody_out(service: Service) -> None:
    ada = await service.person(ADA)
    service.clock.advance(minutes=11)

    response = await logout(service, ada)

    assert (response.status_code, response.json()["code"]) == (401, "invalid_token")
    assert (await service.refresh(ada.refresh_token)).status_code == 200


async def test_a_query_parameter_is_refused(service: Service) -> None:
    ada = await service.person(ADA)

    response = await service.http.post(f"{API}/auth/logout?everywhere=true", headers=ada.auth)

    assert pointers(response) == ["query/everywhere"]
    assert await is_in(service, ada)
