"""Every setting with its type, bounds and default.

The environment defaults to *production*: a deployment that forgets to name it gets the strict rules
and a list of what is missing, never demo accounts and a mailbox in a folder.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import ConfigDict, Field, SecretStr, model_validator

from app.config.better_auth import BetterAuthSettings
from app.config.values import (
    DEFAULT_RATE_LIMITS,
    DatabaseUrl,
    HttpUrl,
    LogLevel,
    Origins,
    RateLimits,
    RedisUrl,
    Seconds,
)

DEFAULT_SENDER: Final = "Accord <accord@localhost>"
MINIMUM_BCRYPT_ROUNDS: Final = 12
MAX_WORKERS: Final = 64
_DAY_SECONDS: Final = 86_400

# pydantic hands a default factory what was validated before it, in the order of the fields.
_Validated = Mapping[str, object]


def _local_url(values: _Validated) -> str:
    return f"http://127.0.0.1:{values['port']}"


def _public_url(values: _Validated) -> str:
    return str(values["public_url"])


def _in_development(values: _Validated) -> bool:
    return values["environment"] == "development"


def _development_origins(values: _Validated) -> tuple[str, ...]:
    return ("http://localhost:3000",) if _in_development(values) else ()


def _log_format(values: _Validated) -> Literal["console", "json"]:
    return "console" if _in_development(values) else "json"


class Settings(BetterAuthSettings):
    """Every setting, named like its environment variable; `.env.example` explains each."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    environment: Literal["development", "production"] = "production"
    host: Annotated[str, Field(min_length=1)] = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65_535)] = 8000
    workers: Annotated[int, Field(ge=1, le=MAX_WORKERS)] = 1
    public_url: HttpUrl = Field(default_factory=_local_url)
    metrics_host: Annotated[str, Field(min_length=1)] = "127.0.0.1"
    metrics_port: Annotated[int, Field(ge=1, le=65_535)] | None = None
    traces_url: HttpUrl | None = None

    database_url: DatabaseUrl = Field(default="sqlite:///var/accord.db", repr=False)
    migration_database_url: DatabaseUrl | None = Field(default=None, repr=False)

    audience: Annotated[str, Field(min_length=1)] = Field(default_factory=_public_url)
    access_token_ttl_seconds: Annotated[int, Field(ge=1, le=900)] = 600
    refresh_token_ttl_seconds: Seconds = 30 * _DAY_SECONDS
    refresh_token_idle_seconds: Seconds = 7 * _DAY_SECONDS
    refresh_grace_seconds: Annotated[int, Field(ge=0, le=60)] = 10
    sessions_per_account: Annotated[int, Field(ge=1, le=10_000)] = 100
    verification_ttl_seconds: Seconds = _DAY_SECONDS
    reset_ttl_seconds: Seconds = 3600
    invitation_ttl_seconds: Seconds = 7 * _DAY_SECONDS

    signing_algorithm: Literal["ES256", "RS256", "HS256"] = "ES256"
    signing_keys_file: Path = Path("var/keys.json")
    signing_keys: SecretStr | None = None

    password_scheme: Literal["bcrypt_sha256", "argon2id"] = "bcrypt_sha256"
    bcrypt_rounds: Annotated[int, Field(ge=4, le=20)] = MINIMUM_BCRYPT_ROUNDS
    hash_workers: Annotated[int, Field(ge=1, le=64)] = 2
    hash_queue_limit: Annotated[int, Field(ge=1, le=10_000)] = 32

    registration: Literal["open", "closed"] = "open"
    cors_origins: Origins = Field(default_factory=_development_origins)
    trusted_proxy_count: Annotated[int, Field(ge=0, le=10)] = 0
    max_body_bytes: Annotated[int, Field(ge=1024, le=10 * 1024 * 1024)] = 65_536
    body_timeout_seconds: Annotated[float, Field(gt=0, le=120)] = 10.0
    idle_timeout_seconds: Annotated[int, Field(ge=1, le=600)] = 5
    max_concurrent_requests: Annotated[int, Field(ge=1, le=10_000)] = 200
    shutdown_delay_seconds: Annotated[float, Field(ge=0, le=120)] = 0.0
    shutdown_timeout_seconds: Annotated[int, Field(ge=1, le=120)] = 20
    rate_limits: RateLimits = DEFAULT_RATE_LIMITS
    redis_url: RedisUrl | None = Field(default=None, repr=False)

    mail_transport: Literal["console", "file", "smtp"] = "file"
    mailbox_dir: Path = Path("var/mailbox")
    mail_from: Annotated[str, Field(min_length=3)] = DEFAULT_SENDER
    smtp_host: str | None = None
    smtp_port: Annotated[int, Field(ge=1, le=65_535)] = 587
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    smtp_username: str | None = None
    smtp_password: SecretStr | None = None
    smtp_timeout_seconds: Annotated[float, Field(gt=0, le=30)] = 10.0
    frontend_url: HttpUrl | None = None
    outbox_in_process: bool = True

    docs_enabled: bool = True
    log_level: LogLevel = "INFO"
    log_format: Literal["console", "json"] = Field(default_factory=_log_format)
    seed_demo: bool = Field(default_factory=_in_development)

    @property
    def is_production(self) -> bool:
        return self.environment == "production"

    @property
    def metrics_ports(self) -> range:
        """Where the processes of this service offer metrics, one port each; none if it is off."""
        first = self.metrics_port
        return range(first, first + self.workers) if first is not None else range(0)

    @property
    def external_audience(self) -> str:
        """Whom the tokens of the other issuer are meant for."""
        return self.better_auth_audience or self.audience

    @property
    def migrations_url(self) -> str:
        """Where migrations run: the direct host, when the service itself goes through a pooler."""
        return self.migration_database_url or self.database_url

    @model_validator(mode="after")
    def _settings_fit_together(self) -> "Settings":
        if self.refresh_token_idle_seconds > self.refresh_token_ttl_seconds:
            raise ValueError(
                "REFRESH_TOKEN_IDLE_SECONDS: must not exceed REFRESH_TOKEN_TTL_SECONDS"
            )
        if self.metrics_ports and self.metrics_ports[-1] > 65_535:
            raise ValueError("METRICS_PORT: the workers' ports, from it on, end at 65535")
        if self.port in self.metrics_ports:
            raise ValueError("METRICS_PORT: the workers' ports, from it on, must not include PORT")
        if self.mail_transport == "smtp" and self.smtp_host is None:
            raise ValueError("SMTP_HOST: must be set when MAIL_TRANSPORT is smtp")
        if self.better_auth_mode != "off" and self.better_auth_issuer == self.public_url:
            raise ValueError("BETTER_AUTH_ISSUER: must not be PUBLIC_URL, our own issuer")
        return self
