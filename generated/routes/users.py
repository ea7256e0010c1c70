"""Responses, handler and router of the tag `users`. Written by `python -m contract.build`; never edit it."""

import datetime
import uuid
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Generic, Literal, TypeAlias, TypeVar

from fastapi import APIRouter, Request, Response, Security
from pydantic import Field

from contract.runtime import wire
from contract.runtime.edge import Edge
from contract.runtime.requests import Parameter, json_body
from contract.runtime.responses import ApiResponse, answer
from contract.runtime.route import StubRoute

from .. import models, operations

P = TypeVar("P")

_EMAIL: Parameter[str] = Parameter(
    where="query",
    name="email",
    type_=Annotated[
        wire.EmailStr,
        Field(
            min_length=3,
            max_length=254,
            pattern="^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$",
        ),
    ],
)
_Q: Parameter[str] = Parameter(
    where="query",
    name="q",
    type_=Annotated[
        str, Field(min_length=1, max_length=100, pattern="^[^\\u0000-\\u001f\\u007f-\\u009f]*$")
    ],
)
_STATUS: Parameter[models.AccountStatus] = Parameter(
    where="query", name="status", type_=models.AccountStatus
)
_ROLE: Parameter[models.Role] = Parameter(where="query", name="role", type_=models.Role)
_CREATED_AFTER: Parameter[datetime.datetime] = Parameter(
    where="query", name="created_after", type_=wire.AwareDatetime
)
_CREATED_BEFORE: Parameter[datetime.datetime] = Parameter(
    where="query", name="created_before", type_=wire.AwareDatetime
)
_SORT: Parameter[Literal["created_at", "-created_at", "email", "-email"]] = Parameter(
    where="query", name="sort", type_=Literal["created_at", "-created_at", "email", "-email"]
)
_LIMIT: Parameter[int] = Parameter(
    where="query", name="limit", type_=Annotated[wire.Int, Field(ge=1, le=100)]
)
_CURSOR: Parameter[str] = Parameter(
    where="query",
    name="cursor",
    type_=Annotated[str, Field(min_length=1, max_length=1024, pattern="^[A-Za-z0-9_-]+$")],
)
_IDEMPOTENCY_KEY: Parameter[str] = Parameter(
    where="header",
    name="Idempotency-Key",
    type_=Annotated[str, Field(min_length=16, max_length=255, pattern="^[\\u0021-\\u007e]+$")],
)
_USER_ID: Parameter[uuid.UUID] = Parameter(where="path", name="user_id", type_=wire.UUID)
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
class ListUsers200(ApiResponse):
    """One page of accounts."""

    status: ClassVar[int] = 200
    media_type: ClassVar[str | None] = "application/json"
    header_fields: ClassVar[tuple[tuple[str, str], ...]] = (("link", "Link"),)
    constant_headers: ClassVar[tuple[tuple[str, str], ...]] = ()
    body: models.UserPage
    link: str | None = None


ListUsersResponse: TypeAlias = ListUsers200


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateUser201(ApiResponse):
    """The new account."""

    status: ClassVar[int] = 201
    media_type: ClassVar[str | None] = "application/json"
    header_fields: ClassVar[tuple[tuple[str, str], ...]] = (
        ("location", "Location"),
        ("etag", "ETag"),
    )
    constant_headers: ClassVar[tuple[tuple[str, str], ...]] = ()
    body: models.User
    location: str
    etag: str


CreateUserResponse: TypeAlias = CreateUser201


@dataclass(frozen=True, slots=True, kw_only=True)
class GetUser200(ApiResponse):
    """The account."""

    status: ClassVar[int] = 200
    media_type: ClassVar[str | None] = "application/json"
    header_fields: ClassVar[tuple[tuple[str, str], ...]] = (("etag", "ETag"),)
    constant_headers: ClassVar[tuple[tuple[str, str], ...]] = (
        ("Cache-Control", "private, no-cache"),
    )
    body: models.User
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GetUser304(ApiResponse):
    """You have the current account."""

    status: ClassVar[int] = 304
    media_type: ClassVar[str | None] = None
    header_fields: ClassVar[tuple[tuple[str, str], ...]] = (("etag", "ETag"),)
    constant_headers: ClassVar[tuple[tuple[str, str], ...]] = (
        ("Cache-Control", "private, no-cache"),
    )
    etag: str


