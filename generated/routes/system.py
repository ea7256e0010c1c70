"""Responses, handler and router of the tag `system`. Written by `python -m contract.build`; never edit it."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Annotated, ClassVar, Generic, TypeAlias, TypeVar

from fastapi import APIRouter, Request, Response
from pydantic import Field

from contract.runtime.edge import Edge
from contract.runtime.requests import Parameter
from contract.runtime.responses import ApiResponse, answer
from contract.runtime.route import StubRoute

from .. import models, operations

P = TypeVar("P")

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


@dataclass(frozen=True, slots=True, kw_only=True)
class GetLiveness200(ApiResponse):
    """The process runs."""

    status: ClassVar[int] = 200
    media_type: ClassVar[str | None] = "application/json"
    header_fields: ClassVar[tuple[tuple[str, str], ...]] = ()
    constant_headers: ClassVar[tuple[tuple[str, str], ...]] = ()
    body: models.Liveness


GetLivenessResponse: TypeAlias = GetLiveness200


@dataclass(frozen=True, slots=True, kw_only=True)
class GetReadiness200(ApiResponse):
    """The service can work."""

    status: ClassVar[int] = 200
    media_type: ClassVar[str | None] = "application/json"
    header_fields: ClassVar[tuple[tuple[str, str], ...]] = ()
    constant_headers: ClassVar[tuple[tuple[str, str], ...]] = ()
    body: models.Readiness


GetReadinessResponse: TypeAlias = GetReadiness200


@dataclass(frozen=True, slots=True, kw_only=True)
class GetJwks200(ApiResponse):
    """The keys; the first one signs."""

    status: ClassVar[int] = 200
    media_type: ClassVar[str | None] = "application/json"
    header_fields: ClassVar[tuple[tuple[str, str], ...]] = (("etag", "ETag"),)
    constant_headers: ClassVar[tuple[tuple[str, str], ...]] = (
        ("Cache-Control", "public, max-age=600"),
    )
    body: models.JwkSet
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GetJwks304(ApiResponse):
    """You have the current keys."""

    status: ClassVar[int] = 304
    media_type: ClassVar[str | None] = None
    header_fields: ClassVar[tuple[tuple[str, str], ...]] = (("etag", "ETag"),)
    constant_headers: ClassVar[tuple[tuple[str, str], ...]] = (
        ("Cache-Control", "public, max-age=600"),
    )
    etag: str


GetJwksResponse: TypeAlias = GetJwks200 | GetJwks304


@dataclass(frozen=True, slots=True, kw_only=True)
class GetAuthorizationServer200(ApiResponse):
    """The metadata."""

    status: ClassVar[int] = 200
    media_type: ClassVar[str | None] = "application/json"
    header_fields: ClassVar[tuple[tuple[str, str], ...]] = ()
    constant_headers: ClassVar[tuple[tuple[str, str], ...]] = (
        ("Cache-Control", "public, max-age=600"),
    )
    body: models.AuthorizationServerMetadata


GetAuthorizationServerResponse: TypeAlias = GetAuthorizationServer200


class SystemHandler(ABC, Generic[P]):
    """Implement it to serve the tag `system`. Health, public keys and discovery; outside of the versioned prefix."""

    @abstractmethod
    async def get_liveness(self) -> GetLivenessResponse:
        """Does the process run?"""

    @abstractmethod
    async def get_readiness(self) -> GetReadinessResponse:
        """Can the service work?"""

    @abstractmethod
    async def get_jwks(self, *, if_none_match: str | None) -> GetJwksResponse:
        """Read the public keys"""

    @abstractmethod
    async def get_authorization_server(self) -> GetAuthorizationServerResponse:
        """Discover the OAuth endpoints"""


def system_router(handler: SystemHandler[P], edge: Edge[P]) -> APIRouter:
    """Decode, authenticate, call the handler, check and send what it declares."""
    router = APIRouter(redirect_slashes=False, route_class=StubRoute)

    async def get_liveness(request: Request) -> Response:
        response = await handler.get_liveness()
        return answer(operations.GET_LIVENESS, (GetLiveness200,), response)

    async def get_readiness(request: Request) -> Response:
        response = await handler.get_readiness()
        return answer(operations.GET_READINESS, (GetReadiness200,), response)

    async def get_jwks(request: Request) -> Response:
        if_none_match = _IF_NONE_MATCH.optional(request)
        response = await handler.get_jwks(if_none_match=if_none_match)
        return answer(operations.GET_JWKS, (GetJwks200, GetJwks304), response)

    async def get_authorization_server(request: Request) -> Response:
        response = await handler.get_authorization_server()
        return answer(operations.GET_AUTHORIZATION_SERVER, (GetAuthorizationServer200,), response)

    router.add_api_route(
        "/health/live",
        get_liveness,
        methods=["GET"],
        operation_id="getLiveness",
        response_model=None,
        tags=["system"],
    )
    router.add_api_route(
        "/health/ready",
        get_readiness,
        methods=["GET"],
        operation_id="getReadiness",
        response_model=None,
        tags=["system"],
    )
    router.add_api_route(
        "/.well-known/jwks.json",
        get_jwks,
        methods=["GET"],
        operation_id="getJwks",
        response_model=None,
        tags=["system"],
    )
    router.add_api_route(
        "/.well-known/oauth-authorization-server",
        get_authorization_server,
        methods=["GET"],
        operation_id="getAuthorizationServer",
        response_model=None,
        tags=["system"],
    )
    return router
