"""The mails of the mock: the service's own letters, sent at once."""

from dataclasses import dataclass

from uuid_utils.compat import uuid7

from app.features.accounts.domain import Account
from app.features.emails.service import MailPolicy, WriteChoice
from app.features.one_time_tokens.domain import Purpose
from app.mail import templates
from app.mail.mailer import Mail, Mailer
from app.mail.templates import Letter
from app.mock.memory import Memory, OneTimeToken
from app.security import opaque


@dataclass(frozen=True, slots=True)
class Letters:
    """Writes letters to people, and remembers the tokens in them."""

    memory: Memory
    mailer: Mailer
    policy: MailPolicy

    async def verification(self, account: Account) -> None:
        """With which somebody confirms their address."""
        code, expires_at = (
            opaque.mint_code(),
            self.memory.clock.now() + self.policy.verification_ttl,
        )
        token = self._mint(OneTimeToken(Purpose.VERIFY_EMAIL, account.id, code, expires_at))
        url = self.policy.frontend_url
        letter = templates.verify_email(
            frontend_url=url, token=token, code=code, expires_at=expires_at
        )
        await self._send("verify_email", account, letter)

    async def account_exists(self, account: Account) -> None:
        """To whoever owns the address that somebody has registered again."""
        letter = templates.account_exists(frontend_url=self.policy.frontend_url)
        await self._send("account_exists", account, letter)

    async def invitation(self, account: Account) -> None:
        """To somebody for whom an account was made."""
        await self._choice("invitation", account, templates.invitation)

    async def password_reset(self, account: Account) -> None:
        """With which somebody chooses a new password."""
        await self._choice("reset_password", account, templates.reset_password)

    async def password_changed(self, account: Account) -> None:
        """To whoever has a new password."""
        letter = templates.password_changed(
            frontend_url=self.policy.frontend_url, changed_at=self.memory.clock.now()
        )
        await self._send("password_changed", account, letter)

    async def session_reuse_detected(self, account: Account) -> None:
        """To the owner of a session that two parties have used."""
        letter = templates.session_reuse_detected(
            frontend_url=self.policy.frontend_url, detected_at=self.memory.clock.now()
        )
        await self._send("session_reuse_detected", account, letter)

    async def _choice(self, kind: str, account: Account, write: WriteChoice) -> None:
        """Nothing to whoever must not use the account."""
        policy, now = self.policy, self.memory.clock.now()
        if account.is_suspended(now):
            return
        ttl = policy.invitation_ttl if kind == "invitation" else policy.reset_ttl
        expires_at = now + ttl
        token = self._mint(OneTimeToken(Purpose.RESET_PASSWORD, account.id, None, expires_at))
        letter = write(frontend_url=policy.frontend_url, token=token, expires_at=expires_at)
        await self._send(kind, account, letter)

    def _mint(self, new: OneTimeToken) -> str:
        """A token that takes the place of an earlier one."""
        self.memory.void(new.account_id, new.purpose)
        token = opaque.mint(new.purpose.prefix)
        self.memory.one_time_tokens[token] = new
        return token

    async def _send(self, kind: str, account: Account, letter: Letter) -> None:
        mail = Mail(
            id=uuid7(),
            kind=kind,
            recipient=account.email,
            subject=letter.subject,
            text=letter.text,
        )
        await self.mailer.send(mail)
