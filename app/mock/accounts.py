"""The tag `accounts`, from memory."""

from dataclasses import dataclass

from app import etags
from app.audit.domain import Action
from app.errors import RegistrationClosed
from app.features.accounts.domain import (
    Account,
    Principal,
    Profile,
    Role,
    changed_fields,
    check_timezone,
)
from app.features.accounts.wire import to_profile, to_profile_patch, to_wire
from app.mock.letters import Letters
from app.mock.memory import Memory, new_account
from app.security.password_policy import PasswordPolicy
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
    """Somebody's own account."""

    memory: Memory
    letters: Letters
    password_policy: PasswordPolicy
    is_registration_open: bool

    async def register(self, *, body: models.RegistrationRequest) -> RegisterResponse:
        if not self.is_registration_open:
            raise RegistrationClosed
        check_timezone(to_profile(body).timezone)
        profile = to_profile(body)
        await self.password_policy.require(
            body.password, email=body.email, display_name=profile.display_name
        )
        known = self.memory.find(body.email)
        if known is not None and not known.gives_way:
            self.memory.record(Action.USER_REGISTRATION_REPEATED, None, known.account.id)
            await self.letters.account_exists(known.account)
        else:
            account = self._begin(body, profile, known.account if known else None)
            self.memory.record(Action.USER_REGISTERED, None, account.id)
            await self.letters.verification(account)
        return Register202(body=models.Acknowledgement(message="Look into your mailbox."))

    async def get_me(self, *, principal: Principal, if_none_match: str | None) -> GetMeResponse:
        account = principal.account
        if etags.none_match(if_none_match, account.etag):
            return GetMe304(etag=account.etag)
        return GetMe200(body=to_wire(account), etag=account.etag)

    async def update_me(
        self, *, principal: Principal, if_match: str | None, body: models.UserPatch
    ) -> UpdateMeResponse:
        account_id = principal.account.id
        account = self.memory.person(account_id, if_match=if_match).account
        patched = to_profile_patch(body).apply_to(account)
        fields = changed_fields(account, patched)
        if fields:
            account = self.memory.save(patched)
            details = {"fields": " ".join(fields)}
            self.memory.record(Action.USER_UPDATED, account_id, account_id, details)
        return UpdateMe200(body=to_wire(account), etag=account.etag)

    def _begin(
        self, body: models.RegistrationRequest, profile: Profile, earlier: Account | None
    ) -> Account:
        """Whoever registers last has chosen the password, as long as nobody has confirmed."""
        account = new_account(body.email, profile, role=Role.USER, now=self.memory.clock.now())
        if earlier is not None:
            self.memory.remove(earlier.id)
            account = account._replace(id=earlier.id, version=earlier.version + 1)
        return self.memory.add(account._replace(is_pending=True), body.password)
