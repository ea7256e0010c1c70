"""The verb that shows whether anybody has tampered with the audit trail."""

import asyncio
import json
import sys

import click

from app.audit.verification import Broken, Intact, verify
from app.cli import running
from app.cli.options import json_option
from app.config import Settings, load_settings


@click.group
def audit() -> None:
    """Check the audit trail."""


@audit.command(name="verify")
@json_option
def verify_trail(*, as_json: bool) -> None:
    """Walk the chain of events; exit status 1, and the first place that does not fit, if broken.

    Keep the hash that it prints elsewhere: it betrays a trail that was cut off and written anew.
    """
    verdict = asyncio.run(_verify(load_settings(serving=False)))
    print(json.dumps(_record(verdict)) if as_json else _sentence(verdict))
    if isinstance(verdict, Broken):
        sys.exit(1)


async def _verify(settings: Settings) -> Intact | Broken:
    async with running.application(settings) as application:
        with running.progress("events checked") as show:
            return await verify(application.database, show)


def _sentence(verdict: Intact | Broken) -> str:
    match verdict:
        case Intact(events, head_hash):
            return f"The chain holds: {events:,} events, the last is {head_hash.hex()}."
        case Broken(sequence, reason):
            return f"The chain is broken at event {sequence:,}: {reason}."


def _record(verdict: Intact | Broken) -> dict[str, object]:
    match verdict:
        case Intact(events, head_hash):
            return {"intact": True, "events": events, "hash": head_hash.hex()}
        case Broken(sequence, reason):
            return {"intact": False, "sequence": sequence, "reason": reason}
