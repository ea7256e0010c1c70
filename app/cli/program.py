"""The verbs, and how the program ends."""

import sys
from collections.abc import Sequence

import click

from app.cli import accounts, audit, maintenance, mocking, serving
from app.config import Misconfigured
from app.errors import ServiceUnavailable
from app.observability import logging


@click.group(name="accord")
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=maintenance.version_and_out,
    help="Print the version.",
)
def accord() -> None:
    """An accounts API: sign-up, sign-in, sessions, profiles, user management."""


for verb in (
    serving.serve,
    serving.worker,
    mocking.mock,
    maintenance.migrate,
    maintenance.purge,
    maintenance.rotate_keys,
    maintenance.show_version,
    accounts.create_admin,
    accounts.users,
    audit.audit,
):
    accord.add_command(verb)


def run() -> None:
    """Do what the arguments say.

    What cannot be done gets one clear line per fault, and exit status 2; status 1 says that it was
    done and found something wrong.
    """
    logging.silence()
    try:
        _require_text(sys.argv[1:])
        accord()
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
