from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.internal_error_problem import InternalErrorProblem
from ...models.malformed_request_problem import MalformedRequestProblem
from ...models.not_ready_problem import NotReadyProblem
from ...models.rate_limited_problem import RateLimitedProblem
from ...models.readiness import Readiness
from ...models.validation_failed_problem import ValidationFailedProblem
from ...types import Response


def _get_kwargs() -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/health/ready",
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> (
    InternalErrorProblem
    | MalformedRequestProblem
    | NotReadyProblem
    | RateLimitedProblem
    | Readiness
    | ValidationFailedProblem
    | None
):
    if response.status_code == 200:
        response_200 = Readiness.from_dict(response.json())

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

    if response.status_code == 503:
        response_503 = NotReadyProblem.from_dict(response.json())

        return response_503

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[
    InternalErrorProblem
    | MalformedRequestProblem
    | NotReadyProblem
    | RateLimitedProblem
    | Readiness
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
) -> Response[
    InternalErrorProblem
    | MalformedRequestProblem
    | NotReadyProblem
    | RateLimitedProblem
    | Readiness
    | ValidationFailedProblem
]:
    """Can the service work?

     For the machine that sends traffic here. 200 when the database answers, has the tables that this
    release expects, and there is a key to sign access tokens with; 503 `not_ready` otherwise, and while
    the service is stopping, with the reason in `detail`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[InternalErrorProblem | MalformedRequestProblem | NotReadyProblem | RateLimitedProblem | Readiness | ValidationFailedProblem]
    """

    kwargs = _get_kwargs()

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
) -> (
    InternalErrorProblem
    | MalformedRequestProblem
    | NotReadyProblem
    | RateLimitedProblem
    | Readiness
    | ValidationFailedProblem
    | None
):
    """Can the service work?

     For the machine that sends traffic here. 200 when the database answers, has the tables that this
    release expects, and there is a key to sign access tokens with; 503 `not_ready` otherwise, and while
    the service is stopping, with the reason in `detail`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        InternalErrorProblem | MalformedRequestProblem | NotReadyProblem | RateLimitedProblem | Readiness | ValidationFailedProblem
    """

    return sync_detailed(
        client=client,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
) -> Response[
    InternalErrorProblem
    | MalformedRequestProblem
    | NotReadyProblem
    | RateLimitedProblem
    | Readiness
    | ValidationFailedProblem
]:
    """Can the service work?

     For the machine that sends traffic here. 200 when the database answers, has the tables that this
    release expects, and there is a key to sign access tokens with; 503 `not_ready` otherwise, and while
    the service is stopping, with the reason in `detail`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[InternalErrorProblem | MalformedRequestProblem | NotReadyProblem | RateLimitedProblem | Readiness | ValidationFailedProblem]
    """

    kwargs = _get_kwargs()

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
) -> (
    InternalErrorProblem
    | MalformedRequestProblem
    | NotReadyProblem
    | RateLimitedProblem
    | Readiness
    | ValidationFailedProblem
    | None
):
    """Can the service work?

     For the machine that sends traffic here. 200 when the database answers, has the tables that this
    release expects, and there is a key to sign access tokens with; 503 `not_ready` otherwise, and while
    the service is stopping, with the reason in `detail`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        InternalErrorProblem | MalformedRequestProblem | NotReadyProblem | RateLimitedProblem | Readiness | ValidationFailedProblem
    """

    return (
        await asyncio_detailed(
            client=client,
        )
    ).parsed
