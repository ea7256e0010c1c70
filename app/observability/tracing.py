"""Traces for OpenTelemetry: where spans go. Imported only where traces are wanted."""

import asyncio
from collections.abc import Callable
from importlib.metadata import version
from typing import Final

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import OTELResourceDetector, Resource
from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Tracer

# How long one delivery may take; and, at the end of the process, all that are still to be made.
_TIMEOUT_SECONDS: Final = 5


class Traces:
    """A provider of our own and not the global one, in which other libraries would join."""

    def __init__(self, processor: SpanProcessor, *, give_up: Callable[[], None]) -> None:
        named = Resource({"service.name": "accord", "service.version": version("accord")})
        self._provider = TracerProvider(
            resource=named.merge(OTELResourceDetector().detect()), shutdown_on_exit=False
        )
        self._provider.add_span_processor(processor)
        self._give_up = give_up

    @classmethod
    def sent_to(cls, url: str) -> "Traces":
        """Traces that a thread sends to an OTLP/HTTP receiver, in batches."""
        exporter = OTLPSpanExporter(url, timeout=_TIMEOUT_SECONDS)
        return cls(BatchSpanProcessor(exporter), give_up=exporter.shutdown)

    @property
    def tracer(self) -> Tracer:
        """What makes spans."""
        return self._provider.get_tracer("accord")

    async def close(self) -> None:
        """Send what can be sent in time, then end the thread.

        The library would wait for 30 s, and send four batches of 5 s each to a receiver that hangs.
        """
        late = asyncio.get_running_loop().call_later(_TIMEOUT_SECONDS, self._give_up)
        await asyncio.to_thread(self._provider.shutdown)
        late.cancel()
