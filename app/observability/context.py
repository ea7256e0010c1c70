"""What is known of the request being answered, for logs and for the features that record it."""

import ipaddress
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Client:
    """Who is calling, as far as the network tells."""

    address: str
    user_agent: str | None

    @property
    def network(self) -> str:
        """The key for limits: an IPv4 address, or the /64 that one IPv6 customer holds."""
        return _network(self.address)


@lru_cache(maxsize=1024)
def _network(text: str) -> str:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return text
    if address.version == 4:
        return text
    return str(ipaddress.ip_network(f"{address}/64", strict=False))


@dataclass(slots=True)
class Notes:
    """What comes of a request, noted by the rooms that find out, for its line in the access log."""

    # The id of the account that asked.
    actor: str | None = None
    # The newest event that the request wrote to the audit trail.
    action: str | None = None
    # The code of the problem that it was answered with.
    problem: str | None = None
    # The template of a page that stands beside the contract.
    page: str | None = None


@dataclass(frozen=True, slots=True)
class RequestContext:
    """One request: its id, its client, and what comes of it."""

    request_id: str
    client: Client
    # Of the trace that the request belongs to, where traces are made.
    trace_id: str | None = None
    notes: Notes = field(default_factory=Notes)


_current: ContextVar[RequestContext | None] = ContextVar("request_context", default=None)


def enter(context: RequestContext) -> None:
    """Make `context` the current one for the rest of this task."""
    _current.set(context)


def current() -> RequestContext:
    """The current request, or a placeholder outside of any (the worker, the CLI)."""
    return _current.get() or RequestContext("none", Client("unknown", None))