GetUserResponse: TypeAlias = GetUser200 | GetUser304


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteUser204(ApiResponse):
    """The account is gone."""

    status: ClassVar[int] = 204
    media_type: ClassVar[str | None] = None
    header_fields: ClassVar[tuple[tuple[str, str], ...]] = ()
    constant_headers: ClassVar[tuple[tuple[str, str], ...]] = ()


DeleteUserResponse: TypeAlias = DeleteUser204


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateUser200(ApiResponse):
    """The account, after the change."""

    status: ClassVar[int] = 200
    media_type: ClassVar[str | None] = "application/json"
    header_fields: ClassVar[tuple[tuple[str, str], ...]] = (("etag", "ETag"),)
    constant_headers: ClassVar[tuple[tuple[str, str], ...]] = (
        ("Cache-Control", "private, no-cache"),
    )
    body: models.User
    etag: str


UpdateUserResponse: TypeAlias = UpdateUser200


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspendUser200(ApiResponse):
    """The account, suspended."""

    status: ClassVar[int] = 200
    media_type: ClassVar[str | None] = "application/json"
    header_fields: ClassVar[tuple[tuple[str, str], ...]] = (("etag", "ETag"),)
    constant_headers: ClassVar[tuple[tuple[str, str], ...]] = (
        ("Cache-Control", "private, no-cache"),
    )
    body: models.User
    etag: str


SuspendUserResponse: TypeAlias = SuspendUser200


@dataclass(frozen=True, slots=True, kw_only=True)
class ReinstateUser204(ApiResponse):
    """The account is not suspended."""

    status: ClassVar[int] = 204
    media_type: ClassVar[str | None] = None
    header_fields: ClassVar[tuple[tuple[str, str], ...]] = ()
    constant_headers: ClassVar[tuple[tuple[str, str], ...]] = ()


ReinstateUserResponse: TypeAlias = ReinstateUser204


@dataclass(frozen=True, slots=True, kw_only=True)
class ListUserSessions200(ApiResponse):
    """The live sessions."""

    status: ClassVar[int] = 200
    media_type: ClassVar[str | None] = "application/json"
    header_fields: ClassVar[tuple[tuple[str, str], ...]] = ()
    constant_headers: ClassVar[tuple[tuple[str, str], ...]] = ()
    body: models.SessionList


ListUserSessionsResponse: TypeAlias = ListUserSessions200


@dataclass(frozen=True, slots=True, kw_only=True)
class EndUserSessions204(ApiResponse):
    """The account is signed in nowhere."""

    status: ClassVar[int] = 204
    media_type: ClassVar[str | None] = None
    header_fields: ClassVar[tuple[tuple[str, str], ...]] = ()
    constant_headers: ClassVar[tuple[tuple[str, str], ...]] = ()


EndUserSessionsResponse: TypeAlias = EndUserSessions204


@dataclass(frozen=True, slots=True, kw_only=True)
class StartPasswordReset202(ApiResponse):
    """Taken; the mail follows."""

    status: ClassVar[int] = 202
    media_type: ClassVar[str | None] = "application/json"
    header_fields: ClassVar[tuple[tuple[str, str], ...]] = ()
    constant_headers: ClassVar[tuple[tuple[str, str], ...]] = ()
    body: models.Acknowledgement


StartPasswordResetResponse: TypeAlias = StartPasswordReset202


