"""The accounts of others on the wire."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pydantic import MISSING

from app import etags
from app.features.accounts.domain import (
    UNCHANGED,
    AccountStatus,
    Principal,
    Role,
    Suspension,
)
from app.features.accounts.wire import to_profile, to_profile_patch, to_wire
from app.features.sessions.wire import to_list
from app.features.users.domain import NewUser, Sort, UserPatch, UserQuery
from app.features.users.service import UserService
from app.pagination import PageRequest, next_link
from generated import models, operations
from generated.routes.users import (
    CreateUser201,
    CreateUserResponse,
    DeleteUser204,
    DeleteUserResponse,
    EndUserSessions204,
    EndUserSessionsResponse,
    GetUser200,
    GetUser304,
    GetUserResponse,
    ListUsers200,
    ListUserSessions200,
    ListUserSessionsResponse,
    ListUsersResponse,
    ReinstateUser204,
    ReinstateUserResponse,
    StartPasswordReset202,
    StartPasswordResetResponse,
    SuspendUser200,
    SuspendUserResponse,
    UpdateUser200,
    UpdateUserResponse,
    UsersHandler,
)


@dataclass(frozen=True, slots=True)
class Users(UsersHandler[Principal]):
    """Implements the tag `users` of the contract."""

    users: UserService

    async def list_users(
        self,
        *,
        principal: Principal,
        email: str | None,
        q: str | None,
        status: models.AccountStatus | None,
        role: models.Role | None,
        created_after: datetime | None,
        created_before: datetime | None,
        sort: Literal["created_at", "-created_at", "email", "-email"],
        limit: int,
        cursor: str | None,
    ) -> ListUsersResponse:
        query = UserQuery(
            email=email,
            prefix=q,
            status=AccountStatus(status) if status else None,
            role=Role(role) if role else None,
            created_after=created_after,
            created_before=created_before,
            sort=Sort(sort),
        )
        page = await self.users.list_users(query, PageRequest(limit, cursor))
        asked = {
            "email": email,
            "q": q,
            "status": status,
            "role": role,
            "created_after": created_after,
            "created_before": created_before,
            "sort": sort,
            "limit": limit,
        }
        return ListUsers200(
            body=models.UserPage(
                items=[to_wire(account) for account in page.items],
                next_cursor=page.next_cursor,
                has_more=page.next_cursor is not None,
            ),
            link=next_link(operations.LIST_USERS.path, asked, page.next_cursor),
        )

    async def create_user(
        self, *, principal: Principal, body: models.UserCreate
    ) -> CreateUserResponse:
        account = await self.users.create(principal.account.id, to_new_user(body))
        return CreateUser201(
            body=to_wire(account),
            location=f"{operations.LIST_USERS.path}/{account.id}",
            etag=account.etag,
        )

    async def get_user(
        self, *, principal: Principal, user_id: uuid.UUID, if_none_match: str | None
    ) -> GetUserResponse:
        account = await self.users.read(user_id)
        if etags.none_match(if_none_match, account.etag):
            return GetUser304(etag=account.etag)
        return GetUser200(body=to_wire(account), etag=account.etag)

    async def update_user(
        self,
        *,
        principal: Principal,
        user_id: uuid.UUID,
        if_match: str,
        body: models.UserUpdate,
    ) -> UpdateUserResponse:
        account = await self.users.update(
            principal.account.id, user_id, to_patch(body), if_match=if_match
        )
        return UpdateUser200(body=to_wire(account), etag=account.etag)

    async def delete_user(
        self, *, principal: Principal, user_id: uuid.UUID, if_match: str
    ) -> DeleteUserResponse:
        await self.users.delete(principal.account.id, user_id, if_match=if_match)
        return DeleteUser204()

    async def suspend_user(
        self,
        *,
        principal: Principal,
        user_id: uuid.UUID,
        if_match: str | None,
        body: models.SuspensionRequest,
    ) -> SuspendUserResponse:
        ends_at = None if body.ends_at is MISSING else body.ends_at
        suspension = Suspension(body.reason, ends_at)
        account = await self.users.suspend(
            principal.account.id, user_id, suspension, if_match=if_match
        )
        return SuspendUser200(body=to_wire(account), etag=account.etag)

    async def reinstate_user(
        self, *, principal: Principal, user_id: uuid.UUID, if_match: str | None
    ) -> ReinstateUserResponse:
        await self.users.reinstate(principal.account.id, user_id, if_match=if_match)
        return ReinstateUser204()

    async def list_user_sessions(
        self, *, principal: Principal, user_id: uuid.UUID
    ) -> ListUserSessionsResponse:
        sessions = await self.users.list_sessions(user_id)
        return ListUserSessions200(body=to_list(sessions, principal))

    async def end_user_sessions(
        self, *, principal: Principal, user_id: uuid.UUID
    ) -> EndUserSessionsResponse:
        await self.users.end_sessions(principal.account.id, user_id)
        return EndUserSessions204()

    async def start_password_reset(
        self, *, principal: Principal, user_id: uuid.UUID
    ) -> StartPasswordResetResponse:
        await self.users.start_password_reset(principal.account.id, user_id)
        return StartPasswordReset202(body=models.Acknowledgement(message="A mail is on its way."))


def to_new_user(body: models.UserCreate) -> NewUser:
    """What was sent, with defaults for what was left out."""
    return NewUser(
        email=body.email,
        password=None if body.password is MISSING else body.password,
        is_email_verified=body.email_verified,
        role=Role.USER if body.role is MISSING else Role(body.role),
        profile=to_profile(body),
    )


def to_patch(body: models.UserUpdate) -> UserPatch:
    """What was sent, with UNCHANGED for what was left out: null means something else."""
    return UserPatch(
        profile=to_profile_patch(body),
        role=UNCHANGED if body.role is MISSING else Role(body.role),
        is_email_verified=UNCHANGED if body.email_verified is MISSING else body.email_verified,
    )
