from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.authentication_required_problem import AuthenticationRequiredProblem
from ...models.insufficient_scope_problem import InsufficientScopeProblem
from ...models.internal_error_problem import InternalErrorProblem
from ...models.invalid_token_problem import InvalidTokenProblem
from ...models.malformed_request_problem import MalformedRequestProblem
from ...models.rate_limited_problem import RateLimitedProblem
from ...models.service_unavailable_problem import ServiceUnavailableProblem
from ...models.session_list import SessionList
from ...models.validation_failed_problem import ValidationFailedProblem
from ...types import Response


def _get_kwargs() -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/me/sessions",
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> (
    AuthenticationRequiredProblem
    | InvalidTokenProblem
    | InsufficientScopeProblem
    | InternalErrorProblem
    | MalformedRequestProblem
    | RateLimitedProblem
    | ServiceUnavailableProblem
    | SessionList
    | ValidationFailedProblem
    | None
):
    if response.status_code == 200:
        response_200 = SessionList.from_dict(response.json())

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
    AuthenticationRequiredProblem
    | InvalidTokenProblem
    | InsufficientScopeProblem
    | InternalErrorProblem
    | MalformedRequestProblem
    | RateLimitedProblem
    | ServiceUnavailableProblem
    | SessionList
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
) -> Response[
    AuthenticationRequiredProblem
    | InvalidTokenProblem
    | InsufficientScopeProblem
    | InternalErrorProblem
    | MalformedRequestProblem
    | RateLimitedProblem
    | ServiceUnavailableProblem
    | SessionList
    | ValidationFailedProblem
]:
    """See where you are signed in

     Your live sessions, newest sign-in first; one of them is `current`. Sessions that have ended are not
    listed. The list comes whole.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AuthenticationRequiredProblem | InvalidTokenProblem | InsufficientScopeProblem | InternalErrorProblem | MalformedRequestProblem | RateLimitedProblem | ServiceUnavailableProblem | SessionList | ValidationFailedProblem]
    """

    kwargs = _get_kwargs()

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
) -> (
    AuthenticationRequiredProblem
    | InvalidTokenProblem
    | InsufficientScopeProblem
    | InternalErrorProblem
    | MalformedRequestProblem
    | RateLimitedProblem
    | ServiceUnavailableProblem
    | SessionList
    | ValidationFailedProblem
    | None
):
    """See where you are signed in

     Your live sessions, newest sign-in first; one of them is `current`. Sessions that have ended are not
    listed. The list comes whole.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AuthenticationRequiredProblem | InvalidTokenProblem | InsufficientScopeProblem | InternalErrorProblem | MalformedRequestProblem | RateLimitedProblem | ServiceUnavailableProblem | SessionList | ValidationFailedProblem
    """

    return sync_detailed(
        client=client,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
) -> Response[
    AuthenticationRequiredProblem
    | InvalidTokenProblem
    | InsufficientScopeProblem
    | InternalErrorProblem
    | MalformedRequestProblem
    | RateLimitedProblem
    | ServiceUnavailableProblem
    | SessionList
    | ValidationFailedProblem
]:
    """See where you are signed in

     Your live sessions, newest sign-in first; one of them is `current`. Sessions that have ended are not
    listed. The list comes whole.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AuthenticationRequiredProblem | InvalidTokenProblem | InsufficientScopeProblem | InternalErrorProblem | MalformedRequestProblem | RateLimitedProblem | ServiceUnavailableProblem | SessionList | ValidationFailedProblem]
    """

    kwargs = _get_kwargs()

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
) -> (
    AuthenticationRequiredProblem
    | InvalidTokenProblem
    | InsufficientScopeProblem
    | InternalErrorProblem
    | MalformedRequestProblem
    | RateLimitedProblem
    | ServiceUnavailableProblem
    | SessionList
    | ValidationFailedProblem
    | None
):
    """See where you are signed in

     Your live sessions, newest sign-in first; one of them is `current`. Sessions that have ended are not
    listed. The list comes whole.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AuthenticationRequiredProblem | InvalidTokenProblem | InsufficientScopeProblem | InternalErrorProblem | MalformedRequestProblem | RateLimitedProblem | ServiceUnavailableProblem | SessionList | ValidationFailedProblem
    """

    return (
        await asyncio_detailed(
            client=client,
        )
    ).parsed
