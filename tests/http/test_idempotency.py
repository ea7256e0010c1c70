"""Idempotency-Key: a request that is repeated has one effect, and gets its first answer again."""

import asyncio
import hashlib
from contextlib import suppress
from datetime import UTC, datetime
from itertools import count
from uuid import UUID

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message
from structlog.testing import capture_logs

from app.config import Settings
from app.config.values import Quota
from app.features.accounts.domain import Account, AccountStatus, Principal, Profile, Role
from app.http.edge import HttpEdge
from contract.runtime.operations import Operation
from generated.operations import OPERATIONS, REGISTER, RESET_PASSWORD
from tests.support import sql
from tests.support.answers import pointers, visible
from tests.support.hashing import no_free_thread, recorded_work
from tests.support.service import API, PASSWORD, Service
from tests.support.serving import CLIENT, seen_from, serving, with_quotas

ADA = "ada@example.com"
KEY = "5e1f0c6a-2a4b-4d0e-9a53-7c1de0b2f911"
REPLAYED = "idempotency-replayed"


async def register(service: Service, email: str = ADA, key: str = KEY) -> httpx.Response:
    body = {"email": email, "password": PASSWORD}
    return await service.post("/auth/register", body, None, **{"Idempotency-Key": key})


async def promised_mails(service: Service) -> int:
    return len(await sql.rows(service.application.database, "SELECT id FROM outbox"))


async def forget_the_answer(service: Service) -> None:
    """Make the row look as if the process had died before it could answer."""
    statement = "UPDATE idempotency_keys SET status = NULL, headers = NULL, body = NULL"
    await sql.execute(service.application.database, statement)


async def until_it_waits(work: list[str]) -> None:
    """Until a request has come as far as the threads for passwords, all of which are taken."""
    async with asyncio.timeout(5):
        while not work:
            await asyncio.sleep(0.01)


def assert_code(response: httpx.Response, status: int, code: str) -> None:
    assert (response.status_code, response.json()["code"]) == (status, code), response.text


def principal(number: int) -> Principal:
    """Somebody who is calling."""
    now = datetime(2026, 11, 22, tzinfo=UTC)
    account = Account(
        id=UUID(int=number),
        email=ADA,
        is_email_verified=True,
        is_pending=False,
        profile=Profile(),
        preferences={},
        role=Role.USER,
        status=AccountStatus.ACTIVE,
        suspension=None,
        version=1,
        created_at=now,
        updated_at=now,
    )
    return Principal(account, UUID(int=9), frozenset())


async def no_body() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}


def test_the_operations_with_a_key_are_those_that_have_tests_of_it() -> None:
    """A new one wants tests of its own effect; createUser has them in its own file."""
    with_key = {operation.id for operation in OPERATIONS if operation.idempotency != "none"}

    assert with_key == {"register", "createUser"}


# --- the same again ---


async def test_a_repeated_request_gets_the_first_answer_and_has_no_second_effect(
    service: Service,
) -> None:
    first, second = await register(service), await register(service)

    assert (first.status_code, second.headers.pop(REPLAYED)) == (202, "true")
    assert visible(first) == visible(second)
    assert REPLAYED not in first.headers
    assert first.headers["x-request-id"] != second.headers["x-request-id"]
    assert await promised_mails(service) == 1


async def test_a_refusal_is_an_answer_too(service: Service) -> None:
    weak = {"email": ADA, "password": "password1234"}
    answers = [
        await service.post("/auth/register", weak, None, **{"Idempotency-Key": KEY})
        for _ in range(2)
    ]

    assert_code(answers[0], 422, "weak_password")
    assert answers[1].headers[REPLAYED] == "true"
    assert answers[1].content == answers[0].content


async def test_without_a_key_each_request_has_its_effect(service: Service) -> None:
    for _ in range(2):
        await service.post("/auth/register", {"email": ADA, "password": PASSWORD})

    assert await promised_mails(service) == 2
    assert not (await sql.contents(service.application.database))["idempotency_keys"]


async def test_another_body_under_the_same_key_is_refused(service: Service) -> None:
    await register(service)

    response = await register(service, "bob@example.com")

    assert_code(response, 422, "idempotency_key_reused")
    accounts = await sql.rows(service.application.database, "SELECT email FROM accounts")
    assert [row.email for row in accounts] == [ADA]


async def test_the_same_body_written_differently_is_another_body(service: Service) -> None:
    """The bytes decide: nobody has to guess what a server thinks equal."""
    await register(service)
    body = f'{{ "email": "{ADA}", "password": "{PASSWORD}" }}'

    response = await service.http.post(
        f"{API}/auth/register",
        content=body,
        headers={"Content-Type": "application/json", "Idempotency-Key": KEY},
    )

    assert_code(response, 422, "idempotency_key_reused")


