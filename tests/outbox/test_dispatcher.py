"""The dispatcher delivers everything at least once, and does not let a bad message stop it."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import Connection, RowMapping, select, update
from structlog.testing import capture_logs

from app.db.database import Database
from app.db.tables import outbox
from app.errors import ServiceUnavailable
from app.mail.mailer import MailNotSent, MailRefused
from app.outbox import repository
from app.outbox.dispatcher import DeliveryPolicy, Dispatcher, Wakeup
from app.outbox.repository import Message
from tests.fixtures_database import opened
from tests.support.clock import MovableClock

ADDRESS = "ada@example.com"
QUICK = DeliveryPolicy(attempts=3, poll=timedelta(milliseconds=20), timeout=timedelta(seconds=2))


class Post:
    """A consumer that keeps what it was given, and fails as often as it is told to."""

    def __init__(self, *failures: BaseException) -> None:
        self.failures = list(failures)
        self.seen: list[Message] = []

    async def __call__(self, message: Message) -> None:
        self.seen.append(message)
        if self.failures:
            raise self.failures.pop(0)


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


def dispatcher(
    database: Database,
    clock: MovableClock,
    post: Post,
    *,
    wakeup: Wakeup | None = None,
    policy: DeliveryPolicy = QUICK,
) -> Dispatcher:
    return Dispatcher(database, {"letter": post}, clock, wakeup or Wakeup(), policy)


async def enqueue(database: Database, clock: MovableClock) -> UUID:
    return await database.write(repository.enqueue, "letter", ADDRESS, clock.now())


async def rows(database: Database) -> Sequence[RowMapping]:
    def read(connection: Connection) -> Sequence[RowMapping]:
        return connection.execute(select(outbox)).mappings().all()

    return await database.read(read)


async def until_delivered(post: Post, count: int) -> None:
    async with asyncio.timeout(5):
        while len(post.seen) < count:
            await asyncio.sleep(0.005)


async def test_everything_due_is_delivered_and_forgotten(
    database: Database, clock: MovableClock
) -> None:
    ids = [await enqueue(database, clock) for _ in range(10)]
    post = Post()

    assert await dispatcher(database, clock, post).drain() == 10

    assert sorted(message.id for message in post.seen) == ids
    assert await rows(database) == []


async def test_a_message_that_fails_is_tried_again_later_under_the_same_id(
    database: Database, clock: MovableClock
) -> None:
    message_id = await enqueue(database, clock)
    post = Post(MailNotSent("greylisted"))
    delivery = dispatcher(database, clock, post)

    assert await delivery.drain() == 1
    assert await delivery.drain() == 0
    clock.advance(seconds=QUICK.first_pause.total_seconds())
    assert await delivery.drain() == 1

    assert [message.id for message in post.seen] == [message_id, message_id]
    assert await rows(database) == []


async def test_one_bad_message_does_not_hold_up_the_others(
    database: Database, clock: MovableClock
) -> None:
    for _ in range(3):
        await enqueue(database, clock)
    post = Post(ValueError("bad"))

    assert await dispatcher(database, clock, post).drain() == 3

    assert len(await rows(database)) == 1


async def test_after_the_last_attempt_the_message_stays_with_its_error(
    database: Database, clock: MovableClock
) -> None:
    await enqueue(database, clock)
    post = Post(*(MailNotSent("server is down") for _ in range(9)))
    delivery = dispatcher(database, clock, post)

    for _ in range(6):
        await delivery.drain()
        clock.advance(hours=1)

    assert len(post.seen) == QUICK.attempts
    (row,) = await rows(database)
    assert row["abandoned_at"] is not None
    assert row["last_error"] == "MailNotSent: server is down"


async def test_a_mail_that_is_refused_for_good_is_not_tried_again(
    database: Database, clock: MovableClock
) -> None:
    await enqueue(database, clock)
    post = Post(MailRefused("recipient refused, SMTP 550"))
    delivery = dispatcher(database, clock, post)

    await delivery.drain()
    clock.advance(days=1)
    await delivery.drain()

    assert len(post.seen) == 1
    assert (await rows(database))[0]["abandoned_at"] is not None


async def test_a_message_that_kills_its_process_is_abandoned_in_the_end(
    database: Database, clock: MovableClock
) -> None:
    await enqueue(database, clock)
    for _ in range(QUICK.attempts):  # processes that claimed it and died
        await database.write(
            repository.claim, ["letter"], now=clock.now(), lease=QUICK.lease, limit=1
        )
        clock.advance(seconds=QUICK.lease.total_seconds())
    post = Post()

    await dispatcher(database, clock, post).drain()

    assert post.seen == []
    assert (await rows(database))[0]["last_error"] == "its last attempt never ended"


async def test_a_delivery_that_hangs_is_ended_and_tried_again(
    database: Database, clock: MovableClock
) -> None:
    await enqueue(database, clock)

    async def hang(_: Message) -> None:
        await asyncio.sleep(60)

    policy = DeliveryPolicy(timeout=timedelta(milliseconds=50))
    await Dispatcher(database, {"letter": hang}, clock, Wakeup(), policy).drain()

    (row,) = await rows(database)
    assert (row["claimed_until"], row["last_error"]) == (None, "TimeoutError")


async def test_several_dispatchers_deliver_everything_once(
    database: Database, database_url: str, clock: MovableClock
) -> None:
    ids = [await enqueue(database, clock) for _ in range(40)]
    post = Post()

    async with opened(database_url) as other:
        await asyncio.gather(
            *(dispatcher(each, clock, post).drain() for each in (database, other, database))
        )

    assert sorted(message.id for message in post.seen) == ids


async def test_a_wakeup_delivers_at_once_and_polling_finds_the_rest(
    database: Database, clock: MovableClock
) -> None:
    post, wakeup = Post(), Wakeup()
    slow = DeliveryPolicy(poll=timedelta(minutes=5))
    async with dispatcher(database, clock, post, wakeup=wakeup, policy=slow).running():
        await asyncio.sleep(0.05)
        await enqueue(database, clock)
        wakeup.set()
        await until_delivered(post, 1)

    async with dispatcher(database, clock, post).running():
        await enqueue(database, clock)  # by another process: nobody wakes us
        await until_delivered(post, 2)


async def test_stopping_waits_for_the_delivery_that_is_under_way(
    database: Database, clock: MovableClock
) -> None:
    await enqueue(database, clock)
    started = asyncio.Event()
    finished: list[Message] = []

    async def deliver(message: Message) -> None:
        started.set()
        await asyncio.sleep(0.1)
        finished.append(message)

    async with Dispatcher(database, {"letter": deliver}, clock, Wakeup(), QUICK).running():
        await started.wait()

    assert len(finished) == 1
    assert await rows(database) == []


async def test_a_delivery_that_outlasts_the_grace_is_left_to_its_lease(
    database: Database, clock: MovableClock
) -> None:
    await enqueue(database, clock)
    started = asyncio.Event()

    async def hang(_: Message) -> None:
        started.set()
        await asyncio.sleep(60)

    delivery = Dispatcher(database, {"letter": hang}, clock, Wakeup(), DeliveryPolicy())
    async with delivery.running(grace_seconds=0.05):
        await started.wait()

    clock.advance(seconds=DeliveryPolicy().lease.total_seconds())
    post = Post()
    assert await dispatcher(database, clock, post).drain() == 1
    assert post.seen[0].attempts == 2


async def test_a_database_that_is_away_for_a_while_does_not_end_the_dispatcher(
    database: Database, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = Post()
    async with dispatcher(database, clock, post).running():
        with monkeypatch.context() as outage:
            outage.setattr(database, "write", unavailable)
            await asyncio.sleep(0.1)
        await enqueue(database, clock)
        await until_delivered(post, 1)


async def unavailable(*_: object, **__: object) -> None:
    raise ServiceUnavailable


async def test_an_unexpected_failure_does_not_end_the_dispatcher_either(
    database: Database, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    post = Post()
    async with dispatcher(database, clock, post).running():
        with monkeypatch.context() as outage:
            outage.setattr(database, "write", fail)
            await asyncio.sleep(0.1)
        await enqueue(database, clock)
        await until_delivered(post, 1)


async def test_a_sent_message_that_cannot_be_settled_is_sent_again_and_not_lost(
    database: Database, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    message_id = await enqueue(database, clock)
    post = Post()
    with monkeypatch.context() as outage:
        outage.setattr(repository, "settle", raise_unavailable)
        await dispatcher(database, clock, post).drain()

    clock.advance(seconds=QUICK.lease.total_seconds())
    await dispatcher(database, clock, post).drain()

    assert [message.id for message in post.seen] == [message_id, message_id]
    assert await rows(database) == []


def raise_unavailable(*_: object) -> None:
    raise ServiceUnavailable


async def test_no_address_reaches_the_log_or_the_stored_error(
    database: Database, clock: MovableClock
) -> None:
    await enqueue(database, clock)
    await enqueue(database, clock)
    failure = ValueError(f"<{ADDRESS}>: mailbox of {ADDRESS} is full")

    with capture_logs() as logs:
        await dispatcher(database, clock, Post(failure)).drain()

    assert ADDRESS not in repr(logs)
    assert {entry["event"] for entry in logs} == {"message not delivered", "message delivered"}
    (row,) = await rows(database)
    assert row["last_error"] == "ValueError: <<address>>: mailbox of <address> is full"


def test_pauses_double_up_to_a_limit_and_the_default_lasts_for_hours() -> None:
    policy = DeliveryPolicy()
    pauses = [policy.pause_after(attempt) for attempt in range(1, policy.attempts)]

    assert pauses[:3] == [timedelta(seconds=5), timedelta(seconds=10), timedelta(seconds=20)]
    assert max(pauses) == policy.longest_pause == policy.pause_after(10_000)
    assert timedelta(hours=5) < sum(pauses, timedelta()) < timedelta(hours=7)


def test_a_lease_shorter_than_a_delivery_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        DeliveryPolicy(lease=timedelta(seconds=5))


async def test_a_person_can_have_an_abandoned_message_tried_again(
    database: Database, clock: MovableClock
) -> None:
    await enqueue(database, clock)
    await dispatcher(database, clock, Post(MailRefused("no"))).drain()

    def revive(connection: Connection) -> None:
        connection.execute(update(outbox).values(abandoned_at=None))

    await database.write(revive)
    post = Post()
    assert await dispatcher(database, clock, post).drain() == 1
