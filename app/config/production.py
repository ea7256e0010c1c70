"""What must not meet real people: the rules of production, one line for each that is broken."""

from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from app.config.settings import DEFAULT_SENDER, MINIMUM_BCRYPT_ROUNDS, Settings
from app.config.values import is_loopback

_Rule = tuple[Callable[[Settings], bool], str]


def unsafe_in_production(settings: Settings, *, serving: bool = True) -> tuple[str, ...]:
    """Why these settings must not be used: one line each, none in development."""
    if not settings.is_production:
        return ()
    rules = (*_ALWAYS, *(_WHEN_SERVING if serving else ()))
    return tuple(line for is_broken, line in rules if is_broken(settings))


def _is_plain_http(url: str | None) -> bool:
    return url is not None and urlsplit(url).scheme != "https"


def _is_stray_database(settings: Settings) -> bool:
    """SQLite in memory, or in whatever folder the process happened to start in, is lost data."""
    scheme, _, rest = settings.database_url.partition("://")
    return scheme.startswith("sqlite") and not rest.startswith("//")


def _mails_in_the_clear(settings: Settings) -> bool:
    if settings.mail_transport != "smtp" or settings.smtp_security != "none":
        return False
    return not is_loopback(settings.smtp_host or "")


def _lacks_signing_keys(settings: Settings) -> bool:
    return settings.signing_keys is None and not settings.signing_keys_file.is_file()


# SQLite itself is allowed: one machine with a disk is a fair deployment, and tested as one.
_ALWAYS: Final[tuple[_Rule, ...]] = (
    (
        _is_stray_database,
        "DATABASE_URL: in production name PostgreSQL, or SQLite by an absolute path"
        " (sqlite:////var/lib/accord/accord.db)",
    ),
    (
        lambda settings: settings.bcrypt_rounds < MINIMUM_BCRYPT_ROUNDS,
        f"BCRYPT_ROUNDS: must be at least {MINIMUM_BCRYPT_ROUNDS} in production",
    ),
    (
        lambda settings: settings.signing_algorithm == "HS256",
        "SIGNING_ALGORITHM: HS256 is for development only; whoever verifies it can forge it",
    ),
    (
        lambda settings: settings.seed_demo,
        "SEED_DEMO: demo accounts have public passwords; refused in production",
    ),
)
_WHEN_SERVING: Final[tuple[_Rule, ...]] = (
    (
        lambda settings: _is_plain_http(settings.public_url),
        "PUBLIC_URL: must be set to an https address in production",
    ),
    (
        lambda settings: _is_plain_http(settings.frontend_url),
        "FRONTEND_URL: must be an https address in production",
    ),
    (
        lambda settings: any(map(_is_plain_http, settings.cors_origins)),
        "CORS_ORIGINS: every origin must be https in production",
    ),
    (
        lambda settings: settings.mail_transport != "smtp",
        "MAIL_TRANSPORT: must be smtp in production; console and file reach nobody",
    ),
    (
        lambda settings: settings.mail_transport == "smtp" and settings.mail_from == DEFAULT_SENDER,
        "MAIL_FROM: must name a sender of your own in production",
    ),
    (
        _mails_in_the_clear,
        "SMTP_SECURITY: none is refused in production unless SMTP_HOST is this machine",
    ),
    (
        _lacks_signing_keys,
        "SIGNING_KEYS: give the key set, or make SIGNING_KEYS_FILE with `accord rotate-keys`",
    ),
)
