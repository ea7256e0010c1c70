"""How many requests were answered, how, and in what time."""

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram

from app.observability.answers import Answer

# From the fastest read to two units of work that each met the deadline of the database.
_BUCKETS_SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
# What no route answers is counted in one place: whoever sends it chooses how many there are.
_UNMATCHED: Final = "unmatched"


class RequestMetrics:
    """Counts answers; what it counts into is looked up once for each kind of answer."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._answers = Counter(
            "accord_http_requests",
            "Requests, by operation of the contract (or page), method and status.",
            ("operation", "method", "route", "status"),
            registry=registry,
        )
        self._durations = Histogram(
            "accord_http_request_duration_seconds",
            "Time from the headers of a request to the end of its answer.",
            ("method", "route"),
            buckets=_BUCKETS_SECONDS,
            registry=registry,
        )
        self._known: dict[Answer, tuple[Counter, Histogram]] = {}

    def observe(self, answer: Answer, seconds: float) -> None:
        """Count one answer, and how long it took."""
        known = self._known.get(answer)
        if known is None:
            known = self._children(answer)
            if answer.known_method:  # others would be remembered without end
                self._known[answer] = known
        answers, durations = known
        answers.inc()
        durations.observe(seconds)

    def _children(self, answer: Answer) -> tuple[Counter, Histogram]:
        method = answer.known_method or "other"
        route = answer.route or _UNMATCHED
        status = str(answer.status) if answer.status else "none"
        return (
            self._answers.labels(answer.operation or "none", method, route, status),
            self._durations.labels(method, route),
        )
