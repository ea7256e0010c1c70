"""What the generated routers ask of the application."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from fastapi.security import SecurityScopes
from starlette.requests import Request
from starlette.responses import Response

from app.features.accounts.domain import Principal
from app.http import idempotency
from app.http.authentication import Callers, authenticate
from app.observability import context
from contract.runtime.operations import Operation


@dataclass(frozen=True, slots=True)
class HttpEdge:
    """Implements `contract.runtime.edge.Edge`."""

    callers: Callers
    keys: idempotency.Keys

    async def principal(self, request: Request, scopes: SecurityScopes) -> Principal:
        """Who is calling, within the scopes that the contract names."""
        principal = await authenticate(request, scopes, self.callers)
        context.current().notes.actor = str(principal.account.id)
        return principal

    async def once(
        self,
        request: Request,
        operation: Operation,
        principal: Principal | None,
        key: str | None,
        call: Callable[[], Awaitable[Response]],
    ) -> Response:
        """The answer of `call`, or the kept one when the caller repeats a key."""
        if key is None:
            return await call()
        caller = str(principal.account.id) if principal else context.current().client.network
        return await idempotency.once(
            self.keys, request, operation, caller=caller, key=key, call=call
        )
