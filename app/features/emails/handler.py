"""E-mail addresses on the wire."""

from dataclasses import dataclass

from app.features.accounts.domain import Principal
from app.features.emails.service import EmailService
from generated import models
from generated.routes.emails import (
    ConfirmEmail204,
    ConfirmEmailResponse,
    EmailsHandler,
    ResendEmailVerification202,
    ResendEmailVerificationResponse,
)


@dataclass(frozen=True, slots=True)
class Emails(EmailsHandler[Principal]):
    """Implements the tag `emails` of the contract."""

    emails: EmailService

    async def resend_email_verification(
        self, *, body: models.EmailVerificationRequest
    ) -> ResendEmailVerificationResponse:
        await self.emails.resend_verification(body.email)
        return ResendEmailVerification202(
            body=models.Acknowledgement(
                message="If the address waits for it, a mail is on its way."
            )
        )

    async def confirm_email(self, *, body: models.EmailConfirmation) -> ConfirmEmailResponse:
        match body.root:
            case models.EmailConfirmationByToken(token=token):
                await self.emails.confirm_by_token(token)
            case models.EmailConfirmationByCode(email=email, code=code):
                await self.emails.confirm_by_code(email, code)
        return ConfirmEmail204()
