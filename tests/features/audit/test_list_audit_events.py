"""listAuditEvents: who did what to whom, page by page, for those who may read the trail."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from app.audit import repository as audit
from tests.features.calls import (
    EVENTS,
    NOBODY,
    Json,
    ask,
    create,
    delete,
    employed,
    find,
    made,
    missing_scope,
    own_id,
    patch,
    problem,
    suspend,
    trail,
)
from tests.support.answers import pointers
from tests.support.service import API, Person, Service


async def sequences(service: Service, actor: Person, **query: Any) -> list[int]:
    """The places in the chain of the events that a query finds, in their order."""
    return [event["sequence"] for event in await trail(service, actor, **query)]


async def walked(service: Service, actor: Person, **query: Any) -> list[int]:
    """The places of all events of all pages; something is recorded between any two of them."""
    found: list[int] = []
    response = await ask(service, actor, EVENTS, **query)
    while True:
        page = response.json()
        found += [event["sequence"] for event in page["items"]]
        assert page["has_more"] == (page["next_cursor"] is not None) == ("link" in response.headers)
        if not page["has_more"]:
            return found
        await made(service, actor, f"{uuid4().hex}@example.com")
        response = await service.http.get(response.links["next"]["url"], headers=actor.auth)
        assert response.status_code == 200, response.text


async def history(service: Service, admin: Person) -> tuple[str, str]:
    """Eight events after the admin's own two: the ids of the admin and of Bob."""
    bob, bob_id = await employed(service, admin)
    service.clock.advance(seconds=1)
    await service.patch_me(bob, {"locale": "en"})
    await patch(service, admin, bob_id, {"display_name": "Bob"})
    service.clock.advance(seconds=1)
    await suspend(service, admin, bob_id)
    await service.token("bob@example.com")
    await delete(service, admin, bob_id)
    return await own_id(service, admin), bob_id


async def test_an_event_says_who_did_what_to_whom_when_and_in_which_request(
    service: Service, admin: Person
) -> None:
    response = await create(service, admin, role="support")
    event, before = (await ask(service, admin, EVENTS)).json()["items"][:2]

    assert (event["action"], event["sequence"]) == ("user.created", before["sequence"] + 1)
    assert event["actor_id"] == await own_id(service, admin)
    assert event["subject_id"] == response.json()["id"]
    assert datetime.fromisoformat(event["occurred_at"]) == service.clock.now()
    assert event["request_id"] == response.headers["x-request-id"]
    assert event["details"] == {"role": "support", "invited": "yes"}
    assert event["previous_hash"] == before["hash"]
    assert len(event["hash"]) == 64 and set(event["hash"]) <= set("0123456789abcdef")


async def test_an_action_that_a_newer_version_recorded_is_shown(
    service: Service, admin: Person
) -> None:
    await service.application.database.write(
        audit.append, "user.merged", now=service.clock.now()  # type: ignore[arg-type]
    )

    event, *_ = (await ask(service, admin, EVENTS)).json()["items"]

    assert event["action"] == "user.merged"


async def test_the_newest_comes_first_unless_asked_otherwise(
    service: Service, admin: Person
) -> None:
    await history(service, admin)

    page = (await ask(service, admin, EVENTS)).json()
    downwards = [event["sequence"] for event in page["items"]]

    assert downwards == list(range(10, 0, -1))
    assert await sequences(service, admin, sort="-sequence") == downwards
    assert await sequences(service, admin, sort="sequence") == downwards[::-1]


async def test_the_trail_tells_the_whole_story(service: Service, admin: Person) -> None:
    admin_id, bob_id = await history(service, admin)

    story = [
        (event["action"], event["actor_id"], event["subject_id"])
        for event in await trail(service, admin)
    ]

    assert story == [
        ("user.created", None, admin_id),
        ("user.signed_in", admin_id, admin_id),
        ("user.created", admin_id, bob_id),
        ("user.signed_in", bob_id, bob_id),
        ("user.updated", bob_id, bob_id),
        ("user.updated", admin_id, bob_id),
        ("session.revoked", admin_id, bob_id),
        ("user.suspended", admin_id, bob_id),
        ("user.sign_in_failed", None, bob_id),
        ("user.deleted", admin_id, bob_id),
    ]


