"""Registering an account, and changing its profile."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from app.clock import Clock
from app.db.database import Database
from app.errors import RegistrationClosed
from app.features.accounts import repository, units
from app.features.accounts.domain import (
    Account,
    Profile,
    ProfilePatch,
    Role,
    check_timezone,
    normalize_email,
)
from app.features.accounts.repository import NewAccount
from app.outbox.dispatcher import Wakeup
from app.rate_limits.limiter import RateLimiter
from app.security.password_policy import PasswordPolicy
from app.security.passwords import PasswordHasher


@dataclass(frozen=True, slots=True)
class Registration:
    """What somebody who registers says of themselves."""

    email: str
    password: str
    profile: Profile


@dataclass(frozen=True, slots=True)
class AccountService:
    """The rules of accounts."""

    database: Database
    hasher: PasswordHasher
    password_policy: PasswordPolicy
    limiter: RateLimiter
    wakeup: Wakeup
    clock: Clock
    is_registration_open: bool

    async def register(self, registration: Registration) -> None:
        """Create an account and mail its owner.

        The same work, the same answer and a mail in both cases: nobody learns here whether an
        address is known. Only the mailbox does.
        """
        if not self.is_registration_open:
            raise RegistrationClosed
        await self._check(registration)
        await self.limiter.hit("mail", normalize_email(registration.email))
        new = await self._new_account(registration, role=Role.USER, email_verified_at=None)
        await self.database.write(units.register, new, self.clock.now())
        self.wakeup.set()

    async def create_confirmed(self, registration: Registration, role: Role) -> bool:
        """Create an account whose owner is known, by hand. False if the address is taken."""
        await self._check(registration)
        new = await self._new_account(registration, role=role, email_verified_at=self.clock.now())
        return await self.database.write(units.create_confirmed, new, self.clock.now())

    async def exists(self, email: str) -> bool:
        """Whether the address has an account; for the command line, never for the network."""
        found = await self.database.fetch_one(
            repository.FIND_BY_EMAIL, email=normalize_email(email)
        )
        return found is not None

    async def update_profile(
        self, account_id: UUID, patch: ProfilePatch, *, if_match: str | None
    ) -> Account:
        """Merge `patch` into the profile. Raises `PreconditionFailed` if `if_match` is stale."""
        return await self.database.write(
            units.update_profile, account_id, patch, if_match=if_match, now=self.clock.now()
        )

    async def _check(self, registration: Registration) -> None:
        check_timezone(registration.profile.timezone)
        await self.password_policy.require(
            registration.password,
            email=registration.email,
            display_name=registration.profile.display_name,
        )

    async def _new_account(
        self, registration: Registration, *, role: Role, email_verified_at: datetime | None
    ) -> NewAccount:
        return NewAccount(
            id=uuid7(),
            email=registration.email,
            password_hash=await self.hasher.hash(registration.password),
            profile=registration.profile,
            role=role,
            email_verified_at=email_verified_at,
        )
