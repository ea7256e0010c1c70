"""Suspensions, the search for names, and the audit trail.

Revision 0002, after 0001. It fills and indexes `accounts` while it holds the table, against the
rules for tables with many rows: version 1.0 had no deployments.
"""

import unicodedata

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# A migration keeps its own copy of what the columns are: the code's may move on.
INSTANT = sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
ORDERED_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
COLUMNS = (
    "is_pending",
    "display_name_normalized",
    "suspension_reason",
    "suspension_ends_at",
)
INDEXES = {
    "ix_accounts_created_at_id": ["created_at", "id"],
    "ix_accounts_display_name_normalized": ["display_name_normalized"],
    "ix_accounts_role_created_at_id": ["role", "created_at", "id"],
    "ix_accounts_status_created_at_id": ["status", "created_at", "id"],
}


def upgrade() -> None:
    extend_accounts()
    fill_accounts()
    create_audit_events()
    create_audit_heads()
    protect_audit_events()
    op.drop_index("ix_sessions_expires_at", "sessions")
    op.create_index("ix_sessions_idle_expires_at", "sessions", ["idle_expires_at"])


def downgrade() -> None:
    op.drop_index("ix_sessions_idle_expires_at", "sessions")
    op.create_index("ix_sessions_expires_at", "sessions", ["expires_at"])
    op.drop_table("audit_heads")
    op.drop_table("audit_events")
    if op.get_context().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_events_are_append_only()")
        op.execute('ALTER TABLE accounts ALTER email_normalized TYPE TEXT COLLATE "default"')
    for name in INDEXES:
        op.drop_index(name, "accounts")
    with op.batch_alter_table("accounts") as accounts:
        for name in COLUMNS:
            accounts.drop_column(name)


def extend_accounts() -> None:
    # With a default, so that the code of 0001 can go on inserting rows beside the new one.
    op.add_column(
        "accounts",
        sa.Column("is_pending", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.add_column("accounts", sa.Column("display_name_normalized", ORDERED_TEXT))
    op.add_column("accounts", sa.Column("suspension_reason", sa.Text()))
    op.add_column("accounts", sa.Column("suspension_ends_at", INSTANT))
    if op.get_context().dialect.name == "postgresql":
        op.execute('ALTER TABLE accounts ALTER email_normalized TYPE TEXT COLLATE "C"')
    for name, columns in INDEXES.items():
        op.create_index(name, "accounts", columns)


def fill_accounts() -> None:
    """SQLite's lower() knows ASCII alone, so names are folded here, unless SQL is asked for."""
    accounts = sa.table(
        "accounts",
        sa.column("id", sa.Uuid()),
        sa.column("email_verified_at", INSTANT),
        sa.column("is_pending", sa.Boolean()),
        sa.column("display_name", sa.Text()),
        sa.column("display_name_normalized", sa.Text()),
    )
    op.execute(
        accounts.update().where(accounts.c.email_verified_at.is_(None)).values(is_pending=True)
    )
    if op.get_context().as_sql:
        lower = sa.func.lower(accounts.c.display_name)
        op.execute(accounts.update().values(display_name_normalized=lower))
        return
    connection = op.get_bind()
    named = sa.select(accounts.c.id, accounts.c.display_name).where(
        accounts.c.display_name.is_not(None)
    )
    folded_names = [
        {"which": account_id, "name": folded(name)}
        for account_id, name in connection.execute(named)
    ]
    if folded_names:
        connection.execute(
            accounts.update()
            .where(accounts.c.id == sa.bindparam("which"))
            .values(display_name_normalized=sa.bindparam("name")),
            folded_names,
        )


def folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def create_audit_events() -> None:
    op.create_table(
        "audit_events",
        sa.Column("sequence", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("occurred_at", INSTANT, nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Uuid()),
        sa.Column("subject_id", sa.Uuid()),
        sa.Column("request_id", sa.Text(), nullable=False),
        sa.Column("details", JSON, nullable=False),
        sa.Column("previous_hash", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_audit_events"),
        sa.CheckConstraint("sequence > 0", name=op.f("ck_audit_events_sequence")),
    )
    for column in ("actor_id", "subject_id", "action"):
        op.create_index(f"ix_audit_events_{column}_sequence", "audit_events", [column, "sequence"])
    op.create_index("ix_audit_events_occurred_at", "audit_events", ["occurred_at"])


def create_audit_heads() -> None:
    heads = op.create_table(
        "audit_heads",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_heads"),
    )
    op.bulk_insert(heads, [{"id": 1, "sequence": 0, "hash": bytes(32)}])


def protect_audit_events() -> None:
    """Our mistakes cannot change the trail; who may drop triggers can, and breaks the chain."""
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION audit_events_are_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'audit events are append-only'; END $$"
        )
        op.execute(
            "CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_events "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_events_are_append_only()"
        )
        return
    # INSERT OR REPLACE fires no trigger of DELETE.
    replaces = "WHEN EXISTS (SELECT 1 FROM audit_events WHERE sequence = NEW.sequence) "
    for event, condition in (("UPDATE", ""), ("DELETE", ""), ("INSERT", replaces)):
        op.execute(
            f"CREATE TRIGGER audit_events_no_{event.lower()} BEFORE {event} ON audit_events "
            f"{condition}BEGIN SELECT RAISE(ABORT, 'audit events are append-only'); END"
        )
