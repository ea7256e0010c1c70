"""From the Authorization header to a principal: RFC 6750."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

import structlog
from fastapi.security import SecurityScopes
from starlette.requests import Request

from app.errors import AuthenticationRequired, InsufficientScope, InvalidToken
from app.features.accounts.domain import Principal
from app.features.identities.service import IdentityService
from app.features.sessions.service import SessionService
from app.security.external_tokens import ExternalIdentity
from app.security.token_verifier import TokenVerifier
from app.security.tokens import TokenRefused
from contract.runtime.operations import Operation

log = structlog.get_logger()


class Callers(Protocol):
    """What knows who a token speaks for."""

    async def principal_of(self, token: str, accepted_issuers: Collection[str]) -> Principal:
        """The caller, within what the token may do. Raises `InvalidToken`."""


@dataclass(frozen=True, slots=True)
class TokenCallers:
    """Implements `Callers`, whichever of the accepted issuers has signed the token."""

    verifier: TokenVerifier
    sessions: SessionService
    identities: IdentityService

    async def principal_of(self, token: str, accepted_issuers: Collection[str]) -> Principal:
        """The caller, within what the token may do.

        Raises `InvalidToken`; for the token of another issuer also `IdentityLinkRequired` or
        `IdentityProviderUnavailable`.
        """
        try:
            said = await self.verifier.verify(token, accepted_issuers)
        except TokenRefused as refused:
            log.info("access token refused", reason=refused.reason)
            raise InvalidToken from refused
        match said:
            case ExternalIdentity():
                return await self.identities.principal_of(said)
            case _:
                return await self.sessions.principal_of(said)


async def authenticate(request: Request, needed: SecurityScopes, callers: Callers) -> Principal:
    """Who is calling, with all the scopes that the operation names.

    Raises `AuthenticationRequired` or `InsufficientScope`, and what `callers` raises.
    """
    operation: Operation = request.scope["contract.operation"]
    principal = await callers.principal_of(_bearer_token(request), operation.accepted_issuers)
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
