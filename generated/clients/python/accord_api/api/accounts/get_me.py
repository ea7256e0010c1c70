from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.authentication_required_problem import AuthenticationRequiredProblem
from ...models.identity_link_required_problem import IdentityLinkRequiredProblem
from ...models.identity_provider_unavailable_problem import (
    IdentityProviderUnavailableProblem,
)
from ...models.insufficient_scope_problem import InsufficientScopeProblem
from ...models.internal_error_problem import InternalErrorProblem
from ...models.invalid_token_problem import InvalidTokenProblem
from ...models.malformed_request_problem import MalformedRequestProblem
from ...models.rate_limited_problem import RateLimitedProblem
from ...models.service_unavailable_problem import ServiceUnavailableProblem
from ...models.user import User
from ...models.validation_failed_problem import ValidationFailedProblem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/me",
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> (
    AuthenticationRequiredProblem
    | InvalidTokenProblem
    | IdentityLinkRequiredProblem
    | InsufficientScopeProblem
    | IdentityProviderUnavailableProblem
    | ServiceUnavailableProblem
    | InternalErrorProblem
    | MalformedRequestProblem
    | RateLimitedProblem
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

        def _parse_response_403(
            data: object,
        ) -> IdentityLinkRequiredProblem | InsufficientScopeProblem:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                response_403_type_0 = InsufficientScopeProblem.from_dict(data)

                return response_403_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            response_403_type_1 = IdentityLinkRequiredProblem.from_dict(data)

            return response_403_type_1

        response_403 = _parse_response_403(response.json())

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

        def _parse_response_503(
            data: object,
        ) -> IdentityProviderUnavailableProblem | ServiceUnavailableProblem:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                response_503_type_0 = ServiceUnavailableProblem.from_dict(data)

                return response_503_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            response_503_type_1 = IdentityProviderUnavailableProblem.from_dict(data)

            return response_503_type_1

        response_503 = _parse_response_503(response.json())

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
    | IdentityLinkRequiredProblem
    | InsufficientScopeProblem
    | IdentityProviderUnavailableProblem
    | ServiceUnavailableProblem
    | InternalErrorProblem
    | MalformedRequestProblem
    | RateLimitedProblem
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
    *,
    client: AuthenticatedClient,
    if_none_match: str | Unset = UNSET,
) -> Response[
    AuthenticationRequiredProblem
    | InvalidTokenProblem
    | IdentityLinkRequiredProblem
    | InsufficientScopeProblem
    | IdentityProviderUnavailableProblem
    | ServiceUnavailableProblem
    | InternalErrorProblem
    | MalformedRequestProblem
    | RateLimitedProblem
    | User
    | ValidationFailedProblem
]:
    """Read your account

     The account that the access token belongs to. Keep the `ETag`: with `If-None-Match` the next read is
    a 304 without a body when nothing has changed, and with `If-Match` your change does not overwrite
    that of another tab. Where accounts are made on demand, the first call with the token of another
    issuer makes one.

    Args:
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AuthenticationRequiredProblem | InvalidTokenProblem | IdentityLinkRequiredProblem | InsufficientScopeProblem | IdentityProviderUnavailableProblem | ServiceUnavailableProblem | InternalErrorProblem | MalformedRequestProblem | RateLimitedProblem | User | ValidationFailedProblem]
    """

    kwargs = _get_kwargs(
        if_none_match=if_none_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    if_none_match: str | Unset = UNSET,
) -> (
    AuthenticationRequiredProblem
    | InvalidTokenProblem
    | IdentityLinkRequiredProblem
    | InsufficientScopeProblem
    | IdentityProviderUnavailableProblem
    | ServiceUnavailableProblem
    | InternalErrorProblem
    | MalformedRequestProblem
    | RateLimitedProblem
    | User
    | ValidationFailedProblem
    | None
):
    """Read your account

     The account that the access token belongs to. Keep the `ETag`: with `If-None-Match` the next read is
    a 304 without a body when nothing has changed, and with `If-Match` your change does not overwrite
    that of another tab. Where accounts are made on demand, the first call with the token of another
    issuer makes one.

    Args:
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AuthenticationRequiredProblem | InvalidTokenProblem | IdentityLinkRequiredProblem | InsufficientScopeProblem | IdentityProviderUnavailableProblem | ServiceUnavailableProblem | InternalErrorProblem | MalformedRequestProblem | RateLimitedProblem | User | ValidationFailedProblem
    """

    return sync_detailed(
        client=client,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    if_none_match: str | Unset = UNSET,
) -> Response[
    AuthenticationRequiredProblem
    | InvalidTokenProblem
    | IdentityLinkRequiredProblem
    | InsufficientScopeProblem
    | IdentityProviderUnavailableProblem
    | ServiceUnavailableProblem
    | InternalErrorProblem
    | MalformedRequestProblem
    | RateLimitedProblem
    | User
    | ValidationFailedProblem
]:
    """Read your account

     The account that the access token belongs to. Keep the `ETag`: with `If-None-Match` the next read is
    a 304 without a body when nothing has changed, and with `If-Match` your change does not overwrite
    that of another tab. Where accounts are made on demand, the first call with the token of another
    issuer makes one.

    Args:
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AuthenticationRequiredProblem | InvalidTokenProblem | IdentityLinkRequiredProblem | InsufficientScopeProblem | IdentityProviderUnavailableProblem | ServiceUnavailableProblem | InternalErrorProblem | MalformedRequestProblem | RateLimitedProblem | User | ValidationFailedProblem]
    """

    kwargs = _get_kwargs(
        if_none_match=if_none_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    if_none_match: str | Unset = UNSET,
) -> (
    AuthenticationRequiredProblem
    | InvalidTokenProblem
    | IdentityLinkRequiredProblem
    | InsufficientScopeProblem
    | IdentityProviderUnavailableProblem
    | ServiceUnavailableProblem
    | InternalErrorProblem
    | MalformedRequestProblem
    | RateLimitedProblem
    | User
    | ValidationFailedProblem
    | None
):
    """Read your account

     The account that the access token belongs to. Keep the `ETag`: with `If-None-Match` the next read is
    a 304 without a body when nothing has changed, and with `If-Match` your change does not overwrite
    that of another tab. Where accounts are made on demand, the first call with the token of another
    issuer makes one.

    Args:
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AuthenticationRequiredProblem | InvalidTokenProblem | IdentityLinkRequiredProblem | InsufficientScopeProblem | IdentityProviderUnavailableProblem | ServiceUnavailableProblem | InternalErrorProblem | MalformedRequestProblem | RateLimitedProblem | User | ValidationFailedProblem
    """

    return (
        await asyncio_detailed(
            client=client,
            if_none_match=if_none_match,
        )
    ).parsed
