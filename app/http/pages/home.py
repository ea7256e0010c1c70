"""`/`: what this is, where to go, and how to get a first token."""

import shlex
from dataclasses import dataclass
from html import escape

from app.http.pages.html import Page, fill, html_page


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account whose password may be told: it exists in development only."""

    email: str
    password: str
    description: str
    # What it may do; samples sign in as somebody who may do what they show.
    scopes: frozenset[str] = frozenset()


def home_page(*, public_url: str, demo_accounts: tuple[DemoAccount, ...]) -> Page:
    body = fill(
        "home",
        demo=_demo(demo_accounts),
        transcript=escape(_transcript(public_url, demo_accounts)),
    )
    return html_page(body, title="Accord: an accounts API")


def _demo(accounts: tuple[DemoAccount, ...]) -> str:
    if not accounts:
        return ""
    rows = "\n".join(
        f"<tr><td>{escape(account.description)}</td><td><code>{escape(account.email)}</code></td>"
        f"<td><code>{escape(account.password)}</code></td></tr>"
        for account in accounts
    )
    return fill("home_demo", rows=rows)


def _transcript(public_url: str, accounts: tuple[DemoAccount, ...]) -> str:
    """Commands that can be pasted as they are when there are demo accounts."""
    email, password = "you@example.org", "your password"
    if accounts:
        email, password = accounts[0].email, accounts[0].password
    lines = (
        f"curl -s {public_url}/api/v1/auth/token -d grant_type=password \\",
        f"  --data-urlencode {shlex.quote(f'username={email}')} \\",
        f"  --data-urlencode {shlex.quote(f'password={password}')}",
        "",
        f"curl -s {public_url}/api/v1/me -H 'Authorization: Bearer <access_token>'",
    )
    return "\n".join(lines)
