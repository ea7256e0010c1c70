"""How a generated stub is called: straight from what the gate has found."""

import inspect
from collections.abc import Awaitable, Callable, Iterable, Iterator
from typing import Any, get_args

from fastapi.middleware.asyncexitstack import AsyncExitStackMiddleware
from fastapi.params import Security
from fastapi.routing import APIRoute, APIRouter, iter_route_contexts
from fastapi.security import SecurityScopes
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from contract.runtime.operations import Operation

Endpoint = Callable[[Request], Awaitable[Response]]


class StubRoute(APIRoute):
    """A route of FastAPI whose endpoint takes the request and, by `Security`, who is calling."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        super().__init__(path, endpoint, **options)
        self._call = _with_caller(endpoint)

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request for this operation.

        FastAPI would walk the tree of dependencies and open two exit stacks for each, a third of
        the function calls of a `GET /me`. Here the tree is known: its one dependency is called.
        """
        response = await self._call(Request(scope, receive))
        await response(scope, receive, send)


class Dispatch:
    """ASGI application behind the gate, which has found the operation: no route is looked for.

    What is no operation, and everything while dependencies are overridden, FastAPI routes and calls
    in its own way. Raises LookupError for an operation without a stub, and TypeError for a stub
    that was included with dependencies, which nobody would call.
    """

    def __init__(self, router: APIRouter, operations: Iterable[Operation]) -> None:
        self._router = AsyncExitStackMiddleware(router)
        stubs = dict(_stubs(router))
        self._stubs = {operation.id: stubs[operation.id] for operation in operations}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection event."""
        operation = scope.get("contract.operation")
        if operation is None or scope["app"].dependency_overrides:
            await self._router(scope, receive, send)
        else:
            await self._stubs[operation.id].answer(scope, receive, send)


def _stubs(router: APIRouter) -> Iterator[tuple[str, StubRoute]]:
    """The stubs of a router and of the routers in it, by operation."""
    for context in iter_route_contexts(router.routes):
        stub = context.original_route
        if isinstance(stub, StubRoute):
            if context.dependencies:
                raise TypeError(f"{stub.operation_id}: a stub takes no dependencies from a router")
            yield str(stub.operation_id), stub


def _with_caller(endpoint: Callable[..., Any]) -> Endpoint:
    """The endpoint as a function of the request alone."""
    parameters = inspect.signature(endpoint).parameters
    if "principal" not in parameters:
        return endpoint
    (security,) = [
        each for each in get_args(parameters["principal"].annotation) if isinstance(each, Security)
    ]
    caller_of: Any = security.dependency
    scopes = SecurityScopes(list(security.scopes or ()))

    async def call(request: Request) -> Response:
        response: Response = await endpoint(request, await caller_of(request, scopes))
        return response

    return call
