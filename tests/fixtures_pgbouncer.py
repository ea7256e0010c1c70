"""PgBouncer in transaction mode before the PostgreSQL of the tests, for those who ask for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, make_url

from tests import fixtures_postgres
from tests.support import machine

# Fewer than the service has connections: transactions of one must meet those of another.
SERVER_CONNECTIONS = 2
_PORT = 6432  # only a name here: it listens in a folder of its own


@dataclass(frozen=True)
class Pooler:
    """Where the service connects, and where the database itself is."""

    url: str
    direct_url: str


@contextmanager
def pooler() -> Iterator[Pooler]:
    """A pooler before a migrated database; skips without the programs."""
    binary = machine.program("pgbouncer", package="pgbouncer")
    with fixtures_postgres.migrated_database() as direct:
        folder = machine.unprivileged_folder("accord-pgbouncer-")
        (folder / "ini").write_text(_configuration(make_url(direct), folder))
        with machine.running([binary, folder / "ini"], folder) as process:
            machine.await_up(process, folder, (folder / f".s.PGSQL.{_PORT}").exists)
            name = make_url(direct).database
            url = f"postgresql://accord@/{name}?host={folder}&port={_PORT}&pgbouncer=true"
            yield Pooler(url, direct)


def _configuration(server: URL, folder: Path) -> str:
    host = server.query.get("host") or server.host or "127.0.0.1"
    password = f" password={server.password}" if server.password else ""
    return f"""
[databases]
* = host={host} port={server.port or 5432} user={server.username}{password}
[pgbouncer]
pool_mode = transaction
default_pool_size = {SERVER_CONNECTIONS}
max_client_conn = 200
auth_type = any
listen_port = {_PORT}
unix_socket_dir = {folder}
"""
