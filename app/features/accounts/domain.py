"""What an account is, what it may become, and who is acting when a token is shown."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, StrEnum
from uuid import UUID


class Role(StrEnum):
    """What an account may do; each role can do what the one before it can."""

    USER = "user"
    SUPPORT = "support"
    ADMIN = "admin"


class AccountStatus(StrEnum):
    """Whether an account may be used."""

    ACTIVE = "active"
    SUSPENDED = "suspended"


class Unchanged(Enum):
    """Marks what a merge patch does not mention (RFC 7396): absent is not null."""

    UNCHANGED = "unchanged"


UNCHANGED = Unchanged.UNCHANGED


@dataclass(frozen=True, slots=True)
class Profile:
    """The part of an account that belongs to its owner."""

    display_name: str | None = None
    locale: str | None = None
    timezone: str | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """An account as everybody outside the repository sees it: without its password."""

    id: UUID
    email: str
    is_email_verified: bool
    profile: Profile
    preferences: Mapping[str, str]
    role: Role
    status: AccountStatus
    version: int
    created_at: datetime
    updated_at: datetime

    @property
    def etag(self) -> str:
        """Names this version of this account.

        It contains the account: `/me` is one URL for everybody, and a browser that changes
        accounts must not be told that the other one's profile is still fresh.
        """
        return f'"{self.id.hex[-12:]}-{self.version}"'


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfilePatch:
    """A merge patch of what the owner may change; a preference of None is removed."""

    display_name: str | None | Unchanged = UNCHANGED
    locale: str | None | Unchanged = UNCHANGED
    timezone: str | None | Unchanged = UNCHANGED
    preferences: Mapping[str, str | None] | None | Unchanged = UNCHANGED

    def apply_to(self, account: Account) -> Account:
        """The account with this patch merged in."""
        old = account.profile
        profile = Profile(
            display_name=_merged(old.display_name, self.display_name),
            locale=_merged(old.locale, self.locale),
            timezone=_merged(old.timezone, self.timezone),
        )
        return replace(account, profile=profile, preferences=self._merged_preferences(account))

    def _merged_preferences(self, account: Account) -> Mapping[str, str]:
        if isinstance(self.preferences, Unchanged):
            return account.preferences
        if self.preferences is None:
            return {}
        merged = {**account.preferences, **self.preferences}
        return {name: value for name, value in merged.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Credentials:
    """An account together with what proves that somebody owns it."""

    account: Account
    password_hash: str | None


@dataclass(frozen=True, slots=True)
class Principal:
    """Who is calling: an account, acting through one session, within some scopes."""

    account: Account
    session_id: UUID
    scopes: frozenset[str]


def normalize_email(email: str) -> str:
    """The form under which an address is unique; the contract admits ASCII addresses only."""
    return email.casefold()


def _merged(old: str | None, new: str | None | Unchanged) -> str | None:
    return old if isinstance(new, Unchanged) else new
