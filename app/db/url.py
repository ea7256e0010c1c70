"""Database addresses as people paste them, translated once into what the drivers accept."""

import ssl
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeAlias

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

# False is plain text; None leaves it to the driver, which tries TLS first and does not verify.
Tls: TypeAlias = ssl.SSLContext | bool | None


class InvalidDatabaseUrl(ValueError):
    """The address cannot be used. The message says why and never repeats the address."""


@dataclass(frozen=True, slots=True)
class SqliteUrl:
    """A database in one file."""

    path: Path


@dataclass(frozen=True, slots=True)
class PostgresUrl:
    """A PostgreSQL server, and what its address says beyond SQLAlchemy's own form."""

    url: URL
    tls: Tls = None
    server_settings: Mapping[str, str] = field(default_factory=dict)
    is_pooled: bool = False  # PgBouncer in transaction mode: a server connection per transaction


ParsedUrl: TypeAlias = SqliteUrl | PostgresUrl


def parse(text: str) -> ParsedUrl:
    """Understand an address. Raises `InvalidDatabaseUrl`.

    A relative SQLite path is relative to the working directory: three slashes, where an absolute
    path has four.
    """
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise InvalidDatabaseUrl("the database address is not a URL") from None
    match url.drivername:
        case "sqlite" | "sqlite+aiosqlite":
            return _sqlite(url)
        case "postgres" | "postgresql" | "postgresql+asyncpg":
            return _postgres(url)
    raise InvalidDatabaseUrl("the database address must start with sqlite:// or postgresql://")


def _sqlite(url: URL) -> SqliteUrl:
    if not url.database or url.database == ":memory:":
        raise InvalidDatabaseUrl(
            "SQLite in memory is not supported: each connection would see its own, empty database;"
            " name a file, like sqlite:///var/accord.db"
        )
    if url.host:
        raise InvalidDatabaseUrl(
            "a SQLite address has three slashes before a relative path and four before an absolute"
            " one, like sqlite:///var/accord.db"
        )
    if url.query or url.database.startswith("file:"):
        raise InvalidDatabaseUrl("a SQLite address is a path without parameters")
    return SqliteUrl(Path(url.database).absolute())


def _postgres(url: URL) -> PostgresUrl:
    parameters = {name: _single(name, value) for name, value in url.query.items()}
    if not url.database and "dbname" not in parameters:
        raise InvalidDatabaseUrl("the PostgreSQL address does not name a database")
    tls = _tls(parameters)
    settings = _server_settings(parameters)
    is_pooled = _is_pooled(url, parameters)
    _check_hosts(url, parameters)
    kept: dict[str, str | Sequence[str]] = {
        name: parameters.pop(name) for name in ("host", "port") if name in parameters
    }
    for ignored in _SATISFIED_PARAMETERS:
        parameters.pop(ignored, None)
    if parameters:
        raise InvalidDatabaseUrl(
            f"the PostgreSQL address has parameters that are not supported: "
            f"{', '.join(sorted(parameters))}"
        )
    return PostgresUrl(
        url.set(drivername="postgresql+asyncpg", query=kept), tls, settings, is_pooled
    )


# Met by other means: a verified certificate is what channel binding protects, and the time-outs
# and GSS negotiation are not for an address to decide.
_SATISFIED_PARAMETERS: Final = ("channel_binding", "connect_timeout", "gssencmode")


def _single(name: str, value: str | tuple[str, ...]) -> str:
    if isinstance(value, tuple):
        raise InvalidDatabaseUrl(f"the PostgreSQL address names {name} more than once")
    return value


def _check_hosts(url: URL, parameters: Mapping[str, str]) -> None:
    """Of the ways to name several hosts SQLAlchemy knows one, and takes another for one name."""
    ports = parameters["port"].split(",") if "port" in parameters else []
    hosts = parameters.get("host", "").split(",")
    if "," in (url.host or "") or (len(hosts) > 1 and len(hosts) != len(ports)):
        raise InvalidDatabaseUrl(
            "several hosts of the PostgreSQL address are written ?host=a,b&port=5432,5432"
        )
    if len(hosts) != len(ports or hosts) or not all(port.isdecimal() for port in ports):
        raise InvalidDatabaseUrl("the port of the PostgreSQL address is not a number")


def _tls(parameters: dict[str, str]) -> Tls:
    mode = parameters.pop("sslmode", None)
    root = parameters.pop("sslrootcert", None)
    try:
        make = _TLS_MODES[mode]
    except KeyError:
        raise InvalidDatabaseUrl(
            f"sslmode must be one of {', '.join(filter(None, _TLS_MODES))}"
        ) from None
    try:
        return make(None if root == "system" else root)
    except (OSError, ssl.SSLError):
        raise InvalidDatabaseUrl("the file that sslrootcert names cannot be read") from None


def _verified(root: str | None) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=root)


def _verified_without_host(root: str | None) -> ssl.SSLContext:
    context = _verified(root)
    context.check_hostname = False
    return context


# libpq's "require" encrypts without knowing to whom. Hosted databases hand out addresses with it,
# and their certificates verify, so here it verifies.
_TLS_MODES: Final[Mapping[str | None, Callable[[str | None], Tls]]] = {
    None: lambda _: None,
    "disable": lambda _: False,
    "allow": lambda _: None,
    "prefer": lambda _: None,
    "require": _verified,
    "verify-ca": _verified_without_host,
    "verify-full": _verified,
}


def _server_settings(parameters: dict[str, str]) -> dict[str, str]:
    settings = {"application_name": parameters.pop("application_name", "accord")}
    words = parameters.pop("options", "").replace("-c ", "-c").split()
    for word in words:
        name, separator, value = word.removeprefix("--").removeprefix("-c").partition("=")
        if not separator:
            raise InvalidDatabaseUrl(
                "options of the PostgreSQL address must be of the form -c name=value"
            )
        if word.startswith("-"):
            settings[name] = value
        elif name not in ("endpoint", "project"):  # for clients without SNI; asyncpg sends it
            raise InvalidDatabaseUrl(f"options of the PostgreSQL address: {name} is not supported")
    return settings


def _is_pooled(url: URL, parameters: dict[str, str]) -> bool:
    """Whether a pooler stands between: said by `pgbouncer=true`, or known by its host's name."""
    said = parameters.pop("pgbouncer", None)
    if said is not None:
        return said == "true"
    return "-pooler." in (url.host or "")
