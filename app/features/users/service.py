"""Finding, making, changing, suspending and removing the accounts of others."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

import structlog
from uuid_utils.compat import uuid7

from app.clock import Clock
from app.db.database import Database
from app.errors import CannotSuspendSelf, InvalidField, NotFound
from app.features.accounts import repository as accounts
from app.features.accounts.domain import Account, Suspension, check_timezone, normalize_email
from app.features.accounts.repository import NewAccount
from app.features.sessions import repository as sessions
from app.features.sessions.domain import Session
from app.features.users import repository, units
from app.features.users.domain import NewUser, UserPatch, UserQuery
from app.outbox.dispatcher import Wakeup
from app.pagination import Page, PageRequest
from app.rate_limits.limiter import RateLimiter
from app.security.cursors import Cursors
from app.security.password_policy import PasswordPolicy
from app.security.passwords import PasswordHasher

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class UserService:
    """The rules of managing accounts; who may do what, the contract says by scopes."""

    database: Database
    hasher: PasswordHasher
    password_policy: PasswordPolicy
    limiter: RateLimiter
    wakeup: Wakeup
    clock: Clock
    cursors: Cursors

    async def list_users(self, query: UserQuery, page: PageRequest) -> Page[Account]:
        """One page of accounts. Raises `InvalidCursor`."""
        asked = query.fingerprint
        beyond = self.cursors.read(page.cursor, query=asked)
        listing, values = repository.listing(query, beyond, limit=page.limit + 1)
        found = await self.database.fetch_all(listing, **values)
        position_of = partial(repository.position_of, sort=query.sort)
        return self.cursors.page(found, page.limit, position_of, query=asked)

    async def create(self, actor_id: UUID | None, new: NewUser) -> Account:
        """Make an account for somebody. Raises `EmailTaken`, `WeakPassword`, `InvalidField`."""
        check_timezone(new.profile.timezone)
        if new.password is not None:
            await self.password_policy.require(
                new.password, email=new.email, display_name=new.profile.display_name
            )
        if new.password is None or not new.is_email_verified:
            await self.limiter.hit("mail", normalize_email(new.email))
        password_hash = await self.hasher.hash(new.password) if new.password is not None else None
        now = self.clock.now()
        row = NewAccount(
            id=uuid7(),
            email=new.email,
            password_hash=password_hash,
            profile=new.profile,
            role=new.role,
            email_verified_at=now if new.is_email_verified else None,
        )
        account = await self.database.write(units.create, row, actor_id=actor_id, now=now)
        log.info("account made", account_id=str(account.id))
        self.wakeup.set()
        return account

    async def read(self, account_id: UUID) -> Account:
        """One account. Raises `NotFound`."""
        account = await self.database.fetch_one(accounts.FIND, account_id=account_id)
        if account is None:
            raise NotFound
        return account

    async def update(
        self, actor_id: UUID | None, account_id: UUID, patch: UserPatch, *, if_match: str
    ) -> Account:
        """Merge a patch. Raises `NotFound`, `PreconditionFailed`, `InvalidField`, `LastAdmin`."""
        return await self.database.write(
            units.update,
            account_id,
            patch,
            if_match=if_match,
            actor_id=actor_id,
            now=self.clock.now(),
        )

    async def suspend(
        self,
        actor_id: UUID | None,
        account_id: UUID,
        suspension: Suspension,
        *,
        if_match: str | None,
    ) -> Account:
        """Suspend an account, which ends its sessions.

        Raises `NotFound`, `CannotSuspendSelf`, `LastAdmin`, `PreconditionFailed`, `InvalidField`.
        """
        now = self.clock.now()
        _require_future(suspension.ends_at, now)
        if account_id == actor_id:
            raise CannotSuspendSelf
        account = await self.database.write(
            units.suspend,
            account_id,
            suspension,
            if_match=if_match,
            actor_id=actor_id,
            now=now,
        )
        log.info("account suspended", account_id=str(account_id))
        return account

    async def reinstate(
        self, actor_id: UUID | None, account_id: UUID, *, if_match: str | None
    ) -> None:
        """Lift a suspension. Raises `NotFound` and `PreconditionFailed`."""
        await self.database.write(
            units.reinstate,
            account_id,
            if_match=if_match,
            actor_id=actor_id,
            now=self.clock.now(),
        )

    async def delete(self, actor_id: UUID | None, account_id: UUID, *, if_match: str) -> None:
        """Remove an account. Raises `NotFound`, `PreconditionFailed` and `LastAdmin`."""
        await self.database.write(
            units.delete,
            account_id,
            if_match=if_match,
            actor_id=actor_id,
            now=self.clock.now(),
        )
        log.info("account removed", account_id=str(account_id))

    async def list_sessions(self, account_id: UUID) -> list[Session]:
        """The live sessions of an account, the newest first. Raises `NotFound`."""
        await self.read(account_id)
        return await self.database.fetch_all(
            sessions.LIST_LIVE, account_id=account_id, now=self.clock.now()
        )

    async def end_sessions(self, actor_id: UUID | None, account_id: UUID) -> None:
        """End all sessions of an account. Raises `NotFound`."""
        await self.database.write(
            units.end_sessions, account_id, actor_id=actor_id, now=self.clock.now()
        )

    async def start_password_reset(self, actor_id: UUID | None, account_id: UUID) -> None:
        """Mail the owner a token for a new password. Raises `NotFound`."""
        account = await self.read(account_id)
        await self.limiter.hit("mail", normalize_email(account.email))
        await self.database.write(
            units.start_password_reset, account_id, actor_id=actor_id, now=self.clock.now()
        )
        self.wakeup.set()


def _require_future(ends_at: datetime | None, now: datetime) -> None:
    if ends_at is not None and ends_at <= now:
        raise InvalidField("/ends_at", "not_in_future", "A suspension must end in the future.")
