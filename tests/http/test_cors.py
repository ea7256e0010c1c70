"""Browsers of the origins that are named may call and read everything; all others nothing."""

from collections.abc import Mapping
from typing import Any

import httpx
import pytest
from structlog.testing import capture_logs

from app.config import Settings
from app.config.values import Quota
from contract.runtime.operations import Operation
from generated.operations import OPERATIONS
from tests.http.calls import EMAIL, ada, call, example_body, named, path_of
from tests.support import bundle, sql
from tests.support.service import API, Service
from tests.support.serving import serving, with_quotas

FRONTEND = "http://localhost:3000"
STRANGERS = [
    "http://evil.example", "https://localhost:3000", "http://localhost", "http://localhost:3001",
    "http://127.0.0.1:3000", "http://localhost:3000.evil.example", "http://evil-localhost:3000",
    "http://evil.example?http://localhost:3000", "http://user@localhost:3000",
    "http://LOCALHOST:3000", "http://localhost:3000/", "null", "*", "", "file://", ".*",
]  # fmt: skip
# Of what the contract promises, these a browser shows without being told (Fetch, §4.9.2).
READABLE_ANYWAY = {"cache-control"}


def assert_readable(response: httpx.Response) -> None:
    """The frontend may read the answer, and no cache gives it to another origin."""
    assert response.headers.get_list("access-control-allow-origin") == [FRONTEND]
    assert "Origin" in response.headers["vary"]
    assert "access-control-allow-credentials" not in response.headers


def assert_closed(response: httpx.Response) -> None:
    """No browser lets a page read the answer."""
    assert "access-control-allow-origin" not in response.headers
    assert "access-control-allow-credentials" not in response.headers
    assert "Origin" in response.headers["vary"]


def preflight_of(operation: Operation) -> dict[str, str]:
    """What a browser asks before it sends the call."""
    _, media_type = example_body(operation)
    headers = {*operation.headers, "x-request-id"}
    headers |= {"authorization"} if operation.scopes is not None else set()
    headers |= {"content-type"} if media_type else set()
    return {
        "Access-Control-Request-Method": operation.method,
        "Access-Control-Request-Headers": ",".join(sorted(headers)),
    }


def promised_headers() -> set[str]:
    """Every response header that the contract names."""
    return {
        name.lower()
        for _, _, operation in bundle.operations()
        for response in operation["responses"].values()
        for name in bundle.resolve(response).get("headers", {})
    }


@pytest.mark.parametrize("operation", OPERATIONS, ids=named)
async def test_the_frontend_calls_and_reads_every_operation(
    service: Service, operation: Operation
) -> None:
    person = await ada(service)

    assert_readable(await call(service, operation, headers={"Origin": FRONTEND, **person.auth}))


async def test_a_preflight_allows_what_each_operation_needs(service: Service) -> None:
    for operation in OPERATIONS:
        asked = preflight_of(operation)
        response = await service.http.options(
            path_of(operation, {}), headers={"Origin": FRONTEND, **asked}
        )

        assert response.status_code == 200, operation.id
        assert_readable(response)
        needed = set(asked["Access-Control-Request-Headers"].split(","))
        allowed = response.headers["access-control-allow-headers"].lower().split(", ")
        assert needed <= set(allowed), operation.id
        assert operation.method in response.headers["access-control-allow-methods"].split(", ")
        assert 0 < int(response.headers["access-control-max-age"]) <= 7200


async def test_a_preflight_of_a_stranger_is_refused(service: Service) -> None:
    for operation in OPERATIONS:
        asked = {"Origin": "http://evil.example", **preflight_of(operation)}
        response = await service.http.options(path_of(operation, {}), headers=asked)

        assert response.status_code == 400, operation.id
        assert_closed(response)


@pytest.mark.parametrize(
    "asked",
    [
        {"Access-Control-Request-Method": "TRACE"},
        {"Access-Control-Request-Method": "patch"},
        {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "x-evil"},
        {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "cookie"},
    ],
)
async def test_a_preflight_for_what_nothing_needs_is_refused(
    service: Service, asked: Mapping[str, str]
) -> None:
    response = await service.http.options(f"{API}/me", headers={"Origin": FRONTEND, **asked})

    assert response.status_code == 400


