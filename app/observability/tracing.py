"""Traces for OpenTelemetry: where spans go. Imported only where traces are wanted."""

import asyncio
from importlib.metadata import version
from typing import Final

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import OTELResourceDetector, Resource
from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Tracer

# How long one delivery may take, and so how long the end of the process waits for the last one.
_TIMEOUT_SECONDS: Final = 5


class Traces:
    """A provider of our own and not the global one, in which other libraries would join."""

    def __init__(self, processor: SpanProcessor) -> None:
        named = Resource({"service.name": "accord", "service.version": version("accord")})
        self._provider = TracerProvider(
            resource=named.merge(OTELResourceDetector().detect()), shutdown_on_exit=False
        )
        self._provider.add_span_processor(processor)

    @classmethod
    def sent_to(cls, url: str) -> "Traces":
        """Traces that a thread sends to an OTLP/HTTP receiver, in batches."""
        return cls(BatchSpanProcessor(OTLPSpanExporter(url, timeout=_TIMEOUT_SECONDS)))

    @property
    def tracer(self) -> Tracer:
        """What makes spans."""
        return self._provider.get_tracer("accord")

    async def close(self) -> None:
        """Send what is left, then end the thread."""
        await asyncio.to_thread(self._provider.shutdown)
