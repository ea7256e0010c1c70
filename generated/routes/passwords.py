"""Responses, handler and router of the tag `passwords`. Written by `python -m contract.build`; never edit it."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Generic, TypeAlias, TypeVar

from fastapi import APIRouter, Request, Response, Security

from contract.runtime.edge import Edge
from contract.runtime.requests import json_body
from contract.runtime.responses import ApiResponse, answer
from contract.runtime.route import StubRoute

from .. import models, operations

P = TypeVar("P")


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgotPassword202(ApiResponse):
    """Taken. What follows, if anything, comes by mail."""

    status: ClassVar[int] = 202
    media_type: ClassVar[str | None] = "application/json"
    header_fields: ClassVar[tuple[tuple[str, str], ...]] = ()
    constant_headers: ClassVar[tuple[tuple[str, str], ...]] = ()
    body: models.Acknowledgement


ForgotPasswordResponse: TypeAlias = ForgotPassword202


@dataclass(frozen=True, slots=True, kw_only=True)
class ResetPassword204(ApiResponse):
    """The password is replaced, and all sessions have ended."""

    status: ClassVar[int] = 204
    media_type: ClassVar[str | None] = None
    header_fields: ClassVar[tuple[tuple[str, str], ...]] = ()
    constant_headers: ClassVar[tuple[tuple[str, str], ...]] = ()


ResetPasswordResponse: TypeAlias = ResetPassword204


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePassword204(ApiResponse):
    """The password is changed, and your other sessions have ended."""

    status: ClassVar[int] = 204
    media_type: ClassVar[str | None] = None
    header_fields: ClassVar[tuple[tuple[str, str], ...]] = ()
    constant_headers: ClassVar[tuple[tuple[str, str], ...]] = ()


ChangePasswordResponse: TypeAlias = ChangePassword204


class PasswordsHandler(ABC, Generic[P]):
    """Implement it to serve the tag `passwords`. Change a password, or replace a forgotten one."""

    @abstractmethod
    async def forgot_password(
        self, *, body: models.ForgotPasswordRequest
    ) -> ForgotPasswordResponse:
        """Ask for a mail to reset the password"""

    @abstractmethod
    async def reset_password(self, *, body: models.PasswordResetRequest) -> ResetPasswordResponse:
        """Set a new password with a reset token"""

    @abstractmethod
    async def change_password(
        self, *, principal: P, body: models.PasswordChangeRequest
    ) -> ChangePasswordResponse:
        """Change your password"""


def passwords_router(handler: PasswordsHandler[P], edge: Edge[P]) -> APIRouter:
    """Decode, authenticate, call the handler, check and send what it declares."""
    router = APIRouter(redirect_slashes=False, route_class=StubRoute)

    async def forgot_password(request: Request) -> Response:
        body = await json_body(request, models.ForgotPasswordRequest)
        response = await handler.forgot_password(body=body)
        return answer(operations.FORGOT_PASSWORD, (ForgotPassword202,), response)

    async def reset_password(request: Request) -> Response:
        body = await json_body(request, models.PasswordResetRequest)
        response = await handler.reset_password(body=body)
        return answer(operations.RESET_PASSWORD, (ResetPassword204,), response)

    async def change_password(
        request: Request,
        principal: Annotated[Any, Security(edge.principal, scopes=["account:write"])],
    ) -> Response:
        body = await json_body(request, models.PasswordChangeRequest)
        response = await handler.change_password(principal=principal, body=body)
        return answer(operations.CHANGE_PASSWORD, (ChangePassword204,), response)

    router.add_api_route(
        "/api/v1/auth/password/forgot",
        forgot_password,
        methods=["POST"],
        operation_id="forgotPassword",
        response_model=None,
        tags=["passwords"],
    )
    router.add_api_route(
        "/api/v1/auth/password/reset",
        reset_password,
        methods=["POST"],
        operation_id="resetPassword",
        response_model=None,
        tags=["passwords"],
    )
    router.add_api_route(
        "/api/v1/me/password",
        change_password,
        methods=["POST"],
        operation_id="changePassword",
        response_model=None,
        tags=["passwords"],
    )
    return router
