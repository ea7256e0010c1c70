"""`GET /metrics` on a port of its own, answered by a thread that the service does not notice."""

import asyncio
import errno
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from threading import Thread
from wsgiref.simple_server import WSGIServer

from prometheus_client import (
    CollectorRegistry,
    GCCollector,
    PlatformCollector,
    ProcessCollector,
    disable_created_metrics,
    start_http_server,
)

from app.clock import Clock
from app.config import Misconfigured
from app.metrics.outbox import OutboxCollector
from app.metrics.requests import RequestMetrics
from app.metrics.state import StateCollector
from app.outbox.dispatcher import Dispatcher


@dataclass(frozen=True, slots=True, kw_only=True)
class Metrics:
    """Everything that is measured in one process, and where it is offered."""

    host: str
    # The processes of one service share these: each takes the first that is free.
    ports: range
    registry: CollectorRegistry
    requests: RequestMetrics
    dispatcher: Dispatcher
    clock: Clock

    @classmethod
    def of(
        cls, state: StateCollector, dispatcher: Dispatcher, clock: Clock, *, host: str, ports: range
    ) -> "Metrics":
        """A registry of this application's own, so that two in one process do not meet."""
        # They double the series, and tell no more than when a label was first seen.
        disable_created_metrics()  # type: ignore[no-untyped-call]
        registry = CollectorRegistry()
        registry.register(state)
        ProcessCollector(registry=registry)
        PlatformCollector(registry=registry)
        GCCollector(registry=registry)
        return cls(
            host=host,
            ports=ports,
            registry=registry,
            requests=RequestMetrics(registry),
            dispatcher=dispatcher,
            clock=clock,
        )

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[int]:
        """Answer on the port that it gives, while the application runs in this event loop.

        Raises `Misconfigured`.
        """
        outbox = OutboxCollector(self.dispatcher, self.clock, asyncio.get_running_loop())
        server, thread = self._start()
        self.registry.register(outbox)
        try:
            yield server.server_port
        finally:
            await asyncio.to_thread(server.shutdown)
            server.server_close()
            thread.join()
            self.registry.unregister(outbox)

    def _start(self) -> tuple[WSGIServer, Thread]:
        for port in self.ports:
            try:
                return start_http_server(port, self.host, self.registry)
            except OSError as error:
                is_last = port == self.ports[-1]
                if error.errno != errno.EADDRINUSE or is_last:
                    line = f"METRICS_PORT: cannot listen on {self.host}:{port}: {error.strerror}"
                    raise Misconfigured([line]) from None
        raise ValueError("no port to listen on")
