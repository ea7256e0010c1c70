"""The one way to the database: a query, or a unit of work, a plain function that is run whole.

A unit takes a `Connection` first, cannot await, and so cannot hide anything slow in a transaction.
Its effects are committed before its result reaches anybody (docs/adr/0004).
"""

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Concatenate, Final, ParamSpec, TypeVar

import structlog
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import MultipleResultsFound
from sqlalchemy.util import greenlet_spawn

from app.db import postgres, sqlite
from app.db.failures import is_unavailable, kind_of
from app.db.gate import Gate
from app.db.query import Found, Query
from app.db.url import SqliteUrl, parse
from app.errors import ServiceUnavailable
from app.observability import context

if TYPE_CHECKING:
    from app.db.direct import DirectReader

Params = ParamSpec("Params")
Result = TypeVar("Result")

# Whoever waits for a query or a unit of work hears within 8 s, also while the database hangs.
DEADLINE_SECONDS: Final = 7.0
SQLITE_READERS: Final = 4

log = structlog.get_logger(__name__)


class Database:
    """Runs units of work: `read` without a transaction, `write` in one; and queries by themselves.

    Raises `ServiceUnavailable` when the database does not answer, is locked for too long, or has
    too many callers. Whatever else a unit raises passes through.

    A caller that is cancelled while it waits for its turn changes nothing. Later than that, the
    unit runs to its end without the caller: it commits or rolls back, never half.
    """

    def __init__(
        self,
        readers: Engine,
        writers: Engine,
        *,
        reading: Gate,
        writing: Gate,
        direct: "DirectReader | None" = None,
    ) -> None:
        self._readers = readers
        self._writers = writers
        self._reading = reading
        self._writing = writing
        self._direct = direct
        self._running: set[asyncio.Task[object]] = set()

    @classmethod
    def from_url(cls, url: str) -> "Database":
        """Open the database that `url` names; nothing connects before the first unit.

        Raises `InvalidDatabaseUrl`.
        """
        match parse(url):
            case SqliteUrl(path):
                return cls(
                    sqlite.reading_engine(path, width=SQLITE_READERS),
                    sqlite.writing_engine(path),
                    reading=Gate(SQLITE_READERS, patience_seconds=2),
                    # In turn, where SQLite's own waiting is by chance and starves the unlucky.
                    writing=Gate(1, patience_seconds=sqlite.BUSY_TIMEOUT_MS / 1000),
                )
            case address:
                from app.db.direct import DirectReader  # SQLite does without the driver

                engine, units = postgres.engine(address), _postgres_gate()
                direct = DirectReader(address, _postgres_gate(), deadline_seconds=DEADLINE_SECONDS)
                readers = engine.execution_options(isolation_level="AUTOCOMMIT")
                return cls(readers, engine, reading=units, writing=units, direct=direct)

    async def fetch_all(self, query: Query[Found], /, **values: object) -> list[Found]:
        """What a query finds. It sees the commits before it."""
        if self._direct is None:
            return await self.read(query.all, **values)
        return [query.to_found(row) for row in await self._direct.fetch(query, values)]

    async def fetch_one(self, query: Query[Found], /, **values: object) -> Found | None:
        """The one that a query finds, if any. It sees the commits before it."""
        found = await self.fetch_all(query, **values)
        if len(found) > 1:
            raise MultipleResultsFound
        return found[0] if found else None

    async def read(
        self,
        unit: Callable[Concatenate[Connection, Params], Result],
        /,
        *args: Params.args,
        **kwargs: Params.kwargs,
    ) -> Result:
        """Run a unit that only reads. Each of its statements sees the commits before it."""
        return await self._run(self._reading, partial(_read, self._readers, unit, *args, **kwargs))

    async def write(
        self,
        unit: Callable[Concatenate[Connection, Params], Result],
        /,
        *args: Params.args,
        **kwargs: Params.kwargs,
    ) -> Result:
        """Run a unit in a transaction: committed when it returns, rolled back when it raises.

        SQLite runs one writer at a time. PostgreSQL runs them side by side (READ COMMITTED): a unit
        that decides by what it has read locks it first, with `with_for_update()`.
        """
        return await self._run(self._writing, partial(_write, self._writers, unit, *args, **kwargs))

    @property
    def gates(self) -> Mapping[str, Gate]:
        """The queues in front of the pools; on PostgreSQL every unit of work stands in `write`."""
        reading = self._direct.gate if self._direct else self._reading
        return {"read": reading, "write": self._writing}

    async def close(self) -> None:
        """Wait for the units that are running, then close every connection."""
        if self._running:
            await asyncio.wait(self._running, timeout=DEADLINE_SECONDS)
        if self._direct is not None:
            await self._direct.close()
        await greenlet_spawn(self._readers.dispose)
        await greenlet_spawn(self._writers.dispose)

    async def _run(self, gate: Gate, work: Callable[[], Result]) -> Result:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + DEADLINE_SECONDS
        await gate.enter()
        task = loop.create_task(greenlet_spawn(work))
        self._running.add(task)
        task.add_done_callback(partial(self._finish, gate))
        # `wait` does not cancel what it waits for. A cancelled unit would have to roll back while
        # its task is being cancelled again and again, as anyio does, and would lose its connection.
        done, _ = await asyncio.wait((task,), timeout=deadline - loop.time())
        if not done:
            log.warning("database did not answer in time")
            raise ServiceUnavailable
        return _result(task)

    def _finish(self, gate: Gate, task: asyncio.Task[object]) -> None:
        gate.leave()
        self._running.discard(task)
        if not task.cancelled():
            task.exception()  # seen, even if the caller has gone


def _postgres_gate() -> Gate:
    return Gate(postgres.POOL_SIZE, patience_seconds=postgres.POOL_TIMEOUT_SECONDS)


def _read(
    engine: Engine,
    unit: Callable[Concatenate[Connection, Params], Result],
    *args: Params.args,
    **kwargs: Params.kwargs,
) -> Result:
    with engine.connect() as connection:
        return unit(connection, *args, **kwargs)


def _write(
    engine: Engine,
    unit: Callable[Concatenate[Connection, Params], Result],
    *args: Params.args,
    **kwargs: Params.kwargs,
) -> Result:
    notes = context.current().notes
    recorded = notes.action
    try:
        with engine.begin() as connection:
            return unit(connection, *args, **kwargs)
    except BaseException:
        notes.action = recorded  # what was undone was not recorded
        raise


def _result(task: asyncio.Task[Result]) -> Result:
    try:
        return task.result()
    except Exception as error:
        if is_unavailable(error):
            log.warning("database unavailable", error=kind_of(error))
            raise ServiceUnavailable from error
        raise
