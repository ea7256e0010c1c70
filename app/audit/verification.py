"""Walks the audit trail from its first event and names the first one that does not fit."""

from collections.abc import Callable
from dataclasses import dataclass

from app.audit import repository
from app.audit.domain import GENESIS, Filters, Recorded
from app.db.database import Database

_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Intact:
    """Every event follows the one before. Keep `head_hash` elsewhere: a trail that was cut off and
    whose head was rewritten looks intact to everybody who has not."""

    events: int
    head_hash: bytes


@dataclass(frozen=True, slots=True)
class Broken:
    """The first place where the chain does not hold, and why."""

    sequence: int
    reason: str


async def verify(database: Database, progress: Callable[[int], None]) -> Intact | Broken:
    """Read the whole trail, in batches; `progress` hears how many events have been checked."""
    head_sequence, head_hash = await database.read(repository.read_head)
    checked, previous = 0, GENESIS
    while batch := await database.read(
        repository.list_events, Filters(), beyond=checked, is_descending=False, limit=_BATCH
    ):
        for recorded in batch:
            if recorded.event.sequence > head_sequence:
                break  # written since we began
            fault = _fault(recorded, checked + 1, previous)
            if fault is not None:
                return Broken(checked + 1, fault)
            checked, previous = checked + 1, recorded.hash
        progress(checked)
        if checked == head_sequence:
            break
    if checked < head_sequence:
        return Broken(checked + 1, "missing: the head of the chain is further on")
    if previous != head_hash:
        return Broken(checked, "not the event that the head of the chain names")
    return Intact(checked, head_hash)


def _fault(recorded: Recorded, expected: int, previous: bytes) -> str | None:
    if recorded.event.sequence != expected:
        return f"missing: the next event is {recorded.event.sequence}"
    if recorded.event.previous_hash != previous:
        return "does not follow the event before"
    return None if recorded.is_intact else "changed after it was written"
