"""endMyOtherSessions: signing out everywhere but here."""

import httpx

from tests.features.sessions.tokens import is_in, is_out, listed, session_id
from tests.support import sql
from tests.support.answers import pointers
from tests.support.service import API, Person, Service, person_of

ADA = "ada@example.com"


async def end_others(service: Service, person: Person) -> httpx.Response:
    return await service.http.delete(f"{API}/me/sessions", headers=person.auth)


async def test_every_session_but_the_asking_one_has_ended_with_the_answer(
    service: Service,
) -> None:
    before, ada = await service.person(ADA), await service.signed_in(ADA)
    service.clock.advance(seconds=1)
    after = await service.signed_in(ADA)

    response = await end_others(service, ada)

    assert (response.status_code, response.content) == (204, b"")
    assert await is_out(service, before) and await is_out(service, after)
    assert [session["id"] for session in await listed(service, ada)] == [session_id(ada)]


async def test_the_asking_session_goes_on_as_it_was(service: Service) -> None:
    ada, _ = await service.person(ADA), await service.signed_in(ADA)
    _, row = sorted((await listed(service, ada)), key=lambda session: bool(session["current"]))

    await end_others(service, ada)

    assert await listed(service, ada) == [row]
    next_pair = await service.refresh(ada.refresh_token)
    assert await is_in(service, person_of(ADA, "", next_pair))


async def test_the_sessions_of_others_stay(service: Service) -> None:
    ada, bob = await service.person(ADA), await service.person("bob@example.com")
    phone = await service.signed_in("bob@example.com")

    await end_others(service, ada)

    assert len(await listed(service, bob)) == 2
    for person in (bob, phone):
        assert (await service.refresh(person.refresh_token)).status_code == 200


async def test_without_others_there_is_nothing_to_do_and_that_is_fine(service: Service) -> None:
    ada, phone = await service.person(ADA), await service.signed_in(ADA)
    await end_others(service, ada)
    before = await sql.contents(service.application.database)
    service.clock.advance(seconds=1)

    response = await end_others(service, ada)

    assert response.status_code == 204
    assert await sql.contents(service.application.database) == before
    assert await is_out(service, phone)


async def test_a_logout_afterwards_ends_the_last_one(service: Service) -> None:
    ada, phone = await service.person(ADA), await service.signed_in(ADA)
    await end_others(service, ada)

    await service.http.post(f"{API}/auth/logout", headers=ada.auth)

    assert await is_out(service, ada) and await is_out(service, phone)


async def test_a_session_keeps_the_reason_for_which_it_ended_first(service: Service) -> None:
    phone, ada = await service.person(ADA), await service.signed_in(ADA)
    await service.http.post(f"{API}/auth/logout", headers=phone.auth)
    before = await sql.contents(service.application.database)
    service.clock.advance(seconds=1)

    await end_others(service, ada)

    assert await sql.contents(service.application.database) == before


async def test_ending_sessions_alarms_nobody(service: Service) -> None:
    ada, phone = await service.person(ADA), await service.signed_in(ADA)
    await service.refresh(phone.refresh_token)
    await end_others(service, ada)
    service.clock.advance(minutes=1)
    await service.refresh(phone.refresh_token)
    await service.deliver()

    assert [mail.kind for mail in service.mailbox.to(ADA)] == ["verify_email"]


async def test_a_token_without_the_scope_ends_nothing(service: Service) -> None:
    ada = await service.person(ADA)
    scope = "account:read account:write sessions:read"
    reader = person_of(ADA, "", await service.token(ADA, scope=scope))
    before = await sql.contents(service.application.database)

    response = await end_others(service, reader)

    assert (response.status_code, response.json()["code"]) == (403, "insufficient_scope")
    assert 'scope="sessions:write"' in response.headers["www-authenticate"]
    assert await sql.contents(service.application.database) == before
    assert await is_in(service, ada)


async def test_without_a_token_nothing_ends(service: Service) -> None:
    ada = await service.person(ADA)

    response = await service.http.delete(f"{API}/me/sessions")

    assert (response.status_code, response.json()["code"]) == (401, "authentication_required")
    assert await is_in(service, ada)


async def test_a_session_that_has_ended_ends_no_others(service: Service) -> None:
    ada, phone = await service.person(ADA), await service.signed_in(ADA)
    await service.http.post(f"{API}/auth/logout", headers=ada.auth)

    response = await end_others(service, ada)

    assert (response.status_code, response.json()["code"]) == (401, "invalid_token")
    assert await is_in(service, phone)


async def test_a_query_parameter_is_refused(service: Service) -> None:
    ada, phone = await service.person(ADA), await service.signed_in(ADA)

    response = await service.http.delete(f"{API}/me/sessions?all=true", headers=ada.auth)

    assert pointers(response) == ["query/all"]
    assert await is_in(service, phone)
