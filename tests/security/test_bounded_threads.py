"""Heavy work waits in a queue with an end, and what does not fit is refused at once."""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextvars import ContextVar

import pytest

from app.errors import ServiceUnavailable
from app.security.bounded_threads import BoundedThreads


class Gate:
    """Work that holds its thread until the test lets it go."""

    def __init__(self) -> None:
        self.opened = threading.Event()
        self.entered = 0

    def wait(self) -> int:
        self.entered += 1
        assert self.opened.wait(10)
        return self.entered


@pytest.fixture
async def threads() -> AsyncIterator[BoundedThreads]:
    threads = BoundedThreads(max_workers=1, max_waiting=2)
    yield threads
    await threads.close()


@pytest.fixture
def gate() -> Gate:
    return Gate()


async def until_entered(gate: Gate) -> None:
    while not gate.entered:
        await asyncio.sleep(0.001)


async def test_work_comes_back_from_another_thread(threads: BoundedThreads) -> None:
    assert await threads.run(threading.get_ident) != threading.get_ident()
    assert await threads.run(int, "ff", base=16) == 255


async def test_an_error_comes_back_and_frees_its_place(threads: BoundedThreads) -> None:
    for _ in range(10):
        with pytest.raises(ZeroDivisionError):
            await threads.run(divmod, 1, 0)


async def test_beyond_the_queue_work_is_refused_at_once_and_later_accepted_again(
    threads: BoundedThreads, gate: Gate
) -> None:
    accepted = [asyncio.ensure_future(threads.run(gate.wait)) for _ in range(3)]
    await until_entered(gate)
    for _ in range(5):
        with pytest.raises(ServiceUnavailable):
            await threads.run(gate.wait)
    gate.opened.set()
    assert len(await asyncio.gather(*accepted)) == 3
    assert await threads.run(len, "again") == 5
    assert (threads.running, threads.waiting, threads.refused) == (0, 0, 5)


async def test_a_caller_that_leaves_the_queue_frees_its_place(
    threads: BoundedThreads, gate: Gate
) -> None:
    accepted = [asyncio.ensure_future(threads.run(gate.wait)) for _ in range(3)]
    await until_entered(gate)
    accepted[2].cancel()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    late = asyncio.ensure_future(threads.run(len, "late"))
    await asyncio.sleep(0)
    gate.opened.set()
    assert await late == 4
    await asyncio.gather(*accepted[:2])
    assert gate.entered == 2


async def test_a_caller_that_leaves_does_not_free_the_thread_that_works_for_it(
    threads: BoundedThreads, gate: Gate
) -> None:
    accepted = [asyncio.ensure_future(threads.run(gate.wait)) for _ in range(3)]
    await until_entered(gate)
    accepted[0].cancel()
    await asyncio.sleep(0)
    with pytest.raises(ServiceUnavailable):
        await threads.run(gate.wait)
    gate.opened.set()
    await asyncio.gather(*accepted[1:])


async def test_the_log_context_goes_along(threads: BoundedThreads) -> None:
    request: ContextVar[str] = ContextVar("request")
    request.set("r-1")
    assert await threads.run(request.get) == "r-1"


async def test_closing_finishes_what_was_accepted_and_refuses_the_rest(gate: Gate) -> None:
    threads = BoundedThreads(max_workers=1, max_waiting=1)
    accepted = [asyncio.ensure_future(threads.run(gate.wait)) for _ in range(2)]
    await until_entered(gate)
    closing = asyncio.ensure_future(threads.close())
    gate.opened.set()
    assert len(await asyncio.gather(*accepted)) == 2
    await closing
    for _ in range(5):
        with pytest.raises(ServiceUnavailable):
            await threads.run(len, "x")


@pytest.mark.parametrize(("workers", "waiting"), [(0, 1), (1, -1)])
def test_a_pool_needs_a_thread(workers: int, waiting: int) -> None:
    with pytest.raises(ValueError, match="max_workers"):
        BoundedThreads(max_workers=workers, max_waiting=waiting)
