"""What may follow from a token of another issuer, and what a link can turn out to be."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Final

from app.features.accounts.domain import Account

# The most that such a token may do, whatever it says of itself and whatever the role allows.
EXTERNAL_SCOPES: Final = frozenset({"account:read", "account:write"})


@dataclass(frozen=True, slots=True)
class Linked:
    """The account of an identity; tokens from before `valid_after` are worth nothing."""

    account: Account
    valid_after: datetime


class Linking(Enum):
    """How linking by hand ends."""

    LINKED = "linked"
    NO_ACCOUNT = "no account"
    UNCONFIRMED = "unconfirmed"
    ANOTHER_ACCOUNT = "another account"
