"""The load generator: keep-alive connections on bare sockets, so that it is never what is slow."""

import asyncio
import time
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import cast

import httptools

# What a connection asks next, given the last answer's body; None before the first.
Script = Callable[[bytes | None], bytes]

_PATIENCE_SECONDS = 60


class WrongAnswer(Exception):
    """A server that is measured must answer everything as expected, or its figures mean nothing."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer; status 0 is a connection that broke."""

    status: int
    body: bytes
    seconds: float


@dataclass(slots=True)
class Tally:
    """What was answered since the last `clear`, and whatever was not 200 ever."""

    seconds: list[float] = field(default_factory=list)
    wrong: Counter[int] = field(default_factory=Counter)
    example: bytes = b""

    def add(self, answer: Answer) -> None:
        if answer.status == 200:
            self.seconds.append(answer.seconds)
        else:
            self.wrong[answer.status] += 1
            self.example = answer.body

    def clear(self) -> None:
        self.seconds = []

    def require_all_right(self) -> None:
        """Raises `WrongAnswer`."""
        if self.wrong:
            raise WrongAnswer(f"{dict(self.wrong)}, such as {self.example[:300]!r}")


class Connection(asyncio.Protocol):
    """One question at a time; `answered` is told of each answer, and may ask the next."""

    def __init__(self, answered: "Callable[[Connection, Answer], None]") -> None:
        self._answered = answered
        self._parser = httptools.HttpResponseParser(self)
        self._transport: asyncio.WriteTransport | None = None
        self._body: list[bytes] = []
        self._since: float | None = None

    def ask(self, request: bytes, since: float | None = None) -> None:
        """`since`: when the answer was due to be asked for, if that was before now."""
        assert self._transport is not None and self._since is None
        self._since = time.perf_counter() if since is None else since
        self._body = []
        self._transport.write(request)

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # Not asserted: uvloop's transports have the methods, and no such base class.
        self._transport = cast(asyncio.WriteTransport, transport)

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def on_body(self, body: bytes) -> None:
        self._body.append(body)

    def on_message_complete(self) -> None:
        self._end(self._parser.get_status_code())

    def connection_lost(self, _: Exception | None) -> None:
        if self._since is not None:
            self._end(0)

    def _end(self, status: int) -> None:
        assert self._since is not None
        seconds, self._since = time.perf_counter() - self._since, None
        self._answered(self, Answer(status, b"".join(self._body), seconds))


class Crowd:
    """Connections that each ask without a pause, as their scripts say, until told to stop."""

    def __init__(self, port: int, scripts: Sequence[Script]) -> None:
        self.tally = Tally()
        self._port = port
        self._scripts = scripts
        self._asking: dict[Connection, Script] = {}
        self._is_stopping = False
        self._is_done = asyncio.Event()

    async def __aenter__(self) -> "Crowd":
        for script in self._scripts:
            connection = await connected(self._port, self._answered)
            self._asking[connection] = script
            connection.ask(script(None))
        return self

    async def __aexit__(self, *_: object) -> None:
        self._is_stopping = True
        async with asyncio.timeout(_PATIENCE_SECONDS):
            await self._is_done.wait()

    def _answered(self, connection: Connection, answer: Answer) -> None:
        self.tally.add(answer)
        if not self._is_stopping and answer.status == 200:
            connection.ask(self._asking[connection](answer.body))
            return
        connection.close()
        del self._asking[connection]
        if not self._asking:
            self._is_done.set()


class Pace:
    """Requests at fixed times, whether or not the earlier ones were answered.

    A request's time begins when it was due: a server that stalls is not asked less (that would be
    coordinated omission), it answers late.
    """

    def __init__(self, connections: int) -> None:
        self.tally = Tally()
        self._size = connections
        self._free: deque[Connection] = deque()
        self._due: deque[float] = deque()
        self._request = b""

    async def run(self, port: int, request: bytes, per_second: float, seconds: float) -> None:
        """Ask so often, for so long, and wait for the last answer."""
        self._request = request
        everybody = [await connected(port, self._answered) for _ in range(self._size)]
        self._free.extend(everybody)
        began, count = time.perf_counter(), int(per_second * seconds)
        for number in range(count):
            due = began + number / per_second
            await asyncio.sleep(due - time.perf_counter())
            self._due.append(due)
            self._ask()
        async with asyncio.timeout(_PATIENCE_SECONDS):
            while len(self.tally.seconds) + self.tally.wrong.total() < count:
                await asyncio.sleep(0.01)
        for connection in everybody:
            connection.close()

    def _ask(self) -> None:
        if self._due and self._free:
            self._free.popleft().ask(self._request, since=self._due.popleft())

    def _answered(self, connection: Connection, answer: Answer) -> None:
        self.tally.add(answer)
        if answer.status:
            self._free.append(connection)
        self._ask()


async def connected(port: int, answered: Callable[[Connection, Answer], None]) -> Connection:
    loop = asyncio.get_running_loop()
    _, connection = await loop.create_connection(lambda: Connection(answered), "127.0.0.1", port)
    return connection


async def ask_once(port: int, request: bytes) -> Answer:
    """One question on a connection of its own."""
    answers: asyncio.Queue[Answer] = asyncio.Queue()
    connection = await connected(port, lambda _, answer: answers.put_nowait(answer))
    connection.ask(request)
    try:
        return await asyncio.wait_for(answers.get(), _PATIENCE_SECONDS)
    finally:
        connection.close()
