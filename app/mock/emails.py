"""The tag `emails`, from memory."""

from dataclasses import dataclass

from app.audit.domain import Action
from app.errors import VerificationTokenInvalid
from app.features.accounts.domain import Principal
from app.features.one_time_tokens.domain import Purpose
from app.mock.letters import Letters
from app.mock.memory import Memory
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
    """Proving an address."""

    memory: Memory
    letters: Letters

    async def resend_email_verification(
        self, *, body: models.EmailVerificationRequest
    ) -> ResendEmailVerificationResponse:
        person = self.memory.find(body.email)
        if person is not None and not person.account.is_email_verified:
            await self.letters.verification(person.account)
        return ResendEmailVerification202(
            body=models.Acknowledgement(
                message="If the address waits for it, a mail is on its way."
            )
        )

    async def confirm_email(self, *, body: models.EmailConfirmation) -> ConfirmEmailResponse:
        match body.root:
            case models.EmailConfirmationByToken(token=token):
                self._confirm(token)
            case models.EmailConfirmationByCode(email=email, code=code):
                self._confirm(self._token_of(email, code))
        return ConfirmEmail204()

    def _token_of(self, email: str, code: str) -> str:
        """The token that was mailed with the code. Raises `VerificationTokenInvalid`."""
        person = self.memory.find(email)
        for token, each in self.memory.one_time_tokens.items():
            if person and (each.account_id, each.code) == (person.account.id, code):
                return token
        raise VerificationTokenInvalid

    def _confirm(self, token: str) -> None:
        owner = self.memory.owner(token, Purpose.VERIFY_EMAIL)
        if owner is None:
            raise VerificationTokenInvalid
        account_id = owner.account.id
        self.memory.void(account_id, Purpose.VERIFY_EMAIL)
        self.memory.save(owner.account._replace(is_email_verified=True, is_pending=False))
        self.memory.record(Action.USER_EMAIL_VERIFIED, account_id, account_id)
