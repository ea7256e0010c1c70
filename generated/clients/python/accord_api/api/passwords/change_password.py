from http import HTTPStatus
from typing import Any, cast

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.authentication_required_problem import AuthenticationRequiredProblem
from ...models.current_password_incorrect_problem import CurrentPasswordIncorrectProblem
from ...models.insufficient_scope_problem import InsufficientScopeProblem
from ...models.internal_error_problem import InternalErrorProblem
from ...models.invalid_token_problem import InvalidTokenProblem
from ...models.malformed_request_problem import MalformedRequestProblem
from ...models.password_change_request import PasswordChangeRequest
from ...models.payload_too_large_problem import PayloadTooLargeProblem
from ...models.rate_limited_problem import RateLimitedProblem
from ...models.request_timeout_problem import RequestTimeoutProblem
from ...models.service_unavailable_problem import ServiceUnavailableProblem
from ...models.unsupported_media_type_problem import UnsupportedMediaTypeProblem
from ...models.validation_failed_problem import ValidationFailedProblem
from ...models.weak_password_problem import WeakPasswordProblem
from ...types import Response


def _get_kwargs(
    *,
    body: PasswordChangeRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/me/password",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> (
    Any
    | AuthenticationRequiredProblem
    | InvalidTokenProblem
    | CurrentPasswordIncorrectProblem
    | InsufficientScopeProblem
    | InternalErrorProblem
    | MalformedRequestProblem
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
        ) -> CurrentPasswordIncorrectProblem | InsufficientScopeProblem:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                response_403_type_0 = InsufficientScopeProblem.from_dict(data)

                return response_403_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            response_403_type_1 = CurrentPasswordIncorrectProblem.from_dict(data)

            return response_403_type_1

        response_403 = _parse_response_403(response.json())

        return response_403

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
    | AuthenticationRequiredProblem
    | InvalidTokenProblem
    | CurrentPasswordIncorrectProblem
    | InsufficientScopeProblem
    | InternalErrorProblem
    | MalformedRequestProblem
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
    client: AuthenticatedClient,
    body: PasswordChangeRequest,
) -> Response[
    Any
    | AuthenticationRequiredProblem
    | InvalidTokenProblem
    | CurrentPasswordIncorrectProblem
    | InsufficientScopeProblem
    | InternalErrorProblem
    | MalformedRequestProblem
    | PayloadTooLargeProblem
    | RateLimitedProblem
    | RequestTimeoutProblem
    | ServiceUnavailableProblem
    | UnsupportedMediaTypeProblem
    | ValidationFailedProblem
    | WeakPasswordProblem
]:
    """Change your password

     Needs the current password, even though you are signed in: a borrowed phone must not be enough. It
    **ends all
    your other sessions**, at once, and tells you by mail; the session that you are asking with goes on,
    with the
    tokens that it has.

    Wrong guesses of the current password are counted as at sign-in: 403 `current_password_incorrect`,
    then 429.

    Args:
        body (PasswordChangeRequest): A new password, and the proof that you know the present one.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | AuthenticationRequiredProblem | InvalidTokenProblem | CurrentPasswordIncorrectProblem | InsufficientScopeProblem | InternalErrorProblem | MalformedRequestProblem | PayloadTooLargeProblem | RateLimitedProblem | RequestTimeoutProblem | ServiceUnavailableProblem | UnsupportedMediaTypeProblem | ValidationFailedProblem | WeakPasswordProblem]
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
    client: AuthenticatedClient,
    body: PasswordChangeRequest,
) -> (
    Any
    | AuthenticationRequiredProblem
    | InvalidTokenProblem
    | CurrentPasswordIncorrectProblem
    | InsufficientScopeProblem
    | InternalErrorProblem
    | MalformedRequestProblem
    | PayloadTooLargeProblem
    | RateLimitedProblem
    | RequestTimeoutProblem
    | ServiceUnavailableProblem
    | UnsupportedMediaTypeProblem
    | ValidationFailedProblem
    | WeakPasswordProblem
    | None
):
    """Change your password

     Needs the current password, even though you are signed in: a borrowed phone must not be enough. It
    **ends all
    your other sessions**, at once, and tells you by mail; the session that you are asking with goes on,
    with the
    tokens that it has.

    Wrong guesses of the current password are counted as at sign-in: 403 `current_password_incorrect`,
    then 429.

    Args:
        body (PasswordChangeRequest): A new password, and the proof that you know the present one.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | AuthenticationRequiredProblem | InvalidTokenProblem | CurrentPasswordIncorrectProblem | InsufficientScopeProblem | InternalErrorProblem | MalformedRequestProblem | PayloadTooLargeProblem | RateLimitedProblem | RequestTimeoutProblem | ServiceUnavailableProblem | UnsupportedMediaTypeProblem | ValidationFailedProblem | WeakPasswordProblem
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: PasswordChangeRequest,
) -> Response[
    Any
    | AuthenticationRequiredProblem
    | InvalidTokenProblem
    | CurrentPasswordIncorrectProblem
    | InsufficientScopeProblem
    | InternalErrorProblem
    | MalformedRequestProblem
    | PayloadTooLargeProblem
    | RateLimitedProblem
    | RequestTimeoutProblem
    | ServiceUnavailableProblem
    | UnsupportedMediaTypeProblem
    | ValidationFailedProblem
    | WeakPasswordProblem
]:
    """Change your password

     Needs the current password, even though you are signed in: a borrowed phone must not be enough. It
    **ends all
    your other sessions**, at once, and tells you by mail; the session that you are asking with goes on,
    with the
    tokens that it has.

    Wrong guesses of the current password are counted as at sign-in: 403 `current_password_incorrect`,
    then 429.

    Args:
        body (PasswordChangeRequest): A new password, and the proof that you know the present one.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | AuthenticationRequiredProblem | InvalidTokenProblem | CurrentPasswordIncorrectProblem | InsufficientScopeProblem | InternalErrorProblem | MalformedRequestProblem | PayloadTooLargeProblem | RateLimitedProblem | RequestTimeoutProblem | ServiceUnavailableProblem | UnsupportedMediaTypeProblem | ValidationFailedProblem | WeakPasswordProblem]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: PasswordChangeRequest,
) -> (
    Any
    | AuthenticationRequiredProblem
    | InvalidTokenProblem
    | CurrentPasswordIncorrectProblem
    | InsufficientScopeProblem
    | InternalErrorProblem
    | MalformedRequestProblem
    | PayloadTooLargeProblem
    | RateLimitedProblem
    | RequestTimeoutProblem
    | ServiceUnavailableProblem
    | UnsupportedMediaTypeProblem
    | ValidationFailedProblem
    | WeakPasswordProblem
    | None
):
    """Change your password

     Needs the current password, even though you are signed in: a borrowed phone must not be enough. It
    **ends all
    your other sessions**, at once, and tells you by mail; the session that you are asking with goes on,
    with the
    tokens that it has.

    Wrong guesses of the current password are counted as at sign-in: 403 `current_password_incorrect`,
    then 429.

    Args:
        body (PasswordChangeRequest): A new password, and the proof that you know the present one.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | AuthenticationRequiredProblem | InvalidTokenProblem | CurrentPasswordIncorrectProblem | InsufficientScopeProblem | InternalErrorProblem | MalformedRequestProblem | PayloadTooLargeProblem | RateLimitedProblem | RequestTimeoutProblem | ServiceUnavailableProblem | UnsupportedMediaTypeProblem | ValidationFailedProblem | WeakPasswordProblem
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
