"""`TRACES_URL`: a process sends its spans to a receiver, and the last of them when it ends."""

import json
import signal
import time
from pathlib import Path

import httpx

from tests.support.otlp import receiving
from tests.support.server import free_port, run, serving

TRACE, PARENT = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
SAMPLED = {"traceparent": f"00-{TRACE}-{PARENT}-01"}


def test_a_process_sends_its_spans_and_names_the_trace_in_its_log(folder: Path) -> None:
    # Longer than the test: what arrives was sent because the process ends.
    slow = {"OTEL_BSP_SCHEDULE_DELAY": "600000", "OTEL_RESOURCE_ATTRIBUTES": "zone=north"}
    with receiving() as receiver, serving(folder, TRACES_URL=receiver.url, **slow) as server:
        assert httpx.get(f"{server.url}/health/live", headers=SAMPLED).status_code == 200
        assert server.stop() in (0, -signal.SIGTERM)
        spans = {span.trace_id.hex(): span for span in receiver.spans}
        (resource,) = {str(each.resource) for each in receiver.requests[0].resource_spans}
        lines = [json.loads(line) for line in server.log.splitlines()]

    assert spans[TRACE].name == "GET /health/live"
    assert spans[TRACE].parent_span_id.hex() == PARENT
    assert all(word in resource for word in ("service.name", "accord", "zone", "north"))
    assert {line["operation"] for line in lines if line.get("trace_id") == TRACE} == {"getLiveness"}


def test_a_receiver_that_is_away_keeps_nobody_from_being_served(folder: Path) -> None:
    away = f"http://127.0.0.1:{free_port()}/v1/traces"
    with serving(folder, TRACES_URL=away, OTEL_BSP_SCHEDULE_DELAY="50") as server:
        for _ in range(20):
            assert httpx.get(f"{server.url}/health/live").status_code == 200
        began = time.monotonic()
        assert server.stop() in (0, -signal.SIGTERM)
        assert time.monotonic() - began < 15
        for line in server.log.splitlines():
            assert isinstance(json.loads(line), dict)


def test_what_fastapi_would_send_by_itself_is_not_sent(folder: Path) -> None:
    """The path and the query as they were sent, whenever the environment of a process says so."""
    with receiving() as receiver:
        asked = {
            "FASTAPI_OTEL_AUTO_CONFIGURE": "true",
            "OTEL_EXPORTER_OTLP_ENDPOINT": receiver.base,
        }
        with serving(folder, **asked, OTEL_BSP_SCHEDULE_DELAY="50") as server:
            assert httpx.get(f"{server.url}/canary?token=canary").status_code == 404
            server.stop()

        assert receiver.paths == []


def test_an_address_that_is_none_is_refused(folder: Path) -> None:
    settings = {"ENVIRONMENT": "development", "TRACES_URL": "collector:4318"}
    ended = run("serve", folder=folder, settings=settings)

    assert ended.returncode == 2 and ended.stderr.startswith("accord: TRACES_URL: ")
