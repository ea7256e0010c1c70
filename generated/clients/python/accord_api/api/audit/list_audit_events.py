import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.audit_action import AuditAction
from ...models.audit_event_page import AuditEventPage
from ...models.authentication_required_problem import AuthenticationRequiredProblem
from ...models.insufficient_scope_problem import InsufficientScopeProblem
from ...models.internal_error_problem import InternalErrorProblem
from ...models.invalid_cursor_problem import InvalidCursorProblem
from ...models.invalid_token_problem import InvalidTokenProblem
from ...models.list_audit_events_sort import (
    ListAuditEventsSort,
)
from ...models.malformed_request_problem import MalformedRequestProblem
from ...models.rate_limited_problem import RateLimitedProblem
from ...models.service_unavailable_problem import ServiceUnavailableProblem
from ...models.validation_failed_problem import ValidationFailedProblem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    actor_id: UUID | Unset = UNSET,
    subject_id: UUID | Unset = UNSET,
    action: AuditAction | Unset = UNSET,
    after: datetime.datetime | Unset = UNSET,
    before: datetime.datetime | Unset = UNSET,
    sort: ListAuditEventsSort | Unset = "-sequence",
    limit: int | Unset = 20,
    cursor: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_actor_id: str | Unset = UNSET
    if not isinstance(actor_id, Unset):
        json_actor_id = str(actor_id)
    params["actor_id"] = json_actor_id

    json_subject_id: str | Unset = UNSET
    if not isinstance(subject_id, Unset):
        json_subject_id = str(subject_id)
    params["subject_id"] = json_subject_id

    json_action: str | Unset = UNSET
    if not isinstance(action, Unset):
        json_action = action

    params["action"] = json_action

    json_after: str | Unset = UNSET
    if not isinstance(after, Unset):
        json_after = after.isoformat()
    params["after"] = json_after

    json_before: str | Unset = UNSET
    if not isinstance(before, Unset):
        json_before = before.isoformat()
    params["before"] = json_before

    json_sort: str | Unset = UNSET
    if not isinstance(sort, Unset):
        json_sort = sort

    params["sort"] = json_sort

    params["limit"] = limit

    params["cursor"] = cursor

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/audit-events",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> (
    AuditEventPage
    | AuthenticationRequiredProblem
    | InvalidTokenProblem
    | InsufficientScopeProblem
    | InternalErrorProblem
    | InvalidCursorProblem
    | MalformedRequestProblem
    | RateLimitedProblem
    | ServiceUnavailableProblem
    | ValidationFailedProblem
    | None
):
    if response.status_code == 200:
        response_200 = AuditEventPage.from_dict(response.json())

        return response_200

    if response.status_code == 400:

        def _parse_response_400(data: object) -> InvalidCursorProblem | MalformedRequestProblem:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                response_400_type_0 = MalformedRequestProblem.from_dict(data)

                return response_400_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            response_400_type_1 = InvalidCursorProblem.from_dict(data)

            return response_400_type_1

        response_400 = _parse_response_400(response.json())

        return response_400

    if response.status_code == 401:

        def _parse_response_401(
            data: object,
        ) -> AuthenticationRequiredProblem | InvalidTokenProblem:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                response_401_type_0 = AuthenticationRequiredProblem.from_dict(data)

                return response_401_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            response_401_type_1 = InvalidTokenProblem.from_dict(data)

            return response_401_type_1

        response_401 = _parse_response_401(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = InsufficientScopeProblem.from_dict(response.json())

        return response_403

    if response.status_code == 422:
        response_422 = ValidationFailedProblem.from_dict(response.json())

        return response_422

    if response.status_code == 429:
        response_429 = RateLimitedProblem.from_dict(response.json())

        return response_429

    if response.status_code == 500:
        response_500 = InternalErrorProblem.from_dict(response.json())

        return response_500

    if response.status_code == 503:
        response_503 = ServiceUnavailableProblem.from_dict(response.json())

        return response_503

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[
    AuditEventPage
    | AuthenticationRequiredProblem
    | InvalidTokenProblem
    | InsufficientScopeProblem
    | InternalErrorProblem
    | InvalidCursorProblem
    | MalformedRequestProblem
    | RateLimitedProblem
    | ServiceUnavailableProblem
    | ValidationFailedProblem
]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    actor_id: UUID | Unset = UNSET,
    subject_id: UUID | Unset = UNSET,
    action: AuditAction | Unset = UNSET,
    after: datetime.datetime | Unset = UNSET,
    before: datetime.datetime | Unset = UNSET,
    sort: ListAuditEventsSort | Unset = "-sequence",
    limit: int | Unset = 20,
    cursor: str | Unset = UNSET,
) -> Response[
    AuditEventPage
    | AuthenticationRequiredProblem
    | InvalidTokenProblem
    | InsufficientScopeProblem
    | InternalErrorProblem
    | InvalidCursorProblem
    | MalformedRequestProblem
    | RateLimitedProblem
    | ServiceUnavailableProblem
    | ValidationFailedProblem
]:
    """See who did what

     The audit trail, page by page, narrowed by any of the filters. Each event was written in the same
    transaction as
    the change that it tells of, and holds the hash of the one before: whoever changes or removes one
    breaks the chain,
    which `accord audit verify` shows.

    Args:
        actor_id (UUID | Unset):
        subject_id (UUID | Unset):
        action (AuditAction | Unset): What can be done that is worth a record.
        after (datetime.datetime | Unset):
        before (datetime.datetime | Unset):
        sort (ListAuditEventsSort | Unset):  Default: '-sequence'.
        limit (int | Unset):  Default: 20.
        cursor (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AuditEventPage | AuthenticationRequiredProblem | InvalidTokenProblem | InsufficientScopeProblem | InternalErrorProblem | InvalidCursorProblem | MalformedRequestProblem | RateLimitedProblem | ServiceUnavailableProblem | ValidationFailedProblem]
    """

    kwargs = _get_kwargs(
        actor_id=actor_id,
        subject_id=subject_id,
        action=action,
        after=after,
        before=before,
        sort=sort,
        limit=limit,
        cursor=cursor,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    actor_id: UUID | Unset = UNSET,
    subject_id: UUID | Unset = UNSET,
    action: AuditAction | Unset = UNSET,
    after: datetime.datetime | Unset = UNSET,
    before: datetime.datetime | Unset = UNSET,
    sort: ListAuditEventsSort | Unset = "-sequence",
    limit: int | Unset = 20,
    cursor: str | Unset = UNSET,
) -> (
    AuditEventPage
    | AuthenticationRequiredProblem
    | InvalidTokenProblem
    | InsufficientScopeProblem
    | InternalErrorProblem
    | InvalidCursorProblem
    | MalformedRequestProblem
    | RateLimitedProblem
    | ServiceUnavailableProblem
    | ValidationFailedProblem
    | None
):
    """See who did what

     The audit trail, page by page, narrowed by any of the filters. Each event was written in the same
    transaction as
    the change that it tells of, and holds the hash of the one before: whoever changes or removes one
    breaks the chain,
    which `accord audit verify` shows.

    Args:
        actor_id (UUID | Unset):
        subject_id (UUID | Unset):
        action (AuditAction | Unset): What can be done that is worth a record.
        after (datetime.datetime | Unset):
        before (datetime.datetime | Unset):
        sort (ListAuditEventsSort | Unset):  Default: '-sequence'.
        limit (int | Unset):  Default: 20.
        cursor (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AuditEventPage | AuthenticationRequiredProblem | InvalidTokenProblem | InsufficientScopeProblem | InternalErrorProblem | InvalidCursorProblem | MalformedRequestProblem | RateLimitedProblem | ServiceUnavailableProblem | ValidationFailedProblem
    """

    return sync_detailed(
        client=client,
        actor_id=actor_id,
        subject_id=subject_id,
        action=action,
        after=after,
        before=before,
        sort=sort,
        limit=limit,
        cursor=cursor,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    actor_id: UUID | Unset = UNSET,
    subject_id: UUID | Unset = UNSET,
    action: AuditAction | Unset = UNSET,
    after: datetime.datetime | Unset = UNSET,
    before: datetime.datetime | Unset = UNSET,
    sort: ListAuditEventsSort | Unset = "-sequence",
    limit: int | Unset = 20,
    cursor: str | Unset = UNSET,
) -> Response[
    AuditEventPage
    | AuthenticationRequiredProblem
    | InvalidTokenProblem
    | InsufficientScopeProblem
    | InternalErrorProblem
    | InvalidCursorProblem
    | MalformedRequestProblem
    | RateLimitedProblem
    | ServiceUnavailableProblem
    | ValidationFailedProblem
]:
    """See who did what

     The audit trail, page by page, narrowed by any of the filters. Each event was written in the same
    transaction as
    the change that it tells of, and holds the hash of the one before: whoever changes or removes one
    breaks the chain,
    which `accord audit verify` shows.

    Args:
        actor_id (UUID | Unset):
        subject_id (UUID | Unset):
        action (AuditAction | Unset): What can be done that is worth a record.
        after (datetime.datetime | Unset):
        before (datetime.datetime | Unset):
        sort (ListAuditEventsSort | Unset):  Default: '-sequence'.
        limit (int | Unset):  Default: 20.
        cursor (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AuditEventPage | AuthenticationRequiredProblem | InvalidTokenProblem | InsufficientScopeProblem | InternalErrorProblem | InvalidCursorProblem | MalformedRequestProblem | RateLimitedProblem | ServiceUnavailableProblem | ValidationFailedProblem]
    """

    kwargs = _get_kwargs(
        actor_id=actor_id,
        subject_id=subject_id,
        action=action,
        after=after,
        before=before,
        sort=sort,
        limit=limit,
        cursor=cursor,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    actor_id: UUID | Unset = UNSET,
    subject_id: UUID | Unset = UNSET,
    action: AuditAction | Unset = UNSET,
    after: datetime.datetime | Unset = UNSET,
    before: datetime.datetime | Unset = UNSET,
    sort: ListAuditEventsSort | Unset = "-sequence",
    limit: int | Unset = 20,
    cursor: str | Unset = UNSET,
) -> (
    AuditEventPage
    | AuthenticationRequiredProblem
    | InvalidTokenProblem
    | InsufficientScopeProblem
    | InternalErrorProblem
    | InvalidCursorProblem
    | MalformedRequestProblem
    | RateLimitedProblem
    | ServiceUnavailableProblem
    | ValidationFailedProblem
    | None
):
    """See who did what

     The audit trail, page by page, narrowed by any of the filters. Each event was written in the same
    transaction as
    the change that it tells of, and holds the hash of the one before: whoever changes or removes one
    breaks the chain,
    which `accord audit verify` shows.

    Args:
        actor_id (UUID | Unset):
        subject_id (UUID | Unset):
        action (AuditAction | Unset): What can be done that is worth a record.
        after (datetime.datetime | Unset):
        before (datetime.datetime | Unset):
        sort (ListAuditEventsSort | Unset):  Default: '-sequence'.
        limit (int | Unset):  Default: 20.
        cursor (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AuditEventPage | AuthenticationRequiredProblem | InvalidTokenProblem | InsufficientScopeProblem | InternalErrorProblem | InvalidCursorProblem | MalformedRequestProblem | RateLimitedProblem | ServiceUnavailableProblem | ValidationFailedProblem
    """

    return (
        await asyncio_detailed(
            client=client,
            actor_id=actor_id,
            subject_id=subject_id,
            action=action,
            after=after,
            before=before,
            sort=sort,
            limit=limit,
            cursor=cursor,
        )
    ).parsed
