"""Accounts on the wire."""

from dataclasses import dataclass

from app import etags
from app.features.accounts.domain import Principal
from app.features.accounts.service import AccountService, Registration
from app.features.accounts.wire import to_profile, to_profile_patch, to_wire
from generated import models
from generated.routes.accounts import (
    AccountsHandler,
    GetMe200,
    GetMe304,
    GetMeResponse,
    Register202,
    RegisterResponse,
    UpdateMe200,
    UpdateMeResponse,
)


@dataclass(frozen=True, slots=True)
class Accounts(AccountsHandler[Principal]):
    """Implements the tag `accounts` of the contract."""

    accounts: AccountService

    async def register(self, *, body: models.RegistrationRequest) -> RegisterResponse:
        registration = Registration(body.email, body.password, to_profile(body))
        await self.accounts.register(registration)
        return Register202(body=models.Acknowledgement(message="Look into your mailbox."))

    async def get_me(self, *, principal: Principal, if_none_match: str | None) -> GetMeResponse:
        account = principal.account
        if etags.none_match(if_none_match, account.etag):
            return GetMe304(etag=account.etag)
        return GetMe200(body=to_wire(account), etag=account.etag)

    async def update_me(
        self, *, principal: Principal, if_match: str | None, body: models.UserPatch
    ) -> UpdateMeResponse:
        account = await self.accounts.update_profile(
            principal.account.id, to_profile_patch(body), if_match=if_match
        )
        return UpdateMe200(body=to_wire(account), etag=account.etag)
