"""Every operation against every kind of caller: what is not granted is refused, and writes nothing.

Generated from the contract: an operation that is added later is in here by itself.
"""

from collections.abc import Mapping
from dataclasses import replace

import httpx
import pytest

from app.config import Settings
from contract.runtime.operations import Operation
from generated.operations import OPERATIONS, ROLE_SCOPES
from tests.features.calls import own_id, patch
from tests.http.calls import (
    EMAIL,
    PASSWORD,
    PROTECTED,
    PUBLIC,
    ada,
    call,
    described,
    named,
    path_examples,
)
from tests.http.liars import CREDENTIALS, HEADERS, Liar, LiveForge
from tests.support import sql
from tests.support.server import NO_LIMITS
from tests.support.service import Person, Service
from tests.support.serving import seen_from, serving

# Whoever adds an operation without `security` must want it so much as to say so here.
OPEN_TO_EVERYBODY = {
    "register", "resendEmailVerification", "confirmEmail", "createToken", "revokeToken",
    "forgotPassword", "resetPassword", "getLiveness", "getReadiness", "getJwks",
    "getAuthorizationServer",
}  # fmt: skip
SCOPED = [
    pytest.param(operation, scope, id=f"{operation.id} without {scope}")
    for operation in PROTECTED
    for scope in operation.scopes or ()
]
WITH_IDS = [operation for operation in PROTECTED if path_examples(operation)]
# What a second session, or a second account, has of each kind of thing that a path can name.
IDS_OF = {
    "session_id": "SELECT id FROM sessions WHERE account_id = :account ORDER BY created_at",
    "user_id": "SELECT id FROM accounts WHERE id = :account",
}
# What belongs to one account alone; all accounts are open to whoever has the scope.
OWNED = [operation for operation in WITH_IDS if "user_id" not in path_examples(operation)]

Verdicts = dict[str, tuple[int, str | None]]


def verdict(response: httpx.Response) -> tuple[int, str | None]:
    """Status and code."""
    body = response.json() if response.content else {}
    return response.status_code, body.get("code")


async def on_all(service: Service, headers: Mapping[str, str]) -> Verdicts:
    """What each protected operation says to a caller with these headers; it must write nothing."""
    before = await sql.contents(service.application.database)
    verdicts = {
        operation.id: verdict(await call(service, operation, headers=headers))
        for operation in PROTECTED
    }
    assert await sql.contents(service.application.database) == before
    return verdicts


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def each(status: int, code: str) -> Verdicts:
    return {operation.id: (status, code) for operation in PROTECTED}


async def own_ids(service: Service, email: str) -> Mapping[str, str]:
    """An id of each kind that belongs to the account of `email`."""
    database = service.application.database
    (account,) = await sql.rows(
        database, "SELECT id FROM accounts WHERE email = :email", email=email
    )
    found = {
        name: await sql.rows(database, statement, account=account.id)
        for name, statement in IDS_OF.items()
    }
    return {name: dashed(str(rows[0].id)) for name, rows in found.items()}


def dashed(uuid: str) -> str:
    """SQLite keeps a UUID as 32 digits."""
    digits = uuid.replace("-", "")
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


# --- without a right to it ---


def test_what_needs_no_token_is_listed_here() -> None:
    assert {operation.id for operation in PUBLIC} == OPEN_TO_EVERYBODY


@pytest.mark.parametrize("operation", OPERATIONS, ids=named)
def test_an_operation_says_who_may_call_it(operation: Operation) -> None:
    security = described(operation)["security"]

    assert [list(scheme.values()) for scheme in security] == (
        [] if operation.scopes is None else [[list(operation.scopes)]]
    )


@pytest.mark.parametrize("operation", PUBLIC, ids=named)
async def test_a_public_operation_asks_for_no_token_and_looks_at_none(
    service: Service, operation: Operation
) -> None:
    without = await call(service, operation)
    with_garbage = await call(service, operation, headers=bearer("garbage"))

    assert without.status_code not in {401, 403}
    assert with_garbage.status_code == without.status_code