class UsersHandler(ABC, Generic[P]):
    """Implement it to serve the tag `users`. Find, make, change, suspend and remove accounts (support, admin)."""

    @abstractmethod
    async def list_users(
        self,
        *,
        principal: P,
        email: str | None,
        q: str | None,
        status: models.AccountStatus | None,
        role: models.Role | None,
        created_after: datetime.datetime | None,
        created_before: datetime.datetime | None,
        sort: Literal["created_at", "-created_at", "email", "-email"],
        limit: int,
        cursor: str | None,
    ) -> ListUsersResponse:
        """Find accounts"""

    @abstractmethod
    async def create_user(self, *, principal: P, body: models.UserCreate) -> CreateUserResponse:
        """Make an account for somebody"""

    @abstractmethod
    async def get_user(
        self, *, principal: P, user_id: uuid.UUID, if_none_match: str | None
    ) -> GetUserResponse:
        """Read an account"""

    @abstractmethod
    async def delete_user(
        self, *, principal: P, user_id: uuid.UUID, if_match: str
    ) -> DeleteUserResponse:
        """Remove an account"""

    @abstractmethod
    async def update_user(
        self, *, principal: P, user_id: uuid.UUID, if_match: str, body: models.UserUpdate
    ) -> UpdateUserResponse:
        """Change an account"""

    @abstractmethod
    async def suspend_user(
        self,
        *,
        principal: P,
        user_id: uuid.UUID,
        if_match: str | None,
        body: models.SuspensionRequest,
    ) -> SuspendUserResponse:
        """Suspend an account"""

    @abstractmethod
    async def reinstate_user(
        self, *, principal: P, user_id: uuid.UUID, if_match: str | None
    ) -> ReinstateUserResponse:
        """Lift a suspension"""

    @abstractmethod
    async def list_user_sessions(
        self, *, principal: P, user_id: uuid.UUID
    ) -> ListUserSessionsResponse:
        """See where somebody is signed in"""

    @abstractmethod
    async def end_user_sessions(
        self, *, principal: P, user_id: uuid.UUID
    ) -> EndUserSessionsResponse:
        """Sign somebody out everywhere"""

    @abstractmethod
    async def start_password_reset(
        self, *, principal: P, user_id: uuid.UUID
    ) -> StartPasswordResetResponse:
        """Let somebody choose a new password"""


