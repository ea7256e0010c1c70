from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.acknowledgement import Acknowledgement
from ...models.email_verification_request import EmailVerificationRequest
from ...models.internal_error_problem import InternalErrorProblem
from ...models.malformed_request_problem import MalformedRequestProblem
from ...models.payload_too_large_problem import PayloadTooLargeProblem
from ...models.rate_limited_problem import RateLimitedProblem
from ...models.request_timeout_problem import RequestTimeoutProblem
from ...models.service_unavailable_problem import ServiceUnavailableProblem
from ...models.unsupported_media_type_problem import UnsupportedMediaTypeProblem
from ...models.validation_failed_problem import ValidationFailedProblem
from ...types import Response


def _get_kwargs(
    *,
    body: EmailVerificationRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/auth/email-verification",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> (
    Acknowledgement
    | InternalErrorProblem
    | MalformedRequestProblem
    | PayloadTooLargeProblem
    | RateLimitedProblem
    | RequestTimeoutProblem
    | ServiceUnavailableProblem
    | UnsupportedMediaTypeProblem
    | ValidationFailedProblem
    | None
):
    if response.status_code == 202:
        response_202 = Acknowledgement.from_dict(response.json())

        return response_202

    if response.status_code == 400:
        response_400 = MalformedRequestProblem.from_dict(response.json())

        return response_400

    if response.status_code == 408:
        response_408 = RequestTimeoutProblem.from_dict(response.json())

        return response_408

    if response.status_code == 413:
        response_413 = PayloadTooLargeProblem.from_dict(response.json())

        return response_413

    if response.status_code == 415:
        response_415 = UnsupportedMediaTypeProblem.from_dict(response.json())

        return response_415

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
    Acknowledgement
    | InternalErrorProblem
    | MalformedRequestProblem
    | PayloadTooLargeProblem
    | RateLimitedProblem
    | RequestTimeoutProblem
    | ServiceUnavailableProblem
    | UnsupportedMediaTypeProblem
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
    body: EmailVerificationRequest,
) -> Response[
    Acknowledgement
    | InternalErrorProblem
    | MalformedRequestProblem
    | PayloadTooLargeProblem
    | RateLimitedProblem
    | RequestTimeoutProblem
    | ServiceUnavailableProblem
    | UnsupportedMediaTypeProblem
    | ValidationFailedProblem
]:
    """Send the verification mail again

     Mails a new link and new digits if the address belongs to an account that is not confirmed yet;
    otherwise
    nothing is sent. What earlier mails contained stops working.

    The answer is **always the same 202**, after the same time, so that nobody can find out who has an
    account.

    Args:
        body (EmailVerificationRequest): Where to send a new verification mail.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Acknowledgement | InternalErrorProblem | MalformedRequestProblem | PayloadTooLargeProblem | RateLimitedProblem | RequestTimeoutProblem | ServiceUnavailableProblem | UnsupportedMediaTypeProblem | ValidationFailedProblem]
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
    body: EmailVerificationRequest,
) -> (
    Acknowledgement
    | InternalErrorProblem
    | MalformedRequestProblem
    | PayloadTooLargeProblem
    | RateLimitedProblem
    | RequestTimeoutProblem
    | ServiceUnavailableProblem
    | UnsupportedMediaTypeProblem
    | ValidationFailedProblem
    | None
):
    """Send the verification mail again

     Mails a new link and new digits if the address belongs to an account that is not confirmed yet;
    otherwise
    nothing is sent. What earlier mails contained stops working.

    The answer is **always the same 202**, after the same time, so that nobody can find out who has an
    account.

    Args:
        body (EmailVerificationRequest): Where to send a new verification mail.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Acknowledgement | InternalErrorProblem | MalformedRequestProblem | PayloadTooLargeProblem | RateLimitedProblem | RequestTimeoutProblem | ServiceUnavailableProblem | UnsupportedMediaTypeProblem | ValidationFailedProblem
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: EmailVerificationRequest,
) -> Response[
    Acknowledgement
    | InternalErrorProblem
    | MalformedRequestProblem
    | PayloadTooLargeProblem
    | RateLimitedProblem
    | RequestTimeoutProblem
    | ServiceUnavailableProblem
    | UnsupportedMediaTypeProblem
    | ValidationFailedProblem
]:
    """Send the verification mail again

     Mails a new link and new digits if the address belongs to an account that is not confirmed yet;
    otherwise
    nothing is sent. What earlier mails contained stops working.

    The answer is **always the same 202**, after the same time, so that nobody can find out who has an
    account.

    Args:
        body (EmailVerificationRequest): Where to send a new verification mail.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Acknowledgement | InternalErrorProblem | MalformedRequestProblem | PayloadTooLargeProblem | RateLimitedProblem | RequestTimeoutProblem | ServiceUnavailableProblem | UnsupportedMediaTypeProblem | ValidationFailedProblem]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: EmailVerificationRequest,
) -> (
    Acknowledgement
    | InternalErrorProblem
    | MalformedRequestProblem
    | PayloadTooLargeProblem
    | RateLimitedProblem
    | RequestTimeoutProblem
    | ServiceUnavailableProblem
    | UnsupportedMediaTypeProblem
    | ValidationFailedProblem
    | None
):
    """Send the verification mail again

     Mails a new link and new digits if the address belongs to an account that is not confirmed yet;
    otherwise
    nothing is sent. What earlier mails contained stops working.

    The answer is **always the same 202**, after the same time, so that nobody can find out who has an
    account.

    Args:
        body (EmailVerificationRequest): Where to send a new verification mail.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Acknowledgement | InternalErrorProblem | MalformedRequestProblem | PayloadTooLargeProblem | RateLimitedProblem | RequestTimeoutProblem | ServiceUnavailableProblem | UnsupportedMediaTypeProblem | ValidationFailedProblem
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
