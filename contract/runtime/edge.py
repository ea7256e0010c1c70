"""What a generated router asks of the application: who calls, and was this call already made."""

from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

from fastapi.security import SecurityScopes
from starlette.requests import Request
from starlette.responses import Response

from contract.runtime.operations import Operation

P = TypeVar("P")


class Edge(Protocol[P]):
    """Implemented by the application; generated routers know nothing else of it."""

    async def principal(self, request: Request, scopes: SecurityScopes) -> P:
        """The caller, or a refusal when the token is absent, invalid or lacks one of `scopes`."""
        ...

    async def once(
        self,
        request: Request,
        operation: Operation,
        principal: P | None,
        key: str | None,
        call: Callable[[], Awaitable[Response]],
    ) -> Response:
        """The answer of `call`, or the stored one when `key` was used for the same request."""
        ...
