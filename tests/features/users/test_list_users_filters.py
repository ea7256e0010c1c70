"""listUsers narrowed: by address, beginning, status, role and age, and by several at once."""

from datetime import datetime, timedelta
from typing import Any

from tests.features.calls import Json, ask, listed, made, patch, suspend
from tests.support.service import PASSWORD, Person, Service

ADMIN = "admin@example.com"
OF_EVERY_SCRIPT = [
    ("Ödön von Horváth", "ödö"),
    ("özgür", "ÖZG"),
    ("Łukasz", "łuk"),
    ("Ωμέγα", "ωμ"),
    ("ЖАННА", "жан"),
    ("山田太郎", "山田"),
    ("Große", "GROSSE"),
    ("STRASSE", "straß"),
    ("🦊 Fox", "🦊"),
    ("  blank", "  b"),
    ("\U0010fffd private", "\U0010fffd"),
]
# With the accounts that are called %, _b, a_c, a%c, abc and \.
SPECIAL = {
    "%": ["%"],
    "%b": [],
    "_": ["_b"],
    "a_c": ["a_c"],
    "a%": ["a%c"],
    "\\": ["\\"],
    "*": [],
    "'": [],
    "a' OR '1'='1": [],
}

ALL_HOLD: list[tuple[dict[str, str], list[str]]] = [
    ({"q": "bob", "role": "support"}, ["bob1@example.com", "bob3@example.com"]),
    ({"q": "bob", "role": "support", "status": "suspended"}, ["bob3@example.com"]),
    ({"q": "bob", "status": "suspended"}, ["bob2@example.com", "bob3@example.com"]),
    ({"role": "support", "status": "active"}, ["bob1@example.com", "eve1@example.com"]),
    ({"email": "BOB1@example.com", "role": "user"}, []),
    ({"email": "BOB1@example.com", "role": "support", "q": "bob"}, ["bob1@example.com"]),
    ({"email": "bob1@example.com", "q": "eve"}, []),
    ({"q": "bob", "created_before": "2020-01-01T00:00:00Z"}, []),
    (
        {"q": "bob", "created_after": "2020-01-01T00:00:00Z", "status": "active"},
        ["bob0@example.com", "bob1@example.com"],
    ),
]


async def found(service: Service, actor: Person, **query: Any) -> list[str]:
    """The addresses that a query finds, ordered."""
    return await listed(service, actor, sort="email", **query)


async def found_names(service: Service, actor: Person, **query: Any) -> list[str]:
    """The display names that a query finds, in the order of their addresses."""
    page = (await ask(service, actor, sort="email", **query)).json()
    return [account["display_name"] for account in page["items"]]


async def named(service: Service, admin: Person, *names: str) -> None:
    """Accounts with these display names; the address of the first is 0@example.com."""
    for number, name in enumerate(names):
        await made(service, admin, f"{number}@example.com", display_name=name)


async def test_an_address_is_found_in_whatever_case(service: Service, admin: Person) -> None:
    await made(service, admin, "Bob@Example.com")
    await made(service, admin, "bob@example.com.au")

    for written in ("bob@example.com", "BOB@EXAMPLE.COM", "bOb@example.Com"):
        assert await found(service, admin, email=written) == ["Bob@Example.com"]


async def test_an_address_with_a_plus_is_found(service: Service, admin: Person) -> None:
    await made(service, admin, "bob+tag@example.com")

    assert await found(service, admin, email="bob+tag@example.com") == ["bob+tag@example.com"]
    assert await found(service, admin, q="bob+") == ["bob+tag@example.com"]


async def test_an_address_of_nobody_finds_nobody(service: Service, admin: Person) -> None:
    assert await found(service, admin, email="bob@example.com") == []


async def test_the_beginning_of_an_address_or_of_a_name_finds_both_in_whatever_case(
    service: Service, admin: Person
) -> None:
    await made(service, admin, "Mara@example.com", display_name="Nobody")
    await made(service, admin, "one@example.com", display_name="Marvin")
    await made(service, admin, "two@example.com", display_name="Van der Mar")
    await made(service, admin, "omar@example.com")

    for beginning in ("mar", "MAR", "Mar"):
        assert await found(service, admin, q=beginning) == ["Mara@example.com", "one@example.com"]


async def test_who_is_found_by_address_and_by_name_is_listed_once(
    service: Service, admin: Person
) -> None:
    await made(service, admin, "bob@example.com", display_name="Bob")

    assert await found(service, admin, q="bob") == ["bob@example.com"]


