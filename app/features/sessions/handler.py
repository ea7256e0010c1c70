"""Sessions on the wire."""

from dataclasses import dataclass
from uuid import UUID

from pydantic import MISSING

from app.errors import InvalidRequest
from app.features.accounts.domain import Principal
from app.features.sessions.domain import TokenPair
from app.features.sessions.service import SessionService, SignIn
from app.features.sessions.wire import to_list
from app.observability import context
from generated import models
from generated.routes.sessions import (
    CreateToken200,
    CreateTokenResponse,
    EndMyOtherSessions204,
    EndMyOtherSessionsResponse,
    EndMySession204,
    EndMySessionResponse,
    ListMySessions200,
    ListMySessionsResponse,
    Logout204,
    LogoutResponse,
    RevokeToken200,
    RevokeTokenResponse,
    SessionsHandler,
)


@dataclass(frozen=True, slots=True)
class Sessions(SessionsHandler[Principal]):
    """Implements the tag `sessions` of the contract."""

    sessions: SessionService

    async def create_token(self, *, body: models.TokenRequest) -> CreateTokenResponse:
        if body.grant_type is models.GrantType.password:
            pair = await self.sessions.sign_in(to_sign_in(body))
        else:
            scope = None if body.scope is MISSING else body.scope
            presented = required(body.refresh_token, "refresh_token")
            pair = await self.sessions.refresh(presented, scope)
        return CreateToken200(body=to_token_response(pair))

    async def revoke_token(self, *, body: models.RevocationRequest) -> RevokeTokenResponse:
        await self.sessions.revoke(body.token)
        return RevokeToken200()

    async def logout(self, *, principal: Principal) -> LogoutResponse:
        await self.sessions.log_out(principal)
        return Logout204()

    async def list_my_sessions(self, *, principal: Principal) -> ListMySessionsResponse:
        sessions = await self.sessions.list_sessions(principal)
        return ListMySessions200(body=to_list(sessions, principal))

    async def end_my_session(
        self, *, principal: Principal, session_id: UUID
    ) -> EndMySessionResponse:
        await self.sessions.end_session(principal, session_id)
        return EndMySession204()

    async def end_my_other_sessions(self, *, principal: Principal) -> EndMyOtherSessionsResponse:
        await self.sessions.end_other_sessions(principal)
        return EndMyOtherSessions204()


def to_sign_in(body: models.TokenRequest) -> SignIn:
    """The try to sign in. Raises `InvalidRequest` without name or password (RFC 6749 §4.3.2)."""
    return SignIn(
        username=required(body.username, "username"),
        password=required(body.password, "password"),
        scope=None if body.scope is MISSING else body.scope,
        client_id=None if body.client_id is MISSING else body.client_id,
        client=context.current().client,
    )


def to_token_response(pair: TokenPair) -> models.TokenResponse:
    """RFC 6749 §5.1."""
    return models.TokenResponse(
        access_token=pair.access_token,
        token_type="Bearer",  # nosec B106 # the name of a scheme
        expires_in=pair.expires_in_seconds,
        refresh_token=pair.refresh_token,
        scope=" ".join(sorted(pair.scopes)),
    )


def required(value: "str | MISSING", name: str) -> str:
    """Which parameters a grant needs depends on the grant: the flat schema cannot say it."""
    if value is MISSING:
        raise InvalidRequest(f"{name} is missing.")
    return value
