"""Delivers what the outbox holds: at least once, by as many processes as there are."""

import asyncio
import os.path
import re
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, TypeAlias

import structlog

from app.clock import Clock
from app.db.database import Database
from app.errors import ServiceUnavailable
from app.mail.mailer import MailRefused
from app.outbox import repository
from app.outbox.domain import Backlog
from app.outbox.repository import Message

# Sends a message; returns when it has left. It may run twice for one message, and two runs may
# overlap when the first was slower than its lease.
Consumer: TypeAlias = Callable[[Message], Awaitable[None]]

_ADDRESS: Final = re.compile(r"[^\s<>]+@[^\s<>]+")
_ERROR_LENGTH: Final = 300

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryPolicy:
    """How hard to try. By default 20 attempts over about six hours, then a person must look."""

    attempts: int = 20
    first_pause: timedelta = timedelta(seconds=5)
    longest_pause: timedelta = timedelta(minutes=30)
    poll: timedelta = timedelta(seconds=2)
    timeout: timedelta = timedelta(seconds=30)
    lease: timedelta = timedelta(seconds=60)
    at_once: int = 4

    def __post_init__(self) -> None:
        if self.lease <= self.timeout:
            raise ValueError("a lease that ends before the delivery would send everything twice")

    def pause_after(self, attempt: int) -> timedelta:
        """How long to wait after the `attempt`th failure: doubled each time, up to a limit."""
        doublings = min(attempt - 1, 30)
        return min(self.first_pause * (1 << doublings), self.longest_pause)


class Wakeup(asyncio.Event):
    """Set after a message was committed, so that it leaves now and not at the next poll."""


class Dispatcher:
    """Claims messages and hands each to the consumer of its kind."""

    def __init__(
        self,
        database: Database,
        consumers: Mapping[str, Consumer],
        clock: Clock,
        wakeup: Wakeup,
        policy: DeliveryPolicy | None = None,
    ) -> None:
        self._database = database
        self._consumers = consumers
        self._clock = clock
        self._wakeup = wakeup
        self._policy = policy or DeliveryPolicy()
        self._is_stopping = False

    async def run(self) -> None:
        """Deliver until `stop` is called. Nothing that a message or the database does ends it."""
        while not self._is_stopping:
            self._wakeup.clear()  # before looking: what is set from here on is looked for again
            try:
                while await self.deliver_batch() and not self._is_stopping:
                    pass
            except ServiceUnavailable:
                log.warning("outbox waits for the database")
            except Exception as error:
                log.error("outbox round failed", **_describe(error))
            await self._rest()

    def stop(self) -> None:
        """Let `run` return after the deliveries that are under way."""
        self._is_stopping = True
        self._wakeup.set()

    @asynccontextmanager
    async def running(self, *, grace_seconds: float = 10.0) -> AsyncIterator[None]:
        """Run in the background; on leaving, stop, and abandon what takes longer than the grace.

        An abandoned delivery is tried again by whoever comes after its lease.
        """
        task = asyncio.create_task(self.run(), name="outbox dispatcher")
        try:
            yield
        finally:
            self.stop()
            _, late = await asyncio.wait((task,), timeout=grace_seconds)
            if late:
                task.cancel()
                await asyncio.wait((task,))

    async def drain(self) -> int:
        """Deliver everything that is due now, and say how many messages were tried."""
        total = 0
        while tried := await self.deliver_batch():
            total += tried
        return total

    async def deliver_batch(self) -> int:
        """Try the next few messages side by side, and say how many."""
        messages = await self._database.write(
            repository.claim,
            tuple(self._consumers),
            now=self._clock.now(),
            lease=self._policy.lease,
            limit=self._policy.at_once,
        )
        await asyncio.gather(*(self._deliver(message) for message in messages))
        return len(messages)

    async def backlog(self) -> Backlog:
        """What has not left yet. Raises `ServiceUnavailable`."""
        return await self._database.read(repository.survey)

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(self._policy.poll.total_seconds()):
                await self._wakeup.wait()
        except TimeoutError:
            pass

    async def _deliver(self, message: Message) -> None:
        try:
            await self._attempt(message)
        except Exception as error:
            # The lease decides: it ends, and the message is tried again.
            log.error("delivery not recorded", message_id=str(message.id), **_describe(error))

    async def _attempt(self, message: Message) -> None:
        if message.attempts > self._policy.attempts:
            await self._give_up(message, "its last attempt never ended")
            return
        try:
            async with asyncio.timeout(self._policy.timeout.total_seconds()):
                await self._consumers[message.kind](message)
        except Exception as error:
            await self._fail(message, error)
        else:
            await self._database.write(repository.settle, message)
            log.info("message delivered", message_id=str(message.id), kind=message.kind)

    async def _fail(self, message: Message, error: Exception) -> None:
        log.warning(
            "message not delivered",
            message_id=str(message.id),
            kind=message.kind,
            attempt=message.attempts,
            **_describe(error),
        )
        reason = _without_addresses(error)
        if isinstance(error, MailRefused) or message.attempts >= self._policy.attempts:
            await self._give_up(message, reason)
            return
        at = self._clock.now() + self._policy.pause_after(message.attempts)
        await self._database.write(repository.retry, message, at=at, error=reason)

    async def _give_up(self, message: Message, reason: str) -> None:
        await self._database.write(repository.give_up, message, now=self._clock.now(), error=reason)
        log.error("message abandoned", message_id=str(message.id), kind=message.kind)


def _describe(error: Exception) -> Mapping[str, str]:
    """The kind of an error and where it arose: its own words may contain an address."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{os.path.basename(frames[-1].filename)}:{frames[-1].lineno}" if frames else "unknown"
    return {"error": type(error).__name__, "where": where}


def _without_addresses(error: Exception) -> str:
    words = f"{type(error).__name__}: {error}".removesuffix(": ")
    return _ADDRESS.sub("<address>", words)[:_ERROR_LENGTH]
