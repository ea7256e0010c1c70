"""Whatever changes accounts is for admins: to nobody else, whomever it is about."""

from collections.abc import Awaitable, Callable

import httpx
import pytest

from generated.operations import OPERATIONS
from tests.features.calls import (
    NOBODY,
    create,
    delete,
    employed,
    end_sessions,
    made,
    missing_scope,
    own_id,
    patch,
    reinstate,
    start_reset,
    suspend,
)
from tests.support import sql
from tests.support.service import Person, Service

Call = Callable[[Service, Person, str], Awaitable[httpx.Response]]


async def create_admin(service: Service, actor: Person, _: str) -> httpx.Response:
    return await create(service, actor, "new@example.com", role="admin")


async def promote(service: Service, actor: Person, user_id: str) -> httpx.Response:
    return await patch(service, actor, user_id, {"role": "admin"})


RIGHTS: dict[str, tuple[Call, str]] = {
    "createUser": (create_admin, "users:write"),
    "updateUser": (promote, "users:write"),
    "deleteUser": (delete, "users:delete"),
    "suspendUser": (suspend, "users:write"),
    "reinstateUser": (reinstate, "users:write"),
    "endUserSessions": (end_sessions, "users:write"),
    "startPasswordReset": (start_reset, "users:write"),
}


@pytest.mark.parametrize(("call", "scope"), RIGHTS.values(), ids=RIGHTS)
async def test_who_is_no_admin_is_refused_whomever_it_is_about_and_nothing_is_written(
    service: Service, admin: Person, call: Call, scope: str
) -> None:
    bob, bob_id = await employed(service, admin)
    support = await service.support()
    suspended_id = (await made(service, admin, "eve@example.com"))["id"]
    await suspend(service, admin, suspended_id)
    before = await sql.contents(service.application.database)

    for person in (bob, support):
        for user_id in (bob_id, await own_id(service, person), suspended_id, NOBODY):
            assert missing_scope(await call(service, person, user_id)) == scope

    assert await sql.contents(service.application.database) == before


def test_every_operation_that_changes_accounts_is_tried() -> None:
    changing = {each.id for each in OPERATIONS if each.tag == "users" and each.method != "GET"}

    assert changing == set(RIGHTS)
