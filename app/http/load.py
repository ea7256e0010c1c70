"""Load shedding: beyond so many requests in flight, the next one is sent away at once."""

from starlette.types import ASGIApp, Receive, Scope, Send

from app.errors import ServiceUnavailable
from contract.runtime.operations import Operation


class LoadLimit:
    """ASGI middleware behind the gate. It counts requests, where uvicorn's own limit counts
    connections too: sixty idle ones would shut everybody out.

    The contract says who may be sent away: an operation that does not declare `service_unavailable`
    (health, keys, metadata) costs nothing worth refusing.
    """

    def __init__(self, app: ASGIApp, *, max_requests: int) -> None:
        self._app = app
        self._max_requests = max_requests
        self._in_flight = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _may_be_sent_away(scope["contract.operation"]):
            await self._app(scope, receive, send)
            return
        if self._in_flight >= self._max_requests:
            raise ServiceUnavailable("Too many requests are being worked on. Try again soon.")
        self._in_flight += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._in_flight -= 1


def _may_be_sent_away(operation: Operation | None) -> bool:
    return operation is None or "service_unavailable" in operation.problems
