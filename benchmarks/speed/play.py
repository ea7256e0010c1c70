"""One contestant while it plays: who has signed in, and the figures that describe its answers."""

import asyncio
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.speed import people
from benchmarks.speed.contestant import Contestant, Tokens
from benchmarks.speed.load import WrongAnswer, ask_once
from benchmarks.speed.processes import Running

CPU = "CPU µs a request"
RATE = "requests/s"
P50, P99 = "p50 ms", "p99 ms"

# What was measured → how much.
Figures = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Play:
    """A contestant that runs, people who have signed in, and how many seconds a workload has."""

    contestant: Contestant
    server: Running
    readers: Sequence[Tokens]
    admin: Tokens | None
    seconds: float


async def sign_in(contestant: Contestant, port: int, email: str) -> Tokens:
    """Somebody's tokens."""
    request = contestant.sign_in(email)
    if request is None:
        return contestant.tokens(email, b"")
    answer = await ask_once(port, request)
    if answer.status != 200:
        raise WrongAnswer(f"sign-in: {answer.status} {answer.body[:300]!r}")
    return contestant.tokens(email, answer.body)


async def sign_in_first(contestant: Contestant, port: int, count: int) -> list[Tokens]:
    """The tokens of the first so many people."""
    emails = map(people.address, range(1, count + 1))
    return await asyncio.gather(*(sign_in(contestant, port, email) for email in emails))


def times(seconds: Sequence[float]) -> Figures:
    """The middle, and what one in a hundred takes longer than; in milliseconds."""
    if len(seconds) < 2:
        raise WrongAnswer(f"only {len(seconds)} answers: measure for longer")
    return {
        P50: statistics.median(seconds) * 1000,
        P99: statistics.quantiles(seconds, n=100, method="inclusive")[98] * 1000,
    }
