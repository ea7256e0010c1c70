"""What can happen to any operation, done to each: it answers as the contract says it would."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

import httpx

from app.config import Settings
from app.config.values import Quota
from contract.runtime.operations import Operation
from generated.operations import OPERATIONS
from tests.http.calls import call, described, example_body, path_of
from tests.support.outages import database_away
from tests.support.service import Service
from tests.support.serving import serving

Ask = Callable[[Operation], Awaitable[httpx.Response]]


def promised(status: int) -> dict[str, int]:
    """The status for each operation that says it may answer so."""
    return {each.id: status for each in OPERATIONS if status in each.statuses}


async def answered(status: int, ask: Ask) -> dict[str, int]:
    """What those operations really answer."""
    promising = [operation for operation in OPERATIONS if status in operation.statuses]
    return {operation.id: (await ask(operation)).status_code for operation in promising}


async def send(
    service: Service,
    operation: Operation,
    content: bytes | AsyncIterator[bytes],
    headers: Mapping[str, str],
) -> httpx.Response:
    """A request with a body of one's own."""
    needed = {"If-Match": "*"} if "precondition_required" in operation.problems else {}
    return await service.http.request(
        operation.method, path_of(operation, {}), content=content, headers={**needed, **headers}
    )


async def test_a_header_that_occurs_twice_is_a_400(service: Service) -> None:
    async def ask(operation: Operation) -> httpx.Response:
        twice = [("Authorization", "Bearer a"), ("Authorization", "Bearer b")]
        path = path_of(operation, {})
        return await service.http.request(operation.method, path, headers=twice)

    assert await answered(400, ask) == promised(400)


async def test_a_body_that_does_not_end_is_a_408(settings: Settings) -> None:
    async def body(start: bytes) -> AsyncIterator[bytes]:
        yield start
        await asyncio.Event().wait()

    async def ask(operation: Operation) -> httpx.Response:
        example, media_type = example_body(operation)
        headers = {**admin.auth, "Content-Type": media_type or ""}
        return await send(service, operation, body(example[:1]), headers)

    async with serving(settings, body_timeout_seconds=0.01) as service:
        admin = await service.admin()
        assert await answered(408, ask) == promised(408)


async def test_a_body_that_is_too_large_is_a_413(service: Service) -> None:
    async def ask(operation: Operation) -> httpx.Response:
        _, media_type = example_body(operation)
        return await send(service, operation, body, {"Content-Type": media_type or ""})

    body = b"x" * (service.application.settings.max_body_bytes + 1)
    assert await answered(413, ask) == promised(413)


async def test_a_body_of_another_media_type_is_a_415(service: Service) -> None:
    async def ask(operation: Operation) -> httpx.Response:
        return await send(
            service, operation, example_body(operation)[0], {"Content-Type": "text/plain"}
        )

    assert await answered(415, ask) == promised(415)


async def test_a_query_that_an_operation_does_not_have_is_a_422(service: Service) -> None:
    async def ask(operation: Operation) -> httpx.Response:
        return await call(service, operation, query="?of_no_operation=1")

    assert await answered(422, ask) == promised(422)


async def test_a_quota_that_is_spent_is_a_429(settings: Settings) -> None:
    async def ask(operation: Operation) -> httpx.Response:
        await call(service, operation)
        return await call(service, operation)

    quotas = {group: Quota(1, 60) for group in settings.rate_limits}
    async with serving(settings, rate_limits=quotas) as service:
        assert await answered(429, ask) == promised(429)


async def test_a_mistake_of_ours_is_a_500(settings: Settings) -> None:
    """The mistake: the contract names limits, and nobody has given them quotas."""

    async def ask(operation: Operation) -> httpx.Response:
        return await call(service, operation)

    async with serving(settings, rate_limits={}) as service:
        assert await answered(500, ask) == promised(500)


async def test_a_database_that_is_away_is_a_503(service: Service) -> None:
    async def ask(operation: Operation) -> httpx.Response:
        return await call(service, operation, headers=admin.auth)

    admin = await service.admin()
    with database_away(service.application.settings):
        assert await answered(503, ask) == promised(503)


def test_what_can_happen_to_any_operation_is_promised_by_each() -> None:
    everywhere = {400, 429, 500}
    of_bodies = {408, 413, 415}
    for operation in OPERATIONS:
        has_body = "requestBody" in described(operation)
        assert operation.statuses >= everywhere | (of_bodies if has_body else set()), operation.id
