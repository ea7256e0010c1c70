"""How accounts are looked for, and what those who manage them may change."""

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.features.accounts.domain import (
    UNCHANGED,
    Account,
    AccountStatus,
    Profile,
    ProfilePatch,
    Role,
    Unchanged,
)


class Sort(StrEnum):
    """In which order accounts are listed; a minus turns it around."""

    CREATED = "created_at"
    CREATED_DESC = "-created_at"
    EMAIL = "email"
    EMAIL_DESC = "-email"

    @property
    def is_descending(self) -> bool:
        return self.startswith("-")

    @property
    def is_by_email(self) -> bool:
        return self.endswith("email")


@dataclass(frozen=True, slots=True, kw_only=True)
class UserQuery:
    """Which accounts are asked for, and in which order; None asks for all."""

    email: str | None = None
    prefix: str | None = None
    status: AccountStatus | None = None
    role: Role | None = None
    created_after: datetime | None = None
    created_before: datetime | None = None
    sort: Sort = Sort.CREATED_DESC

    @property
    def fingerprint(self) -> str:
        """Names this query among all: a cursor is good for the query that it came from."""
        asked = (self.email, self.prefix, self.status, self.role)
        return json.dumps(
            ["users", *asked, self.created_after, self.created_before, self.sort], default=str
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUser:
    """An account that somebody makes for its owner; without a password they are invited."""

    email: str
    password: str | None
    is_email_verified: bool
    role: Role
    profile: Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class UserPatch:
    """A merge patch of what those who manage accounts may change."""

    profile: ProfilePatch
    role: Role | Unchanged = UNCHANGED
    is_email_verified: bool | Unchanged = UNCHANGED

    def apply_to(self, account: Account) -> Account:
        """The account with this patch merged in. Raises `InvalidField`."""
        patched = self.profile.apply_to(account)
        if not isinstance(self.role, Unchanged):
            patched = patched._replace(role=self.role)
        if not isinstance(self.is_email_verified, Unchanged):
            patched = patched._replace(is_email_verified=self.is_email_verified)
        return patched
