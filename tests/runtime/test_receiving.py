"""A body within its limits, message by message, as servers other than uvicorn may send it."""

import asyncio
from collections.abc import Iterable

import pytest
from starlette.types import Message, Receive

from contract.runtime.receiving import BoundedReceive
from contract.runtime.refusals import CLOSE_CONNECTION, Refusal

PATIENCE_SECONDS = 0.2


def body(text: bytes, *, more: bool) -> Message:
    return {"type": "http.request", "body": text, "more_body": more}


def arriving(messages: Iterable[Message], *, pause_seconds: float = 0.0) -> Receive:
    """Each message comes after a pause."""
    left = iter(messages)

    async def receive() -> Message:
        await asyncio.sleep(pause_seconds)
        return next(left)

    return receive


def bounded(receive: Receive, *, max_bytes: int = 4) -> BoundedReceive:
    return BoundedReceive(receive, max_bytes=max_bytes, timeout_seconds=PATIENCE_SECONDS)


async def test_a_body_may_take_some_time_and_have_all_its_bytes() -> None:
    messages = [body(b"ab", more=True), body(b"", more=True), body(b"cd", more=False)]
    receive = bounded(arriving(messages, pause_seconds=PATIENCE_SECONDS / 10))

    assert [await receive() for _ in messages] == messages


async def test_bytes_are_counted_over_all_messages() -> None:
    receive = bounded(arriving([body(b"ab", more=True), body(b"cde", more=False)]))
    await receive()

    with pytest.raises(Refusal) as refused:
        await receive()

    assert (refused.value.code, refused.value.headers) == ("payload_too_large", (CLOSE_CONNECTION,))
    assert refused.value.detail == "The body may have at most 4 bytes."


async def test_time_is_counted_from_the_first_read_to_the_last() -> None:
    messages = [body(b"a", more=True)] * 3
    receive = bounded(arriving(messages, pause_seconds=PATIENCE_SECONDS * 0.4))
    await receive()
    await receive()

    with pytest.raises(Refusal) as refused:
        await receive()

    assert (refused.value.code, refused.value.headers) == ("request_timeout", (CLOSE_CONNECTION,))


async def test_nothing_is_counted_before_the_first_read() -> None:
    receive = bounded(arriving([body(b"a", more=False)]))
    await asyncio.sleep(PATIENCE_SECONDS * 1.1)

    assert await receive() == body(b"a", more=False)


@pytest.mark.parametrize("last", [body(b"abcd", more=False), {"type": "http.request"}])
async def test_after_the_body_whatever_comes_may_take_its_time(last: Message) -> None:
    """Who waits for the client to hang up waits for as long as the answer takes."""
    gone: Message = {"type": "http.disconnect"}
    messages = iter([last, gone])

    async def receive() -> Message:
        message = next(messages)
        await asyncio.sleep(PATIENCE_SECONDS * 1.1 if message is gone else 0)
        return message

    limited = bounded(receive)

    assert [await limited(), await limited()] == [last, gone]
