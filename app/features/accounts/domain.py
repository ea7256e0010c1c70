"""What an account is, what it may become, and who is acting when a token is shown."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, StrEnum
from functools import cache
from typing import Final, NamedTuple
from uuid import UUID
from zoneinfo import available_timezones

from app.errors import InvalidField, InvalidToken

# The bound that the contract puts on the map in `User`; a patch is smaller, what it adds up to
# must not be larger.
PREFERENCES_MAX: Final = 32


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


class Profile(NamedTuple):
    """The part of an account that belongs to its owner; a tuple as `Account` is one."""

    display_name: str | None = None
    locale: str | None = None
    timezone: str | None = None


@dataclass(frozen=True, slots=True)
class Suspension:
    """Why an account may not be used, and until when; None has no end."""

    reason: str
    ends_at: datetime | None

    def is_over(self, now: datetime) -> bool:
        """Whether its time is over; the next time that its owner proves who they are lifts it."""
        return self.ends_at is not None and self.ends_at <= now


class Account(NamedTuple):
    """An account as everybody outside the repository sees it: without its password.

    It is pending while nobody has confirmed who registered it: the next registration of the
    address takes it over, password and all.

    A tuple, since a frozen dataclass takes three times as long to make, and a page has fifty.
    """

    id: UUID
    email: str
    is_email_verified: bool
    is_pending: bool
    profile: Profile
    preferences: Mapping[str, str]
    role: Role
    status: AccountStatus
    suspension: Suspension | None
    version: int
    created_at: datetime
    updated_at: datetime

    @property
    def can_administer(self) -> bool:
        """Whether its owner can sign in and manage accounts; one such must always be left."""
        is_usable = self.status is AccountStatus.ACTIVE and self.is_email_verified
        return is_usable and self.role is Role.ADMIN

    def is_suspended(self, now: datetime) -> bool:
        """Whether it must not be used now."""
        is_over = self.suspension is not None and self.suspension.is_over(now)
        return self.status is AccountStatus.SUSPENDED and not is_over

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
        """The account with this patch merged in. Raises `InvalidField` beyond what schemas say."""
        if isinstance(self.timezone, str):
            check_timezone(self.timezone)
        old = account.profile
        profile = Profile(
            display_name=_merged(old.display_name, self.display_name),
            locale=_merged(old.locale, self.locale),
            timezone=_merged(old.timezone, self.timezone),
        )
        return account._replace(profile=profile, preferences=self._merged_preferences(account))

    def _merged_preferences(self, account: Account) -> Mapping[str, str]:
        if isinstance(self.preferences, Unchanged):
            return account.preferences
        if self.preferences is None:
            return {}
        merged = {**account.preferences, **self.preferences}
        kept = {name: value for name, value in merged.items() if value is not None}
        if len(kept) > PREFERENCES_MAX:
            raise InvalidField(
                "/preferences", "too_long", f"At most {PREFERENCES_MAX} preferences can be kept."
            )
        return kept


@dataclass(frozen=True, slots=True)
class Credentials:
    """An account together with what proves that somebody owns it."""

    account: Account
    password_hash: str | None


@dataclass(frozen=True, slots=True)
class Principal:
    """Who is calling: an account, within some scopes, through a session unless another issuer's
    token speaks for it."""

    account: Account
    own_session_id: UUID | None
    scopes: frozenset[str]

    @property
    def session_id(self) -> UUID:
        """The session. Raises `InvalidToken` without one: the contract accepts no other issuer
        where sessions matter, and this holds if it ever did."""
        if self.own_session_id is None:
            raise InvalidToken
        return self.own_session_id


def changed_fields(before: Account, after: Account) -> list[str]:
    """The names of the parts in which two versions of an account differ, for the audit trail."""
    parts = {
        "display_name": (before.profile.display_name, after.profile.display_name),
        "locale": (before.profile.locale, after.profile.locale),
        "timezone": (before.profile.timezone, after.profile.timezone),
        "preferences": (before.preferences, after.preferences),
        "role": (before.role, after.role),
        "email_verified": (before.is_email_verified, after.is_email_verified),
    }
    return [name for name, (old, new) in parts.items() if old != new]


def normalize_email(email: str) -> str:
    """The form under which an address is unique; the contract admits ASCII addresses only."""
    return email.casefold()


def normalize_name(name: str) -> str:
    """The form in which names are searched by their beginning: é is one letter, however typed."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def check_timezone(timezone: str | None) -> None:
    """The schema knows what a time zone looks like; the IANA database knows which exist.

    Raises `InvalidField`.
    """
    if timezone is not None and timezone not in _known_timezones():
        raise InvalidField("/timezone", "unknown_timezone", "No time zone has this name.")


@cache
def _known_timezones() -> frozenset[str]:
    """Read once: it walks the folders of the IANA database."""
    return frozenset(available_timezones())


def _merged(old: str | None, new: str | None | Unchanged) -> str | None:
    return old if isinstance(new, Unchanged) else new
