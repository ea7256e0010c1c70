"""Threads for work that holds a core for long: a few of them, and a queue with an end.

More hashes at once than cores only use more memory and finish later, and an endless queue turns a
flood of sign-ins into minutes of waiting for everyone. So the surplus is refused at once.
"""

import asyncio
import contextvars
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import ParamSpec, TypeVar

from app.errors import ServiceUnavailable

P = ParamSpec("P")
T = TypeVar("T")


class BoundedThreads:
    """`max_workers` threads, and room for `max_waiting` calls that wait for one."""

    def __init__(self, *, max_workers: int, max_waiting: int) -> None:
        if max_workers < 1 or max_waiting < 0:
            raise ValueError("max_workers must be at least 1, max_waiting at least 0")
        self.max_workers = max_workers
        self.max_waiting = max_waiting
        self._executor = ThreadPoolExecutor(max_workers, "crypto")
        self._lock = Lock()
        self._accepted = 0
        self._refused = 0

    @property
    def running(self) -> int:
        """How many calls have a thread."""
        return min(self._accepted, self.max_workers)

    @property
    def waiting(self) -> int:
        """How many calls wait for a thread."""
        return max(self._accepted - self.max_workers, 0)

    @property
    def refused(self) -> int:
        """How many calls found no room, since the start."""
        return self._refused

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The result of `work`, away from the event loop. Raises ServiceUnavailable when full."""
        return await asyncio.wrap_future(self.submit(work, *args, **kwargs))

    def submit(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Queues `work`, in order. Raises ServiceUnavailable when the queue is full or closed."""
        self._accept()
        context = contextvars.copy_context()  # the caller's log context (request id) goes along

        def call() -> T:
            return context.run(work, *args, **kwargs)

        try:
            future = self._executor.submit(call)
        except RuntimeError:  # closed: the service is stopping
            self._release()
            raise ServiceUnavailable from None
        # Freed when the thread is done, not when the caller has gone: a client that hangs up does
        # not stop its hash. One that still waits for a thread is cancelled and frees its place.
        future.add_done_callback(lambda _: self._release())
        return future

    async def close(self) -> None:
        """Finishes what was accepted, then ends the threads."""
        await asyncio.to_thread(self._executor.shutdown)

    def _accept(self) -> None:
        with self._lock:
            if self._accepted == self.max_workers + self.max_waiting:
                self._refused += 1
                raise ServiceUnavailable("Too many passwords are being checked. Try again soon.")
            self._accepted += 1

    def _release(self) -> None:
        with self._lock:
            self._accepted -= 1
