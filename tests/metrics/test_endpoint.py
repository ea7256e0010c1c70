"""`GET /metrics`: on a port of its own, of `serve` and of `worker`, and only if it is wanted."""

import asyncio
import signal
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from prometheus_client import CollectorRegistry
from structlog.testing import capture_logs

from app.config import Misconfigured
from app.metrics import outbox
from tests.support.metrics import Reading
from tests.support.server import DEVELOPMENT, free_port, free_ports, run, serving, start
from tests.support.service import API, PASSWORD, Service


def scrape(port: int) -> Reading:
    response = httpx.get(f"http://127.0.0.1:{port}/metrics", timeout=10)
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/plain")
    return Reading(response.text)


def test_serve_offers_everything_on_the_other_port_and_nothing_on_its_own(tmp_path: Path) -> None:
    port = free_port()
    with serving(tmp_path, METRICS_PORT=str(port)) as server:
        assert httpx.get(f"{server.url}/metrics").status_code == 404
        reading = scrape(port)
        assert server.stop() in (0, -signal.SIGTERM)
        log = server.log

    assert reading.value("accord_http_requests_total", operation="getReadiness") >= 1
    assert reading.value("accord_http_requests_total", route="unmatched", status="404") == 1
    assert {
        "accord_http_request_duration_seconds_bucket",
        "accord_database_pool_in_use",
        "accord_hash_waiting",
        "accord_rate_limit_refusals_total",
        "accord_outbox_pending",
        "process_resident_memory_bytes",
        "python_gc_collections_total",
    } <= reading.names
    assert "Traceback" not in log


def test_the_worker_offers_what_it_has(tmp_path: Path) -> None:
    port = free_port()
    with serving(tmp_path, OUTBOX_IN_PROCESS="false") as server:
        body = {"email": "ada@example.com", "password": PASSWORD}
        assert httpx.post(f"{server.url}{API}/auth/register", json=body).status_code == 202
    worker = start(tmp_path, "worker", **DEVELOPMENT, METRICS_PORT=str(port))
    try:
        reading = _await_scrape(port)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(10) == 0
    finally:
        worker.kill()
        worker.wait()

    assert {"accord_outbox_lag_seconds", "accord_outbox_pending"} <= reading.names
    assert {"accord_database_pool_size", "process_open_fds"} <= reading.names


async def test_an_event_loop_that_is_stuck_is_no_reason_to_be_silent(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    metrics = service.application.metrics
    assert metrics is not None
    monkeypatch.setattr(outbox, "_PATIENCE_SECONDS", 0.05)
    with capture_logs(), ThreadPoolExecutor(1) as threads:
        async with metrics.serving() as port:
            reading = threads.submit(scrape, port).result(10)  # which holds the event loop

    assert reading.value("accord_hash_running") >= 0
    assert not {name for name in reading.names if name.startswith("accord_outbox")}


async def test_the_processes_of_one_service_share_a_range_of_ports(service: Service) -> None:
    first = service.application.metrics
    assert first is not None
    ports = free_ports(2)
    begin = ports[0]
    one, other, third = (
        replace(first, ports=ports, registry=CollectorRegistry()) for _ in range(3)
    )
    with capture_logs():
        async with one.serving() as taken, AsyncExitStack() as stack:
            second = await stack.enter_async_context(other.serving())
            with pytest.raises(Misconfigured, match=f"METRICS_PORT: .*:{begin + 1}: Address"):
                await stack.enter_async_context(third.serving())
            assert (taken, second) == (begin, begin + 1)
            for port in (taken, second):
                assert (await asyncio.to_thread(scrape, port)).value("accord_outbox_pending") == 0
        async with third.serving() as free_again:  # as a worker that replaces one that died
            assert free_again == begin


def test_by_default_only_this_machine_can_read_them(tmp_path: Path) -> None:
    port = free_port()
    with serving(tmp_path, METRICS_PORT=str(port), HOST="0.0.0.0"):
        with socket.socket() as elsewhere:
            elsewhere.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            # Another address of this machine is free: nobody listens on all of them.
            elsewhere.bind(("127.0.0.2", port))


def test_a_taken_port_is_one_clear_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        line = f"accord: METRICS_PORT: cannot listen on 127.0.0.1:{port}: Address already in use\n"
        settings = {**DEVELOPMENT, "PORT": str(free_port()), "METRICS_PORT": port}
        served = run("serve", folder=tmp_path, settings=settings)
        assert (served.returncode, served.stderr) == (2, line)
        assert not (tmp_path / "var").exists()
        worked = run("worker", folder=tmp_path, settings=settings)
        assert worked.returncode == 2 and worked.stderr.endswith(line)


def test_the_port_of_the_service_is_refused(tmp_path: Path) -> None:
    port = str(free_port())
    settings = {**DEVELOPMENT, "PORT": port, "METRICS_PORT": port}
    ended = run("serve", folder=tmp_path, settings=settings)

    assert (ended.returncode, ended.stderr) == (
        2,
        "accord: METRICS_PORT: the workers' ports, from it on, must not include PORT\n",
    )


@pytest.mark.parametrize(
    ("port", "metrics", "fault"),
    [
        ("8002", "8001", "the workers' ports, from it on, must not include PORT"),
        ("8000", "65535", "the workers' ports, from it on, end at 65535"),
    ],
)
def test_the_option_workers_is_held_to_the_same_rules(
    tmp_path: Path, port: str, metrics: str, fault: str
) -> None:
    settings = {**DEVELOPMENT, "PORT": port, "METRICS_PORT": metrics}
    ended = run("serve", "--workers", "2", folder=tmp_path, settings=settings)

    assert (ended.returncode, ended.stderr) == (2, f"accord: METRICS_PORT: {fault}\n")


def _await_scrape(port: int) -> Reading:
    transport = httpx.HTTPTransport(retries=8)  # it backs off: more than a minute in all
    with httpx.Client(transport=transport) as http:
        return Reading(http.get(f"http://127.0.0.1:{port}/metrics").text)
