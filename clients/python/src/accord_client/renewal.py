"""The rules of renewing tokens, which are the same for threads and for tasks."""

import httpx

from accord_api.models import (
    InvalidGrantOAuthError,
    RevocationRequest,
    TokenRequest,
    TokenResponse,
)
from accord_api.refusals import OAuthError
from accord_api.types import UNSET
from accord_client.failures import Refused, UnexpectedAnswer, unwrap
from accord_client.tokens import Tokens, TokenStore

# Why tokens could not be renewed now, without their being any worse for it.
NOT_NOW = (httpx.TransportError, Refused, UnexpectedAnswer)


def password_grant(email: str, password: str, scope: str | None) -> TokenRequest:
    return TokenRequest("password", username=email, password=password, scope=scope or UNSET)


def refresh_grant(held: Tokens) -> TokenRequest:
    return TokenRequest("refresh_token", refresh_token=held.refresh_token)


def revocation(held: Tokens) -> RevocationRequest:
    return RevocationRequest(held.refresh_token)


def settled(
    store: TokenStore, held: Tokens, answer: TokenResponse | OAuthError | None
) -> Tokens | None:
    """Keep what the answer brings: new tokens, or none when the session has ended."""
    now_held = store.read()
    if now_held != held:  # another process that shares the store
        return now_held
    try:
        renewed = Tokens.of(unwrap(answer))
    except Refused as refused:
        # Too many requests, no database: the tokens are as good as before.
        if not isinstance(refused.refusal, InvalidGrantOAuthError):
            raise
        store.write(None)
        return None
    store.write(renewed)
    return renewed


def with_token(request: httpx.Request, tokens: Tokens) -> httpx.Request:
    request.headers["Authorization"] = f"Bearer {tokens.access_token}"
    return request
