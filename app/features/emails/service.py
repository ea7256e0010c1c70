"""Proving an address, and writing the mails that the outbox asks for."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from app.clock import Clock
from app.db.database import Database
from app.errors import VerificationTokenInvalid
from app.features.accounts import repository as accounts
from app.features.accounts.domain import Account, normalize_email
from app.features.emails import units
from app.features.one_time_tokens import repository as one_time_tokens
from app.features.one_time_tokens.domain import NewToken, Purpose
from app.mail import templates
from app.mail.mailer import Mail, Mailer
from app.mail.templates import Letter
from app.outbox import repository as outbox
from app.outbox.dispatcher import Wakeup
from app.outbox.repository import Message
from app.rate_limits.limiter import RateLimiter
from app.security import opaque


class WriteChoice(Protocol):
    """Writes the letter with which somebody chooses a password."""

    def __call__(self, *, frontend_url: str | None, token: str, expires_at: datetime) -> Letter: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class MailPolicy:
    """What the mails say and how long what they carry is good."""

    frontend_url: str | None
    verification_ttl: timedelta
    reset_ttl: timedelta
    invitation_ttl: timedelta


@dataclass(frozen=True, slots=True)
class EmailService:
    """The rules of addresses, and the consumer of the outbox."""

    database: Database
    mailer: Mailer
    limiter: RateLimiter
    wakeup: Wakeup
    clock: Clock
    policy: MailPolicy

    async def resend_verification(self, email: str) -> None:
        """Ask for another verification mail.

        Only a row in the outbox: whether the address is known is looked up when the mail is
        written, so answer and time are the same for every address.
        """
        recipient = normalize_email(email)
        await self.limiter.hit("mail", recipient)
        await self.database.write(outbox.enqueue, "verify_email", recipient, self.clock.now())
        self.wakeup.set()

    async def confirm_by_token(self, token: str) -> None:
        """Prove the address with the token of the mail. Raises `VerificationTokenInvalid`."""
        if not opaque.is_well_formed(token, Purpose.VERIFY_EMAIL.prefix):
            raise VerificationTokenInvalid
        await self.database.write(units.confirm, opaque.hash_secret(token), self.clock.now())

    async def confirm_by_code(self, email: str, code: str) -> None:
        """Prove the address with the six digits of the mail. Raises `VerificationTokenInvalid`."""
        # The try is counted, and committed, before the code is compared.
        found = await self.database.write(
            one_time_tokens.try_code, email, Purpose.VERIFY_EMAIL, self.clock.now()
        )
        if found is None:
            raise VerificationTokenInvalid
        token_hash, code_hash = found
        if not opaque.is_same(opaque.hash_code(code, token_hash), code_hash):
            raise VerificationTokenInvalid
        await self.database.write(units.confirm, token_hash, self.clock.now())

    async def send_verification(self, message: Message) -> None:
        """Write the mail that lets somebody confirm the address; none if there is nothing to do."""
        account = await self._find(message.recipient)
        if account is None or account.is_email_verified:
            return
        code = opaque.mint_code()
        expires_at = self.clock.now() + self.policy.verification_ttl
        token = await self._mint(account, Purpose.VERIFY_EMAIL, expires_at, code)
        letter = templates.verify_email(
            frontend_url=self.policy.frontend_url, token=token, code=code, expires_at=expires_at
        )
        await self._send(message, account, letter)

    async def send_invitation(self, message: Message) -> None:
        """Write the mail to somebody for whom an account was made: they choose a password."""
        await self._send_choice(message, self.policy.invitation_ttl, templates.invitation)

    async def send_account_exists(self, message: Message) -> None:
        """Tell the owner of a known address that somebody tried to register it."""
        account = await self._find(message.recipient)
        if account is not None:
            letter = templates.account_exists(frontend_url=self.policy.frontend_url)
            await self._send(message, account, letter)

    async def send_password_reset(self, message: Message) -> None:
        """Write the mail that lets the owner choose a new password."""
        await self._send_choice(message, self.policy.reset_ttl, templates.reset_password)

    async def send_password_changed(self, message: Message) -> None:
        """Tell the owner that the password was changed."""
        account = await self._find(message.recipient)
        if account is not None:
            letter = templates.password_changed(
                frontend_url=self.policy.frontend_url, changed_at=message.created_at
            )
            await self._send(message, account, letter)

    async def send_reuse_detected(self, message: Message) -> None:
        """Tell the owner that a stolen refresh token may have been used."""
        account = await self._find(message.recipient)
        if account is not None:
            letter = templates.session_reuse_detected(
                frontend_url=self.policy.frontend_url, detected_at=message.created_at
            )
            await self._send(message, account, letter)

    async def _send_choice(self, message: Message, ttl: timedelta, write: WriteChoice) -> None:
        """A mail with a token for a password; none to whoever must not use the account."""
        account = await self._find(message.recipient)
        if account is None or account.is_suspended(self.clock.now()):
            return
        expires_at = self.clock.now() + ttl
        token = await self._mint(account, Purpose.RESET_PASSWORD, expires_at, None)
        letter = write(frontend_url=self.policy.frontend_url, token=token, expires_at=expires_at)
        await self._send(message, account, letter)

    async def _find(self, recipient: str) -> Account | None:
        return await self.database.fetch_one(
            accounts.FIND_BY_EMAIL, email=normalize_email(recipient)
        )

    async def _mint(
        self, account: Account, purpose: Purpose, expires_at: datetime, code: str | None
    ) -> str:
        """A new token, whose hash is stored before the mail leaves."""
        token = opaque.mint(purpose.prefix)
        token_hash = opaque.hash_secret(token)
        new = NewToken(
            token_hash=token_hash,
            purpose=purpose,
            account_id=account.id,
            code_hash=opaque.hash_code(code, token_hash) if code else None,
            created_at=self.clock.now(),
            expires_at=expires_at,
        )
        await self.database.write(one_time_tokens.replace, new)
        return token

    async def _send(self, message: Message, account: Account, letter: Letter) -> None:
        await self.mailer.send(
            Mail(
                id=message.id,
                kind=message.kind,
                recipient=account.email,
                subject=letter.subject,
                text=letter.text,
            )
        )
