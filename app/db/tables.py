"""Every table. Only repositories import them, and only to write statements with them.

Rows are never loaded as objects: a repository selects columns and builds domain values from them.
Ids are UUID version 7, minted by the service: they sort by age on both databases.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Named,
    Table,
    Text,
    TypedColumns,
    Uuid,
    false,
)

from app.db.types import JsonPairs, JsonTexts, OrderedText, UtcDateTime

# Names from the first migration on, so that a later one can drop a constraint on both databases.
NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

metadata = MetaData(naming_convention=NAMING_CONVENTION)


class _AccountColumns(TypedColumns):
    """A person who can sign in. `email_normalized` decides which addresses are the same.

    `is_pending`: somebody registered the address and nobody has confirmed it yet, so that whoever
    registers it next may take it over.
    """

    id: Named[UUID] = Column(Uuid, primary_key=True)
    email: Named[str] = Column(Text)
    email_normalized: Named[str] = Column(OrderedText, unique=True)
    password_hash: Named[str | None] = Column(Text)
    email_verified_at: Named[datetime | None] = Column(UtcDateTime)
    is_pending: Named[bool] = Column(Boolean, server_default=false())
    display_name: Named[str | None] = Column(Text)
    display_name_normalized: Named[str | None] = Column(OrderedText)
    locale: Named[str | None] = Column(Text)
    timezone: Named[str | None] = Column(Text)
    preferences: Named[dict[str, str]] = Column(JsonTexts)
    role: Named[str] = Column(Text)
    status: Named[str] = Column(Text)
    suspension_reason: Named[str | None] = Column(Text)
    suspension_ends_at: Named[datetime | None] = Column(UtcDateTime)
    tokens_valid_after: Named[datetime] = Column(UtcDateTime)
    version: Named[int] = Column(Integer)
    created_at: Named[datetime] = Column(UtcDateTime)
    updated_at: Named[datetime] = Column(UtcDateTime)


accounts = Table(
    "accounts",
    metadata,
    _AccountColumns,
    Index(None, "created_at", "id"),
    Index(None, "display_name_normalized"),
    Index(None, "role", "created_at", "id"),
    Index(None, "status", "created_at", "id"),
)


class _IdentityColumns(TypedColumns):
    """Whom another issuer knows under a name of its own, and whose account here is theirs."""

    issuer: Named[str] = Column(Text, primary_key=True)
    subject: Named[str] = Column(Text, primary_key=True)
    account_id: Named[UUID] = Column(Uuid, ForeignKey("accounts.id", ondelete="CASCADE"))
    created_at: Named[datetime] = Column(UtcDateTime)


identities = Table("identities", metadata, _IdentityColumns, Index(None, "account_id"))


class _SessionColumns(TypedColumns):
    """One sign-in and everything that descends from it: the family of its refresh tokens.

    `scope`: what the sign-in asked for; empty for all that the role allows.
    """

    id: Named[UUID] = Column(Uuid, primary_key=True)
    account_id: Named[UUID] = Column(Uuid, ForeignKey("accounts.id", ondelete="CASCADE"))
    created_at: Named[datetime] = Column(UtcDateTime)
    authenticated_at: Named[datetime] = Column(UtcDateTime)
    last_seen_at: Named[datetime] = Column(UtcDateTime)
    expires_at: Named[datetime] = Column(UtcDateTime)
    idle_expires_at: Named[datetime] = Column(UtcDateTime)
    revoked_at: Named[datetime | None] = Column(UtcDateTime)
    revoked_reason: Named[str | None] = Column(Text)
    scope: Named[str] = Column(Text)
    client_id: Named[str | None] = Column(Text)
    ip_address: Named[str | None] = Column(Text)
    user_agent: Named[str | None] = Column(Text)


sessions = Table(
    "sessions", metadata, _SessionColumns, Index(None, "account_id"), Index(None, "idle_expires_at")
)


class _RefreshTokenColumns(TypedColumns):
    """A refresh token by its hash; `sealed_child` opens only with the token itself."""

    hash: Named[bytes] = Column(LargeBinary, primary_key=True)
    session_id: Named[UUID] = Column(Uuid, ForeignKey("sessions.id", ondelete="CASCADE"))
    created_at: Named[datetime] = Column(UtcDateTime)
    expires_at: Named[datetime] = Column(UtcDateTime)
    spent_at: Named[datetime | None] = Column(UtcDateTime)
    sealed_child: Named[bytes | None] = Column(LargeBinary)


refresh_tokens = Table(
    "refresh_tokens",
    metadata,
    _RefreshTokenColumns,
    Index(None, "session_id"),
    Index(None, "expires_at"),
)


class _OneTimeTokenColumns(TypedColumns):
    """A token that was mailed, by its hash, bound to one purpose and good for one use."""

    hash: Named[bytes] = Column(LargeBinary, primary_key=True)
    purpose: Named[str] = Column(Text)
    account_id: Named[UUID] = Column(Uuid, ForeignKey("accounts.id", ondelete="CASCADE"))
    code_hash: Named[bytes | None] = Column(LargeBinary)
    attempts: Named[int] = Column(Integer)
    created_at: Named[datetime] = Column(UtcDateTime)
    expires_at: Named[datetime] = Column(UtcDateTime)
    consumed_at: Named[datetime | None] = Column(UtcDateTime)


one_time_tokens = Table(
    "one_time_tokens",
    metadata,
    _OneTimeTokenColumns,
    Index(None, "account_id", "purpose"),
    Index(None, "expires_at"),
)


class _MessageColumns(TypedColumns):
    """A message that was promised and has not left yet; what has left is deleted.

    No secret rests here: the token that a message carries is minted when it is sent.
    """

    id: Named[UUID] = Column(Uuid, primary_key=True)
    kind: Named[str] = Column(Text)
    recipient: Named[str] = Column(Text)
    created_at: Named[datetime] = Column(UtcDateTime)
    available_at: Named[datetime] = Column(UtcDateTime)
    attempts: Named[int] = Column(Integer)
    claimed_until: Named[datetime | None] = Column(UtcDateTime)
    abandoned_at: Named[datetime | None] = Column(UtcDateTime)
    last_error: Named[str | None] = Column(Text)


outbox = Table("outbox", metadata, _MessageColumns, Index(None, "available_at"))


class _RateLimitColumns(TypedColumns):
    """How often something was tried in the running window."""

    key: Named[str] = Column(Text, primary_key=True)
    count: Named[int] = Column(Integer)
    strikes: Named[int] = Column(Integer)
    expires_at_ms: Named[int] = Column(BigInteger)


rate_limits = Table("rate_limits", metadata, _RateLimitColumns, Index(None, "expires_at_ms"))


class _IdempotencyKeyColumns(TypedColumns):
    """A request that must happen once: claimed while it runs, then its answer until it expires."""

    key: Named[bytes] = Column(LargeBinary, primary_key=True)
    operation: Named[str] = Column(Text)
    fingerprint: Named[bytes] = Column(LargeBinary)
    claimed_until: Named[datetime] = Column(UtcDateTime)
    status: Named[int | None] = Column(Integer)
    headers: Named[list[list[str]] | None] = Column(JsonPairs)
    body: Named[bytes | None] = Column(LargeBinary)
    created_at: Named[datetime] = Column(UtcDateTime)
    expires_at: Named[datetime] = Column(UtcDateTime)


idempotency_keys = Table(
    "idempotency_keys", metadata, _IdempotencyKeyColumns, Index(None, "expires_at")
)


class _AuditEventColumns(TypedColumns):
    """One thing that was done; triggers refuse to change or delete it.

    No foreign keys: what is told of an account outlives it.
    """

    sequence: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)
    id: Named[UUID] = Column(Uuid)
    occurred_at: Named[datetime] = Column(UtcDateTime)
    action: Named[str] = Column(Text)
    actor_id: Named[UUID | None] = Column(Uuid)
    subject_id: Named[UUID | None] = Column(Uuid)
    request_id: Named[str] = Column(Text)
    details: Named[dict[str, str]] = Column(JsonTexts)
    previous_hash: Named[bytes] = Column(LargeBinary)
    hash: Named[bytes] = Column(LargeBinary)


audit_events = Table(
    "audit_events",
    metadata,
    _AuditEventColumns,
    Index(None, "actor_id", "sequence"),
    Index(None, "subject_id", "sequence"),
    Index(None, "action", "sequence"),
    Index(None, "occurred_at"),
    CheckConstraint("sequence > 0", "sequence"),
)


class _AuditHeadColumns(TypedColumns):
    """The end of the chain, in one row: whoever appends holds it until the commit."""

    id: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    sequence: Named[int] = Column(BigInteger)
    hash: Named[bytes] = Column(LargeBinary)


audit_heads = Table("audit_heads", metadata, _AuditHeadColumns)
