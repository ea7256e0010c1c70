"""The verbs that keep a service in order: migrate, rotate-keys, purge, version."""

import asyncio
import json
import re
from importlib.metadata import version
from typing import Annotated

import typer

from app import bootstrap
from app.cli import running
from app.clock import SystemClock
from app.config import Settings, load_settings
from app.db import migrations, retention


def migrate() -> None:
    """Bring the database to the newest revision. Uses MIGRATION_DATABASE_URL where it is set."""
    settings = load_settings(serving=False)
    asyncio.run(migrations.upgrade(settings.migrations_url))
    print(f"The database is at revision {migrations.head()}.")


def rotate_keys(
    overlap_days: Annotated[
        int, typer.Option(min=1, help="How long the old key goes on verifying.")
    ] = 1,
) -> None:
    """Put a new signing key first in SIGNING_KEYS_FILE, which is made if it is not there."""
    settings = load_settings(serving=False)
    keys = bootstrap.rotate_keys(settings, SystemClock(), overlap_days=overlap_days)
    print(f"{settings.signing_keys_file} holds {len(keys.keys)} keys; restart the servers.")


def purge(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Remove what is over: expired tokens and idempotency keys, sessions that ended and mails that
    were given up 30 days ago.

    Safe to run at any time, beside the servers; it removes in small steps.
    """
    removed = asyncio.run(_purge(load_settings(serving=False)))
    if as_json:
        print(json.dumps({re.sub("[ -]", "_", name): count for name, count in removed.items()}))
        return
    for name, count in removed.items():
        print(f"{name:<18} {count:>10,}")


def show_version() -> None:
    """Print the version."""
    print(f"accord {version('accord')}")


def _version_and_out(wants_version: bool) -> None:
    if wants_version:
        show_version()
        raise typer.Exit


def options(
    _: Annotated[
        bool,
        typer.Option(
            "--version", is_eager=True, callback=_version_and_out, help="Print the version."
        ),
    ] = False,
) -> None:
    """What stands before every verb: only --version, which most people try first."""


async def _purge(settings: Settings) -> dict[str, int]:
    removed: dict[str, int] = {}
    async with running.application(settings) as application:
        now = SystemClock().now()
        for rule in retention.RULES:
            count = 0
            with running.progress(rule.name) as show:
                while batch := await application.database.write(retention.purge_batch, rule, now):
                    count += batch
                    show(count)
            removed[rule.name] = count
    return removed