@pytest.mark.parametrize("operation", PROTECTED, ids=named)
async def test_the_calls_of_this_file_succeed_with_a_good_token(
    service: Service, operation: Operation
) -> None:
    """Else everything below would be refused for a reason of its own."""
    await service.person("bob@example.com")
    await ada(service)
    admin = await promoted(service, "admin")
    bobs = await own_ids(service, "bob@example.com")
    ids = {**await own_ids(service, EMAIL), "user_id": bobs["user_id"]}

    response = await call(service, operation, ids=ids, headers=admin.auth)

    assert response.is_success, response.text


@pytest.mark.parametrize("headers", HEADERS.values(), ids=HEADERS)
async def test_without_a_bearer_token_nothing_is_open(
    service: Service, headers: Mapping[str, str]
) -> None:
    person = await ada(service)
    headers = {
        name: value.format(token=person.access_token, refresh=person.refresh_token)
        for name, value in headers.items()
    }

    assert await on_all(service, headers) == each(401, "authentication_required")


async def test_what_the_forger_makes_without_a_lie_is_accepted(service: Service) -> None:
    """Else the tokens below would be refused for a reason of their own."""
    person = await ada(service)
    token = LiveForge(service.application.settings, person).token()

    response = await service.http.get("/api/v1/me", headers={"Authorization": f"bearer {token}"})

    assert response.status_code == 200


@pytest.mark.parametrize("credential", CREDENTIALS.values(), ids=CREDENTIALS)
async def test_a_token_that_is_wrong_in_one_thing_opens_nothing(
    service: Service, credential: Liar
) -> None:
    person = await ada(service)
    token = credential(service.application.settings, person, service.mailbox)

    assert await on_all(service, bearer(token)) == each(401, "invalid_token")


@pytest.mark.parametrize("operation", PROTECTED, ids=named)
async def test_a_token_in_the_query_is_never_read(service: Service, operation: Operation) -> None:
    """RFC 6750 §5.3: addresses end up in logs and histories."""
    person = await ada(service)
    before = await sql.contents(service.application.database)

    response = await call(service, operation, query=f"?access_token={person.access_token}")

    assert verdict(response) == (422, "validation_failed")
    assert person.access_token not in response.text
    assert await sql.contents(service.application.database) == before


@pytest.mark.parametrize(
    "operation", [operation for operation in PROTECTED if operation.method == "GET"], ids=named
)
async def test_head_is_no_way_around_a_token(service: Service, operation: Operation) -> None:
    response = await call(service, replace(operation, method="HEAD"))

    assert response.status_code == 401


# --- with less than it needs ---


@pytest.mark.parametrize(("operation", "scope"), SCOPED)
async def test_each_scope_that_is_missing_is_a_403_that_names_it(
    service: Service, operation: Operation, scope: str
) -> None:
    await service.confirmed(EMAIL, PASSWORD)
    await set_role(service, "admin")
    others = " ".join(sorted(ROLE_SCOPES["admin"] - {scope}))
    token = (await service.token(EMAIL, PASSWORD, scope=others)).json()["access_token"]
    before = await sql.contents(service.application.database)

    response = await call(service, operation, headers=bearer(token))

    assert verdict(response) == (403, "insufficient_scope")
    assert f'error="insufficient_scope", scope="{scope}"' in response.headers["www-authenticate"]
    assert await sql.contents(service.application.database) == before


@pytest.mark.parametrize("role", ROLE_SCOPES)
async def test_a_role_may_do_exactly_what_the_contract_gives_it(
    settings: Settings, role: str
) -> None:
    async with serving(settings, rate_limits=NO_LIMITS) as service:
        for operation in PROTECTED:
            email = f"{operation.id}@example.com".lower()
            await service.confirmed(email, PASSWORD)
            await set_role(service, role)
            person = await service.signed_in(email, PASSWORD)

            answer = await call(service, operation, headers=person.auth)

            is_granted = set(operation.scopes or ()) <= ROLE_SCOPES[role]
            assert (verdict(answer)[1] != "insufficient_scope") == is_granted, operation.id
            assert answer.status_code != 401, operation.id


async def test_a_demotion_acts_on_the_next_request(service: Service) -> None:
    await service.confirmed(EMAIL, PASSWORD)
    person = await promoted(service, "support")
    admin = await service.admin()
    reads = [operation for operation in PROTECTED if operation.method == "GET"]
    taken = {
        operation.id
        for operation in reads
        if not set(operation.scopes or ()) <= ROLE_SCOPES["user"]
    }
    assert await refused(service, reads, person) == set()

    demoted = await patch(service, admin, await own_id(service, person), {"role": "user"})

    assert demoted.status_code == 200, demoted.text
    assert await refused(service, reads, person) == taken != set()


