"""Forgotten, reset and changed passwords: each new one ends the sessions that knew the old one."""

from dataclasses import dataclass

import structlog

from app.clock import Clock
from app.db.database import Database
from app.errors import CurrentPasswordIncorrect
from app.features.accounts import repository as accounts
from app.features.accounts.domain import Account, Principal, normalize_email
from app.features.passwords import units
from app.observability.context import Client
from app.outbox import repository as outbox
from app.outbox.dispatcher import Wakeup
from app.rate_limits.limiter import RateLimiter
from app.security import opaque
from app.security.password_policy import PasswordPolicy
from app.security.passwords import PasswordHasher

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class PasswordService:
    """The rules of changing passwords."""

    database: Database
    hasher: PasswordHasher
    password_policy: PasswordPolicy
    limiter: RateLimiter
    wakeup: Wakeup
    clock: Clock

    async def forget(self, email: str) -> None:
        """Ask for a reset mail; like a repeated verification, only a row in the outbox."""
        recipient = normalize_email(email)
        await self.limiter.hit("mail", recipient)
        await self.database.write(outbox.enqueue, "reset_password", recipient, self.clock.now())
        self.wakeup.set()

    async def reset(self, token: str, new_password: str) -> None:
        """Set a new password with the token of the mail. Raises `ResetTokenInvalid` or
        `WeakPassword`; a weak one does not spend the token."""
        token_hash = opaque.hash_secret(token)
        # Looked up first, so that made-up tokens cost no hashing; decided below, in one statement.
        account = await self.database.read(units.find_owner, token_hash, self.clock.now())
        await self._check_policy(new_password, account)
        new_hash = await self.hasher.hash(new_password)
        account_id = await self.database.write(units.reset, token_hash, new_hash, self.clock)
        log.info("password reset", account_id=str(account_id))
        self.wakeup.set()

    async def change(
        self, principal: Principal, current: str, new_password: str, client: Client
    ) -> None:
        """Replace the password. Raises `CurrentPasswordIncorrect` or `WeakPassword`.

        Guessing the current password here is guessing it at the sign-in: the same limit counts.
        """
        account = principal.account
        key = f"{normalize_email(account.email)}|{client.network}"
        await self.limiter.hit("sign-in", key)
        credentials = await self.database.fetch_one(
            accounts.FIND_CREDENTIALS, account_id=account.id
        )
        stored = credentials.password_hash if credentials else None
        verdict = await self.hasher.verify(current, stored)
        if stored is None or not verdict.is_correct:
            raise CurrentPasswordIncorrect
        await self.limiter.forgive("sign-in", key)
        await self._check_policy(new_password, account)
        new_hash = await self.hasher.hash(new_password)
        await self.database.write(units.change, principal, stored, new_hash, self.clock)
        log.info("password changed", account_id=str(account.id))
        self.wakeup.set()

    async def _check_policy(self, password: str, account: Account) -> None:
        await self.password_policy.require(
            password, email=account.email, display_name=account.profile.display_name
        )