@pytest.mark.parametrize("origin", STRANGERS)
async def test_no_other_origin_reads_anything(service: Service, origin: str) -> None:
    person = await ada(service)
    answers = [
        await service.http.get(url, headers={"Origin": origin, **person.auth})
        for url in ("/health/live", f"{API}/me", "/nowhere", f"{API}/openapi.json")
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 404, 200]
    for answer in answers:
        assert_closed(answer)


@pytest.mark.parametrize(
    ("method", "url", "sent", "status"),
    [
        ("GET", f"{API}/me", {}, 401),
        ("GET", "/.well-known/jwks.json", {"If-None-Match": "*"}, 304),
        ("POST", f"{API}/auth/register", {}, 400),
        ("POST", f"{API}/auth/token", {"Content-Type": "application/x-www-form-urlencoded"}, 400),
        ("GET", f"{API}/me?x=1", {}, 422),
        ("PUT", f"{API}/me", {}, 405),
        ("GET", "/nowhere", {}, 404),
        ("GET", "/health/live", {"X-Large": "a" * 17_000}, 431),
    ],
)
async def test_the_frontend_reads_refusals_too(
    service: Service, method: str, url: str, sent: dict[str, Any], status: int
) -> None:
    response = await service.http.request(method, url, headers={"Origin": FRONTEND, **sent})

    assert response.status_code == status
    assert_readable(response)


async def test_the_frontend_reads_when_to_come_back_and_what_broke(settings: Settings) -> None:
    quotas = with_quotas(settings, public=Quota(1, 60))
    async with serving(settings, rate_limits=quotas) as service:
        await sql.execute(service.application.database, "DROP TABLE outbox")
        await sql.execute(service.application.database, "DROP TABLE alembic_version")
        ask = {"Origin": FRONTEND}
        with capture_logs():
            broken = await service.post("/auth/password/forgot", {"email": EMAIL}, None, **ask)
        away = await service.http.get("/health/ready", headers=ask)
        limited = await service.http.get("/health/ready", headers=ask)

    assert [each.status_code for each in (broken, away, limited)] == [500, 503, 429]
    for response in (broken, away, limited):
        assert_readable(response)


async def test_every_header_that_the_contract_promises_can_be_read(service: Service) -> None:
    response = await service.http.get("/health/live", headers={"Origin": FRONTEND})

    exposed = response.headers["access-control-expose-headers"].lower().split(", ")
    assert promised_headers() - READABLE_ANYWAY <= set(exposed)
    assert {"etag", "retry-after", "x-request-id", "ratelimit"} <= promised_headers()


async def test_a_cache_that_met_no_origin_keeps_its_answer_from_those_with_one(
    service: Service,
) -> None:
    for url in (f"{API}/openapi.json", "/.well-known/jwks.json", "/assets/docs.js"):
        response = await service.http.get(url)
        assert "Origin" in response.headers["vary"], url


async def test_a_preflight_counts_for_no_limit(settings: Settings) -> None:
    """Browsers send it unasked; nobody could tell a person why it was refused."""
    quotas = with_quotas(settings, read=Quota(1, 60))
    ask = {"Origin": FRONTEND, "Access-Control-Request-Method": "GET"}
    async with serving(settings, rate_limits=quotas) as service:
        statuses = [
            (await service.http.options(f"{API}/me", headers=ask)).status_code for _ in range(3)
        ]

    assert statuses == [200, 200, 200]


async def test_in_production_no_origin_is_trusted_unless_it_is_named(settings: Settings) -> None:
    production = settings.model_dump() | {"environment": "production"}
    del production["cors_origins"]
    async with serving(Settings.model_validate(production)) as service:
        assert_closed(await service.http.get("/health/live", headers={"Origin": FRONTEND}))


async def test_each_named_origin_gets_its_own_name(settings: Settings) -> None:
    origins = ("https://one.example", "https://two.example")
    async with serving(settings, cors_origins=origins) as service:
        answers = [
            await service.http.get("/health/live", headers={"Origin": origin})
            for origin in (*origins, FRONTEND)
        ]

    allowed = [answer.headers.get("access-control-allow-origin") for answer in answers]
    assert allowed == [*origins, None]
