"""Where a fault happens: a database of its own, and servers on it."""

import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support import postgres
from tests.support.postgres import Postgres
from tests.support.server import UNLIMITED, Server, free_port, serving

DATABASES = ("sqlite", "postgres")


@dataclass(frozen=True)
class Ground:
    """A folder, its database, and how long a fault may be kept up."""

    name: str
    folder: Path
    postgres: Postgres | None
    seconds: float
    port: int
    # Whether to wait for what takes a minute.
    is_patient: bool = True

    @contextmanager
    def serving(self, **settings: str) -> Iterator[Server]:
        """A server of this ground; each has the same port and database."""
        where = {} if self.postgres is None else {"DATABASE_URL": self.postgres.url}
        defaults = {"PORT": str(self.port), "RATE_LIMITS": UNLIMITED}
        with serving(self.folder, **{**defaults, **where, **settings}) as server:
            yield server

    def rows(self, statement: str) -> list[tuple[object, ...]]:
        """What is in the database, read past the service."""
        if self.postgres is not None:
            return self.postgres.run(statement)
        with closing(sqlite3.connect(self.folder / "var" / "accord.db", timeout=5)) as connection:
            return [tuple(row) for row in connection.execute(statement)]

    def missing(self, emails: Sequence[str]) -> int:
        """How many of these have no account."""
        return len(set(emails) - {str(row[0]) for row in self.rows("SELECT email FROM accounts")})

    @property
    def mailbox(self) -> Path:
        return self.folder / "var" / "mailbox"


@contextmanager
def ground(database: str, seconds: float, *, is_patient: bool = True) -> Iterator[Ground]:
    """Everything new, and gone afterwards."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="accord-torture-")))
        own = stack.enter_context(postgres.running()) if database == "postgres" else None
        yield Ground(database, folder, own, seconds, free_port(), is_patient)


def health(server: Server) -> tuple[int, int]:
    """What /health/live and /health/ready answer, however busy the machine is."""
    live, ready = (server.status(f"/health/{name}", patience=10) for name in ("live", "ready"))
    return live, ready
