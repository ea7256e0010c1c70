"""Any number of dispatchers, in any number of processes: each mail leaves once."""

import asyncio
import os
import signal
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from email import message_from_bytes
from pathlib import Path
from subprocess import Popen

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import Connection, func, select, text

from app import bootstrap
from app.bootstrap import Application
from app.config import Settings
from app.db.database import Database
from app.db.tables import outbox
from app.features.accounts.domain import Profile, Role
from app.features.accounts.service import Registration
from app.outbox import repository
from tests import fixtures_postgres
from tests.support.clock import MovableClock
from tests.support.server import start
from tests.support.service import PASSWORD
from tests.support.smtp import Inbox, smtp_server

ADDRESS = "ada@example.com"
MESSAGES = 200
DISPATCHERS = 3
OTHERS = (
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


class SlowInbox(Inbox):
    """Takes its time, so that no dispatcher is done before the others have looked."""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        await asyncio.sleep(0.1)
        return await super().handle_DATA(server, session, envelope)


def message_ids(inbox: Inbox) -> Counter[str]:
    """How often each Message-ID has arrived."""
    contents = [envelope.content for envelope in inbox.received]
    return Counter(
        message_from_bytes(content)["Message-ID"]
        for content in contents
        if isinstance(content, bytes)
    )


def promise(connection: Connection, count: int) -> Counter[str]:
    """Promise mails, and give the Message-IDs that must arrive."""
    now = MovableClock().now()
    return Counter(
        f"<{repository.enqueue(connection, 'password_changed', ADDRESS, now)}@localhost>"
        for _ in range(count)
    )


def waiting(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(outbox)).scalar_one()


async def account(application: Application) -> None:
    """Somebody to write to."""
    registration = Registration(ADDRESS, PASSWORD, Profile())
    assert await application.accounts.create_confirmed(registration, Role.USER)


@asynccontextmanager
async def opened(
    settings: Settings, url: str, port: int, clock: MovableClock | None = None
) -> AsyncIterator[Application]:
    smtp = {
        "mail_transport": "smtp",
        "smtp_host": "127.0.0.1",
        "smtp_port": port,
        "smtp_security": "none",
    }
    settings = settings.model_copy(update={"database_url": url, **smtp})
    application = bootstrap.build(settings, clock=clock)
    yield application
    await application.close()


@contextmanager
def workers(folder: Path, url: str, port: int, count: int) -> Iterator[list["Popen[str]"]]:
    """Processes of `accord worker`, each in a folder of its own; told to stop on the way out."""
    settings = {
        "ENVIRONMENT": "development",
        "DATABASE_URL": url,
        "MAIL_TRANSPORT": "smtp",
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": str(port),
        "SMTP_SECURITY": "none",
        "LOG_FORMAT": "json",
    }
    started = []
    for number in range(count):
        (folder / str(number)).mkdir()
        started.append(start(folder / str(number), "worker", **settings))
    try:
        yield started
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(20)


async def until(database: Database, count: int, statement: str) -> None:
    """Wait until a statement counts so many."""

    def ask(connection: Connection) -> int:
        found: int = connection.execute(text(statement)).scalar_one()
        return found

    async with asyncio.timeout(60):
        while await database.read(ask) != count:
            await asyncio.sleep(0.05)


async def test_dispatchers_of_one_process_send_each_mail_once(
    settings: Settings, database_url: str
) -> None:
    inbox = Inbox()
    async with smtp_server(inbox) as port, opened(settings, database_url, port) as one:
        await account(one)
        promised = await one.database.write(promise, MESSAGES)
        async with opened(settings, database_url, port) as two:
            async with opened(settings, database_url, port) as three:
                crowd = (one, two, three)
                tried = await asyncio.gather(*(each.dispatcher.drain() for each in crowd))

        assert await one.database.read(waiting) == 0
    assert sum(tried) == MESSAGES
    assert message_ids(inbox) == promised


@pytest.mark.slow
async def test_workers_send_each_mail_once(settings: Settings, tmp_path: Path) -> None:
    inbox = SlowInbox()
    with fixtures_postgres.migrated_database() as url:
        async with smtp_server(inbox) as port, opened(settings, url, port) as here:
            await account(here)
            with workers(tmp_path, url, port, DISPATCHERS):
                await until(here.database, DISPATCHERS, OTHERS)
                promised = await here.database.write(promise, MESSAGES)
                await until(here.database, 0, "SELECT count(*) FROM outbox")

    assert message_ids(inbox) == promised
    logs = [(tmp_path / str(number) / "log").read_text() for number in range(DISPATCHERS)]
    sent = [log.count('"message delivered"') for log in logs]
    assert sum(sent) == MESSAGES
    assert min(sent) > 0, "one of them had nothing to do: the test shows less than it says"


class Assassin(Inbox):
    """Takes a mail, and kills whoever sent it before it can be told so."""

    victim: "Popen[str] | None" = None

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        answer = await super().handle_DATA(server, session, envelope)
        if self.victim is not None:
            os.kill(self.victim.pid, signal.SIGKILL)
            self.victim = None
        return answer


async def test_a_mail_whose_sender_was_killed_comes_again_under_its_message_id(
    settings: Settings, tmp_path: Path
) -> None:
    """At least once: SMTP has no way to ask whether a mail was taken."""
    inbox, clock = Assassin(), MovableClock()
    with fixtures_postgres.migrated_database() as url:
        async with smtp_server(inbox) as port, opened(settings, url, port, clock) as here:
            await account(here)
            promised = await here.database.write(promise, 1)
            with workers(tmp_path, url, port, 1) as (victim,):
                inbox.victim = victim
                async with asyncio.timeout(60):
                    while victim.poll() is None:
                        await asyncio.sleep(0.05)
            assert await here.dispatcher.drain() == 0  # its lease has not ended
            clock.advance(minutes=2)
            assert await here.dispatcher.drain() == 1

    assert message_ids(inbox) == promised + promised
