"""An account on the wire, for every feature that shows or changes one."""

from typing import Final

from pydantic import MISSING

from app.features.accounts.domain import (
    UNCHANGED,
    Account,
    AccountStatus,
    Profile,
    ProfilePatch,
    Role,
)
from generated import models

# Enum's own look-up, and its `value`, are calls in Python: a page shows fifty accounts.
_ROLES: Final = {role: models.Role(role.value) for role in Role}
_STATUSES: Final = {status: models.AccountStatus(status.value) for status in AccountStatus}


def to_wire(account: Account) -> models.User:
    """The account as whoever may see it sees it."""
    return models.User(
        id=account.id,
        email=account.email,
        email_verified=account.is_email_verified,
        display_name=account.profile.display_name,
        locale=account.profile.locale,
        timezone=account.profile.timezone,
        preferences=models.Preferences(dict(account.preferences)),
        role=_ROLES[account.role],
        status=_STATUSES[account.status],
        suspension_ends_at=account.suspension.ends_at if account.suspension else None,
        suspension_reason=account.suspension.reason if account.suspension else None,
        created_at=account.created_at,
        updated_at=account.updated_at,
    )


def to_profile(body: models.RegistrationRequest | models.UserCreate) -> Profile:
    """What was sent, with None for what was left out."""
    return Profile(
        display_name=None if body.display_name is MISSING else body.display_name,
        locale=None if body.locale is MISSING else body.locale,
        timezone=None if body.timezone is MISSING else body.timezone,
    )


def to_profile_patch(body: models.UserPatch | models.UserUpdate) -> ProfilePatch:
    """What was sent, with UNCHANGED for what was left out: null means something else."""
    return ProfilePatch(
        display_name=UNCHANGED if body.display_name is MISSING else body.display_name,
        locale=UNCHANGED if body.locale is MISSING else body.locale,
        timezone=UNCHANGED if body.timezone is MISSING else body.timezone,
        preferences=UNCHANGED if body.preferences is MISSING else body.preferences.root,
    )
