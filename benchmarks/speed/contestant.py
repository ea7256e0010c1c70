"""What a server must be able to tell of itself to be measured."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.speed.processes import Program
from tests.support.postgres import Postgres


class Unavailable(Exception):
    """A contestant that cannot be had on this machine, and why."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Where it plays: a PostgreSQL server, and a folder of its own."""

    postgres: Postgres
    folder: Path


@dataclass(frozen=True, slots=True)
class Call:
    """One request, and whether the body of a 200 is what was asked for."""

    request: bytes
    is_right: Callable[[bytes], bool]


@dataclass(frozen=True, slots=True)
class Tokens:
    """Who somebody is to a contestant, after signing in."""

    email: str
    access: str
    refresh: str = ""
    account: str = ""


class Contestant(ABC):
    """One server. What it has not, it answers with None, and is left out of that workload."""

    name: str
    title: str
    # Open to everybody, and answered without the database.
    static_path: str
    # Whether its passwords cost what Accord's cost: bcrypt, 12.
    hashes_like_accord = False
    # Whether somebody in it may list the others.
    has_admin = True

    @property
    @abstractmethod
    def versions(self) -> str:
        """Of what it consists, as far as that makes it fast or slow."""

    @abstractmethod
    def prepare(self, stage: Stage) -> None:
        """Its environment, its database, its people. Raises `Unavailable`."""

    @abstractmethod
    def program(self, port: int) -> Program:
        """How it is started: one worker, as in production."""

    @abstractmethod
    def sign_in(self, email: str) -> bytes | None:
        """The request."""

    @abstractmethod
    def tokens(self, email: str, body: bytes) -> Tokens:
        """What the answer to `sign_in` gives, or to `refresh`; made here if there is no sign-in."""

    @abstractmethod
    def me(self, tokens: Tokens) -> Call:
        """The person's own account."""

    def users(self, tokens: Tokens) -> Call | None:
        """Fifty accounts, the newest first."""
        return None

    def refresh(self, tokens: Tokens) -> bytes | None:
        """The request."""
        return None