async def test_each_filter_finds_what_fits_and_several_what_fits_all(
    service: Service, admin: Person
) -> None:
    admin_id, bob_id = await history(service, admin)
    by_bob, to_bob = {"actor_id": bob_id}, {"subject_id": bob_id}

    assert await sequences(service, admin, **by_bob) == [4, 5]
    assert await sequences(service, admin, **to_bob) == [3, 4, 5, 6, 7, 8, 9, 10]
    assert await sequences(service, admin, actor_id=admin_id, **to_bob) == [3, 6, 7, 8, 10]
    assert await sequences(service, admin, action="user.updated") == [5, 6]
    assert await sequences(service, admin, action="user.updated", **by_bob) == [5]
    assert await sequences(service, admin, action="user.deleted", **by_bob) == []
    assert await sequences(service, admin, actor_id=NOBODY) == []
    assert await sequences(service, admin, subject_id=bob_id.upper()) == list(range(3, 11))


async def test_a_time_includes_what_happened_then_and_excludes_it_as_an_end(
    service: Service, admin: Person
) -> None:
    _, bob_id = await history(service, admin)
    instant = (await trail(service, admin, action="user.updated"))[0]["occurred_at"]
    later = (datetime.fromisoformat(instant) + timedelta(microseconds=1)).isoformat()
    elsewhere = (datetime.fromisoformat(instant) + timedelta(hours=2)).isoformat()
    elsewhere = elsewhere.replace("+00:00", "+02:00")

    assert await sequences(service, admin, after=instant) == [5, 6, 7, 8, 9, 10]
    assert await sequences(service, admin, after=later) == [7, 8, 9, 10]
    assert await sequences(service, admin, before=instant) == [1, 2, 3, 4]
    assert await sequences(service, admin, before=elsewhere) == [1, 2, 3, 4]
    assert await sequences(service, admin, after=instant, before=later) == [5, 6]
    assert await sequences(service, admin, after=instant, before=instant) == []
    assert await sequences(service, admin, after=instant, before=later, actor_id=bob_id) == [5]


@pytest.mark.parametrize("limit", [1, 3, 9, 10, 11])
async def test_upwards_the_pages_are_the_trail_and_what_comes_meanwhile(
    service: Service, admin: Person, limit: int
) -> None:
    await history(service, admin)
    _, bob_id = await history(service, admin)

    up = await walked(service, admin, sort="sequence", limit=max(limit, 2))
    of_bob = await walked(service, admin, sort="sequence", limit=limit, subject_id=bob_id)

    assert up[:18] == list(range(1, 19)) and up == list(range(1, len(up) + 1))
    assert of_bob == list(range(11, 19))


@pytest.mark.parametrize("limit", [1, 3, 9, 10, 11])
async def test_downwards_the_pages_are_what_there_was_at_the_first(
    service: Service, admin: Person, limit: int
) -> None:
    _, bob_id = await history(service, admin)

    down = await walked(service, admin, limit=limit)
    of_bob = await walked(
        service, admin, limit=limit, subject_id=bob_id, after="2020-01-01T00:00:00Z"
    )

    assert down == list(range(10, 0, -1))
    assert of_bob == list(range(10, 2, -1))


async def test_a_search_that_finds_nothing_is_an_empty_page(
    service: Service, admin: Person
) -> None:
    response = await ask(service, admin, EVENTS, subject_id=NOBODY)

    assert response.json() == {"items": [], "next_cursor": None, "has_more": False}
    assert "link" not in response.headers


