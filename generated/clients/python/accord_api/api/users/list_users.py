import datetime
from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.account_status import AccountStatus
from ...models.authentication_required_problem import AuthenticationRequiredProblem
from ...models.insufficient_scope_problem import InsufficientScopeProblem
from ...models.internal_error_problem import InternalErrorProblem
from ...models.invalid_cursor_problem import InvalidCursorProblem
from ...models.invalid_token_problem import InvalidTokenProblem
from ...models.list_users_sort import ListUsersSort
from ...models.malformed_request_problem import MalformedRequestProblem
from ...models.rate_limited_problem import RateLimitedProblem
from ...models.role import Role
from ...models.service_unavailable_problem import ServiceUnavailableProblem
from ...models.user_page import UserPage
from ...models.validation_failed_problem import ValidationFailedProblem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    email: str | Unset = UNSET,
    q: str | Unset = UNSET,
    status: AccountStatus | Unset = UNSET,
    role: Role | Unset = UNSET,
    created_after: datetime.datetime | Unset = UNSET,
    created_before: datetime.datetime | Unset = UNSET,
    sort: ListUsersSort | Unset = "-created_at",
    limit: int | Unset = 20,
    cursor: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["email"] = email

    params["q"] = q

    json_status: str | Unset = UNSET
    if not isinstance(status, Unset):
        json_status = status

    params["status"] = json_status

    json_role: str | Unset = UNSET
    if not isinstance(role, Unset):
        json_role = role

    params["role"] = json_role

    json_created_after: str | Unset = UNSET
    if not isinstance(created_after, Unset):
        json_created_after = created_after.isoformat()
    params["created_after"] = json_created_after

    json_created_before: str | Unset = UNSET
    if not isinstance(created_before, Unset):
        json_created_before = created_before.isoformat()
    params["created_before"] = json_created_before

    json_sort: str | Unset = UNSET
    if not isinstance(sort, Unset):
        json_sort = sort

    params["sort"] = json_sort

    params["limit"] = limit

    params["cursor"] = cursor

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/users",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> (
    AuthenticationRequiredProblem
    | InvalidTokenProblem
    | InsufficientScopeProblem
    | InternalErrorProblem
    | InvalidCursorProblem
    | MalformedRequestProblem
    | RateLimitedProblem
    | ServiceUnavailableProblem
    | UserPage
    | ValidationFailedProblem
    | None
):
    if response.status_code == 200:
        response_200 = UserPage.from_dict(response.json())

        return response_200

    if response.status_code == 400:

        def _parse_response_400(data: object) -> InvalidCursorProblem | MalformedRequestProblem:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                response_400_type_0 = MalformedRequestProblem.from_dict(data)

                return response_400_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            response_400_type_1 = InvalidCursorProblem.from_dict(data)

            return response_400_type_1

        response_400 = _parse_response_400(response.json())

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
    | InvalidCursorProblem
    | MalformedRequestProblem
    | RateLimitedProblem
    | ServiceUnavailableProblem
    | UserPage
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
    email: str | Unset = UNSET,
    q: str | Unset = UNSET,
    status: AccountStatus | Unset = UNSET,
    role: Role | Unset = UNSET,
    created_after: datetime.datetime | Unset = UNSET,
    created_before: datetime.datetime | Unset = UNSET,
    sort: ListUsersSort | Unset = "-created_at",
    limit: int | Unset = 20,
    cursor: str | Unset = UNSET,
) -> Response[
    AuthenticationRequiredProblem
    | InvalidTokenProblem
    | InsufficientScopeProblem
    | InternalErrorProblem
    | InvalidCursorProblem
    | MalformedRequestProblem
    | RateLimitedProblem
    | ServiceUnavailableProblem
    | UserPage
    | ValidationFailedProblem
]:
    """Find accounts

     Accounts, page by page, narrowed by any of the filters. `next_cursor` of one page gets the next one;
    a page is
    stable while accounts come and go: nothing is shown twice and nothing that was there is left out.
    There is no
    total.

    Args:
        email (str | Unset): An e-mail address in ASCII letters. It is kept as you write it; upper
            and lower case make no difference when it is looked up.
        q (str | Unset):
        status (AccountStatus | Unset): Whether the account may be used. A suspended account
            cannot sign in, and its access tokens stop at once.
        role (Role | Unset): What the account may do. `support` can do what `user` can, `admin`
            can do what `support` can.
        created_after (datetime.datetime | Unset):
        created_before (datetime.datetime | Unset):
        sort (ListUsersSort | Unset):  Default: '-created_at'.
        limit (int | Unset):  Default: 20.
        cursor (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AuthenticationRequiredProblem | InvalidTokenProblem | InsufficientScopeProblem | InternalErrorProblem | InvalidCursorProblem | MalformedRequestProblem | RateLimitedProblem | ServiceUnavailableProblem | UserPage | ValidationFailedProblem]
    """

    kwargs = _get_kwargs(
        email=email,
        q=q,
        status=status,
        role=role,
        created_after=created_after,
        created_before=created_before,
        sort=sort,
        limit=limit,
        cursor=cursor,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    email: str | Unset = UNSET,
    q: str | Unset = UNSET,
    status: AccountStatus | Unset = UNSET,
    role: Role | Unset = UNSET,
    created_after: datetime.datetime | Unset = UNSET,
    created_before: datetime.datetime | Unset = UNSET,
    sort: ListUsersSort | Unset = "-created_at",
    limit: int | Unset = 20,
    cursor: str | Unset = UNSET,
) -> (
    AuthenticationRequiredProblem
    | InvalidTokenProblem
    | InsufficientScopeProblem
    | InternalErrorProblem
    | InvalidCursorProblem
    | MalformedRequestProblem
    | RateLimitedProblem
    | ServiceUnavailableProblem
    | UserPage
    | ValidationFailedProblem
    | None
):
    """Find accounts

     Accounts, page by page, narrowed by any of the filters. `next_cursor` of one page gets the next one;
    a page is
    stable while accounts come and go: nothing is shown twice and nothing that was there is left out.
    There is no
    total.

    Args:
        email (str | Unset): An e-mail address in ASCII letters. It is kept as you write it; upper
            and lower case make no difference when it is looked up.
        q (str | Unset):
        status (AccountStatus | Unset): Whether the account may be used. A suspended account
            cannot sign in, and its access tokens stop at once.
        role (Role | Unset): What the account may do. `support` can do what `user` can, `admin`
            can do what `support` can.
        created_after (datetime.datetime | Unset):
        created_before (datetime.datetime | Unset):
        sort (ListUsersSort | Unset):  Default: '-created_at'.
        limit (int | Unset):  Default: 20.
        cursor (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AuthenticationRequiredProblem | InvalidTokenProblem | InsufficientScopeProblem | InternalErrorProblem | InvalidCursorProblem | MalformedRequestProblem | RateLimitedProblem | ServiceUnavailableProblem | UserPage | ValidationFailedProblem
    """

    return sync_detailed(
        client=client,
        email=email,
        q=q,
        status=status,
        role=role,
        created_after=created_after,
        created_before=created_before,
        sort=sort,
        limit=limit,
        cursor=cursor,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    email: str | Unset = UNSET,
    q: str | Unset = UNSET,
    status: AccountStatus | Unset = UNSET,
    role: Role | Unset = UNSET,
    created_after: datetime.datetime | Unset = UNSET,
    created_before: datetime.datetime | Unset = UNSET,
    sort: ListUsersSort | Unset = "-created_at",
    limit: int | Unset = 20,
    cursor: str | Unset = UNSET,
) -> Response[
    AuthenticationRequiredProblem
    | InvalidTokenProblem
    | InsufficientScopeProblem
    | InternalErrorProblem
    | InvalidCursorProblem
    | MalformedRequestProblem
    | RateLimitedProblem
    | ServiceUnavailableProblem
    | UserPage
    | ValidationFailedProblem
]:
    """Find accounts

     Accounts, page by page, narrowed by any of the filters. `next_cursor` of one page gets the next one;
    a page is
    stable while accounts come and go: nothing is shown twice and nothing that was there is left out.
    There is no
    total.

    Args:
        email (str | Unset): An e-mail address in ASCII letters. It is kept as you write it; upper
            and lower case make no difference when it is looked up.
        q (str | Unset):
        status (AccountStatus | Unset): Whether the account may be used. A suspended account
            cannot sign in, and its access tokens stop at once.
        role (Role | Unset): What the account may do. `support` can do what `user` can, `admin`
            can do what `support` can.
        created_after (datetime.datetime | Unset):
        created_before (datetime.datetime | Unset):
        sort (ListUsersSort | Unset):  Default: '-created_at'.
        limit (int | Unset):  Default: 20.
        cursor (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AuthenticationRequiredProblem | InvalidTokenProblem | InsufficientScopeProblem | InternalErrorProblem | InvalidCursorProblem | MalformedRequestProblem | RateLimitedProblem | ServiceUnavailableProblem | UserPage | ValidationFailedProblem]
    """

    kwargs = _get_kwargs(
        email=email,
        q=q,
        status=status,
        role=role,
        created_after=created_after,
        created_before=created_before,
        sort=sort,
        limit=limit,
        cursor=cursor,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    email: str | Unset = UNSET,
    q: str | Unset = UNSET,
    status: AccountStatus | Unset = UNSET,
    role: Role | Unset = UNSET,
    created_after: datetime.datetime | Unset = UNSET,
    created_before: datetime.datetime | Unset = UNSET,
    sort: ListUsersSort | Unset = "-created_at",
    limit: int | Unset = 20,
    cursor: str | Unset = UNSET,
) -> (
    AuthenticationRequiredProblem
    | InvalidTokenProblem
    | InsufficientScopeProblem
    | InternalErrorProblem
    | InvalidCursorProblem
    | MalformedRequestProblem
    | RateLimitedProblem
    | ServiceUnavailableProblem
    | UserPage
    | ValidationFailedProblem
    | None
):
    """Find accounts

     Accounts, page by page, narrowed by any of the filters. `next_cursor` of one page gets the next one;
    a page is
    stable while accounts come and go: nothing is shown twice and nothing that was there is left out.
    There is no
    total.

    Args:
        email (str | Unset): An e-mail address in ASCII letters. It is kept as you write it; upper
            and lower case make no difference when it is looked up.
        q (str | Unset):
        status (AccountStatus | Unset): Whether the account may be used. A suspended account
            cannot sign in, and its access tokens stop at once.
        role (Role | Unset): What the account may do. `support` can do what `user` can, `admin`
            can do what `support` can.
        created_after (datetime.datetime | Unset):
        created_before (datetime.datetime | Unset):
        sort (ListUsersSort | Unset):  Default: '-created_at'.
        limit (int | Unset):  Default: 20.
        cursor (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AuthenticationRequiredProblem | InvalidTokenProblem | InsufficientScopeProblem | InternalErrorProblem | InvalidCursorProblem | MalformedRequestProblem | RateLimitedProblem | ServiceUnavailableProblem | UserPage | ValidationFailedProblem
    """

    return (
        await asyncio_detailed(
            client=client,
            email=email,
            q=q,
            status=status,
            role=role,
            created_after=created_after,
            created_before=created_before,
            sort=sort,
            limit=limit,
            cursor=cursor,
        )
    ).parsed
