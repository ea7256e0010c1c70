"""The mails that have not left, asked of the database when somebody asks us."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import structlog
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from app.clock import Clock
from app.outbox.dispatcher import Dispatcher
from app.outbox.domain import Backlog

# Less than Prometheus waits (10 s), so that the other measurements arrive when the database hangs.
_PATIENCE_SECONDS: Final = 5.0

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class OutboxCollector(Collector):
    """Reads the outbox in the event loop, on behalf of the thread that answers."""

    dispatcher: Dispatcher
    clock: Clock
    loop: asyncio.AbstractEventLoop

    def collect(self) -> Iterator[Metric]:
        """One reading; nothing at all while the database does not answer."""
        try:
            reading = asyncio.run_coroutine_threadsafe(self.dispatcher.backlog(), self.loop)
            yield from self._metrics(reading.result(_PATIENCE_SECONDS))
        except Exception as error:
            log.warning("outbox not measured", error=type(error).__name__)

    def _metrics(self, backlog: Backlog) -> Iterator[Metric]:
        yield GaugeMetricFamily(
            "accord_outbox_pending", "Mails that have not left yet.", backlog.pending
        )
        yield GaugeMetricFamily(
            "accord_outbox_abandoned", "Mails that were given up.", backlog.abandoned
        )
        yield GaugeMetricFamily(
            "accord_outbox_lag_seconds",
            "How long the oldest mail that is due has waited for a try.",
            self._seconds_since(backlog.oldest_available_at),
        )
        yield GaugeMetricFamily(
            "accord_outbox_oldest_seconds",
            "The age of the oldest mail that has not left, tries included.",
            self._seconds_since(backlog.oldest_created_at),
        )

    def _seconds_since(self, instant: datetime | None) -> float:
        """None at all for what is yet to come: a mail that waits for its next try."""
        return max((self.clock.now() - instant).total_seconds(), 0.0) if instant else 0.0
