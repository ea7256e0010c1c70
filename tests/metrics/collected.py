"""One reading of a collector, without an application around it."""

from prometheus_client import CollectorRegistry
from prometheus_client.registry import Collector

from app.config import DEFAULT_RATE_LIMITS
from app.db.database import Database
from app.metrics.state import StateCollector
from app.rate_limits.limiter import RateLimiter
from app.rate_limits.windows import MemoryWindows
from app.security.bounded_threads import BoundedThreads
from tests.support.clock import MovableClock
from tests.support.metrics import Reading, read


def collected(database: Database, threads: BoundedThreads | None = None) -> Reading:
    """What is read of a database, and of threads if they are given."""
    threads = threads or BoundedThreads(max_workers=1, max_waiting=1)
    limiter = RateLimiter(database, MemoryWindows(), DEFAULT_RATE_LIMITS, MovableClock())
    return read_from(StateCollector(database, threads, limiter))


def read_from(collector: Collector) -> Reading:
    """One reading of this collector alone."""
    registry = CollectorRegistry()
    registry.register(collector)
    return read(registry)
