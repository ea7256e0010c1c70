"""The verbs that run until they are told to stop: serve and worker."""

import asyncio
import signal
import socket
import sys
from importlib.metadata import version

import click

from app import bootstrap, demo
from app.cli import running
from app.cli.workers import supervise
from app.config import MAX_WORKERS, Misconfigured, Settings, load_settings
from app.main import create_server
from app.observability import logging


@click.command
@click.option(
    "--workers",
    type=click.IntRange(1, MAX_WORKERS),
    help="Processes; WORKERS if not given.",
)
def serve(*, workers: int | None) -> None:
    """Serve the API on HOST and PORT. In development, make keys, migrate and seed first."""
    settings = load_settings(workers=workers)
    listener = bind(settings.host, settings.port)
    _require_free_metrics_ports(settings)
    asyncio.run(_prepare(settings))
    logging.configure(level=settings.log_level, log_format=settings.log_format)
    if settings.workers > 1:
        print(banner(settings, settings.environment), flush=True)
        sys.exit(supervise(settings, listener))
    http = create_server(settings)
    print(banner(settings, settings.environment), flush=True)
    http.run(sockets=[listener])
    if not http.started:
        sys.exit(1)


@click.command
def worker() -> None:
    """Send the mails that the outbox holds, until SIGTERM. Any number may run."""
    settings = load_settings(workers=1)  # one process, whatever `serve` beside it has
    logging.configure(level=settings.log_level, log_format=settings.log_format)
    asyncio.run(_work(settings))


async def _prepare(settings: Settings) -> None:
    """What must be there before anything is served, done once however many processes follow."""
    if not settings.is_production:
        await running.migrate(settings)
    if settings.workers == 1 and not settings.seed_demo:
        await running.require_migrated(settings)
        return  # what else may be wrong shows when the server is built
    async with running.application(settings) as application:
        if settings.seed_demo:
            await demo.seed(application.accounts)


async def _work(settings: Settings) -> None:
    application = bootstrap.build(settings)
    told = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, told.set)
    try:
        async with application.observed(), application.dispatcher.running():
            await told.wait()
    finally:
        await application.close()


def _require_free_metrics_ports(settings: Settings) -> None:
    """They are taken in earnest by each worker, in the process that it measures.

    Raises `Misconfigured`.
    """
    for port in settings.metrics_ports:
        bind(settings.metrics_host, port, setting="METRICS_").close()


def bind(host: str, port: int, *, setting: str = "") -> socket.socket:
    """Take a port before anything is prepared: a taken one should cost nobody a migration.

    `setting` is how the names of the two settings begin.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except socket.gaierror:
        listener.close()
        raise Misconfigured([f"{setting}HOST: {host} is no address of this machine"]) from None
    except OSError as error:
        listener.close()
        raise Misconfigured(
            [f"{setting}PORT: cannot listen on {host}:{port}: {error.strerror}"]
        ) from None
    return listener


def banner(settings: Settings, kind: str) -> str:
    """What somebody who has just started the service wants to know next."""
    url = settings.public_url
    lines = [
        f"Accord {version('accord')} ({kind})",
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
