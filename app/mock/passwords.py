"""The tag `passwords`, from memory."""

from dataclasses import dataclass
from uuid import UUID

from app.audit.domain import Action
from app.errors import CurrentPasswordIncorrect, ResetTokenInvalid
from app.features.accounts.domain import Account, Principal
from app.features.one_time_tokens.domain import Purpose
from app.mock.letters import Letters
from app.mock.memory import Memory
from app.security.password_policy import PasswordPolicy
from generated import models
from generated.routes.passwords import (
    ChangePassword204,
    ChangePasswordResponse,
    ForgotPassword202,
    ForgotPasswordResponse,
    PasswordsHandler,
    ResetPassword204,
    ResetPasswordResponse,
)


@dataclass(frozen=True, slots=True)
class Passwords(PasswordsHandler[Principal]):
    """Forgotten, reset and changed passwords."""

    memory: Memory
    letters: Letters
    password_policy: PasswordPolicy

    async def forgot_password(
        self, *, body: models.ForgotPasswordRequest
    ) -> ForgotPasswordResponse:
        person = self.memory.find(body.email)
        if person is not None:
            await self.letters.password_reset(person.account)
        return ForgotPassword202(
            body=models.Acknowledgement(
                message="If the address has an account, a mail is on its way."
            )
        )

    async def reset_password(self, *, body: models.PasswordResetRequest) -> ResetPasswordResponse:
        owner = self.memory.owner(body.token, Purpose.RESET_PASSWORD)
        if owner is None or owner.account.is_suspended(self.memory.clock.now()):
            raise ResetTokenInvalid
        await self._require_strong(body.new_password, owner.account)
        self.memory.void(owner.account.id, Purpose.RESET_PASSWORD)
        account = self.memory.lift_if_over(owner.account)
        self.memory.save(account._replace(is_email_verified=True, is_pending=False))
        await self._set(account.id, body.new_password, by="mail", kept_id=None)
        return ResetPassword204()

    async def change_password(
        self, *, principal: Principal, body: models.PasswordChangeRequest
    ) -> ChangePasswordResponse:
        account_id = principal.account.id
        if self.memory.person(account_id).password != body.current_password:
            raise CurrentPasswordIncorrect
        await self._require_strong(body.new_password, principal.account)
        self.memory.void(account_id, Purpose.RESET_PASSWORD)
        await self._set(account_id, body.new_password, by="password", kept_id=principal.session_id)
        return ChangePassword204()

    async def _require_strong(self, password: str, account: Account) -> None:
        await self.password_policy.require(
            password, email=account.email, display_name=account.profile.display_name
        )

    async def _set(self, account_id: UUID, password: str, *, by: str, kept_id: UUID | None) -> None:
        """A new password ends the sessions that knew the old one."""
        person = self.memory.person(account_id)
        person.password = password
        for session in self.memory.live_sessions(account_id):
            if session.id != kept_id:
                del self.memory.sessions[session.id]
        self.memory.record(Action.USER_PASSWORD_CHANGED, account_id, account_id, {"proven_by": by})
        await self.letters.password_changed(person.account)
