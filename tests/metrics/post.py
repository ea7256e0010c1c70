"""An outbox with a post office that does as it is told."""

import asyncio

from app.db.database import Database
from app.metrics.outbox import OutboxCollector
from app.outbox import repository
from app.outbox.dispatcher import Dispatcher, Wakeup
from app.outbox.repository import Message
from tests.metrics.collected import read_from
from tests.support.clock import MovableClock
from tests.support.metrics import Reading

PENDING, ABANDONED = "accord_outbox_pending", "accord_outbox_abandoned"
LAG, OLDEST = "accord_outbox_lag_seconds", "accord_outbox_oldest_seconds"


class Post:
    """An outbox, and a post office that takes every mail, or none while `error` is set."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = MovableClock()
        self.error: Exception | None = None
        self.dispatcher = Dispatcher(database, {"letter": self._take}, self.clock, Wakeup())

    async def _take(self, _: Message) -> None:
        if self.error is not None:
            raise self.error

    async def write(self) -> None:
        await self.database.write(repository.enqueue, "letter", "ada@example.com", self.clock.now())

    async def read(self) -> Reading:
        collector = OutboxCollector(self.dispatcher, self.clock, asyncio.get_running_loop())
        return await asyncio.to_thread(read_from, collector)
