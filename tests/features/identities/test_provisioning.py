"""Who comes with another issuer's token for the first time: an account of their own, or none."""

import asyncio
from typing import Any

import httpx
import pytest
from uuid_utils.compat import uuid7

from app.config import Settings
from app.errors import ServiceUnavailable
from app.features.accounts.domain import Profile
from app.features.accounts.repository import NewAccount
from app.features.identities import units
from app.security.external_tokens import ExternalIdentity
from tests.features.identities.conftest import Frontend, details
from tests.security.forge import ABSENT
from tests.support import sql
from tests.support.issuer import FRONTEND, SUBJECT, Issuer
from tests.support.service import API, PASSWORD, Service
from tests.support.serving import serving

EMAIL = "ada@example.com"


async def audited(service: Service, action: str) -> list[Any]:
    statement = "SELECT * FROM audit_events WHERE action = :action ORDER BY sequence"
    return list(await sql.rows(service.application.database, statement, action=action))


async def test_the_first_request_makes_an_account_and_the_next_ones_find_it(
    frontend: Frontend, service: Service
) -> None:
    first = await frontend.me()
    assert first.status_code == 200, first.text
    account = first.json()
    assert (account["email"], account["email_verified"], account["role"]) == (EMAIL, True, "user")
    assert account["id"] != SUBJECT

    assert (await frontend.me()).json() == account
    (event,) = await audited(service, "user.created")
    assert details(event) == {"role": "user", "issuer": FRONTEND, "subject": SUBJECT}


async def test_the_longest_names_of_an_identity_can_be_read_in_the_audit_trail(
    settings: Settings, issuer: Issuer
) -> None:
    longest = "https://app.example/" + "x" * 180
    async with serving(settings, better_auth_issuer=longest) as service:
        issuer.clock = service.clock
        answer = await Frontend(service, issuer).me(iss=longest, sub="x" * 200 + "y" * 55)
        assert answer.status_code == 200
        admin = await service.admin()
        events = await service.http.get(f"{API}/audit-events", headers=admin.auth)

    assert events.status_code == 200, events.text
    recorded = events.json()["items"][-1]["details"]
    assert recorded == {
        **{"role": "user", "issuer": longest},
        **{"subject": "x" * 200, "subject_rest": "y" * 55},
    }


async def test_twenty_requests_of_a_new_person_at_once_make_one_account(
    frontend: Frontend, service: Service
) -> None:
    async def served() -> httpx.Response:
        """On a busy machine, who waits for a connection for 2 s is asked to come again."""
        while (answer := await frontend.me()).status_code == 503:
            await asyncio.sleep(0.1)
        return answer

    answers = await asyncio.gather(*(served() for _ in range(20)))

    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json()["id"] for answer in answers}) == 1
    for table in ("accounts", "identities"):
        rows = await sql.rows(service.application.database, f"SELECT * FROM {table}")
        assert len(rows) == 1
    assert len(await audited(service, "user.created")) == 1


async def test_two_people_of_one_address_in_turn_are_not_one(frontend: Frontend) -> None:
    assert (await frontend.me(sub="one")).status_code == 200

    assert (await frontend.me(sub="two")).json()["code"] == "identity_link_required"


async def test_a_changed_address_is_the_same_person(frontend: Frontend) -> None:
    before = (await frontend.me()).json()

    assert (await frontend.me(email="lovelace@example.com")).json() == before


@pytest.mark.parametrize("email", [EMAIL, "ADA@Example.com"])
async def test_an_address_that_is_the_same_proves_nothing(
    frontend: Frontend, service: Service, email: str
) -> None:
    person = await service.person(EMAIL)
    before = await sql.contents(service.application.database)

    answer = await frontend.me(email=email)

    assert (answer.status_code, answer.json()["code"]) == (403, "identity_link_required")
    assert await sql.contents(service.application.database) == before
    assert (await service.me(person)).status_code == 200


async def test_it_is_not_told_whether_the_address_has_an_account(
    frontend: Frontend, service: Service
) -> None:
    await service.person(EMAIL)
    taken = (await frontend.me()).json()
    unverified = (await frontend.me(email="nobody@example.com", emailVerified=False)).json()

    assert taken.pop("request_id") != unverified.pop("request_id")
    assert taken == unverified


