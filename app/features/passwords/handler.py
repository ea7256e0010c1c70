"""Passwords on the wire."""

from dataclasses import dataclass

from app.features.accounts.domain import Principal
from app.features.passwords.service import PasswordService
from app.observability import context
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
    """Implements the tag `passwords` of the contract."""

    passwords: PasswordService

    async def forgot_password(
        self, *, body: models.ForgotPasswordRequest
    ) -> ForgotPasswordResponse:
        await self.passwords.forget(body.email)
        return ForgotPassword202(
            body=models.Acknowledgement(
                message="If the address has an account, a mail is on its way."
            )
        )

    async def reset_password(self, *, body: models.PasswordResetRequest) -> ResetPasswordResponse:
        await self.passwords.reset(body.token, body.new_password)
        return ResetPassword204()

    async def change_password(
        self, *, principal: Principal, body: models.PasswordChangeRequest
    ) -> ChangePasswordResponse:
        await self.passwords.change(
            principal, body.current_password, body.new_password, context.current().client
        )
        return ChangePassword204()
