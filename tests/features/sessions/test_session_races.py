"""Sessions begun, refreshed and ended at once: each race comes out as the contract says."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable

import httpx
import pytest

from app.config import Settings
from tests.features.sessions.tokens import is_in, is_out, listed, refusal, session_id
from tests.support import sql
from tests.support.contention import held
from tests.support.hashing import no_free_thread, recorded_work
from tests.support.service import API, PASSWORD, Person, Service, person_of
from tests.support.serving import serving

ADA = "ada@example.com"
NEW_PASSWORD = "three quiet lighthouses"
REUSED = "session_reuse_detected"


def statuses(answers: Iterable[httpx.Response]) -> Counter[int]:
    return Counter(answer.status_code for answer in answers)


async def logout(service: Service, person: Person) -> httpx.Response:
    return await service.http.post(f"{API}/auth/logout", headers=person.auth)


async def revoke(service: Service, person: Person) -> httpx.Response:
    return await service.http.post(f"{API}/auth/revoke", data={"token": person.refresh_token})


async def end(service: Service, person: Person, session: str) -> httpx.Response:
    return await service.http.delete(f"{API}/me/sessions/{session}", headers=person.auth)


# --- refreshing ---


async def test_ten_refreshes_of_one_token_at_once_get_one_child(crowded: Service) -> None:
    ada = await crowded.person(ADA)

    async with held(crowded.application.database, "refresh_tokens"):
        answers = await asyncio.gather(*(crowded.refresh(ada.refresh_token) for _ in range(10)))

    assert statuses(answers) == {200: 10}
    people = [person_of(ADA, PASSWORD, answer) for answer in answers]
    assert len({person.refresh_token for person in people}) == 1
    assert {session_id(person) for person in people} == {session_id(ada)}
    assert all([await is_in(crowded, person) for person in people])
    # One winner: of ten children that were minted, one was stored.
    rows = await sql.rows(crowded.application.database, "SELECT spent_at FROM refresh_tokens")
    assert sorted(row.spent_at is None for row in rows) == [False, True]

    child = person_of(ADA, PASSWORD, await crowded.refresh(people[0].refresh_token))
    crowded.clock.advance(seconds=11)
    assert refusal(await crowded.refresh(ada.refresh_token)) == "invalid_grant"
    assert await is_out(crowded, child)


async def test_ten_thieves_at_once_end_the_session_and_its_owner_gets_one_mail(
    crowded: Service,
) -> None:
    ada = await crowded.person(ADA)
    child = person_of(ADA, PASSWORD, await crowded.refresh(ada.refresh_token))
    crowded.clock.advance(minutes=1)

    async with held(crowded.application.database, "sessions"):
        answers = await asyncio.gather(*(crowded.refresh(ada.refresh_token) for _ in range(10)))
    await crowded.deliver()

    assert {refusal(answer) for answer in answers} == {"invalid_grant"}
    assert await is_out(crowded, child)
    kinds = [mail.kind for mail in crowded.mailbox.to(ADA)]
    assert kinds.count(REUSED) == 1


async def test_a_refresh_and_a_theft_at_once_leave_no_session(crowded: Service) -> None:
    ada = await crowded.person(ADA)
    child = person_of(ADA, PASSWORD, await crowded.refresh(ada.refresh_token))
    crowded.clock.advance(minutes=1)

    async with held(crowded.application.database, "sessions"):
        late, stolen = await asyncio.gather(
            crowded.refresh(child.refresh_token), crowded.refresh(ada.refresh_token)
        )

    assert refusal(stolen) == "invalid_grant"
    if late.status_code == 200:
        child = person_of(ADA, PASSWORD, late)
    assert await is_out(crowded, child)


@pytest.mark.parametrize("end_it", [logout, revoke])
async def test_a_refresh_at_once_with_the_end_of_its_session_does_not_bring_it_back(
    crowded: Service, end_it: Callable[[Service, Person], Awaitable[httpx.Response]]
) -> None:
    people = [await crowded.person(ADA)] + [await crowded.signed_in(ADA) for _ in range(2)]
    watching = await crowded.signed_in(ADA)

    async with held(crowded.application.database, "sessions"):
        refreshed = asyncio.gather(*(crowded.refresh(person.refresh_token) for person in people))
        ended = await asyncio.gather(*(end_it(crowded, person) for person in people))

    assert set(statuses(ended)) <= {200, 204}
    answers = await refreshed
    assert set(statuses(answers)) <= {200, 400}
    late = [person_of(ADA, "", answer) for answer in answers if answer.status_code == 200]
    for person in [*people, *late]:
        assert await is_out(crowded, person)
    assert [session["id"] for session in await listed(crowded, watching)] == [session_id(watching)]


# --- ending ---


async def test_of_ten_ends_of_one_session_at_once_one_ends_it(crowded: Service) -> None:
    ada, phone = await crowded.person(ADA), await crowded.signed_in(ADA)

    async with held(crowded.application.database, "sessions"):
        answers = await asyncio.gather(*(end(crowded, ada, session_id(phone)) for _ in range(10)))

    assert statuses(answers) == {204: 1, 404: 9}
    assert await is_out(crowded, phone)


async def test_two_devices_that_end_each_other_at_once_cannot_both_stay(crowded: Service) -> None:
    ada, phone = await crowded.person(ADA), await crowded.signed_in(ADA)

    async with held(crowded.application.database, "sessions"):
        answers = await asyncio.gather(
            end(crowded, ada, session_id(phone)), end(crowded, phone, session_id(ada))
        )

    assert set(statuses(answers)) <= {204, 401}
    assert not (await is_in(crowded, ada) and await is_in(crowded, phone))


# --- signing in ---


async def test_sign_ins_at_once_each_begin_a_session(crowded: Service) -> None:
    await crowded.confirmed(ADA)

    async with held(crowded.application.database, "accounts"):
        answers = await asyncio.gather(*(crowded.token(ADA) for _ in range(5)))

    assert statuses(answers) == {200: 5}
    people = [person_of(ADA, PASSWORD, answer) for answer in answers]
    assert all([await is_in(crowded, person) for person in people])
    assert {session["id"] for session in await listed(crowded, people[0])} == {
        session_id(person) for person in people
    }


async def test_sign_ins_at_once_leave_no_more_sessions_than_an_account_may_have(
    crowded_settings: Settings,
) -> None:
    async with serving(crowded_settings, sessions_per_account=2) as service:
        await service.person(ADA)

        async with held(service.application.database, "accounts"):
            answers = await asyncio.gather(*(service.token(ADA) for _ in range(6)))

        assert statuses(answers) == {200: 6}
        people = [person_of(ADA, PASSWORD, answer) for answer in answers]
        live = [person for person in people if await is_in(service, person)]
        assert len(live) == len(await listed(service, live[0])) == 2


async def test_sign_ins_at_once_after_the_policy_has_moved_all_succeed(
    crowded: Service, crowded_settings: Settings
) -> None:
    await crowded.confirmed(ADA)
    async with serving(crowded_settings, bcrypt_rounds=5) as later:
        async with held(crowded.application.database, "accounts"):
            answers = await asyncio.gather(*(later.token(ADA) for _ in range(3)))

        assert statuses(answers) == {200: 3}
        assert all([await is_in(later, person_of(ADA, "", answer)) for answer in answers])
        assert (await later.token(ADA)).status_code == 200


@pytest.mark.parametrize("ahead_seconds", [-1, 1])
async def test_a_password_that_is_changed_while_it_is_being_compared_begins_no_session(
    crowded_settings: Settings, ahead_seconds: int
) -> None:
    """Two processes, whose clocks never agree: the one compares, the other one changes."""
    async with serving(crowded_settings) as here, serving(crowded_settings) as there:
        there.clock.advance(seconds=(here.clock.now() - there.clock.now()).total_seconds())
        ada = await there.person(ADA)
        there.clock.advance(minutes=1)
        here.clock.advance(minutes=1, seconds=ahead_seconds)
        with no_free_thread(here.application), recorded_work() as work:
            comparing = asyncio.create_task(here.token(ADA))
            while not work:
                await asyncio.sleep(0.001)
            body = {"current_password": PASSWORD, "new_password": NEW_PASSWORD}
            changed = await there.post("/me/password", body, ada)
        late = await comparing

        assert changed.status_code == 204
        assert refusal(late) == "invalid_grant"
        assert [session["id"] for session in await listed(there, ada)] == [session_id(ada)]
        assert (await here.token(ADA, NEW_PASSWORD)).status_code == 200