def users_router(handler: UsersHandler[P], edge: Edge[P]) -> APIRouter:
    """Decode, authenticate, call the handler, check and send what it declares."""
    router = APIRouter(redirect_slashes=False, route_class=StubRoute)

    async def list_users(
        request: Request, principal: Annotated[Any, Security(edge.principal, scopes=["users:read"])]
    ) -> Response:
        email = _EMAIL.optional(request)
        q = _Q.optional(request)
        status = _STATUS.optional(request)
        role = _ROLE.optional(request)
        created_after = _CREATED_AFTER.optional(request)
        created_before = _CREATED_BEFORE.optional(request)
        sort = _SORT.with_default(request, "-created_at")
        limit = _LIMIT.with_default(request, 20)
        cursor = _CURSOR.optional(request)
        response = await handler.list_users(
            principal=principal,
            email=email,
            q=q,
            status=status,
            role=role,
            created_after=created_after,
            created_before=created_before,
            sort=sort,
            limit=limit,
            cursor=cursor,
        )
        return answer(operations.LIST_USERS, (ListUsers200,), response)

    async def create_user(
        request: Request,
        principal: Annotated[Any, Security(edge.principal, scopes=["users:write"])],
    ) -> Response:
        key = _IDEMPOTENCY_KEY.optional(request)
        body = await json_body(request, models.UserCreate)

        async def call() -> Response:
            response = await handler.create_user(principal=principal, body=body)
            return answer(operations.CREATE_USER, (CreateUser201,), response)

        return await edge.once(request, operations.CREATE_USER, principal, key, call)

    async def get_user(
        request: Request, principal: Annotated[Any, Security(edge.principal, scopes=["users:read"])]
    ) -> Response:
        user_id = _USER_ID.required(request)
        if_none_match = _IF_NONE_MATCH.optional(request)
        response = await handler.get_user(
            principal=principal, user_id=user_id, if_none_match=if_none_match
        )
        return answer(operations.GET_USER, (GetUser200, GetUser304), response)

    async def delete_user(
        request: Request,
        principal: Annotated[Any, Security(edge.principal, scopes=["users:delete"])],
    ) -> Response:
        user_id = _USER_ID.required(request)
        if_match = _IF_MATCH.required(request)
        response = await handler.delete_user(
            principal=principal, user_id=user_id, if_match=if_match
        )
        return answer(operations.DELETE_USER, (DeleteUser204,), response)

    async def update_user(
        request: Request,
        principal: Annotated[Any, Security(edge.principal, scopes=["users:write"])],
    ) -> Response:
        user_id = _USER_ID.required(request)
        if_match = _IF_MATCH.required(request)
        body = await json_body(request, models.UserUpdate)
        response = await handler.update_user(
            principal=principal, user_id=user_id, if_match=if_match, body=body
        )
        return answer(operations.UPDATE_USER, (UpdateUser200,), response)

    async def suspend_user(
        request: Request,
        principal: Annotated[Any, Security(edge.principal, scopes=["users:write"])],
    ) -> Response:
        user_id = _USER_ID.required(request)
        if_match = _IF_MATCH.optional(request)
        body = await json_body(request, models.SuspensionRequest)
        response = await handler.suspend_user(
            principal=principal, user_id=user_id, if_match=if_match, body=body
        )
        return answer(operations.SUSPEND_USER, (SuspendUser200,), response)

    async def reinstate_user(
        request: Request,
        principal: Annotated[Any, Security(edge.principal, scopes=["users:write"])],
    ) -> Response:
        user_id = _USER_ID.required(request)
        if_match = _IF_MATCH.optional(request)
        response = await handler.reinstate_user(
            principal=principal, user_id=user_id, if_match=if_match
        )
        return answer(operations.REINSTATE_USER, (ReinstateUser204,), response)

    async def list_user_sessions(
        request: Request, principal: Annotated[Any, Security(edge.principal, scopes=["users:read"])]
    ) -> Response:
        user_id = _USER_ID.required(request)
        response = await handler.list_user_sessions(principal=principal, user_id=user_id)
        return answer(operations.LIST_USER_SESSIONS, (ListUserSessions200,), response)

    async def end_user_sessions(
        request: Request,
        principal: Annotated[Any, Security(edge.principal, scopes=["users:write"])],
    ) -> Response:
        user_id = _USER_ID.required(request)
        response = await handler.end_user_sessions(principal=principal, user_id=user_id)
        return answer(operations.END_USER_SESSIONS, (EndUserSessions204,), response)

    async def start_password_reset(
        request: Request,
        principal: Annotated[Any, Security(edge.principal, scopes=["users:write"])],
    ) -> Response:
        user_id = _USER_ID.required(request)
        response = await handler.start_password_reset(principal=principal, user_id=user_id)
        return answer(operations.START_PASSWORD_RESET, (StartPasswordReset202,), response)

    router.add_api_route(
        "/api/v1/users",
        list_users,
        methods=["GET"],
        operation_id="listUsers",
        response_model=None,
        tags=["users"],
    )
    router.add_api_route(
        "/api/v1/users",
        create_user,
        methods=["POST"],
        operation_id="createUser",
        response_model=None,
        tags=["users"],
    )
    router.add_api_route(
        "/api/v1/users/{user_id}",
        get_user,
        methods=["GET"],
        operation_id="getUser",
        response_model=None,
        tags=["users"],
    )
    router.add_api_route(
        "/api/v1/users/{user_id}",
        delete_user,
        methods=["DELETE"],
        operation_id="deleteUser",
        response_model=None,
        tags=["users"],
    )
    router.add_api_route(
        "/api/v1/users/{user_id}",
        update_user,
        methods=["PATCH"],
        operation_id="updateUser",
        response_model=None,
        tags=["users"],
    )
    router.add_api_route(
        "/api/v1/users/{user_id}/suspension",
        suspend_user,
        methods=["PUT"],
        operation_id="suspendUser",
        response_model=None,
        tags=["users"],
    )
    router.add_api_route(
        "/api/v1/users/{user_id}/suspension",
        reinstate_user,
        methods=["DELETE"],
        operation_id="reinstateUser",
        response_model=None,
        tags=["users"],
    )
    router.add_api_route(
        "/api/v1/users/{user_id}/sessions",
        list_user_sessions,
        methods=["GET"],
        operation_id="listUserSessions",
        response_model=None,
        tags=["users"],
    )
    router.add_api_route(
        "/api/v1/users/{user_id}/sessions",
        end_user_sessions,
        methods=["DELETE"],
        operation_id="endUserSessions",
        response_model=None,
        tags=["users"],
    )
    router.add_api_route(
        "/api/v1/users/{user_id}/password-reset",
        start_password_reset,
        methods=["POST"],
        operation_id="startPasswordReset",
        response_model=None,
        tags=["users"],
    )
    return router
