"""The units of work of identities: what changes together, and what is recorded of it."""

from datetime import datetime

from sqlalchemy import Connection

from app.audit import repository as audit
from app.audit.domain import DETAIL_MAX, Action
from app.errors import ServiceUnavailable
from app.features.accounts import repository as accounts
from app.features.accounts.domain import normalize_email
from app.features.accounts.repository import NewAccount
from app.features.identities import repository
from app.features.identities.domain import Linked, Linking
from app.security.external_tokens import ExternalIdentity


def provision(
    connection: Connection, identity: ExternalIdentity, new: NewAccount, now: datetime
) -> Linked | None:
    """Make an account for an identity; None if its address has an account that is not its own.

    A registration that nobody has confirmed gives way, password and all: the issuer has seen who
    reads the mailbox, and whoever registered it has not shown that.
    """
    account_id = accounts.register(connection, new, now)
    if account_id is None:  # also when another request of the same person was faster
        return repository.FIND.one_or_none(
            connection, issuer=identity.issuer, subject=identity.subject
        )
    if not repository.link(connection, identity.issuer, identity.subject, account_id, now):
        # Another request of theirs was faster, with another address: this account is undone.
        raise ServiceUnavailable
    audit.append(
        connection,
        Action.USER_CREATED,
        now=now,
        actor_id=account_id,
        subject_id=account_id,
        details={"role": new.role, **_names(identity.issuer, identity.subject)},
    )
    return repository.FIND.one_or_none(connection, issuer=identity.issuer, subject=identity.subject)


def link(connection: Connection, issuer: str, subject: str, email: str, now: datetime) -> Linking:
    """Link an identity to the account of an address, which somebody must have confirmed.

    One that nobody has confirmed is the next one's who registers the address.
    """
    found = accounts.FIND_BY_EMAIL.one_or_none(connection, email=normalize_email(email))
    account = accounts.lock(connection, found.id) if found else None
    if account is None:
        return Linking.NO_ACCOUNT
    if not account.is_email_verified:
        return Linking.UNCONFIRMED
    if not repository.link(connection, issuer, subject, account.id, now):
        linked = repository.FIND.one_or_none(connection, issuer=issuer, subject=subject)
        is_same = linked is not None and linked.account.id == account.id
        return Linking.LINKED if is_same else Linking.ANOTHER_ACCOUNT
    audit.append(
        connection,
        Action.USER_UPDATED,
        now=now,
        subject_id=account.id,
        details={"fields": "identities", **_names(issuer, subject)},
    )
    return Linking.LINKED


def _names(issuer: str, subject: str) -> dict[str, str]:
    """Whose link it is, for an event, whose details have 200 characters each by the contract."""
    rest = subject[DETAIL_MAX:]
    names = {"issuer": issuer, "subject": subject[:DETAIL_MAX]}
    return {**names, "subject_rest": rest} if rest else names
