"""Walks the audit trail from its first event and names the first one that does not fit."""

from collections.abc import Callable
from dataclasses import dataclass

from app.audit import repository
from app.audit.domain import GENESIS, EventQuery, Recorded
from app.db.database import Database

_BATCH = 1000
# What reading an event raises whose members somebody has replaced by what they cannot be.
_UNREADABLE = (AttributeError, OverflowError, RecursionError, TypeError, ValueError)


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
    head = await database.read(repository.read_head)
    if head is None:
        return Broken(0, "the head of the chain is missing or cannot be read")
    head_sequence, head_hash = head
    checked, previous, limit = 0, GENESIS, _BATCH
    while checked < head_sequence:  # what is written meanwhile is for the next time
        batch = await _batch(database, checked, min(limit, head_sequence - checked))
        if batch is None and limit == 1:
            return Broken(checked + 1, "changed after it was written, into what cannot be read")
        if batch is None:
            limit = 1  # one of them cannot be read: find out which
            continue
        if not batch:
            return Broken(checked + 1, "missing: the head of the chain is further on")
        for recorded in batch:
            fault = _fault(recorded, checked + 1, previous)
            if fault is not None:
                return Broken(checked + 1, fault)
            checked, previous = checked + 1, recorded.hash
        progress(checked)
    if previous != head_hash:
        return Broken(checked, "not the event that the head of the chain names")
    outside = await _outside(database)
    return outside or Intact(checked, head_hash)


async def _batch(database: Database, checked: int, limit: int) -> list[Recorded] | None:
    try:
        return await database.read(
            repository.list_events, EventQuery(), beyond=checked, limit=limit
        )
    except _UNREADABLE:
        return None


async def _outside(database: Database) -> Broken | None:
    """Events that no walk from the first to the head meets; only their place is looked at.

    The events first and the head after them: who appends moves both at once.
    """
    bounds = await database.read(repository.read_bounds)
    head = await database.read(repository.read_head)
    if bounds is None or head is None:
        return None
    lowest, highest = bounds
    if lowest < 1:
        return Broken(lowest, "before the first event")
    if not isinstance(highest, int) or highest > head[0]:  # text comes after every number
        return Broken(head[0] + 1, "beyond the head of the chain")
    return None


def _fault(recorded: Recorded, expected: int, previous: bytes) -> str | None:
    if recorded.event.sequence != expected:
        return f"missing: the next event is {recorded.event.sequence}"
    if recorded.event.previous_hash != previous:
        return "does not follow the event before"
    return None if _is_intact(recorded) else "changed after it was written"


def _is_intact(recorded: Recorded) -> bool:
    try:
        return recorded.event.digest() == recorded.hash
    except _UNREADABLE:  # a member has a type that no event has
        return False
