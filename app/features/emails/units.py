"""The units of work of addresses: what changes together, and what is recorded of it."""

from datetime import datetime

from sqlalchemy import Connection

from app.audit import repository as audit
from app.audit.domain import Action
from app.errors import VerificationTokenInvalid
from app.features.accounts import repository as accounts
from app.features.one_time_tokens import repository as one_time_tokens
from app.features.one_time_tokens.domain import Purpose


def confirm(connection: Connection, token_hash: bytes, now: datetime) -> None:
    """Spend a verification token: the address is proven. Raises `VerificationTokenInvalid`."""
    account_id = one_time_tokens.consume(connection, token_hash, Purpose.VERIFY_EMAIL, now)
    if account_id is None:
        raise VerificationTokenInvalid
    accounts.verify_email(connection, account_id, now)
    audit.append(
        connection,
        Action.USER_EMAIL_VERIFIED,
        now=now,
        actor_id=account_id,
        subject_id=account_id,
    )
