from http import HTTPStatus
from typing import Any, cast

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.internal_error_problem import InternalErrorProblem
from ...models.malformed_request_problem import MalformedRequestProblem
from ...models.password_reset_request import PasswordResetRequest
from ...models.payload_too_large_problem import PayloadTooLargeProblem
from ...models.rate_limited_problem import RateLimitedProblem
from ...models.request_timeout_problem import RequestTimeoutProblem
from ...models.reset_token_invalid_problem import ResetTokenInvalidProblem
from ...models.service_unavailable_problem import ServiceUnavailableProblem
from ...models.unsupported_media_type_problem import UnsupportedMediaTypeProblem
from ...models.validation_failed_problem import ValidationFailedProblem
from ...models.weak_password_problem import WeakPasswordProblem
from ...types import Response


def _get_kwargs(
    *,
    body: PasswordResetRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/auth/password/reset",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> (
    Any
    | InternalErrorProblem
    | MalformedRequestProblem
    | ResetTokenInvalidProblem
    | PayloadTooLargeProblem
    | RateLimitedProblem
    | RequestTimeoutProblem
    | ServiceUnavailableProblem
    | UnsupportedMediaTypeProblem
    | ValidationFailedProblem
    | WeakPasswordProblem
    | None
):
    if response.status_code == 204:
        response_204 = cast(Any, None)
        return response_204

    if response.status_code == 400:

        def _parse_response_400(data: object) -> MalformedRequestProblem | ResetTokenInvalidProblem:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                response_400_type_0 = MalformedRequestProblem.from_dict(data)

                return response_400_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            response_400_type_1 = ResetTokenInvalidProblem.from_dict(data)

            return response_400_type_1

        response_400 = _parse_response_400(response.json())

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

        def _parse_response_422(data: object) -> ValidationFailedProblem | WeakPasswordProblem:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                response_422_type_0 = ValidationFailedProblem.from_dict(data)

                return response_422_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            response_422_type_1 = WeakPasswordProblem.from_dict(data)

            return response_422_type_1

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
    Any
    | InternalErrorProblem
    | MalformedRequestProblem
    | ResetTokenInvalidProblem
    | PayloadTooLargeProblem
    | RateLimitedProblem
    | RequestTimeoutProblem
    | ServiceUnavailableProblem
    | UnsupportedMediaTypeProblem
    | ValidationFailedProblem
    | WeakPasswordProblem
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
    body: PasswordResetRequest,
) -> Response[
    Any
    | InternalErrorProblem
    | MalformedRequestProblem
    | ResetTokenInvalidProblem
    | PayloadTooLargeProblem
    | RateLimitedProblem
    | RequestTimeoutProblem
    | ServiceUnavailableProblem
    | UnsupportedMediaTypeProblem
    | ValidationFailedProblem
    | WeakPasswordProblem
]:
    """Set a new password with a reset token

     Replaces a forgotten password. It **ends all sessions** of the account, at once, on every device,
    and tells its
    owner by mail. It does not sign in: call `createToken` with the new password afterwards.

    The token works **once**; whatever is wrong with it, it is one `reset_token_invalid`. A new password
    that is refused
    (`weak_password`, or 422 for its length) does not use the token up. As the mail was read, the
    address counts as
    confirmed from now on.

    Args:
        body (PasswordResetRequest): A new password, and the proof that you read the mail.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | InternalErrorProblem | MalformedRequestProblem | ResetTokenInvalidProblem | PayloadTooLargeProblem | RateLimitedProblem | RequestTimeoutProblem | ServiceUnavailableProblem | UnsupportedMediaTypeProblem | ValidationFailedProblem | WeakPasswordProblem]
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
    body: PasswordResetRequest,
) -> (
    Any
    | InternalErrorProblem
    | MalformedRequestProblem
    | ResetTokenInvalidProblem
    | PayloadTooLargeProblem
    | RateLimitedProblem
    | RequestTimeoutProblem
    | ServiceUnavailableProblem
    | UnsupportedMediaTypeProblem
    | ValidationFailedProblem
    | WeakPasswordProblem
    | None
):
    """Set a new password with a reset token

     Replaces a forgotten password. It **ends all sessions** of the account, at once, on every device,
    and tells its
    owner by mail. It does not sign in: call `createToken` with the new password afterwards.

    The token works **once**; whatever is wrong with it, it is one `reset_token_invalid`. A new password
    that is refused
    (`weak_password`, or 422 for its length) does not use the token up. As the mail was read, the
    address counts as
    confirmed from now on.

    Args:
        body (PasswordResetRequest): A new password, and the proof that you read the mail.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | InternalErrorProblem | MalformedRequestProblem | ResetTokenInvalidProblem | PayloadTooLargeProblem | RateLimitedProblem | RequestTimeoutProblem | ServiceUnavailableProblem | UnsupportedMediaTypeProblem | ValidationFailedProblem | WeakPasswordProblem
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: PasswordResetRequest,
) -> Response[
    Any
    | InternalErrorProblem
    | MalformedRequestProblem
    | ResetTokenInvalidProblem
    | PayloadTooLargeProblem
    | RateLimitedProblem
    | RequestTimeoutProblem
    | ServiceUnavailableProblem
    | UnsupportedMediaTypeProblem
    | ValidationFailedProblem
    | WeakPasswordProblem
]:
    """Set a new password with a reset token

     Replaces a forgotten password. It **ends all sessions** of the account, at once, on every device,
    and tells its
    owner by mail. It does not sign in: call `createToken` with the new password afterwards.

    The token works **once**; whatever is wrong with it, it is one `reset_token_invalid`. A new password
    that is refused
    (`weak_password`, or 422 for its length) does not use the token up. As the mail was read, the
    address counts as
    confirmed from now on.

    Args:
        body (PasswordResetRequest): A new password, and the proof that you read the mail.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | InternalErrorProblem | MalformedRequestProblem | ResetTokenInvalidProblem | PayloadTooLargeProblem | RateLimitedProblem | RequestTimeoutProblem | ServiceUnavailableProblem | UnsupportedMediaTypeProblem | ValidationFailedProblem | WeakPasswordProblem]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: PasswordResetRequest,
) -> (
    Any
    | InternalErrorProblem
    | MalformedRequestProblem
    | ResetTokenInvalidProblem
    | PayloadTooLargeProblem
    | RateLimitedProblem
    | RequestTimeoutProblem
    | ServiceUnavailableProblem
    | UnsupportedMediaTypeProblem
    | ValidationFailedProblem
    | WeakPasswordProblem
    | None
):
    """Set a new password with a reset token

     Replaces a forgotten password. It **ends all sessions** of the account, at once, on every device,
    and tells its
    owner by mail. It does not sign in: call `createToken` with the new password afterwards.

    The token works **once**; whatever is wrong with it, it is one `reset_token_invalid`. A new password
    that is refused
    (`weak_password`, or 422 for its length) does not use the token up. As the mail was read, the
    address counts as
    confirmed from now on.

    Args:
        body (PasswordResetRequest): A new password, and the proof that you read the mail.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | InternalErrorProblem | MalformedRequestProblem | ResetTokenInvalidProblem | PayloadTooLargeProblem | RateLimitedProblem | RequestTimeoutProblem | ServiceUnavailableProblem | UnsupportedMediaTypeProblem | ValidationFailedProblem | WeakPasswordProblem
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
