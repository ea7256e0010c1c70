"""listUsers: which accounts there are, in one page; who may ask, and what may be asked."""

import pytest

from tests.features.calls import (
    ask,
    create,
    employed,
    get,
    listed,
    made,
    missing_scope,
    own_id,
    read,
)
from tests.support.answers import pointers
from tests.support.service import Person, Service

ADMIN, BOB, EVE = "admin@example.com", "bob@example.com", "eve@example.com"
IMPOSSIBLE = [
    ("limit=0", "limit"),
    ("limit=101", "limit"),
    ("limit=-1", "limit"),
    ("limit=1.0", "limit"),
    ("limit=", "limit"),
    ("limit=5&limit=5", "limit"),
    ("sort=display_name", "sort"),
    ("sort=%2Bemail", "sort"),
    ("sort=-created_at&sort=email", "sort"),
    ("status=deleted", "status"),
    ("status=active&status=suspended", "status"),
    ("role=root", "role"),
    ("role=ADMIN", "role"),
    ("email=bob", "email"),
    ("email=bob%40example.com&email=eve%40example.com", "email"),
    ("q=", "q"),
    ("q=" + "x" * 101, "q"),
    ("q=a%07", "q"),
    ("q=a&q=b", "q"),
    ("created_after=2026-01-01", "created_after"),
    ("created_after=2026-01-01T00:00:00", "created_after"),
    ("created_before=yesterday", "created_before"),
    ("created_before=9999-12-31T23:59:59-01:00", "created_before"),
    ("cursor=", "cursor"),
    ("cursor=not%20a%20cursor", "cursor"),
    ("cursor=" + "A" * 1025, "cursor"),
    ("display_name=bob", "display_name"),
    ("offset=20", "offset"),
    ("page=2", "page"),
]


async def test_the_newest_account_comes_first(service: Service, admin: Person) -> None:
    for email in (EVE, BOB):
        service.clock.advance(seconds=1)
        await made(service, admin, email)

    assert await listed(service, admin) == [BOB, EVE, ADMIN]


async def test_accounts_are_listed_whole_as_they_are_read_one_by_one(
    service: Service, admin: Person
) -> None:
    bob = await made(service, admin, "Bob@Example.com", display_name="Bob", role="support")

    page = (await ask(service, admin)).json()

    assert page["items"] == [bob, await read(service, admin, await own_id(service, admin))]


async def test_a_list_that_fits_on_one_page_says_that_it_is_all(
    service: Service, admin: Person
) -> None:
    await made(service, admin)

    response = await ask(service, admin, limit=2)

    assert (response.json()["has_more"], response.json()["next_cursor"]) == (False, None)
    assert "link" not in response.headers
    assert response.headers["cache-control"] == "no-store"


async def test_a_search_that_finds_nobody_is_an_empty_page(service: Service, admin: Person) -> None:
    page = (await ask(service, admin, q="zebra")).json()

    assert page == {"items": [], "next_cursor": None, "has_more": False}


async def test_an_account_that_nobody_has_confirmed_is_listed_too(
    service: Service, admin: Person
) -> None:
    await service.register(BOB)

    assert BOB in await listed(service, admin)


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("created_at", [ADMIN, EVE, BOB]),
        ("-created_at", [BOB, EVE, ADMIN]),
        ("email", [ADMIN, BOB, EVE]),
        ("-email", [EVE, BOB, ADMIN]),
    ],
)
async def test_each_order_goes_both_ways(
    service: Service, admin: Person, sort: str, expected: list[str]
) -> None:
    for email in (EVE, BOB):
        service.clock.advance(seconds=1)
        await made(service, admin, email)

    assert await listed(service, admin, sort=sort) == expected


async def test_addresses_are_ordered_as_if_they_were_written_small(
    service: Service, admin: Person
) -> None:
    emails = ["Zoe@example.com", "a_b@example.com", "aZb@example.com", "a-b@example.com"]
    for email in emails:
        await made(service, admin, email)

    assert await listed(service, admin, sort="email") == [
        "a-b@example.com",
        "a_b@example.com",
        ADMIN,
        "aZb@example.com",
        "Zoe@example.com",
    ]


async def test_twenty_are_on_a_page_unless_more_or_fewer_are_asked_for(
    service: Service, admin: Person
) -> None:
    for number in range(24):
        await made(service, admin, f"user{number}@example.com")

    assert len(await listed(service, admin)) == 20
    assert len(await listed(service, admin, limit=1)) == 1
    assert len(await listed(service, admin, limit=24)) == 24
    assert len(await listed(service, admin, limit=100)) == 25


async def test_what_cannot_be_asked_is_422_at_its_parameter(
    service: Service, admin: Person
) -> None:
    answers = {query: await get(service, admin, f"?{query}") for query, _ in IMPOSSIBLE}

    named = [(query, *set(pointers(answer))) for query, answer in answers.items()]
    assert named == [(query, f"query/{name}") for query, name in IMPOSSIBLE]


async def test_a_plain_user_finds_nobody_not_even_themselves(
    service: Service, admin: Person
) -> None:
    bob, _ = await employed(service, admin)

    for query in ("", f"?email={BOB}", "?limit=0", "?cursor=abc"):
        assert missing_scope(await get(service, bob, query)) == "users:read"


async def test_support_sees_the_same_list(service: Service, admin: Person) -> None:
    support = await service.support()
    await create(service, admin)

    assert await listed(service, support) == await listed(service, admin)
