"""Waiting for what becomes so by itself, and never for ever; and for a coroutine."""

import asyncio
import math
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
_PAUSE_SECONDS = 0.02


def until(
    is_so: Callable[[], bool],
    seconds: float = 20,
    otherwise: Callable[[], str] = lambda: "it did not become so",
) -> None:
    """Wait for what must become so; `otherwise` says what is wrong when it does not."""
    if seconds_until(is_so, at_most=seconds) == math.inf:
        raise AssertionError(otherwise())


def seconds_until(is_so: Callable[[], bool], *, at_most: float = 30) -> float:
    """How long something took to become so; infinity if it did not."""
    began = time.monotonic()
    while not is_so():
        if time.monotonic() - began > at_most:
            return math.inf
        time.sleep(_PAUSE_SECONDS)
    return time.monotonic() - began


def wait_for(make: Callable[[], Coroutine[object, object, T]]) -> T:
    """Run a coroutine to its end, also from a thread in which an event loop is running."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(make())).result()
