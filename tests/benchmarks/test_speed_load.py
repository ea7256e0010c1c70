"""The load generator, against a small real server that answers as it is told."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from benchmarks.speed import messages
from benchmarks.speed.load import Crowd, Pace, WrongAnswer, ask_once

HELLO = messages.get("/")
# The bytes that a server answers to the first request, the second, ...; none end the connection.
Answers = Callable[[int], bytes]


def plain(body: str, status: int = 200) -> bytes:
    return f"HTTP/1.1 {status} x\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()


def chunked(*parts: str) -> bytes:
    chunks = "".join(f"{len(part):x}\r\n{part}\r\n" for part in parts)
    return f"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}0\r\n\r\n".encode()


class SmallServer:
    """Takes one request after the other on each connection, and remembers them."""

    def __init__(self, answers: Answers) -> None:
        self.port = 0
        self.asked: list[bytes] = []
        self.connections = 0
        self.stall = asyncio.Event()
        self.stall.set()
        self._answers = answers

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while True:
                self.asked.append(await reader.readuntil(b"\r\n\r\n"))
                answer = self._answers(len(self.asked))
                await self.stall.wait()
                if not answer:
                    return
                writer.write(answer)
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            writer.close()


@asynccontextmanager
async def answering(answers: Answers) -> AsyncIterator[SmallServer]:
    small = SmallServer(answers)
    server = await asyncio.start_server(small.talk, "127.0.0.1", 0)
    async with server:
        small.port = server.sockets[0].getsockname()[1]
        yield small


async def test_each_connection_is_kept_and_asks_without_a_pause() -> None:
    async with answering(lambda _: plain("hello")) as server:
        async with Crowd(server.port, [lambda _: HELLO] * 4) as crowd:
            while len(crowd.tally.seconds) < 100:
                await asyncio.sleep(0.01)

    crowd.tally.require_all_right()
    assert server.connections == 4
    # The last of each connection was waited for: none was asked and not counted.
    assert len(crowd.tally.seconds) == len(server.asked)


async def test_a_script_sees_the_whole_answer_before_it_asks_again() -> None:
    seen: list[bytes | None] = []

    def ask(body: bytes | None) -> bytes:
        seen.append(body)
        return HELLO

    async with answering(lambda number: chunked("answer ", str(number))) as server:
        async with Crowd(server.port, [ask]) as crowd:
            while len(seen) < 3:
                await asyncio.sleep(0.01)

    crowd.tally.require_all_right()
    assert seen[:3] == [None, b"answer 1", b"answer 2"]


async def test_what_was_answered_before_the_warm_up_ended_does_not_count() -> None:
    async with answering(lambda _: plain("")) as server:
        async with Crowd(server.port, [lambda _: HELLO]) as crowd:
            while len(crowd.tally.seconds) < 10:
                await asyncio.sleep(0.01)
            before = len(server.asked)
            crowd.tally.clear()

    assert len(crowd.tally.seconds) <= len(server.asked) - before + 1


async def test_one_answer_that_is_not_200_spoils_the_measurement() -> None:
    async with answering(lambda n: plain("no", 503) if n == 5 else plain("yes")) as server:
        async with Crowd(server.port, [lambda _: HELLO] * 2) as crowd:
            while not crowd.tally.wrong:
                await asyncio.sleep(0.01)
            crowd.tally.clear()

    with pytest.raises(WrongAnswer, match="503.*no"):
        crowd.tally.require_all_right()


async def test_a_connection_that_breaks_is_an_answer_too() -> None:
    async with answering(lambda n: b"" if n == 3 else plain("yes")) as server:
        async with Crowd(server.port, [lambda _: HELLO]) as crowd:
            while not crowd.tally.wrong:
                await asyncio.sleep(0.01)

    assert crowd.tally.wrong == {0: 1}


async def test_a_server_that_stalls_is_not_asked_less_and_each_delay_counts() -> None:
    """Else a stall of a second would be one slow answer instead of those of a whole second."""

    def late(number: int) -> bytes:
        if number == 1:
            server.stall.clear()
            asyncio.get_running_loop().call_later(0.5, server.stall.set)
        return plain("late")

    async with answering(late) as server:
        pace = Pace(1)
        await pace.run(server.port, HELLO, per_second=50, seconds=0.4)

    # The last was due 0.38 s after the first, which was answered after half a second at the least.
    assert len(pace.tally.seconds) == 20
    assert max(pace.tally.seconds) >= 0.45
    assert min(pace.tally.seconds) >= 0.1


async def test_one_question_gets_one_answer() -> None:
    async with answering(lambda _: plain("hello")) as server:
        answer = await ask_once(server.port, HELLO)

    assert (answer.status, answer.body) == (200, b"hello")
