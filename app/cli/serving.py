"""The verbs that run until they are told to stop: serve and worker."""

import asyncio
import signal
import socket
import sys
from importlib.metadata import version

from app import bootstrap, demo
from app.cli.running import require_migrated
from app.config import Misconfigured, Settings, load_settings
from app.db import migrations
from app.http.server import server
from app.main import create_app
from app.observability import logging


def serve() -> None:
    """Serve the API on HOST and PORT. In development, make keys, migrate and seed first."""
    settings = load_settings()
    listener = _bind(settings)
    if settings.is_production:
        asyncio.run(_refuse_unmigrated(settings))
    else:
        asyncio.run(_prepare_development(settings))
    logging.configure(level=settings.log_level, log_format=settings.log_format)
    application = bootstrap.build(settings)
    app = create_app(settings, application)
    print(_banner(settings), flush=True)
    http = server(app, settings, application.lifecycle)
    http.run(sockets=[listener])
    if not http.started:
        sys.exit(1)


def worker() -> None:
    """Send the mails that the outbox holds, until SIGTERM. Any number may run."""
    settings = load_settings()
    logging.configure(level=settings.log_level, log_format=settings.log_format)
    asyncio.run(_work(settings))


async def _prepare_development(settings: Settings) -> None:
    await migrations.upgrade(settings.migrations_url)
    if not settings.seed_demo:
        return
    application = bootstrap.build(settings)
    try:
        await demo.seed(application.accounts)
    finally:
        await application.close()


async def _refuse_unmigrated(settings: Settings) -> None:
    database = bootstrap.open_database(settings)
    try:
        await require_migrated(database)
    finally:
        await database.close()


async def _work(settings: Settings) -> None:
    application = bootstrap.build(settings)
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, application.dispatcher.stop)
    try:
        await application.dispatcher.run()
    finally:
        await application.close()


def _bind(settings: Settings) -> socket.socket:
    """Take the port before anything is prepared: a taken one should cost nobody a migration."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
    except socket.gaierror:
        listener.close()
        raise Misconfigured([f"HOST: {settings.host} is no address of this machine"]) from None
    except OSError as error:
        listener.close()
        raise Misconfigured(
            [f"PORT: cannot listen on {settings.host}:{settings.port}: {error.strerror}"]
        ) from None
    return listener


def _banner(settings: Settings) -> str:
    """What somebody who has just started the service wants to know next."""
    url = settings.public_url
    lines = [
        f"Accord {version('accord')} ({settings.environment})",
        "",
        f"  Start here     {url}/",
        f"  API            {url}/api/v1",
    ]
    if settings.docs_enabled:
        lines.append(f"  Docs           {url}/docs  and  {url}/redoc")
    if settings.mail_transport == "file":
        lines.append(f"  Mailbox        {settings.mailbox_dir}/")
    if settings.seed_demo:
        lines += [
            f"  {demo_account.name + ' account':<14} {demo_account.email}  {demo_account.password}"
            for demo_account in demo.DEMO_ACCOUNTS
        ]
    return "\n".join([*lines, ""])
