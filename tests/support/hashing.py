"""What the threads for passwords are asked to do, and how to keep them busy."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any

import pytest

from app.bootstrap import Application
from app.security.bounded_threads import BoundedThreads


@contextmanager
def recorded_work() -> Iterator[list[str]]:
    """The names of the functions that threads were given meanwhile: they run as always."""
    names: list[str] = []
    submit = BoundedThreads.submit

    def record(
        self: BoundedThreads, work: Callable[..., Any], *args: Any, **kwargs: Any
    ) -> Future[Any]:
        names.append(work.__name__)
        return submit(self, work, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BoundedThreads, "submit", record)
        yield names


@contextmanager
def no_free_thread(application: Application) -> Iterator[None]:
    """All threads for passwords are taken: whoever needs one waits until this ends."""
    release = threading.Event()
    try:
        for _ in range(application.settings.hash_workers):
            application.hasher.threads.submit(release.wait, 30)
        yield
    finally:
        release.set()