async def test_a_registration_that_nobody_has_confirmed_gives_way(
    frontend: Frontend, service: Service
) -> None:
    """Else whoever registers an address keeps its owner out; and it must not keep the password."""
    await service.register(EMAIL, "of whoever was here first")
    mailed = service.mailbox.token(EMAIL)

    account = await frontend.me()

    assert account.status_code == 200, account.text
    assert (await service.token(EMAIL, "of whoever was here first")).status_code == 400
    confirmation = {"method": "token", "token": mailed}
    await service.post("/auth/email-verification/confirm", confirmation)
    assert (await service.token(EMAIL, "of whoever was here first")).status_code == 400


@pytest.mark.parametrize(
    "claims",
    [
        {"emailVerified": False},
        {"emailVerified": ABSENT},
        {"emailVerified": "true"},
        {"emailVerified": 1},
        {"email": "ada"},
        {"email": "ada@example.com\n"},
        {"email": "adá@example.com"},
        {"email": "a" * 250 + "@x.de"},
        {"email": "ada@example.com, eve@example.com"},
    ],
    ids=range(9),
)
async def test_without_an_address_that_the_issuer_has_verified_no_account_is_made(
    frontend: Frontend, service: Service, claims: dict[str, Any]
) -> None:
    answer = await frontend.me(**claims)

    assert (answer.status_code, answer.json()["code"]) == (403, "identity_link_required")
    assert await sql.rows(service.application.database, "SELECT * FROM accounts") == []


@pytest.mark.parametrize("email", [ABSENT, None, 7, "", "x" * 256])
async def test_a_verified_address_that_is_no_text_makes_no_account(
    frontend: Frontend, email: Any
) -> None:
    assert (await frontend.me(email=email)).json()["code"] == "identity_link_required"


@pytest.mark.parametrize("subject", ["a\0b", "a\ud800", "a\nb", "é", "x" * 256, "\x7f", ""])
async def test_a_subject_is_printable_ascii_or_the_token_is_none(
    frontend: Frontend, subject: str
) -> None:
    """OpenID Connect §2 has it so; and PostgreSQL keeps no NUL."""
    answer = await frontend.me(sub=subject)

    assert (answer.status_code, answer.json()["code"]) == (401, "invalid_token")


@pytest.mark.parametrize("email", ["a\0@example.com", "a\ud800@example.com"])
async def test_an_address_that_no_database_could_keep_makes_no_account(
    frontend: Frontend, email: str
) -> None:
    assert (await frontend.me(email=email)).json()["code"] == "identity_link_required"


async def test_nobody_gets_an_account_unless_it_is_asked_for(
    settings: Settings, issuer: Issuer
) -> None:
    async with serving(settings, external_provisioning="reject") as service:
        issuer.clock = service.clock
        answer = await Frontend(service, issuer).me()
        rows = await sql.rows(service.application.database, "SELECT * FROM accounts")

    assert (answer.status_code, answer.json()["code"]) == (403, "identity_link_required")
    assert rows == []


async def test_an_account_that_lost_the_race_is_undone(service: Service) -> None:
    """Two requests of one person at once, with two addresses: the second finds a link."""

    now = service.clock.now()

    def new(email: str) -> NewAccount:
        return NewAccount(
            id=uuid7(),
            email=email,
            password_hash=None,
            profile=Profile(),
            email_verified_at=now,
        )

    identity = ExternalIdentity(issuer=FRONTEND, subject=SUBJECT, email=EMAIL, issued_at=now)
    database = service.application.database
    assert await database.write(units.provision, identity, new(EMAIL), now)

    with pytest.raises(ServiceUnavailable):
        await database.write(units.provision, identity, new("other@example.com"), now)

    rows = await sql.rows(database, "SELECT email FROM accounts")
    assert [row.email for row in rows] == [EMAIL]


async def test_whoever_was_made_can_choose_a_password_and_sign_in_here(
    frontend: Frontend, service: Service
) -> None:
    before = (await frontend.me()).json()
    await service.post("/auth/password/forgot", {"email": EMAIL})
    await service.deliver()
    reset = {"token": service.mailbox.token(EMAIL), "new_password": PASSWORD}
    assert (await service.post("/auth/password/reset", reset)).status_code == 204

    person = await service.signed_in(EMAIL)

    assert (await service.me(person)).json()["id"] == before["id"]
    assert (await service.http.get(f"{API}/me/sessions", headers=person.auth)).status_code == 200
