"""The shapes of single settings: quotas, addresses, origins, and how text becomes one."""

import ipaddress
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Final, Literal
from urllib.parse import SplitResult, urlsplit

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_settings import NoDecode

_DATABASE_SCHEMES: Final = (
    "sqlite",
    "sqlite+aiosqlite",
    "postgres",
    "postgresql",
    "postgresql+asyncpg",
)

_REDIS_SCHEMES: Final = ("redis", "rediss", "valkey", "valkeys")


@dataclass(frozen=True, slots=True)
class Quota:
    """At most `limit` requests in `window_seconds`."""

    limit: int
    window_seconds: int


# Down to mail-request per client address, at the edge; the services charge the rest.
DEFAULT_RATE_LIMITS: Final[Mapping[str, Quota]] = {
    "public": Quota(1200, 60),
    "read": Quota(600, 60),
    "write": Quota(120, 60),
    "sign-up": Quota(20, 3600),
    "token": Quota(120, 60),
    "mail-request": Quota(20, 3600),
    "sign-in": Quota(5, 300),
    "sign-in-client": Quota(30, 60),
    "mail": Quota(3, 3600),
    "one-time-token": Quota(10, 600),
}


def _rate_limits(value: object) -> Mapping[str, Quota]:
    """Lay the overrides (`group=quota/seconds,…` or a mapping) over the defaults."""
    overrides = value if isinstance(value, Mapping) else dict(_parse_rate_limits(str(value)))
    unknown = sorted(set(overrides) - set(DEFAULT_RATE_LIMITS))
    if unknown:
        raise ValueError(
            f"no such group: {', '.join(unknown)}; known: {', '.join(DEFAULT_RATE_LIMITS)}"
        )
    return {**DEFAULT_RATE_LIMITS, **overrides}


def _parse_rate_limits(text: str) -> Iterator[tuple[str, Quota]]:
    for part in filter(None, (part.strip() for part in text.split(","))):
        match = re.fullmatch(r"([a-z-]+)=([1-9][0-9]{0,8})/([1-9][0-9]{0,6})", part)
        if match is None:
            raise ValueError(f"“{part}” is not of the form group=quota/seconds, like sign-in=5/300")
        yield match[1], Quota(int(match[2]), int(match[3]))


def _http_url(value: str) -> str:
    """An absolute http(s) address without query, fragment or credentials; trailing slashes go."""
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("must be an absolute http or https address")
    if parts.query or parts.fragment or parts.username is not None:
        raise ValueError("must not carry a query, a fragment or credentials")
    _ = parts.port  # raises ValueError when it is no port number
    return value.rstrip("/")


def is_loopback(host: str) -> bool:
    """Whether the host can be nobody but this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _origin(value: str) -> str:
    """An origin as browsers send it: lower case, without a path (RFC 6454 §6.2)."""
    if value == "*":
        raise ValueError("origins are named one by one; * is refused")
    url = _http_url(value)
    if urlsplit(url).path:
        raise ValueError("an origin is scheme, host and port, without a path")
    return url.lower()


def _comma_separated(value: object) -> object:
    if isinstance(value, str):
        return tuple(filter(None, (part.strip() for part in value.split(","))))
    return value


def _upper(value: object) -> object:
    return value.upper() if isinstance(value, str) else value


def _database_url(value: str) -> str:
    scheme, separator, _ = value.partition("://")
    if not separator or scheme not in _DATABASE_SCHEMES:
        raise ValueError("must start with sqlite://, postgres:// or postgresql://")
    return value


def _redis_url(value: str) -> str:
    """An address whose fault is told without repeating it: it holds a password."""
    try:
        is_good = _is_redis_address(urlsplit(value))
    except ValueError:
        is_good = False
    if not is_good:
        raise ValueError("must be of the form redis://:password@host:6379/0, or rediss:// for TLS")
    return value


def _is_redis_address(parts: SplitResult) -> bool:
    """Parameters are refused: one of them would switch the verification of certificates off."""
    if parts.scheme not in _REDIS_SCHEMES or not parts.hostname or parts.port == 0:
        return False
    return not (parts.query or parts.fragment) and bool(re.fullmatch("(/[0-9]*)?", parts.path))


HttpUrl = Annotated[str, AfterValidator(_http_url)]
Origins = Annotated[
    tuple[Annotated[str, AfterValidator(_origin)], ...], NoDecode, BeforeValidator(_comma_separated)
]
RateLimits = Annotated[Mapping[str, Quota], NoDecode, BeforeValidator(_rate_limits)]
LogLevel = Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(_upper)]
DatabaseUrl = Annotated[str, AfterValidator(_database_url)]
RedisUrl = Annotated[str, AfterValidator(_redis_url)]
Seconds = Annotated[int, Field(ge=1)]
