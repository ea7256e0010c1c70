"""An account on the wire, for every feature that shows one."""

from app.features.accounts.domain import Account
from generated import models


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
        role=models.Role(account.role),
        status=models.AccountStatus(account.status),
        suspension_ends_at=account.suspension.ends_at if account.suspension else None,
        suspension_reason=account.suspension.reason if account.suspension else None,
        created_at=account.created_at,
        updated_at=account.updated_at,
    )
