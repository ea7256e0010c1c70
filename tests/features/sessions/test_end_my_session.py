"""endMySession: signing out one device, and no word about the sessions of others."""

from uuid import UUID

import httpx
import pytest

from tests.features.sessions.tokens import is_in, is_out, listed, session_id
from tests.support import sql
from tests.support.answers import pointers, visible
from tests.support.service import API, Person, Service, person_of

ADA = "ada@example.com"
UNKNOWN = "019cadda-8171-7c58-8e0b-2f6a9d417b30"


async def end(service: Service, person: Person, session: str) -> httpx.Response:
    return await service.http.delete(f"{API}/me/sessions/{session}", headers=person.auth)


async def test_the_session_has_ended_with_the_answer(service: Service) -> None:
    ada, phone = await service.person(ADA), await service.signed_in(ADA)

    response = await end(service, ada, session_id(phone))

    assert (response.status_code, response.content) == (204, b"")
    assert await is_out(service, phone)


async def test_every_other_session_stays(service: Service) -> None:
    ada, phone = await service.person(ADA), await service.signed_in(ADA)
    tablet = await service.signed_in(ADA)

    await end(service, ada, session_id(phone))

    assert {session["id"] for session in await listed(service, ada)} == {
        session_id(ada),
        session_id(tablet),
    }
    for person in (ada, tablet):
        assert (await service.refresh(person.refresh_token)).status_code == 200


async def test_a_listed_id_ends_the_session_that_it_was_listed_for(service: Service) -> None:
    phone = await service.person(ADA)
    service.clock.advance(seconds=1)
    ada = await service.signed_in(ADA)
    (other,) = [session for session in await listed(service, ada) if not session["current"]]

    assert (await end(service, ada, other["id"])).status_code == 204
    assert (await is_in(service, ada), await is_out(service, phone)) == (True, True)


async def test_the_asking_session_may_end_itself(service: Service) -> None:
    ada, phone = await service.person(ADA), await service.signed_in(ADA)

    assert (await end(service, ada, session_id(ada))).status_code == 204

    assert await is_out(service, ada)
    assert await is_in(service, phone)


async def test_capitals_in_an_id_do_not_matter(service: Service) -> None:
    ada = await service.person(ADA)

    assert (await end(service, ada, session_id(ada).upper())).status_code == 204
    assert await is_out(service, ada)


async def test_a_session_of_somebody_else_is_as_unknown_as_one_that_never_was(
    service: Service,
) -> None:
    ada, bob = await service.person(ADA), await service.person("bob@example.com")
    before = await sql.contents(service.application.database)
    seen = {}
    for name, session in {"his": session_id(bob), "nobody's": UNKNOWN}.items():
        with sql.recorded(service.application.database) as statements:
            response = await end(service, ada, session)
        status, headers, body = visible(response)
        assert isinstance(body, dict) and body.pop("instance").endswith(session)
        seen[name] = (status, headers, body, statements)

    assert (seen["his"][0], seen["his"][2]["code"]) == (404, "not_found")
    assert seen["his"] == seen["nobody's"]
    assert await sql.contents(service.application.database) == before
    assert await is_in(service, bob)


@pytest.mark.parametrize("how", ["ended", "logout", "idle"])
async def test_a_session_that_has_ended_already_is_not_found(service: Service, how: str) -> None:
    phone = await service.person(ADA)
    if how == "idle":
        service.clock.advance(days=7)
    ada = await service.signed_in(ADA)
    if how == "ended":
        await end(service, ada, session_id(phone))
    if how == "logout":
        await service.http.post(f"{API}/auth/logout", headers=phone.auth)
    before = await sql.contents(service.application.database)
    service.clock.advance(seconds=1)

    response = await end(service, ada, session_id(phone))

    assert (response.status_code, response.json()["code"]) == (404, "not_found")
    assert await sql.contents(service.application.database) == before


async def test_ending_a_session_alarms_nobody(service: Service) -> None:
    ada, phone = await service.person(ADA), await service.signed_in(ADA)
    await service.refresh(phone.refresh_token)
    await end(service, ada, session_id(phone))
    service.clock.advance(minutes=1)
    await service.refresh(phone.refresh_token)
    await service.deliver()

    assert [mail.kind for mail in service.mailbox.to(ADA)] == ["verify_email"]
    statement = "SELECT revoked_reason FROM sessions WHERE revoked_at IS NOT NULL"
    rows = await sql.rows(service.application.database, statement)
    assert [row.revoked_reason for row in rows] == ["ended_by_user"]


async def test_what_is_no_id_is_422_at_its_place(service: Service) -> None:
    ada = await service.person(ADA)
    sid = session_id(ada)

    for text in ("x", "1", sid[:-1], sid.replace("-", ""), f"{{{sid}}}", f"urn:uuid:{sid}"):
        assert pointers(await end(service, ada, text)) == ["path/session_id"], text
    assert await is_in(service, ada)


async def test_a_query_parameter_is_refused(service: Service) -> None:
    ada = await service.person(ADA)

    response = await end(service, ada, f"{session_id(ada)}?force=1")

    assert pointers(response) == ["query/force"]
    assert await is_in(service, ada)


async def test_a_token_without_the_scope_ends_nothing(service: Service) -> None:
    ada = await service.person(ADA)
    scope = "account:read account:write sessions:read"
    reader = person_of(ADA, "", await service.token(ADA, scope=scope))
    before = await sql.contents(service.application.database)

    for session in (session_id(ada), session_id(reader), UNKNOWN):
        response = await end(service, reader, session)
        assert (response.status_code, response.json()["code"]) == (403, "insufficient_scope")
        assert 'scope="sessions:write"' in response.headers["www-authenticate"]
    assert await sql.contents(service.application.database) == before


async def test_without_a_token_nothing_ends(service: Service) -> None:
    ada = await service.person(ADA)

    response = await service.http.delete(f"{API}/me/sessions/{UUID(session_id(ada))}")

    assert (response.status_code, response.json()["code"]) == (401, "authentication_required")
    assert await is_in(service, ada)
