"""The verbs, and how the program ends."""

import signal
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from app.cli import accounts, audit, maintenance, mocking, serving
from app.config import Misconfigured
from app.errors import ServiceUnavailable
from app.observability import logging

_INTERRUPTED = 128 + signal.SIGINT  # what a shell says of a program that Ctrl-C has ended


@click.group(name="accord")
@click.version_option(package_name="accord", message=maintenance.VERSION, help="Print the version.")
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
    done and found something wrong; 130 that Ctrl-C ended it.
    """
    logging.silence()
    try:
        _require_text(sys.argv[1:])
        sys.exit(accord.main(standalone_mode=False))
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort as error:
        if isinstance(error.__context__, KeyboardInterrupt):
            sys.exit(_INTERRUPTED)
        _refuse(["nobody answers the prompt: give what it asks for as an option"])
    except Misconfigured as error:
        _refuse(error.faults)
    except ServiceUnavailable:
        _refuse(["DATABASE_URL: the database does not answer"])


def _refuse(faults: Sequence[str]) -> NoReturn:
    for fault in faults:
        print(f"accord: {_printable(fault)}", file=sys.stderr)
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
