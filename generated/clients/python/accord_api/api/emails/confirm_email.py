from http import HTTPStatus
from typing import Any, cast

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.email_confirmation_by_code import EmailConfirmationByCode
from ...models.email_confirmation_by_token import EmailConfirmationByToken
from ...models.internal_error_problem import InternalErrorProblem
from ...models.malformed_request_problem import MalformedRequestProblem
from ...models.payload_too_large_problem import PayloadTooLargeProblem
from ...models.rate_limited_problem import RateLimitedProblem
from ...models.request_timeout_problem import RequestTimeoutProblem
from ...models.service_unavailable_problem import ServiceUnavailableProblem
from ...models.unsupported_media_type_problem import UnsupportedMediaTypeProblem
from ...models.validation_failed_problem import ValidationFailedProblem
from ...models.verification_token_invalid_problem import VerificationTokenInvalidProblem
from ...types import Response


def _get_kwargs(
    *,
    body: EmailConfirmationByCode | EmailConfirmationByToken,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/auth/email-verification/confirm",
    }

    if isinstance(body, EmailConfirmationByToken):
        _kwargs["json"] = body.to_dict()
    else:
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
    | VerificationTokenInvalidProblem
    | PayloadTooLargeProblem
    | RateLimitedProblem
    | RequestTimeoutProblem
    | ServiceUnavailableProblem
    | UnsupportedMediaTypeProblem
    | ValidationFailedProblem
    | None
):
    if response.status_code == 204:
        response_204 = cast(Any, None)
        return response_204

    if response.status_code == 400:

        def _parse_response_400(
            data: object,
        ) -> MalformedRequestProblem | VerificationTokenInvalidProblem:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                response_400_type_0 = MalformedRequestProblem.from_dict(data)

                return response_400_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            response_400_type_1 = VerificationTokenInvalidProblem.from_dict(data)

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
    Any
    | InternalErrorProblem
    | MalformedRequestProblem
    | VerificationTokenInvalidProblem
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
    body: EmailConfirmationByCode | EmailConfirmationByToken,
) -> Response[
    Any
    | InternalErrorProblem
    | MalformedRequestProblem
    | VerificationTokenInvalidProblem
    | PayloadTooLargeProblem
    | RateLimitedProblem
    | RequestTimeoutProblem
    | ServiceUnavailableProblem
    | UnsupportedMediaTypeProblem
    | ValidationFailedProblem
]:
    """Confirm an e-mail address

     Proves that the person reads the mail of this address; from now on the account can sign in. `method`
    says what
    you send: the `token` from the link, or the `code` of six digits together with the address.

    Both work **once**. The link leads to your page, and your page calls this operation when the person
    presses a
    button: it is a POST so that programs that open the links of a mail use nothing up. Whatever is
    wrong with a
    token or code, it is one `verification_token_invalid`; offer `resendEmailVerification` then.

    Args:
        body (EmailConfirmationByCode | EmailConfirmationByToken): Either the token from the link
            in the mail, or the address and the six digits.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | InternalErrorProblem | MalformedRequestProblem | VerificationTokenInvalidProblem | PayloadTooLargeProblem | RateLimitedProblem | RequestTimeoutProblem | ServiceUnavailableProblem | UnsupportedMediaTypeProblem | ValidationFailedProblem]
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
    body: EmailConfirmationByCode | EmailConfirmationByToken,
) -> (
    Any
    | InternalErrorProblem
    | MalformedRequestProblem
    | VerificationTokenInvalidProblem
    | PayloadTooLargeProblem
    | RateLimitedProblem
    | RequestTimeoutProblem
    | ServiceUnavailableProblem
    | UnsupportedMediaTypeProblem
    | ValidationFailedProblem
    | None
):
    """Confirm an e-mail address

     Proves that the person reads the mail of this address; from now on the account can sign in. `method`
    says what
    you send: the `token` from the link, or the `code` of six digits together with the address.

    Both work **once**. The link leads to your page, and your page calls this operation when the person
    presses a
    button: it is a POST so that programs that open the links of a mail use nothing up. Whatever is
    wrong with a
    token or code, it is one `verification_token_invalid`; offer `resendEmailVerification` then.

    Args:
        body (EmailConfirmationByCode | EmailConfirmationByToken): Either the token from the link
            in the mail, or the address and the six digits.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | InternalErrorProblem | MalformedRequestProblem | VerificationTokenInvalidProblem | PayloadTooLargeProblem | RateLimitedProblem | RequestTimeoutProblem | ServiceUnavailableProblem | UnsupportedMediaTypeProblem | ValidationFailedProblem
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: EmailConfirmationByCode | EmailConfirmationByToken,
) -> Response[
    Any
    | InternalErrorProblem
    | MalformedRequestProblem
    | VerificationTokenInvalidProblem
    | PayloadTooLargeProblem
    | RateLimitedProblem
    | RequestTimeoutProblem
    | ServiceUnavailableProblem
    | UnsupportedMediaTypeProblem
    | ValidationFailedProblem
]:
    """Confirm an e-mail address

     Proves that the person reads the mail of this address; from now on the account can sign in. `method`
    says what
    you send: the `token` from the link, or the `code` of six digits together with the address.

    Both work **once**. The link leads to your page, and your page calls this operation when the person
    presses a
    button: it is a POST so that programs that open the links of a mail use nothing up. Whatever is
    wrong with a
    token or code, it is one `verification_token_invalid`; offer `resendEmailVerification` then.

    Args:
        body (EmailConfirmationByCode | EmailConfirmationByToken): Either the token from the link
            in the mail, or the address and the six digits.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | InternalErrorProblem | MalformedRequestProblem | VerificationTokenInvalidProblem | PayloadTooLargeProblem | RateLimitedProblem | RequestTimeoutProblem | ServiceUnavailableProblem | UnsupportedMediaTypeProblem | ValidationFailedProblem]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: EmailConfirmationByCode | EmailConfirmationByToken,
) -> (
    Any
    | InternalErrorProblem
    | MalformedRequestProblem
    | VerificationTokenInvalidProblem
    | PayloadTooLargeProblem
    | RateLimitedProblem
    | RequestTimeoutProblem
    | ServiceUnavailableProblem
    | UnsupportedMediaTypeProblem
    | ValidationFailedProblem
    | None
):
    """Confirm an e-mail address

     Proves that the person reads the mail of this address; from now on the account can sign in. `method`
    says what
    you send: the `token` from the link, or the `code` of six digits together with the address.

    Both work **once**. The link leads to your page, and your page calls this operation when the person
    presses a
    button: it is a POST so that programs that open the links of a mail use nothing up. Whatever is
    wrong with a
    token or code, it is one `verification_token_invalid`; offer `resendEmailVerification` then.

    Args:
        body (EmailConfirmationByCode | EmailConfirmationByToken): Either the token from the link
            in the mail, or the address and the six digits.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | InternalErrorProblem | MalformedRequestProblem | VerificationTokenInvalidProblem | PayloadTooLargeProblem | RateLimitedProblem | RequestTimeoutProblem | ServiceUnavailableProblem | UnsupportedMediaTypeProblem | ValidationFailedProblem
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
