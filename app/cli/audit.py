"""The verb that shows whether anybody has tampered with the audit trail."""

import asyncio
import json
from typing import Annotated

import typer

from app.audit.verification import Broken, Intact, verify
from app.cli import running
from app.config import Settings, load_settings

audit = typer.Typer(name="audit", help="Check the audit trail.", no_args_is_help=True)


@audit.callback()
def _group() -> None:
    """Check the audit trail."""


@audit.command(name="verify")
def verify_trail(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Walk the chain from its first event; exit status 1 and the place if it is broken.

    Keep the hash that it prints: if the trail is ever cut off and rewritten, only who knows an
    older hash can tell.
    """
    verdict = asyncio.run(_verify(load_settings(serving=False)))
    print(json.dumps(_record(verdict)) if as_json else _sentence(verdict))
    if isinstance(verdict, Broken):
        raise typer.Exit(1)


async def _verify(settings: Settings) -> Intact | Broken:
    async with running.application(settings) as application:
        verdict = await verify(application.database, running.progress("events checked"))
    running.end_progress()
    return verdict


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
