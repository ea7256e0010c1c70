"""The verbs that keep a service in order: migrate, rotate-keys, purge, version."""

import asyncio
import json
import re
from importlib.metadata import version

import click

from app import bootstrap
from app.cli import running
from app.cli.options import json_option
from app.clock import SystemClock
from app.config import Settings, load_settings
from app.db import migrations, retention

VERSION = "accord %(version)s"


@click.command
def migrate() -> None:
    """Bring the database to the newest revision. Uses MIGRATION_DATABASE_URL where it is set."""
    settings = load_settings(serving=False)
    asyncio.run(running.migrate(settings))
    print(f"The database is at revision {migrations.head()}.")


@click.command(name="rotate-keys")
@click.option(
    "--overlap-days",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="How long the old key goes on verifying.",
)
def rotate_keys(*, overlap_days: int) -> None:
    """Put a new signing key first in SIGNING_KEYS_FILE. The file is made if it is not there."""
    settings = load_settings(serving=False)
    keys = bootstrap.rotate_keys(settings, SystemClock(), overlap_days=overlap_days)
    print(f"{settings.signing_keys_file} holds {len(keys.keys)} keys; restart the servers.")


@click.command
@json_option
def purge(*, as_json: bool) -> None:
    """Remove what expired or ended long ago.

    That is: expired tokens and idempotency keys, sessions that ended and mails that were given up
    30 days ago. Safe to run at any time, beside the servers; it removes in small steps.
    """
    removed = asyncio.run(_purge(load_settings(serving=False)))
    if as_json:
        print(json.dumps({re.sub("[ -]", "_", name): count for name, count in removed.items()}))
        return
    for name, count in removed.items():
        print(f"{name:<18} {count:>10,}")


@click.command(name="version")
def show_version() -> None:
    """Print the version."""
    print(VERSION % {"version": version("accord")})


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
