"""Receiving a request body within its limits, whatever the client announced."""

import asyncio

from starlette.types import Message, Receive

from contract.runtime.refusals import payload_too_large, request_timeout


class BoundedReceive:
    """An ASGI receive that counts bytes and time from the first read to the end of the body.

    The clock starts when the application first asks for the body, so that the time of a token check
    or of a database is not charged to the client.
    """

    __slots__ = (
        "_complete",
        "_deadline",
        "_max_bytes",
        "_receive",
        "_received",
        "_timeout_seconds",
    )

    def __init__(self, receive: Receive, *, max_bytes: int, timeout_seconds: float) -> None:
        self._receive = receive
        self._max_bytes = max_bytes
        self._timeout_seconds = timeout_seconds
        self._deadline: float | None = None
        self._received = 0
        self._complete = False

    async def __call__(self) -> Message:
        """The next message; Refusal: payload_too_large or request_timeout."""
        if self._complete:
            return await self._receive()
        message = await self._receive_in_time()
        self._received += len(message.get("body", b""))
        if self._received > self._max_bytes:
            raise payload_too_large(self._max_bytes)
        self._complete = not message.get("more_body", False)
        return message

    async def _receive_in_time(self) -> Message:
        if self._deadline is None:
            self._deadline = asyncio.get_running_loop().time() + self._timeout_seconds
        try:
            async with asyncio.timeout_at(self._deadline):
                return await self._receive()
        except TimeoutError:
            raise request_timeout() from None
