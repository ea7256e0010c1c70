"""Requests are counted by what the contract calls them, never by what was sent."""

import pytest
from structlog.testing import capture_logs

from app.config import Settings
from app.main import create_app
from contract.runtime.operations import Operation
from generated.operations import OPERATIONS
from tests.http.calls import ada, call, named
from tests.support.metrics import read_of
from tests.support.service import API, Service
from tests.support.serving import serving

REQUESTS = "accord_http_requests_total"
DURATION = "accord_http_request_duration_seconds"


@pytest.mark.parametrize("operation", OPERATIONS, ids=named)
async def test_a_request_is_counted_by_operation_method_route_and_status(
    settings: Settings, operation: Operation
) -> None:
    async with serving(settings, metrics_port=1) as service:
        person = await ada(service)
        response = await call(service, operation, headers=person.auth)
        reading = read_of(service)

    method, route = operation.method, operation.path
    labels = {"operation": operation.id, "method": method, "route": route}
    assert reading.value(REQUESTS, **labels, status=str(response.status_code)) >= 1
    total = reading.value(REQUESTS, **labels)
    assert reading.value(f"{DURATION}_count", method=method, route=route) == total
    assert reading.value(f"{DURATION}_bucket", method=method, route=route, le="+Inf") == total
    assert reading.value(f"{DURATION}_sum", method=method, route=route) > 0


async def test_each_answer_adds_one(service: Service) -> None:
    for _ in range(3):
        await service.http.get("/health/live")

    assert read_of(service).value(REQUESTS, operation="getLiveness", status="200") == 3


async def test_what_a_stranger_sends_makes_no_series_of_its_own(service: Service) -> None:
    before = len(read_of(service).samples)
    with capture_logs():
        for number in range(20):
            await service.http.get(f"/{number}?token={number}")
            await service.http.get(f"{API}/users/{number}/canary")
            await service.http.request(f"METHOD{number}", f"/{number}")
            await service.http.request(f"METHOD{number}", f"{API}/me")
            await service.http.get(f"/problems/{number}")
            await service.http.get(f"/assets/{number}")
    reading = read_of(service)

    assert {(one["route"], one["method"], one["status"]) for one in reading.labels(REQUESTS)} == {
        ("unmatched", "GET", "404"),
        ("unmatched", "other", "404"),
        ("unmatched", "other", "405"),
        ("/problems/{code}", "GET", "404"),
        ("/assets/{name}", "GET", "404"),
    }
    assert len(reading.samples) - before < 100
    assert "METHOD" not in reading.text and "canary" not in reading.text


async def test_a_client_that_left_is_counted_as_not_answered(service: Service) -> None:
    async def hang_up() -> dict[str, object]:
        return {"type": "http.disconnect"}

    async def send(_: object) -> None:
        raise AssertionError("nobody is there to be answered")

    headers = [(b"host", b"a"), (b"content-type", b"application/json"), (b"content-length", b"9")]
    path = f"{API}/auth/register"
    scope = {
        "type": "http", "method": "POST", "path": path, "raw_path": path.encode(),
        "headers": headers, "query_string": b"", "http_version": "1.1", "client": ("192.0.2.7", 1),
    }  # fmt: skip
    await create_app(service.application.settings, service.application)(scope, hang_up, send)

    assert read_of(service).value(REQUESTS, operation="register", status="none") == 1


async def test_without_a_port_nothing_is_measured(settings: Settings) -> None:
    async with serving(settings) as service:
        response = await service.http.get("/health/live")

        assert response.status_code == 200
        assert service.application.metrics is None
