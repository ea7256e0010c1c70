"""Queries on PostgreSQL by asyncpg itself, on connections of their own.

SQLAlchemy spells a query once. To run it on each request costs it, with the greenlet that it needs,
eight times what it costs asyncpg: nearly half of a `GET /me` (docs/adr/0037).
"""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

import asyncpg
import structlog
from pydantic_core import from_json

from app.db import postgres
from app.db.compiled import Compiled, compiled_for
from app.db.failures import POSTGRES_PASSING, kind_of
from app.db.gate import Gate
from app.db.query import Query, Row
from app.db.url import PostgresUrl
from app.errors import ServiceUnavailable

PING_SECONDS: Final = 1.0
MAX_AGE_SECONDS: Final = 300
# What a connection raises that cannot serve. Of a server's last word to a connection at rest,
# asyncpg makes an InternalClientError at the next query.
_BROKEN: Final = (OSError, asyncpg.InterfaceError, asyncpg.InternalClientError)

log = structlog.get_logger(__name__)


class Driver(Protocol):
    """What is used of `asyncpg.Connection`, which brings no types."""

    async def fetch(self, query: str, /, *args: object, timeout: float) -> list[Row]: ...

    async def execute(self, query: str, /, *, timeout: float) -> str: ...

    async def close(self, *, timeout: float) -> None: ...

    def terminate(self) -> None: ...

    def is_closed(self) -> bool: ...


@dataclass(slots=True)
class _Kept:
    """A connection, and since when it exists and rests: seconds of the monotonic clock."""

    driver: Driver
    made_at: float = field(default_factory=time.monotonic)
    resting_since: float = 0.0


class DirectReader:
    """Runs queries, each a transaction of its own, on up to as many connections as `gate` lets in.

    Raises `ServiceUnavailable` when the database does not answer, within 8 s.
    """

    def __init__(self, address: PostgresUrl, gate: Gate, *, deadline_seconds: float) -> None:
        self.gate = gate
        self._dialect = postgres.dialect()
        self._arguments = postgres.driver_arguments(address)
        self._deadline_seconds = deadline_seconds
        self._idle: list[_Kept] = []  # the one used last is the last, and the next to be taken
        self._ending: set[asyncio.Task[None]] = set()
        self._is_closed = False
        self._compiled: dict[Query[object], Compiled] = {}

    async def fetch(self, query: Query[object], values: Mapping[str, object]) -> list[Row]:
        """The rows that the query finds."""
        compiled = self._compiled.get(query)
        if compiled is None:
            compiled = self._compiled[query] = compiled_for(self._dialect, query.statement)
        arguments = [parameter.of(values) for parameter in compiled.parameters]
        deadline = time.monotonic() + self._deadline_seconds
        await self.gate.enter()
        try:
            return await self._fetch(compiled.text, arguments, deadline)
        except Exception as error:
            if not _is_unavailable(error):
                raise
            log.warning("database unavailable", error=kind_of(error))
            raise ServiceUnavailable from error

    async def close(self) -> None:
        """Close the connections; one that a query still uses ends with the query."""
        self._is_closed = True
        idle, self._idle = self._idle, []
        await asyncio.gather(*self._ending, *(_close(kept.driver) for kept in idle))

    async def _fetch(self, text: str, arguments: list[object], deadline: float) -> list[Row]:
        """Run it, and give the place back: at once, or when a connection that broke has ended."""
        try:
            kept = await self._take()
        except BaseException:
            self.gate.leave()
            raise
        seconds = min(postgres.COMMAND_TIMEOUT_SECONDS, deadline - time.monotonic())
        try:
            rows = await kept.driver.fetch(text, *arguments, timeout=seconds)
        except asyncpg.PostgresError:
            self._keep(kept)  # it was an answer: the connection is in order, or says that it is not
            raise
        except BaseException:
            self._end(kept.driver)  # nobody knows what is still to come on it
            raise
        self._keep(kept)
        return rows

    async def _take(self) -> _Kept:
        """A connection that lives, as far as can be told for nothing (see `RESTED_SECONDS`)."""
        while self._idle:
            kept = self._idle.pop()
            now = time.monotonic()
            if kept.driver.is_closed():
                continue
            if now - kept.made_at > MAX_AGE_SECONDS:
                kept.driver.terminate()  # without waiting for its goodbye: it rests
            elif now - kept.resting_since < postgres.RESTED_SECONDS or await _lives(kept.driver):
                return kept
            else:
                self._end_idle()  # what ended this one has ended those that rest for longer
        return _Kept(await self._connect())

    def _keep(self, kept: _Kept) -> None:
        self.gate.leave()
        if self._is_closed:
            kept.driver.terminate()
            return
        kept.resting_since = time.monotonic()
        self._idle.append(kept)

    def _end(self, driver: Driver) -> None:
        """Have the server give up the query first, and hold the place for as long.

        A server does not notice that a client has gone before it answers. Of those who give up
        behind a lock, each would leave it a connection more, until it has none for anybody.
        """
        if self._is_closed:  # nobody waits for it any more
            driver.terminate()
            self.gate.leave()
            return
        task = asyncio.get_running_loop().create_task(_close(driver))
        self._ending.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._ending.discard(task)
        self.gate.leave()

    def _end_idle(self) -> None:
        for kept in self._idle:
            kept.driver.terminate()
        self._idle.clear()

    async def _connect(self) -> Driver:
        connection = await asyncpg.connect(**self._arguments)
        await connection.set_type_codec(
            "jsonb", schema="pg_catalog", encoder=str, decoder=from_json
        )  # `Parameter.of` has encoded it
        driver: Driver = connection
        return driver


async def _lives(driver: Driver) -> bool:
    try:
        await driver.execute("SELECT 1", timeout=PING_SECONDS)
    except (*_BROKEN, asyncpg.PostgresError):
        driver.terminate()
        return False
    except BaseException:
        driver.terminate()  # whoever asked is cancelled, and nobody else knows of it
        raise
    return True


async def _close(driver: Driver) -> None:
    try:
        await driver.close(timeout=PING_SECONDS)
    except (*_BROKEN, asyncpg.PostgresError):
        driver.terminate()


def _is_unavailable(error: BaseException) -> bool:
    match error:
        case asyncpg.PostgresError():
            return str(error.sqlstate).startswith(POSTGRES_PASSING)
        case _:
            return isinstance(error, _BROKEN)
