"""When a password counts as changed: once the account is held, whatever the clocks say."""

import asyncio
from collections.abc import Callable, Coroutine

import httpx
import pytest

from tests.support import sql
from tests.support.contention import held
from tests.support.service import PASSWORD, Person, Service, person_of

ADA = "ada@example.com"
NEW = "three quiet lighthouses"

Act = Callable[[Service, Person], Coroutine[None, None, httpx.Response]]


async def change(service: Service, ada: Person) -> httpx.Response:
    body = {"current_password": PASSWORD, "new_password": NEW}
    return await service.post("/me/password", body, ada)


async def reset(service: Service, _: Person) -> httpx.Response:
    body = {"token": service.mailbox.token(ADA), "new_password": NEW}
    return await service.post("/auth/password/reset", body)


async def queue_of(service: Service, length: int) -> None:
    """Wait until so many wait for a lock."""
    statement = "SELECT 1 FROM pg_locks WHERE NOT granted"
    for _ in range(200):
        if len(await sql.rows(service.application.database, statement)) >= length:
            return
        await asyncio.sleep(0.01)
    raise AssertionError("nobody waits")


# On PostgreSQL, where a change can wait for an account after it has begun.
@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
@pytest.mark.parametrize("act", [change, reset])
async def test_a_sign_in_that_was_stored_while_the_change_waited_is_ended(
    service: Service, act: Act
) -> None:
    ada = await service.person(ADA)
    await service.post("/auth/password/forgot", {"email": ADA})
    await service.deliver()
    service.clock.advance(seconds=2)
    async with held(service.application.database, "accounts"):
        signing_in = asyncio.create_task(service.token(ADA))
        await queue_of(service, 1)  # for the account, in front of the change
        service.clock.advance(seconds=-1)  # the change began first; only its transaction is late
        changing = asyncio.create_task(act(service, ada))
        await queue_of(service, 2)
        service.clock.advance(seconds=2)
    old, answer = await signing_in, await changing

    assert (old.status_code, answer.status_code) == (200, 204)
    assert (await service.me(person_of(ADA, PASSWORD, old))).status_code == 401


@pytest.mark.parametrize("act", [change, reset])
async def test_a_sign_in_by_a_clock_that_is_ahead_is_ended(service: Service, act: Act) -> None:
    ada = await service.person(ADA)
    await service.post("/auth/password/forgot", {"email": ADA})
    await service.deliver()
    service.clock.advance(seconds=20)
    old = await service.signed_in(ADA)
    service.clock.advance(seconds=-20)

    assert (await act(service, ada)).status_code == 204

    assert (await service.me(old)).status_code == 401
    assert (await service.refresh(old.refresh_token)).status_code == 400
    assert (await service.me(ada)).status_code == (200 if act is change else 401)


@pytest.mark.parametrize("act", [change, reset])
async def test_who_signs_in_after_a_clock_that_was_ahead_is_signed_in(
    service: Service, act: Act
) -> None:
    ada = await service.person(ADA)
    await service.post("/auth/password/forgot", {"email": ADA})
    await service.deliver()
    service.clock.advance(minutes=5)
    assert (await act(service, ada)).status_code == 204
    service.clock.advance(minutes=-5)

    new = await service.signed_in(ADA, NEW)

    assert (await service.me(new)).status_code == 200
    assert (await service.refresh(new.refresh_token)).status_code == 200
