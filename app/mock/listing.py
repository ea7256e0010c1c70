"""Finding people in memory as the service finds them in its tables."""

from app.features.accounts.domain import Account, normalize_email, normalize_name
from app.features.users.domain import Sort, UserQuery
from app.pagination import Position


def find(query: UserQuery, accounts: list[Account], beyond: Position | None) -> list[Account]:
    """The accounts of the query in its order, those after `beyond` if it is given."""
    wanted = [account for account in accounts if _is_wanted(account, query)]
    is_descending = query.sort.is_descending
    wanted.sort(key=lambda account: position_of(account, query.sort), reverse=is_descending)
    if beyond is None:
        return wanted
    return [
        account
        for account in wanted
        if (position_of(account, query.sort) < beyond) is is_descending
        and position_of(account, query.sort) != beyond
    ]


def position_of(account: Account, sort: Sort) -> Position:
    """Where a page that ends with `account` ends; written so that it sorts as text."""
    if sort.is_by_email:
        return (normalize_email(account.email),)
    return (account.created_at.isoformat(timespec="microseconds"), account.id.hex)


def _is_wanted(account: Account, query: UserQuery) -> bool:
    return (
        (query.email is None or normalize_email(account.email) == normalize_email(query.email))
        and (query.prefix is None or _begins_with(account, query.prefix))
        and query.status in (None, account.status)
        and query.role in (None, account.role)
        and (query.created_after is None or account.created_at >= query.created_after)
        and (query.created_before is None or account.created_at < query.created_before)
    )


def _begins_with(account: Account, prefix: str) -> bool:
    name = normalize_name(account.profile.display_name or "")
    return normalize_email(account.email).startswith(normalize_email(prefix)) or (
        name.startswith(normalize_name(prefix))
    )