async def test_while_the_first_is_being_answered_the_second_is_told_so(service: Service) -> None:
    with no_free_thread(service.application), recorded_work() as work:
        first = asyncio.create_task(register(service))
        await until_it_waits(work)
        second = await register(service)
        other = await register(service, "bob@example.com")
    answered, third = await first, await register(service)

    assert_code(second, 409, "idempotency_key_in_use")
    assert_code(other, 422, "idempotency_key_reused")
    assert (answered.status_code, third.headers[REPLAYED]) == (202, "true")
    assert await promised_mails(service) == 1


async def test_ten_at_once_have_one_effect(settings: Settings, database_url: str) -> None:
    quotas = with_quotas(settings, mail=Quota(100, 60), sign_up=Quota(100, 60))
    async with serving(settings, database_url=database_url, rate_limits=quotas) as service:
        answers = await asyncio.gather(*(register(service) for _ in range(10)))
        promised = await promised_mails(service)
        late = await register(service)

    effects = [one for one in answers if one.status_code == 202 and REPLAYED not in one.headers]
    assert (len(effects), promised) == (1, 1)
    assert {one.status_code for one in answers} <= {202, 409}
    assert (late.status_code, late.headers[REPLAYED]) == (202, "true")


async def test_two_processes_have_one_effect(settings: Settings, database_url: str) -> None:
    async with serving(settings, database_url=database_url) as one:
        async with serving(settings, database_url=database_url) as other:
            answers = await asyncio.gather(register(one), register(other))
            promised = await promised_mails(one)

    effects = [each for each in answers if each.status_code == 202 and REPLAYED not in each.headers]
    assert (len(effects), promised) == (1, 1)


# --- whose key it is ---


async def test_the_key_of_one_client_means_nothing_to_another(service: Service) -> None:
    await register(service)

    async with seen_from(service, "198.51.100.9") as elsewhere:
        other = await register(elsewhere, "bob@example.com")
        same = await register(elsewhere, "bob@example.com")

    assert (other.status_code, REPLAYED in other.headers) == (202, False)
    assert same.headers[REPLAYED] == "true"


async def test_the_keys_of_two_accounts_and_two_operations_never_meet(service: Service) -> None:
    """No operation asks for token and key yet; the edge is ready for it."""
    edge = HttpEdge(service.application.callers, service.application.idempotency)
    numbers = count()

    async def answer(operation: Operation, caller: Principal | None) -> bytes:
        async def call() -> Response:
            return Response(str(next(numbers)))

        request = Request({"type": "http", "headers": [], "path": operation.path}, no_body)
        response = await edge.once(request, operation, caller, KEY, call)
        return bytes(response.body)

    callers = [
        (REGISTER, principal(1)),
        (REGISTER, principal(2)),
        (RESET_PASSWORD, principal(1)),
        (REGISTER, None),
    ]
    first = [await answer(*caller) for caller in callers]
    second = [await answer(*caller) for caller in callers]

    assert first == second == [b"0", b"1", b"2", b"3"]


@pytest.mark.parametrize(
    "key",
    [
        "",
        "short",
        "fifteen-letters",
        "x" * 256,
        "a key with spaces",
        "tab\tin-the-middle",
        "é" * 16,
    ],
)
async def test_a_key_that_is_none_is_422_and_nothing_happens(service: Service, key: str) -> None:
    before = await sql.contents(service.application.database)
    headers = {b"Idempotency-Key": key.encode("latin-1"), b"Content-Type": b"application/json"}
    body = f'{{"email":"{ADA}","password":"{PASSWORD}"}}'

    response = await service.http.post(f"{API}/auth/register", content=body, headers=headers)

    assert set(pointers(response)) == {"header/Idempotency-Key"}
    assert await sql.contents(service.application.database) == before


async def test_two_keys_are_one_too_many(service: Service) -> None:
    headers = [("Idempotency-Key", KEY), ("Idempotency-Key", KEY[::-1])]
    body = {"email": ADA, "password": PASSWORD}

    response = await service.http.post(f"{API}/auth/register", json=body, headers=headers)

    assert_code(response, 400, "malformed_request")


@pytest.mark.parametrize("key", ["x" * 16, "~" * 255, '"quoted-as-in-the-draft"'])
async def test_any_visible_ascii_is_a_key(service: Service, key: str) -> None:
    await register(service, key=key)

    assert (await register(service, key=key)).headers[REPLAYED] == "true"


# --- time ---


