from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.internal_error_problem import InternalErrorProblem
from ...models.jwk_set import JwkSet
from ...models.malformed_request_problem import MalformedRequestProblem
from ...models.rate_limited_problem import RateLimitedProblem
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
        "url": "/.well-known/jwks.json",
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> (
    InternalErrorProblem
    | JwkSet
    | MalformedRequestProblem
    | RateLimitedProblem
    | ValidationFailedProblem
    | None
):
    if response.status_code == 200:
        response_200 = JwkSet.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = MalformedRequestProblem.from_dict(response.json())

        return response_400

    if response.status_code == 422:
        response_422 = ValidationFailedProblem.from_dict(response.json())

        return response_422

    if response.status_code == 429:
        response_429 = RateLimitedProblem.from_dict(response.json())

        return response_429

    if response.status_code == 500:
        response_500 = InternalErrorProblem.from_dict(response.json())

        return response_500

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[
    InternalErrorProblem
    | JwkSet
    | MalformedRequestProblem
    | RateLimitedProblem
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
    client: AuthenticatedClient | Client,
    if_none_match: str | Unset = UNSET,
) -> Response[
    InternalErrorProblem
    | JwkSet
    | MalformedRequestProblem
    | RateLimitedProblem
    | ValidationFailedProblem
]:
    """Read the public keys

     The keys that verify our access tokens, for backends that check tokens themselves. Keep the answer
    for ten minutes and read it again when a token names a `kid` that you do not have. A frontend does
    not need it. A valid signature does not say that the session is still alive: only this server knows
    that.

    Args:
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[InternalErrorProblem | JwkSet | MalformedRequestProblem | RateLimitedProblem | ValidationFailedProblem]
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
    client: AuthenticatedClient | Client,
    if_none_match: str | Unset = UNSET,
) -> (
    InternalErrorProblem
    | JwkSet
    | MalformedRequestProblem
    | RateLimitedProblem
    | ValidationFailedProblem
    | None
):
    """Read the public keys

     The keys that verify our access tokens, for backends that check tokens themselves. Keep the answer
    for ten minutes and read it again when a token names a `kid` that you do not have. A frontend does
    not need it. A valid signature does not say that the session is still alive: only this server knows
    that.

    Args:
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        InternalErrorProblem | JwkSet | MalformedRequestProblem | RateLimitedProblem | ValidationFailedProblem
    """

    return sync_detailed(
        client=client,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    if_none_match: str | Unset = UNSET,
) -> Response[
    InternalErrorProblem
    | JwkSet
    | MalformedRequestProblem
    | RateLimitedProblem
    | ValidationFailedProblem
]:
    """Read the public keys

     The keys that verify our access tokens, for backends that check tokens themselves. Keep the answer
    for ten minutes and read it again when a token names a `kid` that you do not have. A frontend does
    not need it. A valid signature does not say that the session is still alive: only this server knows
    that.

    Args:
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[InternalErrorProblem | JwkSet | MalformedRequestProblem | RateLimitedProblem | ValidationFailedProblem]
    """

    kwargs = _get_kwargs(
        if_none_match=if_none_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    if_none_match: str | Unset = UNSET,
) -> (
    InternalErrorProblem
    | JwkSet
    | MalformedRequestProblem
    | RateLimitedProblem
    | ValidationFailedProblem
    | None
):
    """Read the public keys

     The keys that verify our access tokens, for backends that check tokens themselves. Keep the answer
    for ten minutes and read it again when a token names a `kid` that you do not have. A frontend does
    not need it. A valid signature does not say that the session is still alive: only this server knows
    that.

    Args:
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        InternalErrorProblem | JwkSet | MalformedRequestProblem | RateLimitedProblem | ValidationFailedProblem
    """

    return (
        await asyncio_detailed(
            client=client,
            if_none_match=if_none_match,
        )
    ).parsed
