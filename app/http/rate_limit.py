"""The first limit of every operation: the group that the contract names, per client network."""

from starlette.types import ASGIApp, Receive, Scope, Send

from app.observability import context
from app.rate_limits.limiter import RateLimiter
from contract.runtime.operations import Operation


class RateLimit:
    """ASGI middleware between the gate, which knows the operation, and the routers."""

    def __init__(self, app: ASGIApp, limiter: RateLimiter) -> None:
        self._app = app
        self._limiter = limiter

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        operation: Operation | None = scope.get("contract.operation")
        if operation is not None:
            await self._limiter.hit(operation.rate_limits[0], context.current().client.network)
        await self._app(scope, receive, send)
