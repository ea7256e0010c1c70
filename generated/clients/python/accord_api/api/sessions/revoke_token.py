from http import HTTPStatus
from typing import Any, cast

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.invalid_request_o_auth_error import InvalidRequestOAuthError
from ...models.revocation_request import RevocationRequest
from ...models.server_error_o_auth_error import ServerErrorOAuthError
from ...models.temporarily_unavailable_o_auth_error import (
    TemporarilyUnavailableOAuthError,
)
from ...models.unsupported_token_type_o_auth_error import UnsupportedTokenTypeOAuthError
from ...types import Response


def _get_kwargs(
    *,
    body: RevocationRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/auth/revoke",
    }

    _kwargs["data"] = body.to_dict()
    headers["Content-Type"] = "application/x-www-form-urlencoded"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> (
    Any
    | InvalidRequestOAuthError
    | InvalidRequestOAuthError
    | UnsupportedTokenTypeOAuthError
    | ServerErrorOAuthError
    | TemporarilyUnavailableOAuthError
    | None
):
    if response.status_code == 200:
        response_200 = cast(Any, None)
        return response_200

    if response.status_code == 400:

        def _parse_response_400(
            data: object,
        ) -> InvalidRequestOAuthError | UnsupportedTokenTypeOAuthError:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                response_400_type_0 = InvalidRequestOAuthError.from_dict(data)

                return response_400_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            response_400_type_1 = UnsupportedTokenTypeOAuthError.from_dict(data)

            return response_400_type_1

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
    Any
    | InvalidRequestOAuthError
    | InvalidRequestOAuthError
    | UnsupportedTokenTypeOAuthError
    | ServerErrorOAuthError
    | TemporarilyUnavailableOAuthError
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
    body: RevocationRequest,
) -> Response[
    Any
    | InvalidRequestOAuthError
    | InvalidRequestOAuthError
    | UnsupportedTokenTypeOAuthError
    | ServerErrorOAuthError
    | TemporarilyUnavailableOAuthError
]:
    """Revoke a token

     Ends the session that the refresh token or access token belongs to, with all its tokens, **at once**
    (RFC 7009).
    It is public, so the refresh token still ends the session when the access token has expired. Whoever
    has a good
    access token at hand can use `logout`.

    A token that is unknown, spent, expired or already revoked is 200 too: it is of no use any more,
    which is what you
    wanted. The tokens of mails cannot be revoked (`unsupported_token_type`). A form, and errors as
    `{"error", "error_description"}`.

    Args:
        body (RevocationRequest): A form (RFC 7009 §2.1). Unknown parameters are ignored, a
            parameter without a value counts as left out, and a parameter that is repeated is refused.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | InvalidRequestOAuthError | InvalidRequestOAuthError | UnsupportedTokenTypeOAuthError | ServerErrorOAuthError | TemporarilyUnavailableOAuthError]
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
    body: RevocationRequest,
) -> (
    Any
    | InvalidRequestOAuthError
    | InvalidRequestOAuthError
    | UnsupportedTokenTypeOAuthError
    | ServerErrorOAuthError
    | TemporarilyUnavailableOAuthError
    | None
):
    """Revoke a token

     Ends the session that the refresh token or access token belongs to, with all its tokens, **at once**
    (RFC 7009).
    It is public, so the refresh token still ends the session when the access token has expired. Whoever
    has a good
    access token at hand can use `logout`.

    A token that is unknown, spent, expired or already revoked is 200 too: it is of no use any more,
    which is what you
    wanted. The tokens of mails cannot be revoked (`unsupported_token_type`). A form, and errors as
    `{"error", "error_description"}`.

    Args:
        body (RevocationRequest): A form (RFC 7009 §2.1). Unknown parameters are ignored, a
            parameter without a value counts as left out, and a parameter that is repeated is refused.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | InvalidRequestOAuthError | InvalidRequestOAuthError | UnsupportedTokenTypeOAuthError | ServerErrorOAuthError | TemporarilyUnavailableOAuthError
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: RevocationRequest,
) -> Response[
    Any
    | InvalidRequestOAuthError
    | InvalidRequestOAuthError
    | UnsupportedTokenTypeOAuthError
    | ServerErrorOAuthError
    | TemporarilyUnavailableOAuthError
]:
    """Revoke a token

     Ends the session that the refresh token or access token belongs to, with all its tokens, **at once**
    (RFC 7009).
    It is public, so the refresh token still ends the session when the access token has expired. Whoever
    has a good
    access token at hand can use `logout`.

    A token that is unknown, spent, expired or already revoked is 200 too: it is of no use any more,
    which is what you
    wanted. The tokens of mails cannot be revoked (`unsupported_token_type`). A form, and errors as
    `{"error", "error_description"}`.

    Args:
        body (RevocationRequest): A form (RFC 7009 §2.1). Unknown parameters are ignored, a
            parameter without a value counts as left out, and a parameter that is repeated is refused.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | InvalidRequestOAuthError | InvalidRequestOAuthError | UnsupportedTokenTypeOAuthError | ServerErrorOAuthError | TemporarilyUnavailableOAuthError]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: RevocationRequest,
) -> (
    Any
    | InvalidRequestOAuthError
    | InvalidRequestOAuthError
    | UnsupportedTokenTypeOAuthError
    | ServerErrorOAuthError
    | TemporarilyUnavailableOAuthError
    | None
):
    """Revoke a token

     Ends the session that the refresh token or access token belongs to, with all its tokens, **at once**
    (RFC 7009).
    It is public, so the refresh token still ends the session when the access token has expired. Whoever
    has a good
    access token at hand can use `logout`.

    A token that is unknown, spent, expired or already revoked is 200 too: it is of no use any more,
    which is what you
    wanted. The tokens of mails cannot be revoked (`unsupported_token_type`). A form, and errors as
    `{"error", "error_description"}`.

    Args:
        body (RevocationRequest): A form (RFC 7009 §2.1). Unknown parameters are ignored, a
            parameter without a value counts as left out, and a parameter that is repeated is refused.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | InvalidRequestOAuthError | InvalidRequestOAuthError | UnsupportedTokenTypeOAuthError | ServerErrorOAuthError | TemporarilyUnavailableOAuthError
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
