"""The queues and limits of this process, read when somebody asks: nothing is done in between."""

from collections.abc import Iterator
from dataclasses import dataclass

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from app.db.database import Database
from app.rate_limits.limiter import RateLimiter
from app.security.bounded_threads import BoundedThreads


@dataclass(frozen=True, slots=True, eq=False)
class StateCollector(Collector):
    """Database, hash queue and limiter, which count for themselves."""

    database: Database
    hashing: BoundedThreads
    limiter: RateLimiter

    def collect(self) -> Iterator[Metric]:
        """One reading."""
        yield from _database(self.database)
        yield from _hashing(self.hashing)
        refusals = CounterMetricFamily(
            "accord_rate_limit_refusals",
            "Requests beyond the quota of a group of limits.",
            labels=("group",),
        )
        for group, count in self.limiter.refusals.items():
            refusals.add_metric((group,), count)
        yield refusals


def _database(database: Database) -> Iterator[Metric]:
    pool = ("pool",)
    size = GaugeMetricFamily(
        "accord_database_pool_size", "Connections that a pool may have.", labels=pool
    )
    in_use = GaugeMetricFamily("accord_database_pool_in_use", "Who has a connection.", labels=pool)
    waiting = GaugeMetricFamily(
        "accord_database_pool_waiting", "Who waits for a connection.", labels=pool
    )
    timeouts = CounterMetricFamily(
        "accord_database_pool_timeouts",
        "Who waited in vain, and was answered 503.",
        labels=pool,
    )
    for name, gate in database.gates.items():
        size.add_metric((name,), gate.width)
        in_use.add_metric((name,), gate.in_use)
        waiting.add_metric((name,), gate.waiting)
        timeouts.add_metric((name,), gate.timeouts)
    yield from (size, in_use, waiting, timeouts)


def _hashing(threads: BoundedThreads) -> Iterator[Metric]:
    yield GaugeMetricFamily(
        "accord_hash_workers", "Passwords that may be hashed at once.", threads.max_workers
    )
    yield GaugeMetricFamily(
        "accord_hash_running", "Passwords that are being hashed.", threads.running
    )
    yield GaugeMetricFamily(
        "accord_hash_waiting", "Passwords that wait to be hashed.", threads.waiting
    )
    yield CounterMetricFamily(
        "accord_hash_refused", "Passwords that found the queue full: answered 503.", threads.refused
    )
