"""Responses, handler and router of the tag `accounts`. Written by `python -m contract.build`; never edit it."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Generic, TypeAlias, TypeVar

from fastapi import APIRouter, Request, Response, Security
from pydantic import Field

from contract.runtime.edge import Edge
from contract.runtime.requests import Parameter, json_body
from contract.runtime.responses import ApiResponse, answer
from contract.runtime.route import StubRoute

from .. import models, operations

P = TypeVar("P")

_IDEMPOTENCY_KEY: Parameter[str] = Parameter(
    where="header",
    name="Idempotency-Key",
    type_=Annotated[str, Field(min_length=16, max_length=255, pattern="^[\\u0021-\\u007e]+$")],
)
_IF_NONE_MATCH: Parameter[str] = Parameter(
    where="header",
    name="If-None-Match",
    type_=Annotated[
        str,
        Field(
            min_length=1,
            max_length=1024,
            pattern="^[\\u0021-\\u007e]([\\u0020-\\u007e]*[\\u0021-\\u007e])?$",
        ),
    ],
)
_IF_MATCH: Parameter[str] = Parameter(
    where="header",
    name="If-Match",
    type_=Annotated[
        str,
        Field(
            min_length=1,
            max_length=1024,
            pattern="^[\\u0021-\\u007e]([\\u0020-\\u007e]*[\\u0021-\\u007e])?$",
        ),
    ],
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Register202(ApiResponse):
    """Taken. What follows comes by mail."""

    status: ClassVar[int] = 202
    media_type: ClassVar[str | None] = "application/json"
    header_fields: ClassVar[tuple[tuple[str, str], ...]] = ()
    constant_headers: ClassVar[tuple[tuple[str, str], ...]] = ()
    body: models.Acknowledgement


RegisterResponse: TypeAlias = Register202


@dataclass(frozen=True, slots=True, kw_only=True)
class GetMe200(ApiResponse):
    """Your account."""

    status: ClassVar[int] = 200
    media_type: ClassVar[str | None] = "application/json"
    header_fields: ClassVar[tuple[tuple[str, str], ...]] = (("etag", "ETag"),)
    constant_headers: ClassVar[tuple[tuple[str, str], ...]] = (
        ("Cache-Control", "private, no-cache"),
    )
    body: models.User
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GetMe304(ApiResponse):
    """You have the current account."""

    status: ClassVar[int] = 304
    media_type: ClassVar[str | None] = None
    header_fields: ClassVar[tuple[tuple[str, str], ...]] = (("etag", "ETag"),)
    constant_headers: ClassVar[tuple[tuple[str, str], ...]] = (
        ("Cache-Control", "private, no-cache"),
    )
    etag: str


GetMeResponse: TypeAlias = GetMe200 | GetMe304


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateMe200(ApiResponse):
    """Your account, after the change."""

    status: ClassVar[int] = 200
    media_type: ClassVar[str | None] = "application/json"
    header_fields: ClassVar[tuple[tuple[str, str], ...]] = (("etag", "ETag"),)
    constant_headers: ClassVar[tuple[tuple[str, str], ...]] = (
        ("Cache-Control", "private, no-cache"),
    )
    body: models.User
    etag: str


UpdateMeResponse: TypeAlias = UpdateMe200


class AccountsHandler(ABC, Generic[P]):
    """Implement it to serve the tag `accounts`. Register, and read and change your own account."""

    @abstractmethod
    async def register(self, *, body: models.RegistrationRequest) -> RegisterResponse:
        """Register an account"""

    @abstractmethod
    async def get_me(self, *, principal: P, if_none_match: str | None) -> GetMeResponse:
        """Read your account"""

    @abstractmethod
    async def update_me(
        self, *, principal: P, if_match: str | None, body: models.UserPatch
    ) -> UpdateMeResponse:
        """Change your profile"""


def accounts_router(handler: AccountsHandler[P], edge: Edge[P]) -> APIRouter:
    """Decode, authenticate, call the handler, check and send what it declares."""
    router = APIRouter(redirect_slashes=False, route_class=StubRoute)

    async def register(request: Request) -> Response:
        key = _IDEMPOTENCY_KEY.optional(request)
        body = await json_body(request, models.RegistrationRequest)

        async def call() -> Response:
            response = await handler.register(body=body)
            return answer(operations.REGISTER, (Register202,), response)

        return await edge.once(request, operations.REGISTER, None, key, call)

    async def get_me(
        request: Request,
        principal: Annotated[Any, Security(edge.principal, scopes=["account:read"])],
    ) -> Response:
        if_none_match = _IF_NONE_MATCH.optional(request)
        response = await handler.get_me(principal=principal, if_none_match=if_none_match)
        return answer(operations.GET_ME, (GetMe200, GetMe304), response)

    async def update_me(
        request: Request,
        principal: Annotated[Any, Security(edge.principal, scopes=["account:write"])],
    ) -> Response:
        if_match = _IF_MATCH.optional(request)
        body = await json_body(request, models.UserPatch)
        response = await handler.update_me(principal=principal, if_match=if_match, body=body)
        return answer(operations.UPDATE_ME, (UpdateMe200,), response)

    router.add_api_route(
        "/api/v1/auth/register",
        register,
        methods=["POST"],
        operation_id="register",
        response_model=None,
        tags=["accounts"],
    )
    router.add_api_route(
        "/api/v1/me",
        get_me,
        methods=["GET"],
        operation_id="getMe",
        response_model=None,
        tags=["accounts"],
    )
    router.add_api_route(
        "/api/v1/me",
        update_me,
        methods=["PATCH"],
        operation_id="updateMe",
        response_model=None,
        tags=["accounts"],
    )
    return router