async def test_names_of_every_script_are_found_in_whatever_case(
    service: Service, admin: Person
) -> None:
    await named(service, admin, *(name for name, _ in OF_EVERY_SCRIPT))

    found_by = {
        beginning: await found_names(service, admin, q=beginning)
        for _, beginning in OF_EVERY_SCRIPT
    }

    assert found_by == {beginning: [name] for name, beginning in OF_EVERY_SCRIPT}


async def test_a_letter_is_the_same_in_one_code_point_and_in_two(
    service: Service, admin: Person
) -> None:
    names = ["Élodie", "E\u0301lodie"]
    await named(service, admin, *names)

    for beginning in ("élo", "e\u0301LO"):
        assert sorted(await found_names(service, admin, q=beginning)) == sorted(names)


async def test_characters_that_a_database_may_find_special_stand_for_themselves(
    service: Service, admin: Person
) -> None:
    await named(service, admin, "%", "_b", "a_c", "a%c", "abc", "\\")

    for beginning, expected in SPECIAL.items():
        assert await found_names(service, admin, q=beginning) == expected, beginning


async def test_a_new_name_is_found_and_the_old_one_is_not(service: Service, admin: Person) -> None:
    ada = await service.person("ada@example.com")
    account = (await service.patch_me(ada, {"display_name": "Countess"})).json()
    before = await found(service, admin, q="count")
    await patch(service, admin, account["id"], {"display_name": "Lady"})
    renamed = await found(service, admin, q="count"), await found(service, admin, q="lady")
    await patch(service, admin, account["id"], {"display_name": None})

    assert before == ["ada@example.com"]
    assert renamed == ([], ["ada@example.com"])
    assert await found(service, admin, q="lady") == []


async def test_the_name_of_a_registration_is_found(service: Service, admin: Person) -> None:
    body = {"email": "ada@example.com", "password": PASSWORD, "display_name": "Ada L"}
    await service.post("/auth/register", body)

    assert await found(service, admin, q="ada l") == ["ada@example.com"]


async def test_a_status_finds_those_who_have_it(service: Service, admin: Person) -> None:
    bob = await made(service, admin, "bob@example.com")
    await made(service, admin, "eve@example.com")
    await suspend(service, admin, bob["id"])

    assert await found(service, admin, status="suspended") == ["bob@example.com"]
    assert await found(service, admin, status="active") == [ADMIN, "eve@example.com"]


async def test_a_role_finds_those_who_have_it(service: Service, admin: Person) -> None:
    for role in ("user", "support", "admin"):
        await made(service, admin, f"{role}-two@example.com", role=role)

    assert await found(service, admin, role="user") == ["user-two@example.com"]
    assert await found(service, admin, role="support") == ["support-two@example.com"]
    assert await found(service, admin, role="admin") == ["admin-two@example.com", ADMIN]


async def test_a_time_includes_what_was_made_then_and_excludes_it_as_an_end(
    service: Service, admin: Person
) -> None:
    bob = await three_seconds(service, admin)
    instant = bob["created_at"]

    assert await found(service, admin, created_after=instant) == [
        "bob@example.com",
        "c@example.com",
    ]
    assert await found(service, admin, created_before=instant) == ["a@example.com", ADMIN]
    assert await found(service, admin, created_after=instant, created_before=instant) == []
    later = _moved(instant, microseconds=1)
    assert await found(service, admin, created_after=instant, created_before=later) == [
        "bob@example.com"
    ]
    assert await found(service, admin, created_after=later) == ["c@example.com"]


async def test_an_instant_is_the_same_in_every_zone(service: Service, admin: Person) -> None:
    bob = await three_seconds(service, admin)
    moment = datetime.fromisoformat(bob["created_at"])
    elsewhere = (moment + timedelta(hours=5, minutes=30)).isoformat().replace("+00:00", "+05:30")

    assert await found(service, admin, created_before=elsewhere) == ["a@example.com", ADMIN]


async def test_of_several_filters_all_must_hold(service: Service, admin: Person) -> None:
    for number, role in enumerate(("user", "support", "user", "support")):
        for name in ("bob", "eve"):
            account = await made(service, admin, f"{name}{number}@example.com", role=role)
            if number > 1:
                await suspend(service, admin, account["id"])

    for query, expected in ALL_HOLD:
        assert await found(service, admin, **query) == expected, query


async def three_seconds(service: Service, admin: Person) -> Json:
    """Three accounts, a second between them; the one in the middle."""
    accounts = []
    for email in ("a@example.com", "bob@example.com", "c@example.com"):
        accounts.append(await made(service, admin, email))
        service.clock.advance(seconds=1)
    return accounts[1]


def _moved(instant: str, **by: float) -> str:
    return (datetime.fromisoformat(instant) + timedelta(**by)).isoformat()
