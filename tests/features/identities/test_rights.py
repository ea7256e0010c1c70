"""What another issuer's person may do, and that what we decided of the account counts each time."""

from datetime import timedelta
from typing import Any

import pytest

from app.config import Settings
from app.errors import InvalidToken
from app.features.identities.domain import Linking
from app.security.external_tokens import ExternalIdentity
from tests.features.calls import own_id
from tests.features.identities.conftest import Frontend, details
from tests.security.forge import ABSENT
from tests.support import sql
from tests.support.issuer import FRONTEND, SUBJECT, Issuer
from tests.support.service import API, PASSWORD, Service
from tests.support.serving import serving

EMAIL = "ada@example.com"
REASON = {"reason": "a stolen phone"}


async def link(service: Service, subject: str = SUBJECT, email: str = EMAIL) -> Linking:
    return await service.application.identities.link(FRONTEND, subject, email)


async def change_password(service: Service) -> None:
    change = {"current_password": PASSWORD, "new_password": "a loom that weaves algebra"}
    person = await service.signed_in(EMAIL)
    assert (await service.post("/me/password", change, person)).status_code == 204


async def test_they_read_and_change_their_profile(frontend: Frontend) -> None:
    assert (await frontend.rename("Ada")).status_code == 200

    assert (await frontend.me()).json()["display_name"] == "Ada"


@pytest.mark.parametrize("role", ["user", "support", "admin"])
async def test_they_may_do_no_more_whatever_the_role_and_whatever_the_token_says(
    frontend: Frontend, service: Service, role: str
) -> None:
    await frontend.me()
    await sql.execute(service.application.database, "UPDATE accounts SET role = :role", role=role)
    claims = {"role": "admin", "scope": "users:read users:write", "permissions": ["*"]}
    token = frontend.issuer.token(**claims)

    assert (await frontend.me(token)).json()["role"] == role
    users = await service.http.get(f"{API}/users", headers=frontend.auth(token))
    assert (users.status_code, users.json()["code"]) == (401, "invalid_token")


@pytest.mark.parametrize("role", ["user", "support", "admin"])
async def test_they_have_two_scopes_whatever_an_operation_may_accept_one_day(
    frontend: Frontend, service: Service, role: str
) -> None:
    await frontend.me()
    await sql.execute(service.application.database, "UPDATE accounts SET role = :role", role=role)
    identity = ExternalIdentity(
        issuer=FRONTEND, subject=SUBJECT, email=None, issued_at=service.clock.now()
    )

    principal = await service.application.identities.principal_of(identity)

    assert principal.scopes == {"account:read", "account:write"}
    with pytest.raises(InvalidToken):
        _ = principal.session_id


async def test_what_the_issuer_says_of_bans_is_not_read(frontend: Frontend) -> None:
    assert (await frontend.me(banned=True)).status_code == 200


async def test_one_request_costs_one_statement(frontend: Frontend, service: Service) -> None:
    await frontend.me()
    with sql.recorded(service.application.database) as statements:
        assert (await frontend.me()).status_code == 200

    assert len([one for one in statements if not one.startswith("BEGIN")]) == 1


async def test_a_suspension_acts_on_the_next_request_also_for_new_tokens(
    frontend: Frontend, service: Service
) -> None:
    account = (await frontend.me()).json()
    admin = await service.admin()
    path = f"/users/{account['id']}/suspension"
    suspended = await service.http.put(f"{API}{path}", json=REASON, headers=admin.auth)
    assert suspended.status_code == 200, suspended.text
    before = await sql.contents(service.application.database)

    assert (await frontend.me()).json()["code"] == "invalid_token"
    service.clock.advance(seconds=60)
    assert (await frontend.rename("Eve")).json()["code"] == "invalid_token"
    assert await sql.contents(service.application.database) == before

    await service.http.delete(f"{API}{path}", headers=admin.auth)
    assert (await frontend.me()).status_code == 200


async def test_a_suspension_that_is_over_is_lifted_by_who_comes_back(
    frontend: Frontend, service: Service
) -> None:
    account = (await frontend.me()).json()
    admin = await service.admin()
    ends_at = (service.clock.now() + timedelta(hours=1)).isoformat().replace("+00:00", "Z")
    suspended = await service.http.put(
        f"{API}/users/{account['id']}/suspension",
        json={**REASON, "ends_at": ends_at},
        headers=admin.auth,
    )
    assert suspended.status_code == 200, suspended.text
    assert (await frontend.me()).status_code == 401
    service.clock.advance(hours=1)

    answer = await frontend.me()

    assert (answer.status_code, answer.json()["status"]) == (200, "active")
    rows = await sql.rows(
        service.application.database,
        "SELECT * FROM audit_events WHERE action = 'user.reinstated'",
    )
    assert len(rows) == 1


