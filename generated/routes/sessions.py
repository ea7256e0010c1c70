"""Responses, handler and router of the tag `sessions`. Written by `python -m contract.build`; never edit it."""

import uuid
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Generic, TypeAlias, TypeVar

from fastapi import APIRouter, Request, Response, Security

from contract.runtime import wire
from contract.runtime.edge import Edge
from contract.runtime.requests import Parameter, form_body
from contract.runtime.responses import ApiResponse, answer
from contract.runtime.route import StubRoute

from .. import models, operations

P = TypeVar("P")

_SESSION_ID: Parameter[uuid.UUID] = Parameter(where="path", name="session_id", type_=wire.UUID)


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateToken200(ApiResponse):
    """A pair of tokens."""

    status: ClassVar[int] = 200
    media_type: ClassVar[str | None] = "application/json"
    header_fields: ClassVar[tuple[tuple[str, str], ...]] = ()
    constant_headers: ClassVar[tuple[tuple[str, str], ...]] = (("Cache-Control", "no-store"),)
    body: models.TokenResponse


CreateTokenResponse: TypeAlias = CreateToken200


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeToken200(ApiResponse):
    """The token does not work any more, or never did. The body is empty."""

    status: ClassVar[int] = 200
    media_type: ClassVar[str | None] = None
    header_fields: ClassVar[tuple[tuple[str, str], ...]] = ()
    constant_headers: ClassVar[tuple[tuple[str, str], ...]] = (("Cache-Control", "no-store"),)


RevokeTokenResponse: TypeAlias = RevokeToken200


@dataclass(frozen=True, slots=True, kw_only=True)
class Logout204(ApiResponse):
    """This session has ended."""

    status: ClassVar[int] = 204
    media_type: ClassVar[str | None] = None
    header_fields: ClassVar[tuple[tuple[str, str], ...]] = ()
    constant_headers: ClassVar[tuple[tuple[str, str], ...]] = ()


LogoutResponse: TypeAlias = Logout204


@dataclass(frozen=True, slots=True, kw_only=True)
class ListMySessions200(ApiResponse):
    """Your live sessions."""

    status: ClassVar[int] = 200
    media_type: ClassVar[str | None] = "application/json"
    header_fields: ClassVar[tuple[tuple[str, str], ...]] = ()
    constant_headers: ClassVar[tuple[tuple[str, str], ...]] = ()
    body: models.SessionList


ListMySessionsResponse: TypeAlias = ListMySessions200


@dataclass(frozen=True, slots=True, kw_only=True)
class EndMyOtherSessions204(ApiResponse):
    """The session that you are asking with is the only one left."""

    status: ClassVar[int] = 204
    media_type: ClassVar[str | None] = None
    header_fields: ClassVar[tuple[tuple[str, str], ...]] = ()
    constant_headers: ClassVar[tuple[tuple[str, str], ...]] = ()


EndMyOtherSessionsResponse: TypeAlias = EndMyOtherSessions204


@dataclass(frozen=True, slots=True, kw_only=True)
class EndMySession204(ApiResponse):
    """The session has ended."""

    status: ClassVar[int] = 204
    media_type: ClassVar[str | None] = None
    header_fields: ClassVar[tuple[tuple[str, str], ...]] = ()
    constant_headers: ClassVar[tuple[tuple[str, str], ...]] = ()


EndMySessionResponse: TypeAlias = EndMySession204


class SessionsHandler(ABC, Generic[P]):
    """Implement it to serve the tag `sessions`. Sign in, refresh, sign out, and see where you are signed in."""

    @abstractmethod
    async def create_token(self, *, body: models.TokenRequest) -> CreateTokenResponse:
        """Sign in, or refresh"""

    @abstractmethod
    async def revoke_token(self, *, body: models.RevocationRequest) -> RevokeTokenResponse:
        """Revoke a token"""

    @abstractmethod
    async def logout(self, *, principal: P) -> LogoutResponse:
        """Sign out"""

    @abstractmethod
    async def list_my_sessions(self, *, principal: P) -> ListMySessionsResponse:
        """See where you are signed in"""

    @abstractmethod
    async def end_my_other_sessions(self, *, principal: P) -> EndMyOtherSessionsResponse:
        """Sign out everywhere else"""

    @abstractmethod
    async def end_my_session(self, *, principal: P, session_id: uuid.UUID) -> EndMySessionResponse:
        """End one of your sessions"""


def sessions_router(handler: SessionsHandler[P], edge: Edge[P]) -> APIRouter:
    """Decode, authenticate, call the handler, check and send what it declares."""
    router = APIRouter(redirect_slashes=False, route_class=StubRoute)

    async def create_token(request: Request) -> Response:
        body = await form_body(request, models.TokenRequest)
        response = await handler.create_token(body=body)
        return answer(operations.CREATE_TOKEN, (CreateToken200,), response)

    async def revoke_token(request: Request) -> Response:
        body = await form_body(request, models.RevocationRequest)
        response = await handler.revoke_token(body=body)
        return answer(operations.REVOKE_TOKEN, (RevokeToken200,), response)

    async def logout(
        request: Request, principal: Annotated[Any, Security(edge.principal, scopes=[])]
    ) -> Response:
        response = await handler.logout(principal=principal)
        return answer(operations.LOGOUT, (Logout204,), response)

    async def list_my_sessions(
        request: Request,
        principal: Annotated[Any, Security(edge.principal, scopes=["sessions:read"])],
    ) -> Response:
        response = await handler.list_my_sessions(principal=principal)
        return answer(operations.LIST_MY_SESSIONS, (ListMySessions200,), response)

    async def end_my_other_sessions(
        request: Request,
        principal: Annotated[Any, Security(edge.principal, scopes=["sessions:write"])],
    ) -> Response:
        response = await handler.end_my_other_sessions(principal=principal)
        return answer(operations.END_MY_OTHER_SESSIONS, (EndMyOtherSessions204,), response)

    async def end_my_session(
        request: Request,
        principal: Annotated[Any, Security(edge.principal, scopes=["sessions:write"])],
    ) -> Response:
        session_id = _SESSION_ID.required(request)
        response = await handler.end_my_session(principal=principal, session_id=session_id)
        return answer(operations.END_MY_SESSION, (EndMySession204,), response)

    router.add_api_route(
        "/api/v1/auth/token",
        create_token,
        methods=["POST"],
        operation_id="createToken",
        response_model=None,
        tags=["sessions"],
    )
    router.add_api_route(
        "/api/v1/auth/revoke",
        revoke_token,
        methods=["POST"],
        operation_id="revokeToken",
        response_model=None,
        tags=["sessions"],
    )
    router.add_api_route(
        "/api/v1/auth/logout",
        logout,
        methods=["POST"],
        operation_id="logout",
        response_model=None,
        tags=["sessions"],
    )
    router.add_api_route(
        "/api/v1/me/sessions",
        list_my_sessions,
        methods=["GET"],
        operation_id="listMySessions",
        response_model=None,
        tags=["sessions"],
    )
    router.add_api_route(
        "/api/v1/me/sessions",
        end_my_other_sessions,
        methods=["DELETE"],
        operation_id="endMyOtherSessions",
        response_model=None,
        tags=["sessions"],
    )
    router.add_api_route(
        "/api/v1/me/sessions/{session_id}",
        end_my_session,
        methods=["DELETE"],
        operation_id="endMySession",
        response_model=None,
        tags=["sessions"],
    )
    return router
