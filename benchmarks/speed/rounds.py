"""Rounds: in each, every contestant plays once, in an order that chance decides."""

import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import uvloop

from benchmarks.speed import people, workloads
from benchmarks.speed.contestant import Contestant
from benchmarks.speed.processes import Running, running
from benchmarks.speed.workloads import Figures, Play, Workload
from tests.support.server import free_port

_READERS = 8  # who share the connections: a sign-in is expensive


@dataclass(frozen=True, slots=True)
class Result:
    """The figures of one contestant in one workload of one round."""

    round: int
    contestant: str
    workload: str
    figures: Figures


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
            for workload, figures in _turn(contestant, asked, seconds):
                yield Result(number, contestant.name, workload, figures)


def _turn(
    contestant: Contestant, asked: Mapping[str, Workload], seconds: float
) -> list[tuple[str, Figures]]:
    """A fresh process for each turn: its start is measured too, and nobody idles beside it."""
    port = free_port()
    with running(contestant.program(port), contestant.static_path, port) as server:
        start = {
            "s to the first 200": server.seconds_to_first_answer,
            "MiB idle": server.memory_mib,
        }
        found = uvloop.run(_workloads(contestant, server, asked, seconds))
        return [("start", start), *found, ("after load", {"MiB": server.memory_mib})]


async def _workloads(
    contestant: Contestant, server: Running, asked: Mapping[str, Workload], seconds: float
) -> list[tuple[str, Figures]]:
    readers = await workloads.everybody(contestant, server.port, _READERS)
    admin = await workloads.sign_in(contestant, server.port, people.ADMIN)
    stage = Play(contestant, server, readers, admin, seconds)
    found = [(name, await workload(stage)) for name, workload in asked.items()]
    return [(name, figures) for name, figures in found if figures is not None]
