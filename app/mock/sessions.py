"""The tag `sessions`, from memory."""

from dataclasses import dataclass
from uuid import UUID

from pydantic import MISSING

from app.errors import NotFound
from app.features.accounts.domain import Principal
from app.features.sessions.handler import required, to_sign_in, to_token_response
from app.features.sessions.wire import to_list
from app.mock.memory import Memory
from app.mock.sign_ins import SignIns
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
    """Signing in, refreshing, and ending sessions."""

    memory: Memory
    sign_ins: SignIns

    async def create_token(self, *, body: models.TokenRequest) -> CreateTokenResponse:
        if body.grant_type is models.GrantType.password:
            pair = self.sign_ins.sign_in(to_sign_in(body))
        else:
            scope = None if body.scope is MISSING else body.scope
            pair = await self.sign_ins.refresh(required(body.refresh_token, "refresh_token"), scope)
        return CreateToken200(body=to_token_response(pair))

    async def revoke_token(self, *, body: models.RevocationRequest) -> RevokeTokenResponse:
        self.sign_ins.revoke(body.token)
        return RevokeToken200()

    async def logout(self, *, principal: Principal) -> LogoutResponse:
        self.memory.end(principal.session_id, principal.account.id, reason="logout")
        return Logout204()

    async def list_my_sessions(self, *, principal: Principal) -> ListMySessionsResponse:
        sessions = self.memory.live_sessions(principal.account.id)
        return ListMySessions200(body=to_list(sessions, principal))

    async def end_my_session(
        self, *, principal: Principal, session_id: UUID
    ) -> EndMySessionResponse:
        if not self.memory.end(session_id, principal.account.id, reason="ended_by_user"):
            raise NotFound
        return EndMySession204()

    async def end_my_other_sessions(self, *, principal: Principal) -> EndMyOtherSessionsResponse:
        account_id = principal.account.id
        self.memory.end_all(
            account_id,
            actor_id=account_id,
            reason="ended_by_user",
            kept_id=principal.session_id,
        )
        return EndMyOtherSessions204()