async def test_twenty_are_on_a_page_unless_more_or_fewer_are_asked_for(
    service: Service, admin: Person
) -> None:
    for number in range(20):
        await made(service, admin, f"user{number}@example.com")

    assert len((await ask(service, admin, EVENTS)).json()["items"]) == 20
    assert len((await ask(service, admin, EVENTS, limit=1)).json()["items"]) == 1
    assert len((await ask(service, admin, EVENTS, limit=100)).json()["items"]) == 22


IMPOSSIBLE = [
    ("limit=0", "limit"),
    ("limit=101", "limit"),
    ("sort=occurred_at", "sort"),
    ("sort=sequence&sort=-sequence", "sort"),
    ("action=user.exploded", "action"),
    ("action=", "action"),
    ("action=user.created&action=user.updated", "action"),
    ("actor_id=bob", "actor_id"),
    ("subject_id=", "subject_id"),
    (f"subject_id={NOBODY}&subject_id={NOBODY}", "subject_id"),
    ("after=2026-01-01", "after"),
    ("before=0001-01-01T00:00:00%2B01:00", "before"),
    ("cursor=not%20a%20cursor", "cursor"),
    ("request_id=abcdefgh", "request_id"),
    ("q=bob", "q"),
]


async def test_what_cannot_be_asked_is_422_at_its_parameter(
    service: Service, admin: Person
) -> None:
    for query, name in IMPOSSIBLE:
        response = await service.http.get(f"{EVENTS}?{query}", headers=admin.auth)
        assert set(pointers(response)) == {f"query/{name}"}, query


async def test_a_cursor_is_good_for_its_own_question_and_for_a_day(
    service: Service, admin: Person
) -> None:
    support = await service.support()
    admin_id, bob_id = await history(service, admin)
    cursor = (await ask(service, admin, EVENTS, limit=1)).json()["next_cursor"]
    users = await ask(service, support, limit=1)
    others: list[dict[str, str]] = [
        {"cursor": users.json()["next_cursor"]},
        {"cursor": cursor[:-1] + ("A" if cursor[-1] != "A" else "B")},
        {"cursor": "abc"},
        *(
            {"cursor": cursor, name: value}
            for name, value in {
                "sort": "sequence",
                "actor_id": admin_id,
                "subject_id": bob_id,
                "action": "user.created",
                "after": "2020-01-01T00:00:00Z",
                "before": "2100-01-01T00:00:00Z",
            }.items()
        ),
    ]

    for query in others:
        refused = await find(service, admin, EVENTS, **query)
        assert problem(refused) == (400, "invalid_cursor"), query
    page = (await ask(service, admin, EVENTS, cursor=cursor, limit=50)).json()
    assert page["items"][0]["sequence"] == 11
    service.clock.advance(days=1)
    admin = await service.signed_in(admin.email)
    late = await find(service, admin, EVENTS, cursor=cursor)
    assert problem(late) == (400, "invalid_cursor")


async def test_reading_is_not_recorded(service: Service, admin: Person) -> None:
    before: list[Json] = await trail(service, admin)
    for path in ("/users", f"/users/{await own_id(service, admin)}", "/audit-events", "/me"):
        await service.http.get(f"{API}{path}", headers=admin.auth)

    assert await trail(service, admin) == before


async def test_support_reads_the_same_trail_and_a_plain_user_none(
    service: Service, admin: Person
) -> None:
    bob, bob_id = await employed(service, admin)
    support = await service.support()

    assert await trail(service, support) == await trail(service, admin)
    for query in ("", f"?subject_id={bob_id}", f"?actor_id={bob_id}", "?limit=0"):
        refused = await service.http.get(f"{EVENTS}{query}", headers=bob.auth)
        assert missing_scope(refused) == "audit:read"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
async def test_nobody_writes_the_trail(service: Service, admin: Person, method: str) -> None:
    response = await service.http.request(method, EVENTS, headers=admin.auth)

    assert problem(response) == (405, "method_not_allowed")
