"""Tells in each answer of a deprecated operation that it will go."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from contract.runtime.operations import Operation


class Announcing:
    """ASGI middleware; it stands around the problem renderer, so that refusals tell it too."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def announce(message: Message) -> None:
            # The gate has found the operation by now.
            operation: Operation | None = scope.get("contract.operation")
            is_start = message["type"] == "http.response.start"
            if is_start and operation is not None and operation.deprecation is not None:
                headers = [*message.get("headers", ()), *operation.deprecation.headers]
                message = {**message, "headers": headers}
            await send(message)

        await self.app(scope, receive, announce)
