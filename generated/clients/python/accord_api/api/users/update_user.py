from http import HTTPStatus
from typing import Any
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
from ...models.payload_too_large_problem import PayloadTooLargeProblem
from ...models.precondition_failed_problem import PreconditionFailedProblem
from ...models.precondition_required_problem import PreconditionRequiredProblem
from ...models.rate_limited_problem import RateLimitedProblem
from ...models.request_timeout_problem import RequestTimeoutProblem
from ...models.service_unavailable_problem import ServiceUnavailableProblem
from ...models.unsupported_media_type_problem import UnsupportedMediaTypeProblem
from ...models.user import User
from ...models.user_update import UserUpdate
from ...models.validation_failed_problem import ValidationFailedProblem
from ...types import Response


def _get_kwargs(
    user_id: UUID,
    *,
    body: UserUpdate,
    if_match: str,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/api/v1/users/{user_id}".format(
            user_id=quote(str(user_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/merge-patch+json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> (
    AuthenticationRequiredProblem
    | InvalidTokenProblem
    | InsufficientScopeProblem
    | InternalErrorProblem
    | LastAdminProblem
    | MalformedRequestProblem
    | NotFoundProblem
    | PayloadTooLargeProblem
    | PreconditionFailedProblem
    | PreconditionRequiredProblem
    | RateLimitedProblem
    | RequestTimeoutProblem
    | ServiceUnavailableProblem
    | UnsupportedMediaTypeProblem
    | User
    | ValidationFailedProblem
    | None
):
    if response.status_code == 200:
        response_200 = User.from_dict(response.json())

        return response_200

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

    if response.status_code == 408:
        response_408 = RequestTimeoutProblem.from_dict(response.json())

        return response_408

    if response.status_code == 409:
        response_409 = LastAdminProblem.from_dict(response.json())

        return response_409

    if response.status_code == 412:
        response_412 = PreconditionFailedProblem.from_dict(response.json())

        return response_412

    if response.status_code == 413:
        response_413 = PayloadTooLargeProblem.from_dict(response.json())

        return response_413

    if response.status_code == 415:
        response_415 = UnsupportedMediaTypeProblem.from_dict(response.json())

        return response_415

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
    AuthenticationRequiredProblem
    | InvalidTokenProblem
    | InsufficientScopeProblem
    | InternalErrorProblem
    | LastAdminProblem
    | MalformedRequestProblem
    | NotFoundProblem
    | PayloadTooLargeProblem
    | PreconditionFailedProblem
    | PreconditionRequiredProblem
    | RateLimitedProblem
    | RequestTimeoutProblem
    | ServiceUnavailableProblem
    | UnsupportedMediaTypeProblem
    | User
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
    body: UserUpdate,
    if_match: str,
) -> Response[
    AuthenticationRequiredProblem
    | InvalidTokenProblem
    | InsufficientScopeProblem
    | InternalErrorProblem
    | LastAdminProblem
    | MalformedRequestProblem
    | NotFoundProblem
    | PayloadTooLargeProblem
    | PreconditionFailedProblem
    | PreconditionRequiredProblem
    | RateLimitedProblem
    | RequestTimeoutProblem
    | ServiceUnavailableProblem
    | UnsupportedMediaTypeProblem
    | User
    | ValidationFailedProblem
]:
    """Change an account

     A merge patch (RFC 7396) of the profile, the role and whether the address is proven. Another role
    acts on the
    next request of its owner, except for a token with a `scope` that somebody asked for. The address
    and the password
    belong to the owner: `startPasswordReset` lets them choose a new one. Whoever registered an address
    may not be its
    owner: if nobody has confirmed it yet, another role or `email_verified` drops the password, and the
    owner is invited to choose one.

    Args:
        user_id (UUID):
        if_match (str):
        body (UserUpdate): A merge patch (RFC 7396) of somebody's account. What you leave out
            stays, null removes the value, anything else replaces it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AuthenticationRequiredProblem | InvalidTokenProblem | InsufficientScopeProblem | InternalErrorProblem | LastAdminProblem | MalformedRequestProblem | NotFoundProblem | PayloadTooLargeProblem | PreconditionFailedProblem | PreconditionRequiredProblem | RateLimitedProblem | RequestTimeoutProblem | ServiceUnavailableProblem | UnsupportedMediaTypeProblem | User | ValidationFailedProblem]
    """

    kwargs = _get_kwargs(
        user_id=user_id,
        body=body,
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
    body: UserUpdate,
    if_match: str,
) -> (
    AuthenticationRequiredProblem
    | InvalidTokenProblem
    | InsufficientScopeProblem
    | InternalErrorProblem
    | LastAdminProblem
    | MalformedRequestProblem
    | NotFoundProblem
    | PayloadTooLargeProblem
    | PreconditionFailedProblem
    | PreconditionRequiredProblem
    | RateLimitedProblem
    | RequestTimeoutProblem
    | ServiceUnavailableProblem
    | UnsupportedMediaTypeProblem
    | User
    | ValidationFailedProblem
    | None
):
    """Change an account

     A merge patch (RFC 7396) of the profile, the role and whether the address is proven. Another role
    acts on the
    next request of its owner, except for a token with a `scope` that somebody asked for. The address
    and the password
    belong to the owner: `startPasswordReset` lets them choose a new one. Whoever registered an address
    may not be its
    owner: if nobody has confirmed it yet, another role or `email_verified` drops the password, and the
    owner is invited to choose one.

    Args:
        user_id (UUID):
        if_match (str):
        body (UserUpdate): A merge patch (RFC 7396) of somebody's account. What you leave out
            stays, null removes the value, anything else replaces it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AuthenticationRequiredProblem | InvalidTokenProblem | InsufficientScopeProblem | InternalErrorProblem | LastAdminProblem | MalformedRequestProblem | NotFoundProblem | PayloadTooLargeProblem | PreconditionFailedProblem | PreconditionRequiredProblem | RateLimitedProblem | RequestTimeoutProblem | ServiceUnavailableProblem | UnsupportedMediaTypeProblem | User | ValidationFailedProblem
    """

    return sync_detailed(
        user_id=user_id,
        client=client,
        body=body,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    user_id: UUID,
    *,
    client: AuthenticatedClient,
    body: UserUpdate,
    if_match: str,
) -> Response[
    AuthenticationRequiredProblem
    | InvalidTokenProblem
    | InsufficientScopeProblem
    | InternalErrorProblem
    | LastAdminProblem
    | MalformedRequestProblem
    | NotFoundProblem
    | PayloadTooLargeProblem
    | PreconditionFailedProblem
    | PreconditionRequiredProblem
    | RateLimitedProblem
    | RequestTimeoutProblem
    | ServiceUnavailableProblem
    | UnsupportedMediaTypeProblem
    | User
    | ValidationFailedProblem
]:
    """Change an account

     A merge patch (RFC 7396) of the profile, the role and whether the address is proven. Another role
    acts on the
    next request of its owner, except for a token with a `scope` that somebody asked for. The address
    and the password
    belong to the owner: `startPasswordReset` lets them choose a new one. Whoever registered an address
    may not be its
    owner: if nobody has confirmed it yet, another role or `email_verified` drops the password, and the
    owner is invited to choose one.

    Args:
        user_id (UUID):
        if_match (str):
        body (UserUpdate): A merge patch (RFC 7396) of somebody's account. What you leave out
            stays, null removes the value, anything else replaces it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AuthenticationRequiredProblem | InvalidTokenProblem | InsufficientScopeProblem | InternalErrorProblem | LastAdminProblem | MalformedRequestProblem | NotFoundProblem | PayloadTooLargeProblem | PreconditionFailedProblem | PreconditionRequiredProblem | RateLimitedProblem | RequestTimeoutProblem | ServiceUnavailableProblem | UnsupportedMediaTypeProblem | User | ValidationFailedProblem]
    """

    kwargs = _get_kwargs(
        user_id=user_id,
        body=body,
        if_match=if_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    user_id: UUID,
    *,
    client: AuthenticatedClient,
    body: UserUpdate,
    if_match: str,
) -> (
    AuthenticationRequiredProblem
    | InvalidTokenProblem
    | InsufficientScopeProblem
    | InternalErrorProblem
    | LastAdminProblem
    | MalformedRequestProblem
    | NotFoundProblem
    | PayloadTooLargeProblem
    | PreconditionFailedProblem
    | PreconditionRequiredProblem
    | RateLimitedProblem
    | RequestTimeoutProblem
    | ServiceUnavailableProblem
    | UnsupportedMediaTypeProblem
    | User
    | ValidationFailedProblem
    | None
):
    """Change an account

     A merge patch (RFC 7396) of the profile, the role and whether the address is proven. Another role
    acts on the
    next request of its owner, except for a token with a `scope` that somebody asked for. The address
    and the password
    belong to the owner: `startPasswordReset` lets them choose a new one. Whoever registered an address
    may not be its
    owner: if nobody has confirmed it yet, another role or `email_verified` drops the password, and the
    owner is invited to choose one.

    Args:
        user_id (UUID):
        if_match (str):
        body (UserUpdate): A merge patch (RFC 7396) of somebody's account. What you leave out
            stays, null removes the value, anything else replaces it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AuthenticationRequiredProblem | InvalidTokenProblem | InsufficientScopeProblem | InternalErrorProblem | LastAdminProblem | MalformedRequestProblem | NotFoundProblem | PayloadTooLargeProblem | PreconditionFailedProblem | PreconditionRequiredProblem | RateLimitedProblem | RequestTimeoutProblem | ServiceUnavailableProblem | UnsupportedMediaTypeProblem | User | ValidationFailedProblem
    """

    return (
        await asyncio_detailed(
            user_id=user_id,
            client=client,
            body=body,
            if_match=if_match,
        )
    ).parsed
