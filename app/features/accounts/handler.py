"""Accounts on the wire."""

from dataclasses import dataclass

from pydantic import MISSING

from app import etags
from app.features.accounts.domain import UNCHANGED, Principal, Profile, ProfilePatch
from app.features.accounts.service import AccountService, Registration
from app.features.accounts.wire import to_wire
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
        await self.accounts.register(to_registration(body))
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
            principal.account.id, to_patch(body), if_match=if_match
        )
        return UpdateMe200(body=to_wire(account), etag=account.etag)


def to_registration(body: models.RegistrationRequest) -> Registration:
    """What was sent, with None for what was left out."""
    profile = Profile(
        display_name=None if body.display_name is MISSING else body.display_name,
        locale=None if body.locale is MISSING else body.locale,
        timezone=None if body.timezone is MISSING else body.timezone,
    )
    return Registration(body.email, body.password, profile)


def to_patch(body: models.UserPatch) -> ProfilePatch:
    """What was sent, with UNCHANGED for what was left out: null means something else."""
    return ProfilePatch(
        display_name=UNCHANGED if body.display_name is MISSING else body.display_name,
        locale=UNCHANGED if body.locale is MISSING else body.locale,
        timezone=UNCHANGED if body.timezone is MISSING else body.timezone,
        preferences=UNCHANGED if body.preferences is MISSING else body.preferences.root,
    )
