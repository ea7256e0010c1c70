"""Answers from the examples: what the caller has chosen, and what nobody has written yet.

A request goes the whole way first: the gate, authentication, the decoding of the stub. Where a
handler would be called, the stand-in gives up by raising `FromContract`, and the middleware, which
stands right behind the gate, answers in its place.
"""

import json
from collections.abc import Awaitable, Callable, Mapping
from contextvars import ContextVar
from typing import Any, Final, ParamSpec, TypeVar

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from contract.mock import prefer
from contract.mock.examples import Example, Examples
from contract.runtime.operations import Operation

H = TypeVar("H")
P = ParamSpec("P")

PROBLEM_MEDIA_TYPE: Final = "application/problem+json"

_chosen: ContextVar[Example | None] = ContextVar("chosen_example", default=None)


class FromContract(Exception):
    """The answer to this request is an example of the contract."""


class ExampleAnswers:
    """ASGI middleware between the gate and the stubs.

    `occurrence` gives the members in which two problems of one kind differ, such as `instance`;
    `set_elsewhere` names the headers, in lower case, that other middleware adds to every answer.
    """

    def __init__(
        self,
        app: ASGIApp,
        examples: Examples,
        *,
        occurrence: Callable[[Scope], Mapping[str, str]],
        set_elsewhere: frozenset[str],
    ) -> None:
        self._app = app
        self._examples = examples
        self._occurrence = occurrence
        self._set_elsewhere = set_elsewhere

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection event."""
        operation: Operation | None = scope.get("contract.operation")
        if operation is None:
            await self._app(scope, receive, send)
            return
        preference = prefer.read(scope["headers"])
        chosen = self._examples.find(operation.id, preference) if preference else None
        _chosen.set(chosen)  # of this task, which serves this request alone
        try:
            await self._app(scope, receive, send)
        except FromContract:
            response = self._render(chosen or self._examples.default(operation.id), scope)
            if chosen and preference:
                response.headers["Preference-Applied"] = preference.applied
            await response(scope, receive, send)

    def _render(self, example: Example, scope: Scope) -> Response:
        value = example.value
        if example.media_type == PROBLEM_MEDIA_TYPE and isinstance(value, dict):
            value = {**value, **self._occurrence(scope)}
        content = (
            json.dumps(value, separators=(",", ":")).encode("ascii") if example.media_type else None
        )
        response = Response(content, example.status, media_type=example.media_type)
        for name, text in example.headers:
            if name.lower() not in self._set_elsewhere:
                response.headers[name] = text
        return response


def completed(handler: Callable[P, H]) -> Callable[P, H]:
    """The class `handler` with a stand-in for each operation of its tag.

    It gives way to the example that the caller has chosen, and stands in for what the class has
    left abstract: so an operation is there as soon as the contract has it.
    """
    cls: Any = handler
    operations = {
        name for base in cls.__mro__ for name in getattr(base, "__abstractmethods__", frozenset())
    }
    methods = {name: _stand_in(getattr(cls, name)) for name in operations}
    concrete: Callable[P, H] = type(cls)(cls.__name__, (cls,), {"__slots__": (), **methods})
    return concrete


def _stand_in(method: Callable[..., Awaitable[object]]) -> Callable[..., Awaitable[object]]:
    is_missing = getattr(method, "__isabstractmethod__", False)

    async def call(self: object, **arguments: object) -> object:
        if is_missing or _chosen.get() is not None:
            raise FromContract
        return await method(self, **arguments)

    return call
