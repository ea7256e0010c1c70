"""Limits that all processes share in a real Valkey or Redis, and what happens without it."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from structlog.testing import capture_logs
from valkey.asyncio import Valkey

from app.config import Quota, Settings
from app.rate_limits.shared_windows import SharedWindows
from tests.fixtures_redis import RedisServer, redis_server
from tests.support import certificates
from tests.support.server import NO_LIMITS
from tests.support.service import Service
from tests.support.serving import serving

PASSWORD = "s3cret/@:"
# Far above what is promised, since machines are busy, and far below "it hangs".
SOON = 4.0


@pytest.fixture
def redis() -> Iterator[RedisServer]:
    with redis_server() as server:
        yield server


@asynccontextmanager
async def two_processes(url: str) -> AsyncIterator[tuple[SharedWindows, SharedWindows]]:
    """What two processes of the service hold."""
    one, other = SharedWindows(url), SharedWindows(url)
    yield one, other
    await one.close()
    await other.close()


async def share(one: SharedWindows, other: SharedWindows, key: str) -> bool:
    """Whether the second sees what the first has spent."""
    assert await one.hit(key, Quota(1, 60)) is None
    return await other.hit(key, Quota(1, 60)) is not None


async def test_a_burst_over_two_processes_is_counted_exactly(
    redis: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A busy machine may need longer for so many than a request would wait.
    monkeypatch.setattr("app.rate_limits.shared_windows.PATIENCE_SECONDS", 30)
    quota = Quota(50, 60)
    async with two_processes(redis.url) as windows:
        with capture_logs() as logs:
            waits = await asyncio.gather(*(each.hit("key", quota) for each in windows * 250))

    assert logs == []
    assert waits.count(None) == 50
    assert all(0 < wait <= 60_000 for wait in waits if wait is not None)


async def test_a_window_ends(redis: RedisServer) -> None:
    async with two_processes(redis.url) as (one, other):
        assert await one.hit("key", Quota(1, 1)) is None
        wait_ms = await other.hit("key", Quota(1, 1))
        assert wait_ms is not None
        await asyncio.sleep(1.1)
        assert await other.hit("key", Quota(1, 1)) is None


async def ask(service: Service) -> int:
    return (await service.http.get("/.well-known/jwks.json")).status_code


async def test_two_services_share_a_quota_in_all(settings: Settings, redis: RedisServer) -> None:
    shared = settings.model_copy(
        update={
            "redis_url": redis.url,
            "rate_limits": {**NO_LIMITS, "public": Quota(5, 60)},
        }
    )
    async with serving(shared) as one, serving(shared) as other:
        statuses = [await ask(service) for service in (one, other) * 3]
        refused = await other.http.get("/.well-known/jwks.json")

    assert statuses == [200] * 5 + [429]
    assert refused.headers["ratelimit-policy"] == '"public";q=5;w=60'
    assert 1 <= int(refused.headers["retry-after"]) <= 60


async def test_no_address_rests_in_it(settings: Settings, redis: RedisServer) -> None:
    async with serving(settings, redis_url=redis.url, client="203.0.113.77") as service:
        await ask(service)
    client = Valkey.from_url(redis.url)
    keys = await client.keys("*")
    await client.aclose()

    assert len(keys) == 1
    assert keys[0].startswith(b"accord:") and b"203.0.113" not in keys[0]


async def test_while_it_is_away_each_process_counts_for_itself_and_then_shares_again(
    redis: RedisServer,
) -> None:
    async with two_processes(redis.url) as (one, other):
        assert await share(one, other, "before")
        redis.stop()
        with capture_logs() as logs:
            assert not await share(one, other, "away")
            assert await one.hit("away", Quota(1, 60)) is not None

        assert [entry["event"] for entry in logs] == ["shared limits away"] * 2
        assert str(redis.port) not in str(logs)
        redis.start()
        await _until_shared(one, other)


async def _until_shared(one: SharedWindows, other: SharedWindows) -> None:
    deadline = time.monotonic() + 10
    attempt = 0
    while not await share(one, other, f"attempt {attempt}"):
        assert time.monotonic() < deadline
        attempt += 1
        await asyncio.sleep(0.1)


async def test_while_it_hangs_everybody_is_answered_and_then_it_is_used_again(
    redis: RedisServer,
) -> None:
    async with two_processes(redis.url) as (one, other):
        assert await share(one, other, "before")
        with redis.hanging():
            started = time.monotonic()
            waits = await asyncio.gather(*(one.hit("key", Quota(1000, 60)) for _ in range(200)))
            assert time.monotonic() - started < SOON

        assert waits == [None] * 200
        await _until_shared(one, other)


async def test_without_it_the_service_is_ready_and_signing_in_is_limited_exactly(
    settings: Settings, redis: RedisServer
) -> None:
    redis.stop()
    limits = {**NO_LIMITS, "sign-in": Quota(2, 60)}
    async with serving(settings, redis_url=redis.url, rate_limits=limits) as service:
        ready = await service.http.get("/health/ready")
        statuses = [(await service.token("ada@example.com")).status_code for _ in range(3)]

    assert ready.status_code == 200
    assert statuses == [400, 400, 429]


@pytest.mark.parametrize(("password", "is_right"), [(PASSWORD, True), ("guess", False)])
async def test_a_password_is_part_of_the_address(password: str, is_right: bool) -> None:
    with redis_server("--requirepass", PASSWORD) as redis:
        url = f"redis://:{quote(password, safe='')}@127.0.0.1:{redis.port}"
        async with two_processes(url) as (one, other):
            with capture_logs() as logs:
                assert await share(one, other, "key") is is_right

    assert PASSWORD not in str(logs) and "guess" not in str(logs)


@pytest.mark.parametrize(
    ("host", "is_trusted", "is_shared"),
    [("localhost", True, True), ("127.0.0.1", True, False), ("localhost", False, False)],
    ids=["verified", "another name", "nobody's authority"],
)
async def test_over_tls_only_with_whom_the_certificate_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, host: str, is_trusted: bool, is_shared: bool
) -> None:
    certificate = certificates.localhost(tmp_path)
    if is_trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with redis_server(certificate=certificate) as redis:
        async with two_processes(f"rediss://{host}:{redis.port}") as (one, other):
            assert await share(one, other, "key") is is_shared
