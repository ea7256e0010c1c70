"""The verbs that manage accounts where there is no admin yet, or no network."""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated

import typer

from app import bootstrap
from app.bootstrap import Application
from app.cli import running
from app.config import Misconfigured, Settings, load_settings
from app.errors import InvalidField, LastAdmin, WeakPassword
from app.features.accounts.domain import Account, AccountStatus, Role, Suspension
from app.features.accounts.wire import to_wire
from app.features.identities.domain import Linking
from app.features.users.domain import Sort, UserQuery
from app.pagination import PageRequest
from app.security.claims import MAXIMUM_TEXT

users = typer.Typer(
    name="users", help="Find, suspend and reinstate accounts.", no_args_is_help=True
)

_PAGE = 100
_Email = Annotated[str, typer.Argument(help="The e-mail address of the account.")]
_Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def create_admin(
    email: Annotated[str, typer.Option(prompt=True, help="The address to sign in with.")],
    password: Annotated[
        str,
        typer.Option(
            prompt=True,
            confirmation_prompt=True,
            hide_input=True,
            envvar="ADMIN_PASSWORD",
            help="At least 12 characters. Asked for if not given.",
        ),
    ],
    as_json: _Json = False,
) -> None:
    """Create a confirmed account with the role admin."""
    account = asyncio.run(_create_admin(load_settings(serving=False), email, password))
    _say(account, f"{email} is an admin.", as_json=as_json)


@users.command(name="list")
def list_users(
    q: Annotated[
        str | None, typer.Option(help="Only those whose address or name begins with this.")
    ] = None,
    role: Annotated[Role | None, typer.Option(help="Only this role.")] = None,
    status: Annotated[AccountStatus | None, typer.Option(help="Only this status.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
) -> None:
    """List accounts, the oldest first."""
    query = UserQuery(prefix=q, role=role, status=status, sort=Sort.CREATED)
    asyncio.run(_list(load_settings(serving=False), query, as_json=as_json))


@users.command()
def suspend(
    email: _Email,
    reason: Annotated[
        str,
        typer.Option(prompt=True, help="For those who manage accounts; the person is not told."),
    ],
    ends_at: Annotated[
        str | None,
        typer.Option(metavar="<time>", help="Like 2027-01-31T12:00:00Z. Without it, for good."),
    ] = None,
    as_json: _Json = False,
) -> None:
    """Suspend an account; its sessions end at once."""
    suspension = bootstrap.suspension(reason, ends_at)
    account = asyncio.run(_suspend(load_settings(serving=False), email, suspension))
    _say(account, f"{email} is suspended.", as_json=as_json)


@users.command()
def reinstate(email: _Email, as_json: _Json = False) -> None:
    """Lift the suspension of an account."""
    account = asyncio.run(_reinstate(load_settings(serving=False), email))
    _say(account, f"{email} can be used: it is not suspended.", as_json=as_json)


@users.command()
def link(
    email: _Email,
    subject: Annotated[
        str, typer.Option(metavar="<sub>", help="Their id at the other issuer: `sub` of a token.")
    ],
    as_json: _Json = False,
) -> None:
    """Give an account to somebody whom the Better Auth frontend knows."""
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
