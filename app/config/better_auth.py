"""The settings for the tokens of a Better Auth frontend, and what they must not be."""

from typing import Annotated, Final, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, Field, SecretStr, model_validator

from app.config.values import HttpUrl, is_loopback

MINIMUM_SECRET_BYTES: Final = 32
# As long as a detail of an audit event may be, which names the issuer.
_ISSUER_MAX: Final = 200
# What Better Auth signs with in development when nobody gave it a secret: known to everybody.
DOCUMENTED_SECRET: Final = "better-auth-secret-12345678901234567890"


class BetterAuthSettings(BaseModel):
    """A part of `Settings`, whose faults are lines that never repeat a secret."""

    better_auth_mode: Literal["off", "jwks", "secret"] = "off"
    better_auth_issuer: HttpUrl | None = None
    better_auth_audience: Annotated[str, Field(min_length=1)] | None = None
    better_auth_jwks_url: HttpUrl | None = None
    better_auth_secret: SecretStr | None = None
    external_provisioning: Literal["reject", "create"] = "reject"

    @property
    def external_keys_url(self) -> str:
        """Where the keys of the other issuer are published; Better Auth's own path by default."""
        return self.better_auth_jwks_url or f"{self.better_auth_issuer}/api/auth/jwks"

    @model_validator(mode="after")
    def _better_auth_can_be_believed(self) -> "BetterAuthSettings":
        if self.better_auth_mode == "off":
            return self
        _check_issuer(self.better_auth_issuer)
        if self.better_auth_mode == "secret":
            _check_secret(self.better_auth_secret)
            _check_unset("BETTER_AUTH_JWKS_URL", self.better_auth_jwks_url, "secret")
        else:
            given = "BETTER_AUTH_JWKS_URL" if self.better_auth_jwks_url else "BETTER_AUTH_ISSUER"
            _check_address(given, self.external_keys_url)
            _check_unset("BETTER_AUTH_SECRET", self.better_auth_secret, "jwks")
        return self


def _check_issuer(issuer: str | None) -> None:
    if issuer is None:
        raise ValueError("BETTER_AUTH_ISSUER: must be set when BETTER_AUTH_MODE is not off")
    if len(issuer) > _ISSUER_MAX:
        raise ValueError(f"BETTER_AUTH_ISSUER: must have at most {_ISSUER_MAX} characters")


def _check_secret(given: SecretStr | None) -> None:
    if given is None:
        raise ValueError("BETTER_AUTH_SECRET: must be set when BETTER_AUTH_MODE is secret")
    secret = given.get_secret_value()
    if len(secret.encode()) < MINIMUM_SECRET_BYTES:
        raise ValueError(f"BETTER_AUTH_SECRET: must have at least {MINIMUM_SECRET_BYTES} bytes")
    if secret == DOCUMENTED_SECRET:
        raise ValueError("BETTER_AUTH_SECRET: this one is in Better Auth's source; make your own")


def _check_address(name: str, url: str) -> None:
    """Whoever can change what comes from there signs in as anybody."""
    parts = urlsplit(url)
    if parts.scheme != "https" and not is_loopback(parts.hostname or ""):
        raise ValueError(
            f"{name}: must be https, unless it is on this machine: keys are fetched from there"
        )


def _check_unset(name: str, given: object, mode: str) -> None:
    """What the mode has no use for: a secret would lie here for nothing, and keys that nobody
    fetches would be believed to count."""
    if given is not None:
        raise ValueError(f"{name}: must not be set when BETTER_AUTH_MODE is {mode}")
