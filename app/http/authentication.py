"""From the Authorization header to a principal: RFC 6750."""

from typing import Protocol

from fastapi.security import SecurityScopes
from starlette.requests import Request

from app.errors import AuthenticationRequired, InsufficientScope
from app.features.accounts.domain import Principal


class Sessions(Protocol):
    """What knows who a token speaks for."""

    async def authenticate(self, token: str) -> Principal:
        """The caller, within what the token may do. Raises `InvalidToken`."""


async def authenticate(request: Request, needed: SecurityScopes, sessions: Sessions) -> Principal:
    """Who is calling, with all the scopes that the operation names.

    Raises `AuthenticationRequired`, `InvalidToken` or `InsufficientScope`.
    """
    principal = await sessions.authenticate(_bearer_token(request))
    missing = [scope for scope in needed.scopes if scope not in principal.scopes]
    if missing:
        raise InsufficientScope(" ".join(missing))
    return principal


def _bearer_token(request: Request) -> str:
    """The token; only the header is read, never a query parameter (RFC 6750 §5.3)."""
    field: bytes = request.scope["contract.headers"].get(b"authorization", b"")
    scheme, _, token = field.decode("latin-1").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise AuthenticationRequired
    return token.strip(" ")
