"""The statements behind one-time tokens: of two callers who spend one, one row changes."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.sql.elements import ColumnElement

from app.db.tables import accounts, one_time_tokens
from app.features.accounts.domain import normalize_email
from app.features.accounts.repository import lock as lock_account
from app.features.one_time_tokens.domain import CODE_ATTEMPTS_MAX, NewToken, Purpose


def replace(connection: Connection, token: NewToken) -> None:
    """Store a token; the ones mailed before for the same purpose end."""
    # Held, or of two mails written at once neither would see the token of the other and end it.
    lock_account(connection, token.account_id)
    void(connection, token.account_id, token.purpose)
    connection.execute(
        insert(one_time_tokens).values(
            hash=token.token_hash,
            purpose=token.purpose,
            account_id=token.account_id,
            code_hash=token.code_hash,
            attempts=0,
            created_at=token.created_at,
            expires_at=token.expires_at,
        )
    )


def void(connection: Connection, account_id: UUID, purpose: Purpose) -> None:
    """Make every token of the account for this purpose worthless."""
    connection.execute(
        delete(one_time_tokens).where(
            one_time_tokens.c.account_id == account_id, one_time_tokens.c.purpose == purpose
        )
    )


def find_account(
    connection: Connection, token_hash: bytes, purpose: Purpose, now: datetime
) -> UUID | None:
    """Whose token it is, if it could be consumed now; decides nothing, `consume` does."""
    return connection.execute(
        select(one_time_tokens.c.account_id).where(
            one_time_tokens.c.hash == token_hash, *_live(purpose, now)
        )
    ).scalar_one_or_none()


def consume(
    connection: Connection, token_hash: bytes, purpose: Purpose, now: datetime
) -> UUID | None:
    """Spend the token and say whose it was, or None if it is unknown, spent or expired."""
    owner = find_account(connection, token_hash, purpose, now)
    if owner is None:
        return None
    # The account before its tokens, as in every unit that writes both, or two would deadlock.
    lock_account(connection, owner)
    return connection.execute(
        update(one_time_tokens)
        .where(one_time_tokens.c.hash == token_hash, *_live(purpose, now))
        .values(consumed_at=now)
        .returning(one_time_tokens.c.account_id)
    ).scalar_one_or_none()


def try_code(
    connection: Connection, email: str, purpose: Purpose, now: datetime
) -> tuple[bytes, bytes] | None:
    """Count one try at the code mailed to `email`: the token's hash and the code's, to compare.

    None if there is no such token or its tries are spent.
    """
    account = select(accounts.c.id).where(accounts.c.email_normalized == normalize_email(email))
    row = connection.execute(
        update(one_time_tokens)
        .where(
            one_time_tokens.c.account_id == account.scalar_subquery(),
            one_time_tokens.c.code_hash.is_not(None),
            one_time_tokens.c.attempts < CODE_ATTEMPTS_MAX,
            *_live(purpose, now),
        )
        .values(attempts=one_time_tokens.c.attempts + 1)
        .returning(one_time_tokens.c.hash, one_time_tokens.c.code_hash)
    ).one_or_none()
    if row is None or row.code_hash is None:
        return None
    return row.hash, row.code_hash


def _live(purpose: Purpose, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        one_time_tokens.c.purpose == purpose,
        one_time_tokens.c.consumed_at.is_(None),
        one_time_tokens.c.expires_at > now,
    )
