"""Mailers for development: onto the terminal, or into a folder."""

import asyncio
import os
import re
from datetime import UTC
from itertools import count
from pathlib import Path
from typing import Final

from app.clock import Clock
from app.mail.mailer import Mail, Sender, compose

# What may stand in a file name; a local part may contain a slash (RFC 5321 §4.1.2).
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9@._+-]")
_NAME_LIMIT: Final = 120


class ConsoleMailer:
    """Prints mails. They hold working tokens: for development only."""

    def __init__(self, sender: str, clock: Clock) -> None:
        self._sender = Sender(sender)
        self._clock = clock

    async def send(self, mail: Mail) -> None:
        content = _readable(compose(mail, self._sender, self._clock.now()))
        rule = "-" * 78
        print(f"{rule}\n{content.decode('ascii')}{rule}", flush=True)


class FileMailer:
    """Writes each mail to `<UTC time>-<kind>-<recipient>.eml`, complete or not at all.

    Only the owner can read the files: they hold working tokens.
    """

    def __init__(self, folder: Path, sender: str, clock: Clock) -> None:
        self._folder = folder
        self._sender = Sender(sender)
        self._clock = clock

    async def send(self, mail: Mail) -> None:
        await asyncio.to_thread(self._write, mail)

    def _write(self, mail: Mail) -> None:
        now = self._clock.now()
        content = _readable(compose(mail, self._sender, now))
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = self._folder / f".{mail.id}.draft"
        draft.unlink(missing_ok=True)  # from an attempt that was killed
        with open(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(content)
        time = now.astimezone(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
        name = _UNSAFE.sub("_", f"{time}-{mail.kind}-{mail.recipient}")[:_NAME_LIMIT]
        os.replace(draft, _free(self._folder, name))


def _readable(content: bytes) -> bytes:
    """With the line ends of a text file: a carriage return would stick to a token cut out of it."""
    return content.replace(b"\r\n", b"\n")


def _free(folder: Path, name: str) -> Path:
    """The first name that is not taken; with a clock that stands still two mails may want one."""
    path = folder / f"{name}.eml"
    numbers = count(2)
    while path.exists():
        path = folder / f"{name}-{next(numbers)}.eml"
    return path
