from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.authentication_required_problem import AuthenticationRequiredProblem
from ...models.insufficient_scope_problem import InsufficientScopeProblem
from ...models.internal_error_problem import InternalErrorProblem
from ...models.invalid_token_problem import InvalidTokenProblem
from ...models.last_admin_problem import LastAdminProblem
from ...models.malformed_request_problem import MalformedRequestProblem
from ...models.not_found_problem import NotFoundProblem
from ...models.precondition_failed_problem import PreconditionFailedProblem
from ...models.precondition_required_problem import PreconditionRequiredProblem
from ...models.rate_limited_problem import RateLimitedProblem
from ...models.service_unavailable_problem import ServiceUnavailableProblem
from ...models.validation_failed_problem import ValidationFailedProblem
from ...types import Response


def _get_kwargs(
    user_id: UUID,
    *,
    if_match: str,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/api/v1/users/{user_id}".format(
            user_id=quote(str(user_id), safe=""),
        ),
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> (
    Any
    | AuthenticationRequiredProblem
    | InvalidTokenProblem
    | InsufficientScopeProblem
    | InternalErrorProblem
    | LastAdminProblem
    | MalformedRequestProblem
    | NotFoundProblem
    | PreconditionFailedProblem
    | PreconditionRequiredProblem
    | RateLimitedProblem
    | ServiceUnavailableProblem
    | ValidationFailedProblem
    | None
):
    if response.status_code == 204:
        response_204 = cast(Any, None)
        return response_204

    if response.status_code == 400:
        response_400 = MalformedRequestProblem.from_dict(response.json())

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

    if response.status_code == 404:
        response_404 = NotFoundProblem.from_dict(response.json())

        return response_404

    if response.status_code == 409:
        response_409 = LastAdminProblem.from_dict(response.json())

        return response_409

    if response.status_code == 412:
        response_412 = PreconditionFailedProblem.from_dict(response.json())

        return response_412

    if response.status_code == 422:
        response_422 = ValidationFailedProblem.from_dict(response.json())

        return response_422

    if response.status_code == 428:
        response_428 = PreconditionRequiredProblem.from_dict(response.json())

        return response_428

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
    Any
    | AuthenticationRequiredProblem
    | InvalidTokenProblem
    | InsufficientScopeProblem
    | InternalErrorProblem
    | LastAdminProblem
    | MalformedRequestProblem
    | NotFoundProblem
    | PreconditionFailedProblem
    | PreconditionRequiredProblem
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
    user_id: UUID,
    *,
    client: AuthenticatedClient,
    if_match: str,
) -> Response[
    Any
    | AuthenticationRequiredProblem
    | InvalidTokenProblem
    | InsufficientScopeProblem
    | InternalErrorProblem
    | LastAdminProblem
    | MalformedRequestProblem
    | NotFoundProblem
    | PreconditionFailedProblem
    | PreconditionRequiredProblem
    | RateLimitedProblem
    | ServiceUnavailableProblem
    | ValidationFailedProblem
]:
    """Remove an account

     Removes the account, its sessions and everything it kept, at once and for good. What was recorded of
    it in the audit trail stays, by its id. The address can be registered again.

    Args:
        user_id (UUID):
        if_match (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | AuthenticationRequiredProblem | InvalidTokenProblem | InsufficientScopeProblem | InternalErrorProblem | LastAdminProblem | MalformedRequestProblem | NotFoundProblem | PreconditionFailedProblem | PreconditionRequiredProblem | RateLimitedProblem | ServiceUnavailableProblem | ValidationFailedProblem]
    """

    kwargs = _get_kwargs(
        user_id=user_id,
        if_match=if_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    user_id: UUID,
    *,
    client: AuthenticatedClient,
    if_match: str,
) -> (
    Any
    | AuthenticationRequiredProblem
    | InvalidTokenProblem
    | InsufficientScopeProblem
    | InternalErrorProblem
    | LastAdminProblem
    | MalformedRequestProblem
    | NotFoundProblem
    | PreconditionFailedProblem
    | PreconditionRequiredProblem
    | RateLimitedProblem
    | ServiceUnavailableProblem
    | ValidationFailedProblem
    | None
):
    """Remove an account

     Removes the account, its sessions and everything it kept, at once and for good. What was recorded of
    it in the audit trail stays, by its id. The address can be registered again.

    Args:
        user_id (UUID):
        if_match (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | AuthenticationRequiredProblem | InvalidTokenProblem | InsufficientScopeProblem | InternalErrorProblem | LastAdminProblem | MalformedRequestProblem | NotFoundProblem | PreconditionFailedProblem | PreconditionRequiredProblem | RateLimitedProblem | ServiceUnavailableProblem | ValidationFailedProblem
    """

    return sync_detailed(
        user_id=user_id,
        client=client,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    user_id: UUID,
    *,
    client: AuthenticatedClient,
    if_match: str,
) -> Response[
    Any
    | AuthenticationRequiredProblem
    | InvalidTokenProblem
    | InsufficientScopeProblem
    | InternalErrorProblem
    | LastAdminProblem
    | MalformedRequestProblem
    | NotFoundProblem
    | PreconditionFailedProblem
    | PreconditionRequiredProblem
    | RateLimitedProblem
    | ServiceUnavailableProblem
    | ValidationFailedProblem
]:
    """Remove an account

     Removes the account, its sessions and everything it kept, at once and for good. What was recorded of
    it in the audit trail stays, by its id. The address can be registered again.

    Args:
        user_id (UUID):
        if_match (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | AuthenticationRequiredProblem | InvalidTokenProblem | InsufficientScopeProblem | InternalErrorProblem | LastAdminProblem | MalformedRequestProblem | NotFoundProblem | PreconditionFailedProblem | PreconditionRequiredProblem | RateLimitedProblem | ServiceUnavailableProblem | ValidationFailedProblem]
    """

    kwargs = _get_kwargs(
        user_id=user_id,
        if_match=if_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    user_id: UUID,
    *,
    client: AuthenticatedClient,
    if_match: str,
) -> (
    Any
    | AuthenticationRequiredProblem
    | InvalidTokenProblem
    | InsufficientScopeProblem
    | InternalErrorProblem
    | LastAdminProblem
    | MalformedRequestProblem
    | NotFoundProblem
    | PreconditionFailedProblem
    | PreconditionRequiredProblem
    | RateLimitedProblem
    | ServiceUnavailableProblem
    | ValidationFailedProblem
    | None
):
    """Remove an account

     Removes the account, its sessions and everything it kept, at once and for good. What was recorded of
    it in the audit trail stays, by its id. The address can be registered again.

    Args:
        user_id (UUID):
        if_match (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | AuthenticationRequiredProblem | InvalidTokenProblem | InsufficientScopeProblem | InternalErrorProblem | LastAdminProblem | MalformedRequestProblem | NotFoundProblem | PreconditionFailedProblem | PreconditionRequiredProblem | RateLimitedProblem | ServiceUnavailableProblem | ValidationFailedProblem
    """

    return (
        await asyncio_detailed(
            user_id=user_id,
            client=client,
            if_match=if_match,
        )
    ).parsed