async def test_a_new_password_ends_the_tokens_that_came_before_it(
    frontend: Frontend, service: Service
) -> None:
    await service.person(EMAIL)
    assert await link(service) is Linking.LINKED
    service.clock.advance(seconds=31)
    old = frontend.issuer.token()
    assert (await frontend.me(old)).status_code == 200
    service.clock.advance(seconds=1)
    await change_password(service)

    assert (await frontend.me(old)).json()["code"] == "invalid_token"
    service.clock.advance(seconds=31)
    assert (await frontend.me(old)).json()["code"] == "invalid_token"
    assert (await frontend.me()).status_code == 200


@pytest.mark.parametrize("ahead", [1, 29, 30])
async def test_a_new_password_ends_them_also_when_the_clock_of_the_issuer_is_ahead(
    frontend: Frontend, service: Service, ahead: int
) -> None:
    """Whatever was made before, by our clock, is worth nothing for as long as it lives."""
    await service.person(EMAIL)
    assert await link(service) is Linking.LINKED
    service.clock.advance(seconds=60)
    now = int(service.clock.now().timestamp())
    old = frontend.issuer.token(iat=now + ahead, exp=now + ahead + 900)
    assert (await frontend.me(old)).status_code == 200
    await change_password(service)

    for _ in range(16):
        assert (await frontend.me(old)).json()["code"] == "invalid_token"
        service.clock.advance(seconds=60)


async def test_after_a_new_password_the_tokens_of_half_a_minute_are_refused_and_then_none(
    frontend: Frontend, service: Service
) -> None:
    """Nobody can tell them from those that a clock ahead of ours had made before."""
    await service.person(EMAIL)
    assert await link(service) is Linking.LINKED
    service.clock.advance(seconds=60)
    await change_password(service)

    service.clock.advance(seconds=29)
    assert (await frontend.me()).json()["code"] == "invalid_token"
    service.clock.advance(seconds=2)
    assert (await frontend.me()).status_code == 200


async def test_a_new_account_takes_each_token_that_the_issuer_made_before_and_that_holds(
    frontend: Frontend, service: Service
) -> None:
    """Two tabs, of which the one with the newer token came first."""
    now = int(service.clock.now().timestamp())
    assert (await frontend.me(iat=now + 30, exp=now + 930)).status_code == 200

    assert (await frontend.me(iat=now - 929, exp=now - 29)).status_code == 200


@pytest.mark.parametrize("email", [ABSENT, None, 7, "", "x" * 256])
async def test_who_is_linked_needs_no_address(frontend: Frontend, email: Any) -> None:
    before = (await frontend.me()).json()

    assert (await frontend.me(email=email, emailVerified=True)).json() == before


async def test_an_account_that_is_gone_takes_its_identity_along(
    frontend: Frontend, service: Service, settings: Settings
) -> None:
    await frontend.me()
    await sql.execute(service.application.database, "DELETE FROM accounts")
    assert await sql.rows(service.application.database, "SELECT * FROM identities") == []

    async with serving(settings, external_provisioning="reject") as strict:
        answer = await Frontend(strict, frontend.issuer).me()

    assert (answer.status_code, answer.json()["code"]) == (403, "identity_link_required")


async def test_revoking_their_token_does_nothing_and_says_nothing(
    frontend: Frontend, service: Service
) -> None:
    token = frontend.issuer.token()
    await frontend.me(token)

    revoked = await service.http.post(f"{API}/auth/revoke", data={"token": token})

    assert revoked.status_code == 200
    assert (await frontend.me(token)).status_code == 200


# --- linked by hand ---


async def test_who_is_linked_uses_the_account_that_was_there(
    settings: Settings, issuer: Issuer
) -> None:
    async with serving(settings, external_provisioning="reject") as service:
        issuer.clock = service.clock
        frontend = Frontend(service, issuer)
        person = await service.person(EMAIL)
        assert (await frontend.me()).status_code == 403
        service.clock.advance(seconds=31)

        assert [await link(service) for _ in range(2)] == [Linking.LINKED] * 2

        assert (await frontend.me()).json()["id"] == await own_id(service, person)
        events = await sql.rows(
            service.application.database,
            "SELECT * FROM audit_events WHERE action = 'user.updated'",
        )
        (event,) = events
        assert details(event) == {"fields": "identities", "issuer": FRONTEND, "subject": SUBJECT}


async def test_what_cannot_be_linked_is_told_and_left_alone(
    frontend: Frontend, service: Service
) -> None:
    await service.register("grace@example.com")
    await service.person("bob@example.com")
    await frontend.me()
    before = await sql.contents(service.application.database)

    assert await link(service, email="nobody@example.com") is Linking.NO_ACCOUNT
    assert await link(service, "another", "grace@example.com") is Linking.UNCONFIRMED
    assert await link(service, email="bob@example.com") is Linking.ANOTHER_ACCOUNT
    assert await sql.contents(service.application.database) == before
