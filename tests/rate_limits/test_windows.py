"""Limits that one process counts for itself."""

import pytest

from app.config import Quota
from app.rate_limits.windows import MemoryWindows

MINUTE = Quota(2, 60)


class Hands:
    """A clock that stands still until it is moved, in seconds."""

    def __init__(self) -> None:
        self.time = 1_000.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def clock() -> Hands:
    return Hands()


@pytest.fixture
def windows(clock: Hands) -> MemoryWindows:
    return MemoryWindows(clock)


async def test_the_attempt_beyond_the_quota_waits_for_the_end_of_the_window(
    windows: MemoryWindows, clock: Hands
) -> None:
    assert await windows.hit("key", MINUTE) is None
    clock.time += 59
    assert await windows.hit("key", MINUTE) is None
    assert await windows.hit("key", MINUTE) == 1_000


async def test_a_window_begins_with_the_first_attempt_after_the_last_one_ended(
    windows: MemoryWindows, clock: Hands
) -> None:
    for _ in range(3):
        await windows.hit("key", MINUTE)
    clock.time += 60
    for _ in range(2):
        assert await windows.hit("key", MINUTE) is None

    assert await windows.hit("key", MINUTE) == 60_000


async def test_a_refused_attempt_makes_nobody_wait_longer(
    windows: MemoryWindows, clock: Hands
) -> None:
    for _ in range(100):
        await windows.hit("key", MINUTE)
    clock.time += 60

    assert await windows.hit("key", MINUTE) is None


async def test_each_key_has_a_window_of_its_own(windows: MemoryWindows) -> None:
    once = Quota(1, 60)

    assert [await windows.hit(key, once) for key in ("one", "other", "one")] == [None, None, 60_000]


async def test_windows_that_ended_are_forgotten_whatever_their_length(
    windows: MemoryWindows, clock: Hands
) -> None:
    """Otherwise whoever has many addresses would fill the memory."""
    hour = Quota(1, 3_600)
    await windows.hit("of an hour", hour)
    for number in range(1_000):
        await windows.hit(f"of a minute {number}", MINUTE)
    assert len(windows) == 1_001

    clock.time += 60
    await windows.hit("another", MINUTE)

    assert len(windows) == 2
    assert await windows.hit("of an hour", hour) == 3_540_000
