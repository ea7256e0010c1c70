"""Telling whose account it is that a token of another issuer speaks for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import structlog
from uuid_utils.compat import uuid7

from app.clock import Clock
from app.db.database import Database
from app.errors import IdentityLinkRequired, InvalidToken
from app.features.accounts.domain import Account, Principal, Profile
from app.features.accounts.repository import NewAccount
from app.features.accounts.units import lift_suspension
from app.features.identities import repository, units
from app.features.identities.domain import EXTERNAL_SCOPES, Linked, Linking
from app.security.claims import MAXIMUM_LIFETIME_SECONDS
from app.security.external_tokens import LEEWAY_SECONDS, ExternalIdentity

# Before this no token was issued that still holds, by whichever of the two clocks.
_OLDEST: Final = timedelta(seconds=MAXIMUM_LIFETIME_SECONDS + 2 * LEEWAY_SECONDS)

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityPolicy:
    """What an identity may do, and whether it gets an account when it comes for the first time."""

    makes_accounts: bool
    is_address: Callable[[str], bool]
    role_scopes: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class IdentityService:
    """The rules of identities."""

    database: Database
    clock: Clock
    policy: IdentityPolicy

    async def principal_of(self, identity: ExternalIdentity) -> Principal:
        """Who the identity is here, now. Raises `InvalidToken` or `IdentityLinkRequired`.

        What we decided of the account counts, on each request: the issuer knows nothing of it.
        """
        linked = await self.database.fetch_one(
            repository.FIND, issuer=identity.issuer, subject=identity.subject
        )
        account = await self._usable(linked or await self._provision(identity), identity)
        return Principal(account, None, EXTERNAL_SCOPES & self.policy.role_scopes[account.role])

    async def link(self, issuer: str, subject: str, email: str) -> Linking:
        """Link an identity by hand; for the command line, never for the network."""
        return await self.database.write(units.link, issuer, subject, email, self.clock.now())

    async def _usable(self, linked: Linked, identity: ExternalIdentity) -> Account:
        """A suspension that is over is lifted, as at a sign-in: this is the only one they have."""
        account, now = linked.account, self.clock.now()
        if identity.not_issued_before < linked.valid_after:
            raise InvalidToken
        if account.suspension and account.suspension.is_over(now):
            account = await self.database.write(lift_suspension, account, now)
        if account.is_suspended(now):
            raise InvalidToken
        return account

    async def _provision(self, identity: ExternalIdentity) -> Linked:
        """One refusal for all reasons: that an address has an account here is not told."""
        email = identity.email
        if not self.policy.makes_accounts or email is None or not self.policy.is_address(email):
            raise IdentityLinkRequired
        now = self.clock.now()
        new = NewAccount(
            id=uuid7(),
            email=email,
            password_hash=None,
            profile=Profile(),
            email_verified_at=now,
            # What the issuer gave out before this token, and still holds, is as good as this one.
            tokens_valid_after=now - _OLDEST,
        )
        made = await self.database.write(units.provision, identity, new, now)
        if made is None:
            raise IdentityLinkRequired
        log.info("account of another issuer's person", account_id=str(made.account.id))
        return made
