"""Passwords: what a sign-in costs beyond its hash, and what it does to those who only read."""

import asyncio
import itertools
import json
import subprocess
import sys

from benchmarks.speed import people
from benchmarks.speed.contestant import Contestant
from benchmarks.speed.load import Crowd, Pace, Script
from benchmarks.speed.play import P50, P99, Figures, Play, times
from benchmarks.speed.processes import on_the_processor_of_the_server

AT_ONCE = 8
READS_A_SECOND = 50
_READING_CONNECTIONS = 32
_PATIENCE_SECONDS = 60

# bcrypt alone, at the cost of production: hashes a second, and processor seconds a hash.
_HASHING = """
import bcrypt, json, sys, time
salt, began, count = bcrypt.gensalt(12), time.perf_counter(), 0
while time.perf_counter() - began < float(sys.argv[1]):
    bcrypt.hashpw(b"seven green bicycles", salt)
    count += 1
print(json.dumps([count / (time.perf_counter() - began), time.process_time() / count]))
"""


async def throughput(play: Play) -> Figures | None:
    """Sign-ins without a pause, eight at once; pure hashing is the machine's, just before."""
    scripts = _scripts(play.contestant)
    if scripts is None:
        return None
    pure = _pure_hashing(play.seconds) if play.contestant.hashes_like_accord else None
    loop = asyncio.get_running_loop()
    cpu, began = play.server.cpu_seconds, loop.time()
    async with Crowd(play.server.port, scripts) as crowd:
        await asyncio.sleep(play.seconds)
    # With the last of those that had begun: there are few, and half of one would count.
    cpu, passed = play.server.cpu_seconds - cpu, loop.time() - began
    crowd.tally.require_all_right()
    count = len(crowd.tally.seconds)
    figures = {"CPU ms a sign-in": cpu / count * 1000, "sign-ins/s": count / passed}
    if pure is not None:
        rate, seconds = pure
        figures["part of CPU that hashes, %"] = 100 * seconds / (cpu / count)
        figures["of pure hashing, %"] = 100 * count / passed / rate
    return {**figures, P50: times(crowd.tally.seconds)[P50]}


async def storm(play: Play) -> Figures | None:
    """Reads of one's own account at 50 a second: alone, and while eight sign in without a pause."""
    scripts = _scripts(play.contestant)
    if scripts is None:
        return None
    alone = await _read(play)
    async with Crowd(play.server.port, scripts) as crowd:
        loop = asyncio.get_running_loop()
        began = loop.time()
        stormy = await _read(play)
        rate = len(crowd.tally.seconds) / (loop.time() - began)
    crowd.tally.require_all_right()
    return {
        "p99 ms alone": alone[P99],
        "p50 ms in the storm": stormy[P50],
        "p99 ms in the storm": stormy[P99],
        "p99 storm / alone": stormy[P99] / alone[P99],
        "sign-ins/s meanwhile": rate,
    }


async def _read(play: Play) -> Figures:
    pace = Pace(_READING_CONNECTIONS)
    call = play.contestant.me(play.readers[0])
    await pace.run(play.server.port, call.request, READS_A_SECOND, play.seconds)
    pace.tally.require_all_right()
    return times(pace.tally.seconds)


def _scripts(contestant: Contestant) -> list[Script] | None:
    """Each signs in another person each time, none of whom read."""
    if contestant.sign_in(people.ADMIN) is None:
        return None
    numbers = itertools.cycle(range(people.COUNT // 2, people.COUNT))

    def ask(_: bytes | None) -> bytes:
        request = contestant.sign_in(people.address(next(numbers)))
        assert request is not None
        return request

    return [ask] * AT_ONCE


def _pure_hashing(seconds: float) -> tuple[float, float]:
    """In one thread, which has the processor of the server."""
    with on_the_processor_of_the_server():
        process = subprocess.Popen(
            [sys.executable, "-c", _HASHING, str(seconds)], stdout=subprocess.PIPE
        )
    printed, _ = process.communicate(timeout=seconds + _PATIENCE_SECONDS)
    rate, cpu_seconds = json.loads(printed)
    return rate, cpu_seconds
