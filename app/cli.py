"""`accord`: one program, whose verbs are the roles of the service."""

import asyncio
import signal
import socket
import sys
from importlib.metadata import version
from typing import Annotated

import typer

from app import bootstrap, demo
from app.clock import SystemClock
from app.config import Misconfigured, Settings, load_settings
from app.db import migrations
from app.db.database import Database
from app.errors import ServiceUnavailable, WeakPassword
from app.features.accounts.domain import Role
from app.http.server import server
from app.main import create_app
from app.observability import logging

cli = typer.Typer(
    name="accord",
    help="An accounts API: sign-up, sign-in, sessions, profiles.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


def main() -> None:
    """Entry point. A misconfigured start gets one clear line per fault, and exit status 2."""
    logging.silence()
    try:
        cli()
    except Misconfigured as error:
        for fault in error.faults:
            print(f"accord: {fault}", file=sys.stderr)
        sys.exit(2)


@cli.command()
def serve() -> None:
    """Serve the API on HOST and PORT. In development, make keys, migrate and seed first."""
    settings = load_settings()
    listener = _bind(settings)
    if settings.is_production:
        asyncio.run(_refuse_unmigrated(settings))
    else:
        asyncio.run(_prepare_development(settings))
    logging.configure(level=settings.log_level, log_format=settings.log_format)
    app = create_app(settings)
    print(_banner(settings), flush=True)
    http = server(app)
    http.run(sockets=[listener])
    if not http.started:
        sys.exit(1)


@cli.command()
def migrate() -> None:
    """Bring the database to the newest revision. Uses MIGRATION_DATABASE_URL where it is set."""
    settings = load_settings(serving=False)
    asyncio.run(migrations.upgrade(settings.migrations_url))
    print(f"The database is at revision {migrations.head()}.")


@cli.command()
def worker() -> None:
    """Send the mails that the outbox holds, until SIGTERM. Any number may run."""
    settings = load_settings()
    logging.configure(level=settings.log_level, log_format=settings.log_format)
    asyncio.run(_work(settings))


@cli.command(name="create-admin")
def create_admin(
    email: Annotated[str, typer.Option(prompt=True, help="The address to sign in with.")],
    password: Annotated[
        str,
        typer.Option(
            prompt=True,
            confirmation_prompt=True,
            hide_input=True,
            envvar="ADMIN_PASSWORD",
            help="At least 12 characters. Asked for if not given.",
        ),
    ],
) -> None:
    """Create a confirmed account with the role admin."""
    settings = load_settings(serving=False)
    asyncio.run(_create_admin(settings, email, password))
    print(f"{email} is an admin.")


@cli.command(name="rotate-keys")
def rotate_keys(
    overlap_days: Annotated[
        int, typer.Option(min=1, help="How long the old key goes on verifying.")
    ] = 1,
) -> None:
    """Put a new signing key first in SIGNING_KEYS_FILE, which is made if it is not there."""
    settings = load_settings(serving=False)
    keys = bootstrap.rotate_keys(settings, SystemClock(), overlap_days=overlap_days)
    print(f"{settings.signing_keys_file} holds {len(keys.keys)} keys; restart the servers.")


@cli.command(name="version")
def show_version() -> None:
    """Print the version."""
    print(f"accord {version('accord')}")


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
        await _require_migrated(database)
    finally:
        await database.close()


async def _require_migrated(database: Database) -> None:
    try:
        if not await database.read(migrations.is_at_head):
            raise Misconfigured(["DATABASE_URL: not migrated to this version; run accord migrate"])
    except ServiceUnavailable as error:
        raise Misconfigured(["DATABASE_URL: the database does not answer"]) from error


async def _work(settings: Settings) -> None:
    application = bootstrap.build(settings)
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, application.dispatcher.stop)
    try:
        await application.dispatcher.run()
    finally:
        await application.close()


async def _create_admin(settings: Settings, email: str, password: str) -> None:
    registration = bootstrap.registration(email, password)
    application = bootstrap.build(settings)
    try:
        await _require_migrated(application.database)
        if not await application.accounts.create_confirmed(registration, Role.ADMIN):
            raise Misconfigured([f"{email} has an account already"])
    except WeakPassword as refusal:
        raise Misconfigured([f"--password: {refusal}"]) from None
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
