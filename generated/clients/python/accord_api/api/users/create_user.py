from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.authentication_required_problem import AuthenticationRequiredProblem
from ...models.email_taken_problem import EmailTakenProblem
from ...models.idempotency_key_in_use_problem import IdempotencyKeyInUseProblem
from ...models.idempotency_key_reused_problem import IdempotencyKeyReusedProblem
from ...models.insufficient_scope_problem import InsufficientScopeProblem
from ...models.internal_error_problem import InternalErrorProblem
from ...models.invalid_token_problem import InvalidTokenProblem
from ...models.malformed_request_problem import MalformedRequestProblem
from ...models.payload_too_large_problem import PayloadTooLargeProblem
from ...models.rate_limited_problem import RateLimitedProblem
from ...models.request_timeout_problem import RequestTimeoutProblem
from ...models.service_unavailable_problem import ServiceUnavailableProblem
from ...models.unsupported_media_type_problem import UnsupportedMediaTypeProblem
from ...models.user import User
from ...models.user_create import UserCreate
from ...models.validation_failed_problem import ValidationFailedProblem
from ...models.weak_password_problem import WeakPasswordProblem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: UserCreate,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/users",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> (
    AuthenticationRequiredProblem
    | InvalidTokenProblem
    | EmailTakenProblem
    | IdempotencyKeyInUseProblem
    | IdempotencyKeyReusedProblem
    | ValidationFailedProblem
    | WeakPasswordProblem
    | InsufficientScopeProblem
    | InternalErrorProblem
    | MalformedRequestProblem
    | PayloadTooLargeProblem
    | RateLimitedProblem
    | RequestTimeoutProblem
    | ServiceUnavailableProblem
    | UnsupportedMediaTypeProblem
    | User
    | None
):
    if response.status_code == 201:
        response_201 = User.from_dict(response.json())

        return response_201

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

    if response.status_code == 408:
        response_408 = RequestTimeoutProblem.from_dict(response.json())

        return response_408

    if response.status_code == 409:

        def _parse_response_409(data: object) -> EmailTakenProblem | IdempotencyKeyInUseProblem:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                response_409_type_0 = IdempotencyKeyInUseProblem.from_dict(data)

                return response_409_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            response_409_type_1 = EmailTakenProblem.from_dict(data)

            return response_409_type_1

        response_409 = _parse_response_409(response.json())

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
    AuthenticationRequiredProblem
    | InvalidTokenProblem
    | EmailTakenProblem
    | IdempotencyKeyInUseProblem
    | IdempotencyKeyReusedProblem
    | ValidationFailedProblem
    | WeakPasswordProblem
    | InsufficientScopeProblem
    | InternalErrorProblem
    | MalformedRequestProblem
    | PayloadTooLargeProblem
    | RateLimitedProblem
    | RequestTimeoutProblem
    | ServiceUnavailableProblem
    | UnsupportedMediaTypeProblem
    | User
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
    body: UserCreate,
    idempotency_key: str | Unset = UNSET,
) -> Response[
    AuthenticationRequiredProblem
    | InvalidTokenProblem
    | EmailTakenProblem
    | IdempotencyKeyInUseProblem
    | IdempotencyKeyReusedProblem
    | ValidationFailedProblem
    | WeakPasswordProblem
    | InsufficientScopeProblem
    | InternalErrorProblem
    | MalformedRequestProblem
    | PayloadTooLargeProblem
    | RateLimitedProblem
    | RequestTimeoutProblem
    | ServiceUnavailableProblem
    | UnsupportedMediaTypeProblem
    | User
]:
    """Make an account for somebody

     With a `password` the account can be used as soon as its address is proven: at once, if you say that
    you know it
    (`email_verified`), else when its owner confirms it by mail. Without a `password` its owner is
    invited: a mail
    carries a token for `resetPassword`, which sets the password and proves the address.

    Args:
        idempotency_key (str | Unset):
        body (UserCreate): An account that is made for somebody. Without a password its owner is
            invited by mail to choose one.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AuthenticationRequiredProblem | InvalidTokenProblem | EmailTakenProblem | IdempotencyKeyInUseProblem | IdempotencyKeyReusedProblem | ValidationFailedProblem | WeakPasswordProblem | InsufficientScopeProblem | InternalErrorProblem | MalformedRequestProblem | PayloadTooLargeProblem | RateLimitedProblem | RequestTimeoutProblem | ServiceUnavailableProblem | UnsupportedMediaTypeProblem | User]
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
    client: AuthenticatedClient,
    body: UserCreate,
    idempotency_key: str | Unset = UNSET,
) -> (
    AuthenticationRequiredProblem
    | InvalidTokenProblem
    | EmailTakenProblem
    | IdempotencyKeyInUseProblem
    | IdempotencyKeyReusedProblem
    | ValidationFailedProblem
    | WeakPasswordProblem
    | InsufficientScopeProblem
    | InternalErrorProblem
    | MalformedRequestProblem
    | PayloadTooLargeProblem
    | RateLimitedProblem
    | RequestTimeoutProblem
    | ServiceUnavailableProblem
    | UnsupportedMediaTypeProblem
    | User
    | None
):
    """Make an account for somebody

     With a `password` the account can be used as soon as its address is proven: at once, if you say that
    you know it
    (`email_verified`), else when its owner confirms it by mail. Without a `password` its owner is
    invited: a mail
    carries a token for `resetPassword`, which sets the password and proves the address.

    Args:
        idempotency_key (str | Unset):
        body (UserCreate): An account that is made for somebody. Without a password its owner is
            invited by mail to choose one.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AuthenticationRequiredProblem | InvalidTokenProblem | EmailTakenProblem | IdempotencyKeyInUseProblem | IdempotencyKeyReusedProblem | ValidationFailedProblem | WeakPasswordProblem | InsufficientScopeProblem | InternalErrorProblem | MalformedRequestProblem | PayloadTooLargeProblem | RateLimitedProblem | RequestTimeoutProblem | ServiceUnavailableProblem | UnsupportedMediaTypeProblem | User
    """

    return sync_detailed(
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: UserCreate,
    idempotency_key: str | Unset = UNSET,
) -> Response[
    AuthenticationRequiredProblem
    | InvalidTokenProblem
    | EmailTakenProblem
    | IdempotencyKeyInUseProblem
    | IdempotencyKeyReusedProblem
    | ValidationFailedProblem
    | WeakPasswordProblem
    | InsufficientScopeProblem
    | InternalErrorProblem
    | MalformedRequestProblem
    | PayloadTooLargeProblem
    | RateLimitedProblem
    | RequestTimeoutProblem
    | ServiceUnavailableProblem
    | UnsupportedMediaTypeProblem
    | User
]:
    """Make an account for somebody

     With a `password` the account can be used as soon as its address is proven: at once, if you say that
    you know it
    (`email_verified`), else when its owner confirms it by mail. Without a `password` its owner is
    invited: a mail
    carries a token for `resetPassword`, which sets the password and proves the address.

    Args:
        idempotency_key (str | Unset):
        body (UserCreate): An account that is made for somebody. Without a password its owner is
            invited by mail to choose one.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AuthenticationRequiredProblem | InvalidTokenProblem | EmailTakenProblem | IdempotencyKeyInUseProblem | IdempotencyKeyReusedProblem | ValidationFailedProblem | WeakPasswordProblem | InsufficientScopeProblem | InternalErrorProblem | MalformedRequestProblem | PayloadTooLargeProblem | RateLimitedProblem | RequestTimeoutProblem | ServiceUnavailableProblem | UnsupportedMediaTypeProblem | User]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: UserCreate,
    idempotency_key: str | Unset = UNSET,
) -> (
    AuthenticationRequiredProblem
    | InvalidTokenProblem
    | EmailTakenProblem
    | IdempotencyKeyInUseProblem
    | IdempotencyKeyReusedProblem
    | ValidationFailedProblem
    | WeakPasswordProblem
    | InsufficientScopeProblem
    | InternalErrorProblem
    | MalformedRequestProblem
    | PayloadTooLargeProblem
    | RateLimitedProblem
    | RequestTimeoutProblem
    | ServiceUnavailableProblem
    | UnsupportedMediaTypeProblem
    | User
    | None
):
    """Make an account for somebody

     With a `password` the account can be used as soon as its address is proven: at once, if you say that
    you know it
    (`email_verified`), else when its owner confirms it by mail. Without a `password` its owner is
    invited: a mail
    carries a token for `resetPassword`, which sets the password and proves the address.

    Args:
        idempotency_key (str | Unset):
        body (UserCreate): An account that is made for somebody. Without a password its owner is
            invited by mail to choose one.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AuthenticationRequiredProblem | InvalidTokenProblem | EmailTakenProblem | IdempotencyKeyInUseProblem | IdempotencyKeyReusedProblem | ValidationFailedProblem | WeakPasswordProblem | InsufficientScopeProblem | InternalErrorProblem | MalformedRequestProblem | PayloadTooLargeProblem | RateLimitedProblem | RequestTimeoutProblem | ServiceUnavailableProblem | UnsupportedMediaTypeProblem | User
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