async def test_a_key_is_kept_for_a_day_to_the_second(settings: Settings, database_url: str) -> None:
    async with serving(settings, database_url=database_url) as service:
        await register(service)
        service.clock.advance(hours=24, seconds=-1)
        kept = await register(service)
        service.clock.advance(seconds=1)
        over = await register(service)
        anew = await register(service)
        promised = await promised_mails(service)

    assert [REPLAYED in one.headers for one in (kept, over, anew)] == [True, False, True]
    assert promised == 2


async def test_after_a_day_the_key_may_carry_another_body(service: Service) -> None:
    await register(service)
    service.clock.advance(hours=24)

    response = await register(service, "bob@example.com")

    assert (response.status_code, REPLAYED in response.headers) == (202, False)


async def test_a_claim_whose_process_died_is_taken_over_after_a_minute(
    settings: Settings, database_url: str
) -> None:
    async with serving(settings, database_url=database_url) as service:
        await register(service)
        await forget_the_answer(service)
        service.clock.advance(seconds=59)
        early = await register(service)
        service.clock.advance(seconds=1)
        other_body = await register(service, "bob@example.com")
        taken_over = await register(service)
        after = await register(service)

    assert_code(early, 409, "idempotency_key_in_use")
    assert_code(other_body, 422, "idempotency_key_reused")
    assert (taken_over.status_code, REPLAYED in taken_over.headers) == (202, False)
    assert after.headers[REPLAYED] == "true"


async def test_of_two_that_find_a_dead_claim_one_takes_it_over(
    settings: Settings, database_url: str
) -> None:
    async with serving(settings, database_url=database_url) as service:
        await register(service)
        await forget_the_answer(service)
        service.clock.advance(seconds=60)
        await asyncio.gather(*(register(service) for _ in range(5)))
        promised = await promised_mails(service)

    assert promised == 2  # one of the request that died, one of those that came back


# --- what is no answer ---


async def test_a_request_that_met_a_limit_is_not_kept(service: Service) -> None:
    for _ in range(3):
        await service.post("/auth/register", {"email": ADA, "password": PASSWORD})
    refused = await register(service)
    service.clock.advance(minutes=61)

    response = await register(service)

    assert_code(refused, 429, "rate_limited")
    assert (response.status_code, REPLAYED in response.headers) == (202, False)


async def test_a_request_that_met_an_overload_is_not_kept(settings: Settings) -> None:
    async with serving(settings, hash_queue_limit=1, hash_workers=1) as service:
        with no_free_thread(service.application), recorded_work() as work:
            waiting = asyncio.create_task(register(service, "first@example.com", KEY[::-1]))
            await until_it_waits(work)
            refused = await register(service)
        assert (await waiting).status_code == 202
        response = await register(service)

    assert_code(refused, 503, "service_unavailable")
    assert (response.status_code, REPLAYED in response.headers) == (202, False)


async def test_a_request_that_met_a_mistake_of_ours_is_not_kept(service: Service) -> None:
    database = service.application.database
    await sql.execute(database, "ALTER TABLE outbox RENAME TO elsewhere")
    with capture_logs():
        refused = await register(service)
    await sql.execute(database, "ALTER TABLE elsewhere RENAME TO outbox")

    response = await register(service)

    assert_code(refused, 500, "internal_error")
    assert (response.status_code, REPLAYED in response.headers) == (202, False)


async def test_a_request_that_was_not_understood_uses_up_no_key(service: Service) -> None:
    refused = await register(service, "no address")

    response = await register(service)

    assert (refused.status_code, response.status_code) == (422, 202)


async def test_a_caller_who_leaves_does_not_block_the_retry(service: Service) -> None:
    with no_free_thread(service.application), recorded_work() as work:
        left = asyncio.create_task(register(service))
        await until_it_waits(work)
        left.cancel()
        with suppress(asyncio.CancelledError):
            await left

    response = await register(service)

    assert (response.status_code, REPLAYED in response.headers) == (202, False)


# --- what rests ---


async def test_nothing_in_the_table_tells_the_key_or_lets_a_password_be_guessed(
    service: Service,
) -> None:
    """The body holds a password: a plain digest of it could be tried a billion times a second."""
    response = await register(service)

    (row,) = await sql.rows(service.application.database, "SELECT * FROM idempotency_keys")
    stored = b"\n".join(value if isinstance(value, bytes) else str(value).encode() for value in row)
    body = response.request.content
    for secret in (KEY, PASSWORD, ADA, CLIENT):
        assert secret.encode() not in stored
    assert hashlib.sha256(body).digest() not in stored
    assert len(row.fingerprint) == 32
