"""An audit event, the actions there are, and the hash that chains each event to the one before."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

# The most characters of one detail, by the contract.
DETAIL_MAX: Final = 200
# What the first event of all follows.
GENESIS: Final = bytes(32)


class Action(StrEnum):
    """What can be done that is worth a record; the contract has the same list."""

    USER_REGISTERED = "user.registered"
    USER_REGISTRATION_REPEATED = "user.registration_repeated"
    USER_CREATED = "user.created"
    USER_EMAIL_VERIFIED = "user.email_verified"
    USER_SIGNED_IN = "user.signed_in"
    USER_SIGN_IN_FAILED = "user.sign_in_failed"
    USER_PASSWORD_CHANGED = "user.password_changed"  # nosec B105 # the name of an action
    USER_PASSWORD_RESET_STARTED = "user.password_reset_started"  # nosec B105
    USER_UPDATED = "user.updated"
    USER_SUSPENDED = "user.suspended"
    USER_REINSTATED = "user.reinstated"
    USER_DELETED = "user.deleted"
    SESSION_REFRESHED = "session.refreshed"
    SESSION_REVOKED = "session.revoked"
    SESSION_REUSE_DETECTED = "session.reuse_detected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that was done. `details` holds neither a secret nor an address."""

    sequence: int
    id: UUID
    occurred_at: datetime
    action: str
    actor_id: UUID | None
    subject_id: UUID | None
    request_id: str
    details: Mapping[str, str]
    previous_hash: bytes

    def digest(self) -> bytes:
        """SHA-256 over every member, in one spelling: a JSON array without spaces, in ASCII."""
        members = [
            self.previous_hash.hex(),
            self.sequence,
            str(self.id),
            self.occurred_at.astimezone(UTC).isoformat("T", "microseconds"),
            self.action,
            str(self.actor_id) if self.actor_id else None,
            str(self.subject_id) if self.subject_id else None,
            self.request_id,
            sorted(self.details.items()),
        ]
        return hashlib.sha256(json.dumps(members, separators=(",", ":")).encode("ascii")).digest()


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event as it is kept: with the hash that was computed when it was written."""

    event: Event
    hash: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class EventQuery:
    """Which events are asked for, and in which order; None asks for all."""

    actor_id: UUID | None = None
    subject_id: UUID | None = None
    action: Action | None = None
    after: datetime | None = None
    before: datetime | None = None
    is_descending: bool = False

    @property
    def fingerprint(self) -> str:
        """Names this query among all: a cursor is good for the query that it came from."""
        return json.dumps(["audit-events", *astuple(self)], default=str)
