from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.acknowledgement import Acknowledgement
from ...models.idempotency_key_in_use_problem import IdempotencyKeyInUseProblem
from ...models.idempotency_key_reused_problem import IdempotencyKeyReusedProblem
from ...models.internal_error_problem import InternalErrorProblem
from ...models.malformed_request_problem import MalformedRequestProblem
from ...models.payload_too_large_problem import PayloadTooLargeProblem
from ...models.rate_limited_problem import RateLimitedProblem
from ...models.registration_closed_problem import RegistrationClosedProblem
from ...models.registration_request import RegistrationRequest
from ...models.request_timeout_problem import RequestTimeoutProblem
from ...models.service_unavailable_problem import ServiceUnavailableProblem
from ...models.unsupported_media_type_problem import UnsupportedMediaTypeProblem
from ...models.validation_failed_problem import ValidationFailedProblem
from ...models.weak_password_problem import WeakPasswordProblem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: RegistrationRequest,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/auth/register",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> (
    Acknowledgement
    | IdempotencyKeyInUseProblem
    | IdempotencyKeyReusedProblem
    | ValidationFailedProblem
    | WeakPasswordProblem
    | InternalErrorProblem
    | MalformedRequestProblem
    | PayloadTooLargeProblem
    | RateLimitedProblem
    | RegistrationClosedProblem
    | RequestTimeoutProblem
    | ServiceUnavailableProblem
    | UnsupportedMediaTypeProblem
    | None
):
    if response.status_code == 202:
        response_202 = Acknowledgement.from_dict(response.json())

        return response_202

    if response.status_code == 400:
        response_400 = MalformedRequestProblem.from_dict(response.json())

        return response_400

    if response.status_code == 403:
        response_403 = RegistrationClosedProblem.from_dict(response.json())

        return response_403

    if response.status_code == 408:
        response_408 = RequestTimeoutProblem.from_dict(response.json())

        return response_408

    if response.status_code == 409:
        response_409 = IdempotencyKeyInUseProblem.from_dict(response.json())

        return response_409

    if response.status_code == 413:
        response_413 = PayloadTooLargeProblem.from_dict(response.json())

        return response_413

    if response.status_code == 415:
        response_415 = UnsupportedMediaTypeProblem.from_dict(response.json())

        return response_415

    if response.status_code == 422:

        def _parse_response_422(
            data: object,
        ) -> IdempotencyKeyReusedProblem | ValidationFailedProblem | WeakPasswordProblem:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                response_422_type_0 = ValidationFailedProblem.from_dict(data)

                return response_422_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                response_422_type_1 = WeakPasswordProblem.from_dict(data)

                return response_422_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            response_422_type_2 = IdempotencyKeyReusedProblem.from_dict(data)

            return response_422_type_2

        response_422 = _parse_response_422(response.json())

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
    | IdempotencyKeyInUseProblem
    | IdempotencyKeyReusedProblem
    | ValidationFailedProblem
    | WeakPasswordProblem
    | InternalErrorProblem
    | MalformedRequestProblem
    | PayloadTooLargeProblem
    | RateLimitedProblem
    | RegistrationClosedProblem
    | RequestTimeoutProblem
    | ServiceUnavailableProblem
    | UnsupportedMediaTypeProblem
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
    body: RegistrationRequest,
    idempotency_key: str | Unset = UNSET,
) -> Response[
    Acknowledgement
    | IdempotencyKeyInUseProblem
    | IdempotencyKeyReusedProblem
    | ValidationFailedProblem
    | WeakPasswordProblem
    | InternalErrorProblem
    | MalformedRequestProblem
    | PayloadTooLargeProblem
    | RateLimitedProblem
    | RegistrationClosedProblem
    | RequestTimeoutProblem
    | ServiceUnavailableProblem
    | UnsupportedMediaTypeProblem
]:
    """Register an account

     Starts an account and mails its owner a link and six digits; hand either to `confirmEmail`. Until
    the address is
    confirmed the account cannot sign in.

    The answer is **always the same 202**, after the same time, whether the address is new or already
    has an
    account: nobody can find out here who has one. If there is one already, nothing changes and the mail
    says so. So
    show "look into your mailbox" and nothing else.

    Send an `Idempotency-Key`, and a retry after a lost answer does not send a second mail.

    Args:
        idempotency_key (str | Unset):
        body (RegistrationRequest): A new account.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Acknowledgement | IdempotencyKeyInUseProblem | IdempotencyKeyReusedProblem | ValidationFailedProblem | WeakPasswordProblem | InternalErrorProblem | MalformedRequestProblem | PayloadTooLargeProblem | RateLimitedProblem | RegistrationClosedProblem | RequestTimeoutProblem | ServiceUnavailableProblem | UnsupportedMediaTypeProblem]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    body: RegistrationRequest,
    idempotency_key: str | Unset = UNSET,
) -> (
    Acknowledgement
    | IdempotencyKeyInUseProblem
    | IdempotencyKeyReusedProblem
    | ValidationFailedProblem
    | WeakPasswordProblem
    | InternalErrorProblem
    | MalformedRequestProblem
    | PayloadTooLargeProblem
    | RateLimitedProblem
    | RegistrationClosedProblem
    | RequestTimeoutProblem
    | ServiceUnavailableProblem
    | UnsupportedMediaTypeProblem
    | None
):
    """Register an account

     Starts an account and mails its owner a link and six digits; hand either to `confirmEmail`. Until
    the address is
    confirmed the account cannot sign in.

    The answer is **always the same 202**, after the same time, whether the address is new or already
    has an
    account: nobody can find out here who has one. If there is one already, nothing changes and the mail
    says so. So
    show "look into your mailbox" and nothing else.

    Send an `Idempotency-Key`, and a retry after a lost answer does not send a second mail.

    Args:
        idempotency_key (str | Unset):
        body (RegistrationRequest): A new account.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Acknowledgement | IdempotencyKeyInUseProblem | IdempotencyKeyReusedProblem | ValidationFailedProblem | WeakPasswordProblem | InternalErrorProblem | MalformedRequestProblem | PayloadTooLargeProblem | RateLimitedProblem | RegistrationClosedProblem | RequestTimeoutProblem | ServiceUnavailableProblem | UnsupportedMediaTypeProblem
    """

    return sync_detailed(
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: RegistrationRequest,
    idempotency_key: str | Unset = UNSET,
) -> Response[
    Acknowledgement
    | IdempotencyKeyInUseProblem
    | IdempotencyKeyReusedProblem
    | ValidationFailedProblem
    | WeakPasswordProblem
    | InternalErrorProblem
    | MalformedRequestProblem
    | PayloadTooLargeProblem
    | RateLimitedProblem
    | RegistrationClosedProblem
    | RequestTimeoutProblem
    | ServiceUnavailableProblem
    | UnsupportedMediaTypeProblem
]:
    """Register an account

     Starts an account and mails its owner a link and six digits; hand either to `confirmEmail`. Until
    the address is
    confirmed the account cannot sign in.

    The answer is **always the same 202**, after the same time, whether the address is new or already
    has an
    account: nobody can find out here who has one. If there is one already, nothing changes and the mail
    says so. So
    show "look into your mailbox" and nothing else.

    Send an `Idempotency-Key`, and a retry after a lost answer does not send a second mail.

    Args:
        idempotency_key (str | Unset):
        body (RegistrationRequest): A new account.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Acknowledgement | IdempotencyKeyInUseProblem | IdempotencyKeyReusedProblem | ValidationFailedProblem | WeakPasswordProblem | InternalErrorProblem | MalformedRequestProblem | PayloadTooLargeProblem | RateLimitedProblem | RegistrationClosedProblem | RequestTimeoutProblem | ServiceUnavailableProblem | UnsupportedMediaTypeProblem]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: RegistrationRequest,
    idempotency_key: str | Unset = UNSET,
) -> (
    Acknowledgement
    | IdempotencyKeyInUseProblem
    | IdempotencyKeyReusedProblem
    | ValidationFailedProblem
    | WeakPasswordProblem
    | InternalErrorProblem
    | MalformedRequestProblem
    | PayloadTooLargeProblem
    | RateLimitedProblem
    | RegistrationClosedProblem
    | RequestTimeoutProblem
    | ServiceUnavailableProblem
    | UnsupportedMediaTypeProblem
    | None
):
    """Register an account

     Starts an account and mails its owner a link and six digits; hand either to `confirmEmail`. Until
    the address is
    confirmed the account cannot sign in.

    The answer is **always the same 202**, after the same time, whether the address is new or already
    has an
    account: nobody can find out here who has one. If there is one already, nothing changes and the mail
    says so. So
    show "look into your mailbox" and nothing else.

    Send an `Idempotency-Key`, and a retry after a lost answer does not send a second mail.

    Args:
        idempotency_key (str | Unset):
        body (RegistrationRequest): A new account.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Acknowledgement | IdempotencyKeyInUseProblem | IdempotencyKeyReusedProblem | ValidationFailedProblem | WeakPasswordProblem | InternalErrorProblem | MalformedRequestProblem | PayloadTooLargeProblem | RateLimitedProblem | RegistrationClosedProblem | RequestTimeoutProblem | ServiceUnavailableProblem | UnsupportedMediaTypeProblem
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
