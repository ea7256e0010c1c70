"""listUsers page by page: nothing twice and nothing lost, whatever comes and goes meanwhile."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import httpx
import pytest

from tests.features.calls import EVENTS, Json, ask, create, delete, find, made, patch, problem
from tests.support import sql
from tests.support.service import Person, Service

SORTS = ["created_at", "-created_at", "email", "-email"]
KEYS: dict[str, Callable[[Json], Any]] = {
    "created_at": lambda account: (account["created_at"], account["id"]),
    "email": lambda account: account["email"].lower(),
}
Between = Callable[[list[Json]], Awaitable[None]]


async def pages(service: Service, actor: Person, **query: Any) -> AsyncIterator[list[Json]]:
    """Every page of a query, each fetched with the cursor of the one before."""
    cursor: dict[str, str] = {}
    while True:
        page = (await ask(service, actor, **query, **cursor)).json()
        assert page["has_more"] == (page["next_cursor"] is not None)
        yield page["items"]
        if not page["has_more"]:
            return
        cursor = {"cursor": page["next_cursor"]}


async def walked(
    service: Service, actor: Person, between: Between | None = None, **query: Any
) -> list[Json]:
    """All accounts of all pages; `between` happens after each page, and knows all so far."""
    seen: list[Json] = []
    async for items in pages(service, actor, **query):
        seen += items
        if between is not None:
            await between(seen)
    return seen


async def populate(service: Service, admin: Person) -> list[Json]:
    """Twelve accounts whose order by address is not the one by age; some of one instant."""
    accounts = []
    for number in range(12):
        if number % 3 == 0:
            service.clock.advance(seconds=1)
        accounts.append(await made(service, admin, f"u{number * 5 % 12:02}@example.com"))
    return accounts


def in_order(accounts: list[Json], sort: str) -> list[str]:
    """The addresses in the order that `sort` names."""
    key = KEYS[sort.removeprefix("-")]
    ordered = sorted(accounts, key=key, reverse=sort.startswith("-"))
    return [account["email"] for account in ordered]


def emails(accounts: list[Json]) -> list[str]:
    return [account["email"] for account in accounts]


@pytest.mark.parametrize("sort", SORTS)
async def test_the_pages_of_every_size_make_up_the_list(
    service: Service, admin: Person, sort: str
) -> None:
    everybody = [*await populate(service, admin), (await service.me(admin)).json()]

    for limit in (1, 4, 5, 12, 13, 14):
        sizes = [len(page) async for page in pages(service, admin, sort=sort, limit=limit)]
        assert sum(sizes) == 13 and set(sizes[:-1]) <= {limit} and 0 < sizes[-1] <= limit
        walk = await walked(service, admin, sort=sort, limit=limit)
        assert emails(walk) == in_order(everybody, sort), limit


@pytest.mark.parametrize("sort", SORTS)
async def test_accounts_that_come_and_go_between_pages_move_no_other(
    service: Service, admin: Person, sort: str
) -> None:
    everybody = await populate(service, admin)
    ordered = in_order(everybody, sort)
    ids = {account["email"]: account["id"] for account in everybody}
    # Of those who are seen already one goes, and the last of a page: its cursor must do without.
    going = {ordered[2]: [ordered[0], ordered[2]], ordered[5]: [ordered[5], ordered[7]]}

    async def come_and_go(seen: list[Json]) -> None:
        for email in going.pop(seen[-1]["email"], []):
            assert (await delete(service, admin, ids.pop(email))).status_code == 204
        for beginning in ("a", "u05x", "zz"):
            await made(service, admin, f"{beginning}{len(seen)}@example.com")

    walk = emails(await walked(service, admin, come_and_go, sort=sort, limit=3, q="u"))

    assert going == {}
    assert len(walk) == len(set(walk))
    old = [email for email in walk if email in ordered]
    assert old == [email for email in ordered if email != ordered[7]]


@pytest.mark.parametrize("sort", SORTS)
async def test_an_account_that_changes_between_pages_keeps_its_place(
    service: Service, admin: Person, sort: str
) -> None:
    everybody = await populate(service, admin)

    async def rename(seen: list[Json]) -> None:
        service.clock.advance(seconds=1)
        for account in everybody[::4]:
            await patch(service, admin, account["id"], {"display_name": f"Name {len(seen)}"})

    walk = await walked(service, admin, rename, sort=sort, limit=5, q="u")

    assert emails(walk) == in_order(everybody, sort)


async def test_who_stops_to_fit_the_filter_is_left_out_and_nobody_else(
    service: Service, admin: Person
) -> None:
    everybody = await populate(service, admin)
    last = everybody[-1]

    async def promote(seen: list[Json]) -> None:
        await patch(service, admin, last["id"], {"role": "support"})

    walk = await walked(service, admin, promote, sort="created_at", limit=5, role="user")

    assert emails(walk) == in_order(everybody[:-1], "created_at")


@pytest.mark.parametrize("sort", SORTS)
async def test_every_filter_holds_on_every_page(service: Service, admin: Person, sort: str) -> None:
    everybody = await populate(service, admin)
    for account in everybody[::2]:
        await patch(service, admin, account["id"], {"role": "support", "display_name": "Émile"})
    from_then = everybody[3]["created_at"]
    query = {"q": "émi", "role": "support", "status": "active", "created_after": from_then}

    walk = await walked(service, admin, sort=sort, limit=2, **query)

    assert emails(walk) == in_order([everybody[number] for number in (4, 6, 8, 10)], sort)


async def test_the_link_is_the_next_page_of_the_same_question(
    service: Service, admin: Person
) -> None:
    for number in range(5):
        await made(service, admin, f"b+{number}@example.com", display_name=f"& Söhne {number}")
    query = {
        "q": "& Sö",
        "status": "active",
        "role": "user",
        "created_after": "2020-01-01T00:00:00+05:30",
        "created_before": "2100-01-01T00:00:00.5Z",
        "sort": "-email",
        "limit": 2,
    }
    walk, response = [], await ask(service, admin, **query)
    while "next" in response.links:
        walk += emails(response.json()["items"])
        url = response.links["next"]["url"]
        assert url.startswith("/api/v1/users?")
        assert httpx.URL(url).params["cursor"] == response.json()["next_cursor"]
        assert httpx.URL(url).params["q"] == "& Sö"
        response = await service.http.get(url, headers=admin.auth)
        assert response.status_code == 200, response.text

    assert not response.json()["has_more"]
    assert walk + emails(response.json()["items"]) == [
        f"b+{n}@example.com" for n in range(4, -1, -1)
    ]


async def test_the_next_page_may_have_another_size(service: Service, admin: Person) -> None:
    everybody = await populate(service, admin)
    first = (await ask(service, admin, q="u", sort="email", limit=2)).json()

    rest = await ask(service, admin, q="u", sort="email", limit=100, cursor=first["next_cursor"])

    assert emails(first["items"] + rest.json()["items"]) == in_order(everybody, "email")


async def test_a_page_can_be_fetched_again(service: Service, admin: Person) -> None:
    await populate(service, admin)
    cursor = (await ask(service, admin, limit=5)).json()["next_cursor"]

    pages_of_one = [(await ask(service, admin, limit=5, cursor=cursor)).json() for _ in range(2)]

    assert pages_of_one[0] == pages_of_one[1]


OTHER_QUESTIONS = [
    {"sort": "email"},
    {"sort": "created_at"},
    {"q": "u"},
    {"q": "admin"},
    {"email": "admin@example.com"},
    {"role": "user"},
    {"status": "active"},
    {"created_after": "2020-01-01T00:00:00Z"},
    {"created_before": "2100-01-01T00:00:00Z"},
]


async def test_a_cursor_is_good_for_its_own_question_only(service: Service, admin: Person) -> None:
    for email in ("u1@example.com", "u2@example.com"):
        await made(service, admin, email)
    cursors: list[tuple[dict[str, str], str]] = []
    for question in ({}, *OTHER_QUESTIONS):
        page = (await ask(service, admin, limit=1, **question)).json()
        if page["next_cursor"]:
            cursors.append((question, page["next_cursor"]))

    assert len(cursors) == 8
    for question, cursor in cursors:
        for other in ({}, *OTHER_QUESTIONS):
            response = await find(service, admin, **other, cursor=cursor)
            expected = 200 if other == question else 400
            assert response.status_code == expected, (question, other)
            assert expected == 200 or response.json()["code"] == "invalid_cursor"


async def test_a_cursor_of_the_audit_trail_is_none_of_accounts(
    service: Service, admin: Person
) -> None:
    cursor = (await ask(service, admin, EVENTS, limit=1)).json()["next_cursor"]

    response = await find(service, admin, cursor=cursor)

    assert problem(response) == (400, "invalid_cursor")


async def test_an_altered_or_invented_cursor_is_refused(service: Service, admin: Person) -> None:
    await create(service, admin)
    cursor = (await ask(service, admin, limit=1)).json()["next_cursor"]
    swapped = {at: "B" if cursor[at] == "A" else "A" for at in range(len(cursor))}
    altered = [cursor[:at] + letter + cursor[at + 1 :] for at, letter in swapped.items()]
    invented = ["A", "abc", "null", "W10", cursor[:-1], cursor[:-4], cursor * 2, cursor + "AAAA"]

    with sql.recorded(service.application.database) as statements:
        for text in altered[::7] + altered[-2:] + invented:
            response = await find(service, admin, cursor=text)
            assert problem(response) == (400, "invalid_cursor"), text

    assert not any("ORDER BY" in statement for statement in statements)


async def test_a_cursor_is_good_for_a_day(service: Service, admin: Person) -> None:
    await create(service, admin)
    cursor = (await ask(service, admin, limit=1)).json()["next_cursor"]
    service.clock.advance(hours=23, minutes=59)
    admin = await service.signed_in(admin.email)

    in_time = await find(service, admin, cursor=cursor)
    service.clock.advance(minutes=2)
    late = await find(service, admin, cursor=cursor)

    assert (in_time.status_code, problem(late)) == (200, (400, "invalid_cursor"))


async def test_a_cursor_holds_no_right(service: Service, admin: Person) -> None:
    await create(service, admin)
    cursor = (await ask(service, admin, limit=1)).json()["next_cursor"]
    ada = await service.person("ada@example.com")

    response = await find(service, ada, cursor=cursor)

    assert problem(response) == (403, "insufficient_scope")