async def refused(service: Service, operations: list[Operation], person: Person) -> set[str]:
    """Which of these operations a person may not call."""
    answers = {
        operation.id: await call(service, operation, headers=person.auth)
        for operation in operations
    }
    return {name for name, answer in answers.items() if verdict(answer)[1] == "insufficient_scope"}


# --- with what was right a moment ago ---


async def test_a_session_that_has_ended_opens_nothing(service: Service) -> None:
    person, other = await ada(service), await service.signed_in(EMAIL, PASSWORD)
    await service.http.delete("/api/v1/me/sessions", headers=other.auth)

    assert await on_all(service, person.auth) == each(401, "invalid_token")


async def test_a_token_that_was_revoked_opens_nothing(service: Service) -> None:
    person = await ada(service)
    await service.http.post("/api/v1/auth/revoke", data={"token": person.refresh_token})

    assert await on_all(service, person.auth) == each(401, "invalid_token")


async def test_a_suspended_account_opens_nothing(service: Service) -> None:
    person = await ada(service)
    await sql.execute(service.application.database, "UPDATE accounts SET status = 'suspended'")

    assert await on_all(service, person.auth) == each(401, "invalid_token")


async def test_an_account_that_is_gone_opens_nothing(service: Service) -> None:
    person = await ada(service)
    await sql.execute(service.application.database, "DELETE FROM accounts")

    assert await on_all(service, person.auth) == each(401, "invalid_token")


async def test_a_password_that_was_changed_elsewhere_ends_what_came_before(
    service: Service,
) -> None:
    person, other = await ada(service), await service.signed_in(EMAIL, PASSWORD)
    service.clock.advance(seconds=1)
    change = {"current_password": PASSWORD, "new_password": "a loom that weaves algebra"}
    assert (await service.post("/me/password", change, other)).status_code == 204

    assert await on_all(service, person.auth) == each(401, "invalid_token")
    assert (await service.me(other)).status_code == 200


async def test_a_token_is_refused_as_soon_as_it_and_the_leeway_are_over(service: Service) -> None:
    person = await ada(service)
    lifetime = service.application.settings.access_token_ttl_seconds
    service.clock.advance(seconds=lifetime + 28)
    assert (await service.me(person)).status_code == 200
    service.clock.advance(seconds=2)

    assert await on_all(service, person.auth) == each(401, "invalid_token")


# --- with somebody else's things ---


def test_every_id_in_a_path_is_known_here() -> None:
    """A new kind of id needs a statement that finds somebody else's."""
    assert {name for operation in WITH_IDS for name in path_examples(operation)} <= set(IDS_OF)


@pytest.mark.parametrize("operation", OWNED, ids=named)
async def test_what_belongs_to_somebody_else_is_not_there(
    service: Service, operation: Operation
) -> None:
    await service.person("bob@example.com")
    person = await ada(service)
    before = await sql.contents(service.application.database)

    theirs = await call(
        service, operation, ids=await own_ids(service, "bob@example.com"), headers=person.auth
    )
    nobodys = await call(service, operation, headers=person.auth)

    assert verdict(theirs) == verdict(nobodys) == (404, "not_found")
    assert await sql.contents(service.application.database) == before


@pytest.mark.parametrize("operation", PROTECTED, ids=named)
async def test_what_somebody_does_touches_nobody_else(
    service: Service, operation: Operation
) -> None:
    bob = await service.person("bob@example.com")
    await ada(service)
    person = await service.signed_in(EMAIL, PASSWORD)
    seen = (await service.me(bob)).content

    await call(service, operation, ids=await own_ids(service, EMAIL), headers=person.auth)

    async with seen_from(service, "198.51.100.9") as elsewhere:
        assert (await elsewhere.me(bob)).content == seen
        assert (await elsewhere.refresh(bob.refresh_token)).status_code == 200
        assert (await elsewhere.token("bob@example.com")).status_code == 200


async def promoted(service: Service, role: str) -> Person:
    await set_role(service, role)
    return await service.signed_in(EMAIL, PASSWORD)


async def set_role(service: Service, role: str) -> None:
    await sql.execute(service.application.database, "UPDATE accounts SET role = :role", role=role)
