from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.invalid_grant_o_auth_error import InvalidGrantOAuthError
from ...models.invalid_request_o_auth_error import InvalidRequestOAuthError
from ...models.invalid_scope_o_auth_error import InvalidScopeOAuthError
from ...models.server_error_o_auth_error import ServerErrorOAuthError
from ...models.temporarily_unavailable_o_auth_error import (
    TemporarilyUnavailableOAuthError,
)
from ...models.token_request import TokenRequest
from ...models.token_response import TokenResponse
from ...models.unsupported_grant_type_o_auth_error import UnsupportedGrantTypeOAuthError
from ...types import Response


def _get_kwargs(
    *,
    body: TokenRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/auth/token",
    }

    _kwargs["data"] = body.to_dict()
    headers["Content-Type"] = "application/x-www-form-urlencoded"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> (
    InvalidGrantOAuthError
    | InvalidRequestOAuthError
    | InvalidScopeOAuthError
    | UnsupportedGrantTypeOAuthError
    | InvalidRequestOAuthError
    | ServerErrorOAuthError
    | TemporarilyUnavailableOAuthError
    | TokenResponse
    | None
):
    if response.status_code == 200:
        response_200 = TokenResponse.from_dict(response.json())

        return response_200

    if response.status_code == 400:

        def _parse_response_400(
            data: object,
        ) -> (
            InvalidGrantOAuthError
            | InvalidRequestOAuthError
            | InvalidScopeOAuthError
            | UnsupportedGrantTypeOAuthError
        ):
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                response_400_type_0 = InvalidRequestOAuthError.from_dict(data)

                return response_400_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                response_400_type_1 = InvalidGrantOAuthError.from_dict(data)

                return response_400_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                response_400_type_2 = UnsupportedGrantTypeOAuthError.from_dict(data)

                return response_400_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            response_400_type_3 = InvalidScopeOAuthError.from_dict(data)

            return response_400_type_3

        response_400 = _parse_response_400(response.json())

        return response_400

    if response.status_code == 408:
        response_408 = InvalidRequestOAuthError.from_dict(response.json())

        return response_408

    if response.status_code == 413:
        response_413 = InvalidRequestOAuthError.from_dict(response.json())

        return response_413

    if response.status_code == 415:
        response_415 = InvalidRequestOAuthError.from_dict(response.json())

        return response_415

    if response.status_code == 429:
        response_429 = TemporarilyUnavailableOAuthError.from_dict(response.json())

        return response_429

    if response.status_code == 500:
        response_500 = ServerErrorOAuthError.from_dict(response.json())

        return response_500

    if response.status_code == 503:
        response_503 = TemporarilyUnavailableOAuthError.from_dict(response.json())

        return response_503

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[
    InvalidGrantOAuthError
    | InvalidRequestOAuthError
    | InvalidScopeOAuthError
    | UnsupportedGrantTypeOAuthError
    | InvalidRequestOAuthError
    | ServerErrorOAuthError
    | TemporarilyUnavailableOAuthError
    | TokenResponse
]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: TokenRequest,
) -> Response[
    InvalidGrantOAuthError
    | InvalidRequestOAuthError
    | InvalidScopeOAuthError
    | UnsupportedGrantTypeOAuthError
    | InvalidRequestOAuthError
    | ServerErrorOAuthError
    | TemporarilyUnavailableOAuthError
    | TokenResponse
]:
    """Sign in, or refresh

     The token endpoint of OAuth 2.0 (RFC 6749): a **form**, and errors as `{"error",
    "error_description"}`.

    **Sign in**: `grant_type=password` with `username` (the e-mail address) and `password`. It starts a
    session. A wrong
    password and an unknown address are the same `invalid_grant`, after the same time. With the right
    password, an
    account that is suspended or whose address is not confirmed is `invalid_grant` too, and
    `error_description` says
    why. Many wrong guesses slow down this account for your network address only: 429 says for how long.

    **Refresh**: `grant_type=refresh_token` with the `refresh_token` you got last. You get a new pair;
    the old
    refresh token is spent. Sending the same one again **within 10 seconds** gives the same new refresh
    token, so
    two tabs, or a retry after a lost answer, sign nobody out. A spent token that comes back later
    counts as stolen:
    the session ends and its owner gets a mail. Keep refresh tokens out of reach of scripts.

    An access token lives for ten minutes, a session for 30 days, or 7 days if nobody uses it. An
    account that has very
    many sessions loses the oldest when it begins another.

    Args:
        body (TokenRequest): A form (RFC 6749 §4.3 and §6). Unknown parameters are ignored, a
            parameter without a value counts as left out, and a parameter that is repeated is refused.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[InvalidGrantOAuthError | InvalidRequestOAuthError | InvalidScopeOAuthError | UnsupportedGrantTypeOAuthError | InvalidRequestOAuthError | ServerErrorOAuthError | TemporarilyUnavailableOAuthError | TokenResponse]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    body: TokenRequest,
) -> (
    InvalidGrantOAuthError
    | InvalidRequestOAuthError
    | InvalidScopeOAuthError
    | UnsupportedGrantTypeOAuthError
    | InvalidRequestOAuthError
    | ServerErrorOAuthError
    | TemporarilyUnavailableOAuthError
    | TokenResponse
    | None
):
    """Sign in, or refresh

     The token endpoint of OAuth 2.0 (RFC 6749): a **form**, and errors as `{"error",
    "error_description"}`.

    **Sign in**: `grant_type=password` with `username` (the e-mail address) and `password`. It starts a
    session. A wrong
    password and an unknown address are the same `invalid_grant`, after the same time. With the right
    password, an
    account that is suspended or whose address is not confirmed is `invalid_grant` too, and
    `error_description` says
    why. Many wrong guesses slow down this account for your network address only: 429 says for how long.

    **Refresh**: `grant_type=refresh_token` with the `refresh_token` you got last. You get a new pair;
    the old
    refresh token is spent. Sending the same one again **within 10 seconds** gives the same new refresh
    token, so
    two tabs, or a retry after a lost answer, sign nobody out. A spent token that comes back later
    counts as stolen:
    the session ends and its owner gets a mail. Keep refresh tokens out of reach of scripts.

    An access token lives for ten minutes, a session for 30 days, or 7 days if nobody uses it. An
    account that has very
    many sessions loses the oldest when it begins another.

    Args:
        body (TokenRequest): A form (RFC 6749 §4.3 and §6). Unknown parameters are ignored, a
            parameter without a value counts as left out, and a parameter that is repeated is refused.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        InvalidGrantOAuthError | InvalidRequestOAuthError | InvalidScopeOAuthError | UnsupportedGrantTypeOAuthError | InvalidRequestOAuthError | ServerErrorOAuthError | TemporarilyUnavailableOAuthError | TokenResponse
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: TokenRequest,
) -> Response[
    InvalidGrantOAuthError
    | InvalidRequestOAuthError
    | InvalidScopeOAuthError
    | UnsupportedGrantTypeOAuthError
    | InvalidRequestOAuthError
    | ServerErrorOAuthError
    | TemporarilyUnavailableOAuthError
    | TokenResponse
]:
    """Sign in, or refresh

     The token endpoint of OAuth 2.0 (RFC 6749): a **form**, and errors as `{"error",
    "error_description"}`.

    **Sign in**: `grant_type=password` with `username` (the e-mail address) and `password`. It starts a
    session. A wrong
    password and an unknown address are the same `invalid_grant`, after the same time. With the right
    password, an
    account that is suspended or whose address is not confirmed is `invalid_grant` too, and
    `error_description` says
    why. Many wrong guesses slow down this account for your network address only: 429 says for how long.

    **Refresh**: `grant_type=refresh_token` with the `refresh_token` you got last. You get a new pair;
    the old
    refresh token is spent. Sending the same one again **within 10 seconds** gives the same new refresh
    token, so
    two tabs, or a retry after a lost answer, sign nobody out. A spent token that comes back later
    counts as stolen:
    the session ends and its owner gets a mail. Keep refresh tokens out of reach of scripts.

    An access token lives for ten minutes, a session for 30 days, or 7 days if nobody uses it. An
    account that has very
    many sessions loses the oldest when it begins another.

    Args:
        body (TokenRequest): A form (RFC 6749 §4.3 and §6). Unknown parameters are ignored, a
            parameter without a value counts as left out, and a parameter that is repeated is refused.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[InvalidGrantOAuthError | InvalidRequestOAuthError | InvalidScopeOAuthError | UnsupportedGrantTypeOAuthError | InvalidRequestOAuthError | ServerErrorOAuthError | TemporarilyUnavailableOAuthError | TokenResponse]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: TokenRequest,
) -> (
    InvalidGrantOAuthError
    | InvalidRequestOAuthError
    | InvalidScopeOAuthError
    | UnsupportedGrantTypeOAuthError
    | InvalidRequestOAuthError
    | ServerErrorOAuthError
    | TemporarilyUnavailableOAuthError
    | TokenResponse
    | None
):
    """Sign in, or refresh

     The token endpoint of OAuth 2.0 (RFC 6749): a **form**, and errors as `{"error",
    "error_description"}`.

    **Sign in**: `grant_type=password` with `username` (the e-mail address) and `password`. It starts a
    session. A wrong
    password and an unknown address are the same `invalid_grant`, after the same time. With the right
    password, an
    account that is suspended or whose address is not confirmed is `invalid_grant` too, and
    `error_description` says
    why. Many wrong guesses slow down this account for your network address only: 429 says for how long.

    **Refresh**: `grant_type=refresh_token` with the `refresh_token` you got last. You get a new pair;
    the old
    refresh token is spent. Sending the same one again **within 10 seconds** gives the same new refresh
    token, so
    two tabs, or a retry after a lost answer, sign nobody out. A spent token that comes back later
    counts as stolen:
    the session ends and its owner gets a mail. Keep refresh tokens out of reach of scripts.

    An access token lives for ten minutes, a session for 30 days, or 7 days if nobody uses it. An
    account that has very
    many sessions loses the oldest when it begins another.

    Args:
        body (TokenRequest): A form (RFC 6749 §4.3 and §6). Unknown parameters are ignored, a
            parameter without a value counts as left out, and a parameter that is repeated is refused.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        InvalidGrantOAuthError | InvalidRequestOAuthError | InvalidScopeOAuthError | UnsupportedGrantTypeOAuthError | InvalidRequestOAuthError | ServerErrorOAuthError | TemporarilyUnavailableOAuthError | TokenResponse
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
