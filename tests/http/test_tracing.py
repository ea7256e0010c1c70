"""One span a request, named by the contract, in the trace of whoever asked; none by default."""

import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode
from structlog.testing import capture_logs

from app.observability.logging import _add_request_id
from app.observability.tracing import Traces
from contract.runtime.operations import Operation
from generated.operations import OPERATIONS
from tests.http.calls import call, named
from tests.support import sql
from tests.support.server import environment
from tests.support.service import API, Service
from tests.support.serving import client_of

TRACE, PARENT = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
SAMPLED = {"traceparent": f"00-{TRACE}-{PARENT}-01"}
# What a process that serves has loaded, by the names that must not be there.
LOADED = """
import sys
from pathlib import Path
from app.config import Settings
from app.main import create_app
create_app(Settings(environment="development", signing_keys_file=Path(sys.argv[1])))
print([name for name in sys.modules if name.startswith(
    ("opentelemetry.sdk", "opentelemetry.exporter", "app.http.tracing", "app.observability.tracing")
)])
"""


@dataclass
class Traced:
    """A service, and the spans that it has ended."""

    service: Service
    exporter: InMemorySpanExporter

    def span(self) -> ReadableSpan:
        """The only one since the last look."""
        (span,) = self.exporter.get_finished_spans()
        self.exporter.clear()
        return span


@pytest.fixture
async def traced(service: Service) -> AsyncIterator[Traced]:
    exporter = InMemorySpanExporter()
    traces = Traces(SimpleSpanProcessor(exporter), give_up=exporter.shutdown)
    async with client_of(service.application, traces=traces) as http:
        yield Traced(Service(http, service.application, service.clock, service.mailbox), exporter)
    await traces.close()


@pytest.mark.parametrize("operation", OPERATIONS, ids=named)
async def test_a_span_says_what_the_contract_calls_the_request_and_nothing_that_was_sent(
    traced: Traced, operation: Operation
) -> None:
    response = await call(traced.service, operation)
    span = traced.span()

    assert span.name == f"{operation.method} {operation.path}"
    assert span.kind is SpanKind.SERVER and span.parent is None
    assert span.attributes == {
        "http.request.method": operation.method,
        "http.route": operation.path,
        "http.response.status_code": response.status_code,
        "accord.operation": operation.id,
    }
    assert span.status.status_code is StatusCode.UNSET
    assert not span.events


async def test_a_trace_that_has_begun_elsewhere_goes_on(traced: Traced) -> None:
    await traced.service.http.get("/health/live", headers=SAMPLED)
    span = traced.span()

    assert span.context is not None and span.parent is not None
    assert f"{span.context.trace_id:032x}" == TRACE
    assert f"{span.parent.span_id:016x}" == PARENT and span.parent.is_remote


async def test_whoever_asked_may_say_that_it_is_not_worth_a_span(traced: Traced) -> None:
    await traced.service.http.get(
        "/health/live", headers={"traceparent": f"00-{TRACE}-{PARENT}-00"}
    )

    assert traced.exporter.get_finished_spans() == ()


@pytest.mark.parametrize("given", ["", "nonsense", f"00-{'0' * 32}-{PARENT}-01", "ÿ" * 60])
async def test_a_trace_that_cannot_be_read_is_begun_anew(traced: Traced, given: str) -> None:
    headers = [(b"traceparent", given.encode("latin-1"))]
    response = await traced.service.http.get("/health/live", headers=headers)
    span = traced.span()

    assert response.status_code == 200
    assert span.parent is None and span.context is not None and span.context.trace_id != 0


async def test_every_line_of_the_request_names_the_trace(traced: Traced) -> None:
    with capture_logs(processors=[_add_request_id]) as logs:
        await traced.service.http.get(
            f"{API}/me", headers={**SAMPLED, "Authorization": "Bearer nonsense"}
        )
    lines = [line for line in logs if "trace_id" in line]

    assert [line["event"] for line in lines] == ["access token refused", "request answered"]
    assert {line["trace_id"] for line in lines} == {TRACE}


@pytest.mark.parametrize(
    ("method", "path", "name", "route"),
    [
        ("GET", "/problems/canary", "GET /problems/{code}", "/problems/{code}"),
        ("GET", "/canary?token=canary", "GET", None),
        ("CANARY", "/canary", "HTTP", None),
        ("GET", f"{API}/me?access_token=canary", f"GET {API}/me", f"{API}/me"),
        ("HEAD", "/health/live", "HEAD /health/live", "/health/live"),
    ],
)
async def test_no_span_has_a_path_or_a_query(
    traced: Traced, method: str, path: str, name: str, route: str | None
) -> None:
    await traced.service.http.request(method, path)
    span = traced.span()

    assert (span.name, (span.attributes or {}).get("http.route")) == (name, route)
    assert "canary" not in span.to_json().lower()


async def test_what_failed_is_marked_and_its_words_are_not_told(traced: Traced) -> None:
    await sql.execute(traced.service.application.database, "DROP TABLE outbox")
    with capture_logs():
        await traced.service.post("/auth/password/forgot", {"email": "canary@example.com"})
    span = traced.span()

    assert span.status.status_code is StatusCode.ERROR
    assert (span.attributes or {})["error.type"] == "500"
    assert "canary" not in span.to_json() and "outbox" not in span.to_json()


def test_without_an_address_nothing_of_it_is_loaded(service: Service) -> None:
    keys = service.application.settings.signing_keys_file
    ended = subprocess.run(
        [sys.executable, "-c", LOADED, str(keys)],
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )

    assert ended.stdout == "[]\n"
