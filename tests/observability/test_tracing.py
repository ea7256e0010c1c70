"""What becomes of spans at the end of a process."""

import asyncio
from contextlib import suppress

import pytest

from app.observability import tracing
from app.observability.tracing import Traces

# As many as the library keeps: four of its batches.
SPANS = 2048


async def test_a_receiver_that_hangs_holds_up_the_end_for_little_more_than_one_delivery(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tracing, "_TIMEOUT_SECONDS", 0.5)
    deliveries = 0

    async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal deliveries
        deliveries += 1
        with suppress(ConnectionError):
            while await reader.read(65_536):
                pass
        writer.close()

    server = await asyncio.start_server(hang, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        traces = Traces.sent_to(f"http://127.0.0.1:{port}/v1/traces")
        for _ in range(SPANS):
            traces.tracer.start_span("a request").end()
        await traces.close()

    assert 1 <= deliveries <= 3, deliveries
