"""The tag `users`, from memory."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Literal

from pydantic import MISSING

from app import etags
from app.audit.domain import Action
from app.errors import CannotSuspendSelf, EmailTaken, InvalidField
from app.features.accounts.domain import (
    Account,
    AccountStatus,
    Principal,
    Role,
    Suspension,
    changed_fields,
    check_timezone,
)
from app.features.accounts.wire import to_wire
from app.features.sessions.wire import to_list
from app.features.users.domain import NewUser, Sort, UserQuery
from app.features.users.handler import to_new_user, to_patch
from app.mock import listing
from app.mock.letters import Letters
from app.mock.memory import Memory, new_account
from app.pagination import next_link
from app.security.cursors import Cursors
from app.security.password_policy import PasswordPolicy
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
    """The accounts of others."""

    memory: Memory
    letters: Letters
    password_policy: PasswordPolicy
    cursors: Cursors

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
        beyond = self.cursors.read(cursor, query=query.fingerprint)
        accounts = [person.account for person in self.memory.people.values()]
        page = self.cursors.page(
            listing.find(query, accounts, beyond),
            limit,
            partial(listing.position_of, sort=query.sort),
            query=query.fingerprint,
        )
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
        account = await self._create(to_new_user(body))
        invited = "no" if body.password is not MISSING else "yes"
        details = {"role": str(account.role), "invited": invited}
        self._record(Action.USER_CREATED, principal, account.id, details)
        return CreateUser201(
            body=to_wire(account),
            location=f"{operations.LIST_USERS.path}/{account.id}",
            etag=account.etag,
        )

    async def get_user(
        self, *, principal: Principal, user_id: uuid.UUID, if_none_match: str | None
    ) -> GetUserResponse:
        account = self.memory.person(user_id).account
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
        account = self.memory.person(user_id, if_match=if_match).account
        patched = to_patch(body).apply_to(account)
        if not patched.can_administer:
            self.memory.require_another_admin(user_id)
        fields = changed_fields(account, patched)
        if fields:
            adopted = await self._adopt(account, patched)
            details = {"fields": " ".join(fields), **adopted}
            if account.role != patched.role:
                details |= {"role_before": account.role, "role_after": patched.role}
            if adopted or account.is_email_verified != patched.is_email_verified:
                patched = patched._replace(is_pending=False)
            account = self.memory.save(patched)
            self._record(Action.USER_UPDATED, principal, user_id, details)
        return UpdateUser200(body=to_wire(account), etag=account.etag)

    async def delete_user(
        self, *, principal: Principal, user_id: uuid.UUID, if_match: str
    ) -> DeleteUserResponse:
        account = self.memory.person(user_id, if_match=if_match).account
        self.memory.require_another_admin(user_id)
        self.memory.remove(user_id)
        self._record(Action.USER_DELETED, principal, user_id, {"role": str(account.role)})
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
        if ends_at is not None and ends_at <= self.memory.clock.now():
            raise InvalidField("/ends_at", "not_in_future", "A suspension must end in the future.")
        if user_id == principal.account.id:
            raise CannotSuspendSelf
        account = self.memory.person(user_id, if_match=if_match).account
        self.memory.require_another_admin(user_id)
        suspension = Suspension(body.reason, ends_at)
        if account.suspension != suspension:
            self.memory.end_all(user_id, actor_id=principal.account.id, reason="suspended")
            account = self.memory.save(
                account._replace(status=AccountStatus.SUSPENDED, suspension=suspension)
            )
            details = {"ends_at": ends_at.isoformat()} if ends_at else {}
            self._record(Action.USER_SUSPENDED, principal, user_id, details)
        return SuspendUser200(body=to_wire(account), etag=account.etag)

    async def reinstate_user(
        self, *, principal: Principal, user_id: uuid.UUID, if_match: str | None
    ) -> ReinstateUserResponse:
        account = self.memory.person(user_id, if_match=if_match).account
        if account.status is AccountStatus.SUSPENDED:
            self.memory.save(account._replace(status=AccountStatus.ACTIVE, suspension=None))
            self._record(Action.USER_REINSTATED, principal, user_id)
        return ReinstateUser204()

    async def list_user_sessions(
        self, *, principal: Principal, user_id: uuid.UUID
    ) -> ListUserSessionsResponse:
        self.memory.person(user_id)
        return ListUserSessions200(body=to_list(self.memory.live_sessions(user_id), principal))

    async def end_user_sessions(
        self, *, principal: Principal, user_id: uuid.UUID
    ) -> EndUserSessionsResponse:
        self.memory.person(user_id)
        self.memory.end_all(user_id, actor_id=principal.account.id, reason="ended_by_admin")
        return EndUserSessions204()

    async def start_password_reset(
        self, *, principal: Principal, user_id: uuid.UUID
    ) -> StartPasswordResetResponse:
        await self.letters.password_reset(self.memory.person(user_id).account)
        self._record(Action.USER_PASSWORD_RESET_STARTED, principal, user_id)
        return StartPasswordReset202(body=models.Acknowledgement(message="A mail is on its way."))

    async def _create(self, new: NewUser) -> Account:
        check_timezone(new.profile.timezone)
        if new.password is not None:
            await self.password_policy.require(
                new.password, email=new.email, display_name=new.profile.display_name
            )
        if self.memory.find(new.email) is not None:
            raise EmailTaken
        account = new_account(new.email, new.profile, role=new.role, now=self.memory.clock.now())
        account = account._replace(is_email_verified=new.is_email_verified)
        self.memory.add(account, new.password)
        if new.password is None:
            await self.letters.invitation(account)
        elif not new.is_email_verified:
            await self.letters.verification(account)
        return account

    async def _adopt(self, account: Account, patched: Account) -> dict[str, str]:
        """Nobody knows who registered what an admin gives more to: the password is dropped."""
        is_unknown = account.is_pending and not account.is_email_verified
        if not is_unknown or (patched.role, patched.is_email_verified) == (Role.USER, False):
            return {}
        self.memory.adopt(account.id)
        await self.letters.invitation(account)
        return {"invited": "yes"}

    def _record(
        self,
        action: Action,
        principal: Principal,
        subject_id: uuid.UUID,
        details: dict[str, str] | None = None,
    ) -> None:
        self.memory.record(action, principal.account.id, subject_id, details)
