"""What must hold before the tokens of a Better Auth frontend are believed."""

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from app.config.values import is_loopback

if TYPE_CHECKING:
    from app.config.settings import Settings

MINIMUM_SECRET_BYTES: Final = 32
# What Better Auth signs with in development when nobody gave it a secret: known to everybody.
DOCUMENTED_SECRET: Final = "better-auth-secret-12345678901234567890"  # nosec B105


def check_better_auth(settings: "Settings") -> None:
    """Raises `ValueError` with the line to show, which never repeats a secret."""
    if settings.better_auth_issuer is None:
        raise ValueError("BETTER_AUTH_ISSUER: must be set when BETTER_AUTH_MODE is not off")
    if settings.better_auth_issuer == settings.public_url:
        raise ValueError("BETTER_AUTH_ISSUER: must not be PUBLIC_URL, the issuer of our own tokens")
    if settings.better_auth_mode == "secret":
        _check_secret(settings)
    else:
        _check_address(settings.external_keys_url)


def _check_secret(settings: "Settings") -> None:
    if settings.better_auth_secret is None:
        raise ValueError("BETTER_AUTH_SECRET: must be set when BETTER_AUTH_MODE is secret")
    secret = settings.better_auth_secret.get_secret_value()
    if len(secret.encode()) < MINIMUM_SECRET_BYTES:
        raise ValueError(f"BETTER_AUTH_SECRET: must have at least {MINIMUM_SECRET_BYTES} bytes")
    if secret == DOCUMENTED_SECRET:
        raise ValueError("BETTER_AUTH_SECRET: this one is in Better Auth's source; make your own")


def _check_address(url: str) -> None:
    """Whoever can change what comes from there signs in as anybody."""
    parts = urlsplit(url)
    if parts.scheme != "https" and not is_loopback(parts.hostname or ""):
        raise ValueError("BETTER_AUTH_JWKS_URL: must be https, unless it is on this machine")
