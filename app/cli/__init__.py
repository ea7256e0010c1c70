"""`accord`: one program, whose verbs are the roles of the service."""

import sys
from collections.abc import Sequence

import typer

from app.cli import accounts, audit, maintenance, mocking, serving
from app.config import Misconfigured
from app.errors import ServiceUnavailable
from app.observability import logging

cli = typer.Typer(
    name="accord",
    help="An accounts API: sign-up, sign-in, sessions, profiles, user management.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
cli.callback()(maintenance.options)
cli.command()(serving.serve)
cli.command()(serving.worker)
cli.command()(mocking.mock)
cli.command()(maintenance.migrate)
cli.command()(maintenance.purge)
cli.command(name="rotate-keys")(maintenance.rotate_keys)
cli.command(name="version")(maintenance.show_version)
cli.command(name="create-admin")(accounts.create_admin)
cli.add_typer(accounts.users)
cli.add_typer(audit.audit)


def main() -> None:
    """Entry point.

    What cannot be done gets one clear line per fault, and exit status 2; status 1 says that it was
    done and found something wrong.
    """
    logging.silence()
    try:
        _require_text(sys.argv[1:])
        cli()
    except Misconfigured as error:
        for fault in error.faults:
            print(f"accord: {_printable(fault)}", file=sys.stderr)
        sys.exit(2)
    except ServiceUnavailable:
        print("accord: DATABASE_URL: the database does not answer", file=sys.stderr)
        sys.exit(2)


def _printable(text: str) -> str:
    """What was typed is repeated, but not what would steer the terminal."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)


def _require_text(arguments: Sequence[str]) -> None:
    """Bytes that are not UTF-8 come in as lone surrogates, which no database takes.

    Raises `Misconfigured`.
    """
    try:
        "".join(arguments).encode()
    except UnicodeEncodeError:
        raise Misconfigured(["the arguments are not UTF-8"]) from None
