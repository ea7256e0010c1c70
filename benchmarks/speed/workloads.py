"""What is asked of each contestant, and which figures come of it."""

import asyncio
import statistics
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.speed import people
from benchmarks.speed.contestant import Call, Contestant, Tokens
from benchmarks.speed.load import Crowd, Script, WrongAnswer, ask_once
from benchmarks.speed.processes import Running

CONNECTIONS = 32
_WARM_UP_SECONDS = 1.0

CPU = "CPU µs a request"
RATE = "requests/s"
P50, P99 = "p50 ms", "p99 ms"

Figures = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Play:
    """One contestant that runs, with people who have signed in, for so many seconds a workload."""

    contestant: Contestant
    server: Running
    readers: Sequence[Tokens]
    admin: Tokens
    seconds: float


# None: the contestant has no such thing.
Workload = Callable[[Play], Awaitable[Figures | None]]


async def me(play: Play) -> Figures:
    """Everybody reads their own account."""
    calls = [play.contestant.me(tokens) for tokens in play.readers]
    return await _repeat(play, calls)


async def users(play: Play) -> Figures | None:
    """An admin lists the newest fifty accounts."""
    call = play.contestant.users(play.admin)
    return None if call is None else await _repeat(play, [call])


async def _repeat(play: Play, calls: Sequence[Call]) -> Figures:
    for call in calls:
        answer = await ask_once(play.server.port, call.request)
        if answer.status != 200 or not call.is_right(answer.body):
            raise WrongAnswer(f"{play.contestant.name}: {answer.status} {answer.body[:300]!r}")
    return await _measure(play, [_always(calls[n % len(calls)]) for n in range(CONNECTIONS)])


def _always(call: Call) -> Script:
    return lambda _: call.request


async def _measure(play: Play, scripts: Sequence[Script]) -> Figures:
    async with Crowd(play.server.port, scripts) as crowd:
        await asyncio.sleep(_WARM_UP_SECONDS)
        crowd.tally.clear()
        cpu = play.server.cpu_seconds
        began = asyncio.get_running_loop().time()
        await asyncio.sleep(play.seconds)
        cpu = play.server.cpu_seconds - cpu
        passed = asyncio.get_running_loop().time() - began
        answered = list(crowd.tally.seconds)
    crowd.tally.require_all_right()
    return {CPU: cpu / len(answered) * 1e6, RATE: len(answered) / passed, **times(answered)}


def times(seconds: Sequence[float]) -> Figures:
    """The middle, and what one in a hundred takes longer than; in milliseconds."""
    if len(seconds) < 2:
        raise WrongAnswer(f"only {len(seconds)} answers: measure for longer")
    return {
        P50: statistics.median(seconds) * 1000,
        P99: statistics.quantiles(seconds, n=100, method="inclusive")[98] * 1000,
    }


ALL: Mapping[str, Workload] = {"GET me": me, "list of 50": users}


async def sign_in(contestant: Contestant, port: int, email: str) -> Tokens:
    """Somebody's tokens."""
    request = contestant.sign_in(email)
    if request is None:
        return contestant.tokens(email, b"")
    answer = await ask_once(port, request)
    if answer.status != 200:
        raise WrongAnswer(f"{contestant.name}: {answer.status} {answer.body[:300]!r}")
    return contestant.tokens(email, answer.body)


async def everybody(contestant: Contestant, port: int, count: int) -> list[Tokens]:
    """The tokens of the first so many people."""
    emails = map(people.address, range(1, count + 1))
    return await asyncio.gather(*(sign_in(contestant, port, email) for email in emails))
