"""Rounds: in each, every contestant plays once, in an order that chance decides."""

import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import uvloop

from benchmarks.speed import people
from benchmarks.speed.contestant import Contestant
from benchmarks.speed.load import WrongAnswer
from benchmarks.speed.play import Figures, Play, sign_in, sign_in_first
from benchmarks.speed.processes import DoesNotStart, Running, running
from benchmarks.speed.workloads import Workload
from tests.support.server import free_port

START, MEMORY = "start", "memory"
_READERS = 8  # who share the connections: a sign-in is expensive


@dataclass(frozen=True, slots=True)
class Result:
    """The figures of one contestant in one workload of one round; or why there are none."""

    round: int
    contestant: str
    workload: str
    figures: Figures
    failure: str = ""


def play(
    contestants: Sequence[Contestant],
    asked: Mapping[str, Workload],
    *,
    rounds: int,
    seconds: float,
) -> Iterator[Result]:
    """All results, as they come."""
    for number in range(1, rounds + 1):
        for contestant in random.sample(contestants, len(contestants)):  # nosec B311: no secret
            print(f"Round {number} of {rounds}: {contestant.title} ...", file=sys.stderr)
            turn = Turn(number, contestant, seconds)
            try:
                yield from turn.play(asked)
            except (DoesNotStart, WrongAnswer, TimeoutError) as failure:
                yield turn.failed(START, failure)


class Turn:
    """One contestant in one round: a fresh process, whose start is measured too."""

    def __init__(self, number: int, contestant: Contestant, seconds: float) -> None:
        self._number = number
        self._contestant = contestant
        self._seconds = seconds

    def play(self, asked: Mapping[str, Workload]) -> list[Result]:
        """What each workload came to."""
        port = free_port()
        program = self._contestant.program(port)
        with running(program, self._contestant.static_path, port) as server:
            first, idle = server.seconds_to_first_answer, server.memory_mib
            start = self._result(START, {"s to the first 200": first})
            results = uvloop.run(self._workloads(server, asked))
            memory = {"MiB idle": idle, "MiB after load": server.memory_mib}
            return [start, *results, self._result(MEMORY, memory)]

    def failed(self, workload: str, failure: Exception) -> Result:
        """A contestant that errs is not fast in it; the others go on."""
        told = f"{type(failure).__name__}: {failure}"
        return Result(self._number, self._contestant.name, workload, {}, told)

    def _result(self, workload: str, figures: Figures) -> Result:
        return Result(self._number, self._contestant.name, workload, figures)

    async def _workloads(self, server: Running, asked: Mapping[str, Workload]) -> list[Result]:
        stage = await self._stage(server)
        results = []
        for name, workload in asked.items():
            try:
                figures = await workload(stage)
            except (WrongAnswer, TimeoutError) as failure:
                results.append(self.failed(name, failure))
                continue
            if figures is not None:
                results.append(self._result(name, figures))
        return results

    async def _stage(self, server: Running) -> Play:
        contestant, admin = self._contestant, None
        readers = await sign_in_first(contestant, server.port, _READERS)
        if contestant.has_admin:
            admin = await sign_in(contestant, server.port, people.ADMIN)
        return Play(contestant, server, readers, admin, self._seconds)
