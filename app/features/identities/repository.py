"""The statements behind identities: of two that link one at once, one does."""

from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy import Connection, bindparam, select

from app.db.query import Query, Row
from app.db.statements import insert
from app.db.tables import accounts, identities
from app.features.accounts.repository import ACCOUNT_COLUMNS, to_account
from app.features.identities.domain import Linked


def _to_linked(row: Row) -> Linked:
    *account, valid_after = row
    return Linked(to_account(account), cast(datetime, valid_after))


# The account that the identity is linked to, in one indexed read, whatever its state.
FIND = Query(
    select(*ACCOUNT_COLUMNS, accounts.c.tokens_valid_after)
    .join_from(identities, accounts, identities.c.account_id == accounts.c.id)
    .where(
        identities.c.issuer == bindparam("issuer"),
        identities.c.subject == bindparam("subject"),
    ),
    _to_linked,
)


def link(
    connection: Connection, issuer: str, subject: str, account_id: UUID, now: datetime
) -> bool:
    """Link the identity to the account; False if it is linked already, to this one or another."""
    values = {"issuer": issuer, "subject": subject, "account_id": account_id, "created_at": now}
    linked = connection.execute(
        insert(connection.dialect.name, identities)
        .values(**values)
        .on_conflict_do_nothing(index_elements=[identities.c.issuer, identities.c.subject])
        .returning(identities.c.account_id)
    )
    return linked.one_or_none() is not None
