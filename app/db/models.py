"""Every table. Only repositories import these classes, and only to write statements with them.

Rows are never loaded as objects: a repository selects columns and builds domain values from them.
Ids are UUID version 7, minted by the service: they sort by age on both databases.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    Text,
    Uuid,
    false,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from app.db.types import Json, OrderedText, UtcDateTime

# Names from the first migration on, so that a later one can drop a constraint on both databases.
NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """What all tables share."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)
    type_annotation_map = {
        UUID: Uuid(),
        datetime: UtcDateTime(),
        str: Text(),
        bytes: LargeBinary(),
        dict[str, str]: Json,
        list[list[str]]: Json,
    }


class AccountRow(Base):
    """A person who can sign in. `email_normalized` decides which addresses are the same.

    `is_pending`: somebody registered the address and nobody has confirmed it yet, so that whoever
    registers it next may take it over.
    """

    __tablename__ = "accounts"
    __table_args__ = (
        Index(None, "created_at", "id"),
        Index(None, "display_name_normalized"),
        Index(None, "role", "created_at", "id"),
        Index(None, "status", "created_at", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    email: Mapped[str]
    email_normalized: Mapped[str] = mapped_column(OrderedText, unique=True)
    password_hash: Mapped[str | None]
    email_verified_at: Mapped[datetime | None]
    is_pending: Mapped[bool] = mapped_column(server_default=false())
    display_name: Mapped[str | None]
    display_name_normalized: Mapped[str | None] = mapped_column(OrderedText)
    locale: Mapped[str | None]
    timezone: Mapped[str | None]
    preferences: Mapped[dict[str, str]]
    role: Mapped[str]
    status: Mapped[str]
    suspension_reason: Mapped[str | None]
    suspension_ends_at: Mapped[datetime | None]
    tokens_valid_after: Mapped[datetime]
    version: Mapped[int]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class IdentityRow(Base):
    """Whom another issuer knows under a name of its own, and whose account here is theirs."""

    __tablename__ = "identities"
    __table_args__ = (Index(None, "account_id"),)

    issuer: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    created_at: Mapped[datetime]


class SessionRow(Base):
    """One sign-in and everything that descends from it: the family of its refresh tokens.

    `scope`: what the sign-in asked for; empty for all that the role allows.
    """

    __tablename__ = "sessions"
    __table_args__ = (Index(None, "account_id"), Index(None, "idle_expires_at"))

    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    created_at: Mapped[datetime]
    authenticated_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    idle_expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    revoked_reason: Mapped[str | None]
    scope: Mapped[str]
    client_id: Mapped[str | None]
    ip_address: Mapped[str | None]
    user_agent: Mapped[str | None]


class RefreshTokenRow(Base):
    """A refresh token by its hash; `sealed_child` opens only with the token itself."""

    __tablename__ = "refresh_tokens"
    __table_args__ = (Index(None, "session_id"), Index(None, "expires_at"))

    hash: Mapped[bytes] = mapped_column(primary_key=True)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    spent_at: Mapped[datetime | None]
    sealed_child: Mapped[bytes | None]


class OneTimeTokenRow(Base):
    """A token that was mailed, by its hash, bound to one purpose and good for one use."""

    __tablename__ = "one_time_tokens"
    __table_args__ = (Index(None, "account_id", "purpose"), Index(None, "expires_at"))

    hash: Mapped[bytes] = mapped_column(primary_key=True)
    purpose: Mapped[str]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    code_hash: Mapped[bytes | None]
    attempts: Mapped[int]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    consumed_at: Mapped[datetime | None]


class OutboxRow(Base):
    """A message that was promised and has not left yet; what has left is deleted.

    No secret rests here: the token that a message carries is minted when it is sent.
    """

    __tablename__ = "outbox"
    __table_args__ = (Index(None, "available_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str]
    recipient: Mapped[str]
    created_at: Mapped[datetime]
    available_at: Mapped[datetime]
    attempts: Mapped[int]
    claimed_until: Mapped[datetime | None]
    abandoned_at: Mapped[datetime | None]
    last_error: Mapped[str | None]


class RateLimitRow(Base):
    """How often something was tried in the running window."""

    __tablename__ = "rate_limits"
    __table_args__ = (Index(None, "expires_at_ms"),)

    key: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]
    strikes: Mapped[int]
    expires_at_ms: Mapped[int] = mapped_column(BigInteger)


class IdempotencyKeyRow(Base):
    """A request that must happen once: claimed while it runs, then its answer until it expires."""

    __tablename__ = "idempotency_keys"
    __table_args__ = (Index(None, "expires_at"),)

    key: Mapped[bytes] = mapped_column(primary_key=True)
    operation: Mapped[str]
    fingerprint: Mapped[bytes]
    claimed_until: Mapped[datetime]
    status: Mapped[int | None]
    headers: Mapped[list[list[str]] | None]
    body: Mapped[bytes | None]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class AuditEventRow(Base):
    """One thing that was done; triggers refuse to change or delete it.

    No foreign keys: what is told of an account outlives it.
    """

    __tablename__ = "audit_events"
    __table_args__ = (
        Index(None, "actor_id", "sequence"),
        Index(None, "subject_id", "sequence"),
        Index(None, "action", "sequence"),
        Index(None, "occurred_at"),
        CheckConstraint("sequence > 0", "sequence"),
    )

    sequence: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    id: Mapped[UUID]
    occurred_at: Mapped[datetime]
    action: Mapped[str]
    actor_id: Mapped[UUID | None]
    subject_id: Mapped[UUID | None]
    request_id: Mapped[str]
    details: Mapped[dict[str, str]]
    previous_hash: Mapped[bytes]
    hash: Mapped[bytes]


class AuditHeadRow(Base):
    """The end of the chain, in one row: whoever appends holds it until the commit."""

    __tablename__ = "audit_heads"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sequence: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[bytes]
