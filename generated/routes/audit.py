"""Responses, handler and router of the tag `audit`. Written by `python -m contract.build`; never edit it."""

import datetime
import uuid
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Generic, Literal, TypeAlias, TypeVar

from fastapi import APIRouter, Request, Response, Security
from pydantic import Field

from contract.runtime import wire
from contract.runtime.edge import Edge
from contract.runtime.requests import Parameter
from contract.runtime.responses import ApiResponse, answer
from contract.runtime.route import StubRoute

from .. import models, operations

P = TypeVar("P")

_ACTOR_ID: Parameter[uuid.UUID] = Parameter(where="query", name="actor_id", type_=wire.UUID)
_SUBJECT_ID: Parameter[uuid.UUID] = Parameter(where="query", name="subject_id", type_=wire.UUID)
_ACTION: Parameter[models.AuditAction] = Parameter(
    where="query", name="action", type_=models.AuditAction
)
_AFTER: Parameter[datetime.datetime] = Parameter(
    where="query", name="after", type_=wire.AwareDatetime
)
_BEFORE: Parameter[datetime.datetime] = Parameter(
    where="query", name="before", type_=wire.AwareDatetime
)
_SORT: Parameter[Literal["sequence", "-sequence"]] = Parameter(
    where="query", name="sort", type_=Literal["sequence", "-sequence"]
)
_LIMIT: Parameter[int] = Parameter(
    where="query", name="limit", type_=Annotated[wire.Int, Field(ge=1, le=100)]
)
_CURSOR: Parameter[str] = Parameter(
    where="query",
    name="cursor",
    type_=Annotated[str, Field(min_length=1, max_length=1024, pattern="^[A-Za-z0-9_-]+$")],
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListAuditEvents200(ApiResponse):
    """One page of events."""

    status: ClassVar[int] = 200
    media_type: ClassVar[str | None] = "application/json"
    header_fields: ClassVar[tuple[tuple[str, str], ...]] = (("link", "Link"),)
    constant_headers: ClassVar[tuple[tuple[str, str], ...]] = ()
    body: models.AuditEventPage
    link: str | None = None


ListAuditEventsResponse: TypeAlias = ListAuditEvents200


class AuditHandler(ABC, Generic[P]):
    """Implement it to serve the tag `audit`. See who did what (support, admin)."""

    @abstractmethod
    async def list_audit_events(
        self,
        *,
        principal: P,
        actor_id: uuid.UUID | None,
        subject_id: uuid.UUID | None,
        action: models.AuditAction | None,
        after: datetime.datetime | None,
        before: datetime.datetime | None,
        sort: Literal["sequence", "-sequence"],
        limit: int,
        cursor: str | None,
    ) -> ListAuditEventsResponse:
        """See who did what"""


def audit_router(handler: AuditHandler[P], edge: Edge[P]) -> APIRouter:
    """Decode, authenticate, call the handler, check and send what it declares."""
    router = APIRouter(redirect_slashes=False, route_class=StubRoute)

    async def list_audit_events(
        request: Request, principal: Annotated[Any, Security(edge.principal, scopes=["audit:read"])]
    ) -> Response:
        actor_id = _ACTOR_ID.optional(request)
        subject_id = _SUBJECT_ID.optional(request)
        action = _ACTION.optional(request)
        after = _AFTER.optional(request)
        before = _BEFORE.optional(request)
        sort = _SORT.with_default(request, "-sequence")
        limit = _LIMIT.with_default(request, 20)
        cursor = _CURSOR.optional(request)
        response = await handler.list_audit_events(
            principal=principal,
            actor_id=actor_id,
            subject_id=subject_id,
            action=action,
            after=after,
            before=before,
            sort=sort,
            limit=limit,
            cursor=cursor,
        )
        return answer(operations.LIST_AUDIT_EVENTS, (ListAuditEvents200,), response)

    router.add_api_route(
        "/api/v1/audit-events",
        list_audit_events,
        methods=["GET"],
        operation_id="listAuditEvents",
        response_model=None,
        tags=["audit"],
    )
    return router
