"""What is asked of each contestant as fast as it answers; the first line of each says what."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence

from benchmarks.speed import messages, sign_ins
from benchmarks.speed.contestant import Call, Contestant, Tokens
from benchmarks.speed.load import Crowd, Script, WrongAnswer, ask_once
from benchmarks.speed.play import CPU, RATE, Figures, Play, times

CONNECTIONS = 32
_WARM_UP_SECONDS = 2.0  # Node compiles what it has seen often enough

# None: the contestant has no such thing.
Workload = Callable[[Play], Awaitable[Figures | None]]


async def me(play: Play) -> Figures:
    """Eight people read their own accounts, on 32 connections."""
    return await _repeat(play, [play.contestant.me(tokens) for tokens in play.readers])


async def users(play: Play) -> Figures | None:
    """An admin lists the newest fifty accounts, on 32 connections."""
    call = play.admin and play.contestant.users(play.admin)
    return await _repeat(play, [call]) if call else None


async def static(play: Play) -> Figures:
    """What is open to everybody and needs no database, on 32 connections."""
    return await _repeat(play, [Call(messages.get(play.contestant.static_path), bool)])


async def refresh(play: Play) -> Figures | None:
    """Eight people refresh their tokens, each with the answer to the time before."""
    if any(play.contestant.refresh(tokens) is None for tokens in play.readers):
        return None
    return await _measure(play, [_chain(play.contestant, tokens) for tokens in play.readers])


ALL: Mapping[str, Workload] = {
    "me": me,
    "list": users,
    "static": static,
    "refresh": refresh,
    "sign-in": sign_ins.throughput,
    "storm": sign_ins.storm,
}


async def _repeat(play: Play, calls: Sequence[Call]) -> Figures:
    for call in calls:
        answer = await ask_once(play.server.port, call.request)
        if answer.status != 200 or not call.is_right(answer.body):
            raise WrongAnswer(f"{answer.status} {answer.body[:300]!r}")
    return await _measure(play, [_always(calls[n % len(calls)]) for n in range(CONNECTIONS)])


def _always(call: Call) -> Script:
    return lambda _: call.request


def _chain(contestant: Contestant, tokens: Tokens) -> Script:
    def ask(body: bytes | None) -> bytes:
        current = tokens if body is None else contestant.tokens(tokens.email, body)
        request = contestant.refresh(current)
        assert request is not None
        return request

    return ask


async def _measure(play: Play, scripts: Sequence[Script]) -> Figures:
    loop = asyncio.get_running_loop()
    async with Crowd(play.server.port, scripts) as crowd:
        await asyncio.sleep(_WARM_UP_SECONDS)
        crowd.tally.clear()
        cpu, began = play.server.cpu_seconds, loop.time()
        await asyncio.sleep(play.seconds)
        cpu, passed = play.server.cpu_seconds - cpu, loop.time() - began
        answered = list(crowd.tally.seconds)
    crowd.tally.require_all_right()
    by_time = times(answered)
    return {CPU: cpu / len(answered) * 1e6, RATE: len(answered) / passed, **by_time}
