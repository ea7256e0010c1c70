"""The verbs that manage accounts where there is no admin yet, or no network."""

import asyncio
from collections.abc import AsyncIterator

import click

from app import bootstrap
from app.bootstrap import Application
from app.cli import running
from app.cli.options import json_option
from app.config import Misconfigured, Settings, load_settings
from app.errors import InvalidField, LastAdmin, WeakPassword
from app.features.accounts.domain import Account, AccountStatus, Role, Suspension
from app.features.accounts.wire import to_wire
from app.features.identities.domain import Linking
from app.features.users.domain import Sort, UserQuery
from app.pagination import PageRequest
from app.security.claims import MAXIMUM_TEXT

_PAGE = 100


@click.group
def users() -> None:
    """Find, suspend and reinstate accounts."""


@click.command(name="create-admin")
@click.option("--email", prompt=True, help="The address to sign in with.")
@click.option(
    "--password",
    prompt=True,
    confirmation_prompt=True,
    hide_input=True,
    envvar="ADMIN_PASSWORD",
    show_envvar=True,
    help="At least 12 characters. Asked for if not given.",
)
@json_option
def create_admin(*, email: str, password: str, as_json: bool) -> None:
    """Create a confirmed account with the role admin."""
    account = asyncio.run(_create_admin(load_settings(serving=False), email, password))
    _say(account, f"{email} is an admin.", as_json=as_json)


@users.command(name="list")
@click.option("--q", help="Only those whose address or name begins with this.")
@click.option("--role", type=click.Choice([*map(str, Role)]), help="Only this role.")
@click.option("--status", type=click.Choice([*map(str, AccountStatus)]), help="Only this status.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
def list_users(*, q: str | None, role: str | None, status: str | None, as_json: bool) -> None:
    """List accounts, the oldest first."""
    query = UserQuery(
        prefix=q,
        role=Role(role) if role else None,
        status=AccountStatus(status) if status else None,
        sort=Sort.CREATED,
    )
    asyncio.run(_list(load_settings(serving=False), query, as_json=as_json))


@users.command
@click.argument("email")
@click.option(
    "--reason", prompt=True, help="For those who manage accounts; the person is not told."
)
@click.option(
    "--ends-at", metavar="<time>", help="Like 2027-01-31T12:00:00Z. Without it, for good."
)
@json_option
def suspend(*, email: str, reason: str, ends_at: str | None, as_json: bool) -> None:
    """Suspend an account; its sessions end at once."""
    suspension = bootstrap.suspension(reason, ends_at)
    account = asyncio.run(_suspend(load_settings(serving=False), email, suspension))
    _say(account, f"{email} is suspended.", as_json=as_json)


@users.command
@click.argument("email")
@json_option
def reinstate(*, email: str, as_json: bool) -> None:
    """Lift the suspension of an account."""
    account = asyncio.run(_reinstate(load_settings(serving=False), email))
    _say(account, f"{email} can be used: it is not suspended.", as_json=as_json)


@users.command
@click.argument("email")
@click.option(
    "--subject",
    metavar="<sub>",
    required=True,
    help="Their id at the other issuer: `sub` of a token.",
)
@json_option
def link(*, email: str, subject: str, as_json: bool) -> None:
    """Give an account to a user of the Better Auth frontend."""
    if not 0 < len(subject) <= MAXIMUM_TEXT or not (subject.isascii() and subject.isprintable()):
        raise Misconfigured([f"--subject: 1 to {MAXIMUM_TEXT} characters, printable and of ASCII"])
    account = asyncio.run(_link(load_settings(serving=False), email, subject))
    _say(account, f"{email} can be used with the tokens of {subject}.", as_json=as_json)


async def _create_admin(settings: Settings, email: str, password: str) -> Account:
    registration = bootstrap.registration(email, password)
    async with running.application(settings) as application:
        try:
            created = await application.accounts.create_confirmed(registration, Role.ADMIN)
        except WeakPassword as refusal:
            raise Misconfigured([f"--password: {refusal}"]) from None
        if not created:
            raise Misconfigured([f"{email} has an account already"])
        return await _find(application, email)


async def _list(settings: Settings, query: UserQuery, *, as_json: bool) -> None:
    async with running.application(settings) as application:
        async for account in _all(application, query):
            print(to_wire(account).model_dump_json() if as_json else _line(account))


async def _all(application: Application, query: UserQuery) -> AsyncIterator[Account]:
    cursor: str | None = None
    while True:
        page = await application.users.list_users(query, PageRequest(_PAGE, cursor))
        for account in page.items:
            yield account
        cursor = page.next_cursor
        if cursor is None:
            return


async def _suspend(settings: Settings, email: str, suspension: Suspension) -> Account:
    async with running.application(settings) as application:
        account = await _find(application, email)
        try:
            return await application.users.suspend(None, account.id, suspension, if_match=None)
        except LastAdmin:
            raise Misconfigured([f"{email} is the last admin; make another one first"]) from None
        except InvalidField as refusal:
            raise Misconfigured([f"--ends-at: {refusal.explanation}"]) from None


async def _reinstate(settings: Settings, email: str) -> Account:
    async with running.application(settings) as application:
        account = await _find(application, email)
        await application.users.reinstate(None, account.id, if_match=None)
        return await application.users.read(account.id)


async def _link(settings: Settings, email: str, subject: str) -> Account:
    issuer = settings.better_auth_issuer
    if settings.better_auth_mode == "off" or issuer is None:
        raise Misconfigured(["BETTER_AUTH_MODE: is off, so nobody else's tokens are accepted"])
    async with running.application(settings) as application:
        match await application.identities.link(issuer, subject, email):
            case Linking.LINKED:
                return await _find(application, email)
            case Linking.NO_ACCOUNT:
                raise Misconfigured([f"{email} has no account"])
            case Linking.UNCONFIRMED:
                raise Misconfigured([f"nobody has confirmed {email}: it may be anybody's"])
            case Linking.ANOTHER_ACCOUNT:
                raise Misconfigured([f"--subject: {subject} has another account"])


async def _find(application: Application, email: str) -> Account:
    page = await application.users.list_users(UserQuery(email=email), PageRequest(1, None))
    if not page.items:
        raise Misconfigured([f"{email} has no account"])
    return page.items[0]


def _say(account: Account, sentence: str, *, as_json: bool) -> None:
    print(to_wire(account).model_dump_json() if as_json else sentence)


def _line(account: Account) -> str:
    verified = "" if account.is_email_verified else "  unconfirmed"
    return f"{account.id}  {account.role:<8}{account.status:<10}{account.email}{verified}"
