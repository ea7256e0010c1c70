"""Rows of accounts for the database itself: where the service is not asked, or is too slow."""

from datetime import datetime

from uuid_utils.compat import uuid7

from app.features.accounts.domain import normalize_email, normalize_name


def account(
    created_at: datetime,
    email: str = "ada@example.com",
    name: str | None = None,
    **columns: object,
) -> dict[str, object]:
    """The account of a plain user, except for what `columns` say."""
    return {
        "id": uuid7(),
        "email": email,
        "email_normalized": normalize_email(email),
        "display_name": name,
        "display_name_normalized": None if name is None else normalize_name(name),
        "preferences": {},
        "role": "user",
        "status": "active",
        "tokens_valid_after": created_at,
        "version": 1,
        "created_at": created_at,
        "updated_at": created_at,
        **columns,
    }
