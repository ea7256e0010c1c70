"""User management by several at once, on both databases: each race ends as the contract says."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from itertools import combinations_with_replacement, product

import httpx

from tests.features.calls import (
    BOB,
    create,
    delete,
    done_to,
    employed,
    end_sessions,
    etag_of,
    get,
    made,
    own_id,
    patch,
    problem,
    read,
    reinstate,
    suspend,
    trail,
)
from tests.support import sql
from tests.support.service import PASSWORD, Person, Service

Act = Callable[[Service, Person, str], Awaitable[httpx.Response]]


def statuses(answers: Iterable[httpx.Response]) -> Counter[int]:
    return Counter(answer.status_code for answer in answers)


async def demote(service: Service, actor: Person, user_id: str) -> httpx.Response:
    return await patch(service, actor, user_id, {"role": "user"})


async def doubt(service: Service, actor: Person, user_id: str) -> httpx.Response:
    return await patch(service, actor, user_id, {"email_verified": False})


# Each takes an admin away.
ACTS: dict[str, Act] = {"delete": delete, "demote": demote, "doubt": doubt, "suspend": suspend}


async def admins_left(service: Service) -> int:
    """How many can manage accounts, as the database says."""
    statement = (
        "SELECT id FROM accounts WHERE role = 'admin' AND status = 'active'"
        " AND email_verified_at IS NOT NULL AND password_hash IS NOT NULL"
    )
    return len(await sql.rows(service.application.database, statement))


async def two_admins(service: Service) -> tuple[Person, str, Person, str]:
    """All that there are."""
    await sql.execute(service.application.database, "DELETE FROM accounts")
    one, other = await service.admin("one@example.com"), await service.admin("other@example.com")
    return one, await own_id(service, one), other, await own_id(service, other)


async def test_two_admins_who_take_each_other_away_cannot_both_go(crowded: Service) -> None:
    for first, second in combinations_with_replacement(ACTS, 2):
        one, one_id, other, other_id = await two_admins(crowded)

        answers = await asyncio.gather(
            ACTS[first](crowded, one, other_id), ACTS[second](crowded, other, one_id)
        )

        # The slower one has lost the right to act by then, or is the last.
        assert set(statuses(answers)) <= {200, 204, 401, 403, 409}, (first, second)
        assert sum(answer.is_success for answer in answers) == 1, (first, second)
        assert await admins_left(crowded) == 1, (first, second)


async def test_two_admins_who_leave_at_once_cannot_both_go(crowded: Service) -> None:
    leaving = [name for name in ACTS if name != "suspend"]  # nobody suspends themselves
    for first, second in combinations_with_replacement(leaving, 2):
        one, one_id, other, other_id = await two_admins(crowded)

        answers = await asyncio.gather(
            ACTS[first](crowded, one, one_id), ACTS[second](crowded, other, other_id)
        )

        assert sum(answer.is_success for answer in answers) == 1, (first, second)
        refused = next(answer for answer in answers if not answer.is_success)
        assert problem(refused) == (409, "last_admin"), (first, second)
        assert await admins_left(crowded) == 1, (first, second)


async def test_one_admin_cannot_take_both_away_by_doing_it_at_once(crowded: Service) -> None:
    for first, second in product(ACTS, ["delete", "demote"]):
        one, one_id, _, other_id = await two_admins(crowded)

        answers = await asyncio.gather(
            ACTS[first](crowded, one, other_id), ACTS[second](crowded, one, one_id)
        )

        assert sum(answer.is_success for answer in answers) == 1, (first, second)
        assert await admins_left(crowded) == 1, (first, second)


async def test_of_two_changes_of_one_version_one_is_made(crowded: Service) -> None:
    admin, other = await crowded.admin(), await crowded.admin("other@example.com")
    bob_id = (await made(crowded, admin))["id"]
    for attempt in range(5):
        etag = await etag_of(crowded, admin, bob_id)
        names = {f"first {attempt}": admin, f"second {attempt}": other}

        answers = await asyncio.gather(
            *(
                patch(crowded, actor, bob_id, {"display_name": name}, etag)
                for name, actor in names.items()
            )
        )

        assert statuses(answers) == {200: 1, 412: 1}
        winner = next(answer for answer in answers if answer.is_success)
        assert await read(crowded, admin, bob_id) == winner.json()
    assert (await done_to(crowded, admin, bob_id)).count("user.updated") == 5


async def test_of_a_change_and_a_removal_of_one_version_one_is_made(crowded: Service) -> None:
    admin = await crowded.admin()
    for _ in range(3):
        created = await create(crowded, admin, email_verified=True, password=PASSWORD)
        bob_id, etag = created.json()["id"], created.headers["etag"]

        changed, deleted = await asyncio.gather(
            patch(crowded, admin, bob_id, {"locale": "en"}, etag),
            delete(crowded, admin, bob_id, etag),
        )

        outcomes = (changed.status_code, deleted.status_code)
        assert outcomes in {(200, 412), (404, 204)}
        await delete(crowded, admin, bob_id)


async def test_changes_at_once_by_owner_and_admin_lose_nothing(crowded: Service) -> None:
    admin = await crowded.admin()
    bob, bob_id = await employed(crowded, admin)

    answers = await asyncio.gather(
        *(crowded.patch_me(bob, {"preferences": {f"own_{n}": "on"}}) for n in range(5)),
        *(patch(crowded, admin, bob_id, {"preferences": {f"by_{n}": "on"}}) for n in range(5)),
        suspend(crowded, admin, (await made(crowded, admin, "eve@example.com"))["id"]),
    )

    assert statuses(answers) == {200: 11}
    assert len((await read(crowded, admin, bob_id))["preferences"]) == 10


async def test_of_creations_of_one_address_one_is_made(crowded: Service) -> None:
    admin = await crowded.admin()

    answers = await asyncio.gather(
        *(
            create(crowded, admin, email, email_verified=True, password=PASSWORD)
            for email in (BOB, BOB.upper(), BOB, BOB.title())
        )
    )

    assert statuses(answers) == {201: 1, 409: 3}
    refusals = {problem(answer) for answer in answers if not answer.is_success}
    assert refusals == {(409, "email_taken")}
    assert len((await get(crowded, admin, f"?email={BOB}")).json()["items"]) == 1
    assert len(await trail(crowded, admin, action="user.created")) == 2


async def test_of_a_creation_and_a_registration_of_one_address_the_account_is_one(
    crowded: Service,
) -> None:
    admin = await crowded.admin()

    created, registered = await asyncio.gather(
        create(crowded, admin, role="support"), crowded.register(BOB)
    )

    accounts = (await get(crowded, admin, f"?email={BOB}")).json()["items"]
    assert registered.status_code == 202 and created.status_code in {201, 409}
    assert [account["role"] for account in accounts] == [
        "support" if created.is_success else "user"
    ]


async def test_one_key_used_twice_at_once_makes_one_account(crowded: Service) -> None:
    admin = await crowded.admin()

    answers = await asyncio.gather(
        *(create(crowded, admin, key="one-key-for-both", display_name="Bob") for _ in range(2))
    )
    later = await create(crowded, admin, key="one-key-for-both", display_name="Bob")
    await crowded.deliver()

    assert set(statuses(answers)) <= {201, 409}
    refusals = {problem(answer) for answer in answers if not answer.is_success}
    assert refusals <= {(409, "idempotency_key_in_use")}
    assert (later.status_code, later.headers["idempotency-replayed"]) == (201, "true")
    assert {answer.json()["id"] for answer in answers if answer.is_success} == {later.json()["id"]}
    assert len(await trail(crowded, admin, action="user.created")) == 2
    assert len(crowded.mailbox.to(BOB)) == 1


async def test_a_sign_in_that_races_a_suspension_opens_nothing(crowded: Service) -> None:
    admin = await crowded.admin()
    _, bob_id = await employed(crowded, admin)

    suspended, *tokens = await asyncio.gather(
        suspend(crowded, admin, bob_id), *(crowded.token(BOB) for _ in range(4))
    )
    crowded.clock.advance(seconds=1)

    assert suspended.status_code == 200
    for answer in tokens:
        if answer.is_success:
            person = Person(BOB, "", answer.json()["access_token"], answer.json()["refresh_token"])
            assert (await crowded.me(person)).status_code == 401
            assert (await crowded.refresh(person.refresh_token)).status_code == 400


async def test_refreshes_that_race_the_end_of_the_sessions_bring_none_back(
    crowded: Service,
) -> None:
    admin = await crowded.admin()
    bob, bob_id = await employed(crowded, admin)
    people = [bob] + [await crowded.signed_in(BOB) for _ in range(4)]

    ended, *refreshed = await asyncio.gather(
        end_sessions(crowded, admin, bob_id),
        *(crowded.refresh(person.refresh_token) for person in people),
    )

    assert ended.status_code == 204 and set(statuses(refreshed)) <= {200, 400}
    assert (await get(crowded, admin, f"/{bob_id}/sessions")).json()["items"] == []


async def test_refreshes_that_race_a_removal_end_in_an_answer(crowded: Service) -> None:
    """Both write the session and its tokens; neither may hold what the other one waits for."""
    admin = await crowded.admin()
    for _ in range(3):
        bob, bob_id = await employed(crowded, admin)
        people = [bob] + [await crowded.signed_in(BOB) for _ in range(4)]

        *refreshed, deleted = await asyncio.gather(
            *(crowded.refresh(person.refresh_token) for person in people),
            delete(crowded, admin, bob_id),
        )

        assert deleted.status_code == 204, deleted.text
        assert set(statuses(refreshed)) <= {200, 400}


async def test_of_suspensions_and_reinstatements_at_once_each_is_whole(crowded: Service) -> None:
    admin = await crowded.admin()
    bob_id = (await made(crowded, admin))["id"]

    await asyncio.gather(
        *(suspend(crowded, admin, bob_id, reason=f"Reason {n}.") for n in range(4)),
        *(reinstate(crowded, admin, bob_id) for _ in range(4)),
    )

    account = await read(crowded, admin, bob_id)
    assert (account["status"] == "active") == (account["suspension_reason"] is None)
    events = await done_to(crowded, admin, bob_id)
    assert events.count("user.suspended") == 4
    assert events.count("user.reinstated") <= 4
