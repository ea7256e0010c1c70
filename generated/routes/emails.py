"""Responses, handler and router of the tag `emails`. Written by `python -m contract.build`; never edit it."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeAlias, TypeVar

from fastapi import APIRouter, Request, Response

from contract.runtime.edge import Edge
from contract.runtime.requests import json_body
from contract.runtime.responses import ApiResponse, answer
from contract.runtime.route import StubRoute

from .. import models, operations

P = TypeVar("P")


@dataclass(frozen=True, slots=True, kw_only=True)
class ResendEmailVerification202(ApiResponse):
    """Taken. What follows, if anything, comes by mail."""

    status: ClassVar[int] = 202
    media_type: ClassVar[str | None] = "application/json"
    header_fields: ClassVar[tuple[tuple[str, str], ...]] = ()
    constant_headers: ClassVar[tuple[tuple[str, str], ...]] = ()
    body: models.Acknowledgement


ResendEmailVerificationResponse: TypeAlias = ResendEmailVerification202


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmEmail204(ApiResponse):
    """The address is confirmed."""

    status: ClassVar[int] = 204
    media_type: ClassVar[str | None] = None
    header_fields: ClassVar[tuple[tuple[str, str], ...]] = ()
    constant_headers: ClassVar[tuple[tuple[str, str], ...]] = ()


ConfirmEmailResponse: TypeAlias = ConfirmEmail204


class EmailsHandler(ABC, Generic[P]):
    """Implement it to serve the tag `emails`. Prove that an e-mail address is yours."""

    @abstractmethod
    async def resend_email_verification(
        self, *, body: models.EmailVerificationRequest
    ) -> ResendEmailVerificationResponse:
        """Send the verification mail again"""

    @abstractmethod
    async def confirm_email(self, *, body: models.EmailConfirmation) -> ConfirmEmailResponse:
        """Confirm an e-mail address"""


def emails_router(handler: EmailsHandler[P], edge: Edge[P]) -> APIRouter:
    """Decode, authenticate, call the handler, check and send what it declares."""
    router = APIRouter(redirect_slashes=False, route_class=StubRoute)

    async def resend_email_verification(request: Request) -> Response:
        body = await json_body(request, models.EmailVerificationRequest)
        response = await handler.resend_email_verification(body=body)
        return answer(operations.RESEND_EMAIL_VERIFICATION, (ResendEmailVerification202,), response)

    async def confirm_email(request: Request) -> Response:
        body = await json_body(request, models.EmailConfirmation)
        response = await handler.confirm_email(body=body)
        return answer(operations.CONFIRM_EMAIL, (ConfirmEmail204,), response)

    router.add_api_route(
        "/api/v1/auth/email-verification",
        resend_email_verification,
        methods=["POST"],
        operation_id="resendEmailVerification",
        response_model=None,
        tags=["emails"],
    )
    router.add_api_route(
        "/api/v1/auth/email-verification/confirm",
        confirm_email,
        methods=["POST"],
        operation_id="confirmEmail",
        response_model=None,
        tags=["emails"],
    )
    return router
