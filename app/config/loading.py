"""Reads the environment, and `.env` in development, and says in one line each what is wrong."""

import difflib
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from dotenv import dotenv_values
from pydantic import ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.config.production import unsafe_in_production
from app.config.settings import Settings


class Misconfigured(Exception):
    """The service must not start like this. `faults` are clear lines without secret values."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


class _EnvironmentSettings(Settings, BaseSettings):
    """The same settings, read from the process environment and, where given, a .env file.

    Apart from `Settings`, so that what builds `Settings(...)` never sees its machine's environment.
    """

    model_config = SettingsConfigDict(
        frozen=True, extra="ignore", hide_input_in_errors=True, env_ignore_empty=True
    )


def load_settings(
    *, serving: bool = True, dotenv: Path = Path(".env"), workers: int | None = None
) -> Settings:
    """Read the environment, and `.env` in development only. Raises `Misconfigured`.

    `workers`, if given, wins over the environment.

    `serving=False` is for verbs that neither sign nor mail (migrate, create-admin, rotate-keys):
    they may run where the signing keys and the mail server are not known.
    """
    pasted = _dotenv(dotenv)
    try:
        settings = _from_environment(dotenv if pasted else None, workers)
    except ValidationError as error:
        raise Misconfigured(_lines(error)) from None
    faults = [*_misspelt(pasted), *unsafe_in_production(settings, serving=serving)]
    if faults and "environment" not in settings.model_fields_set:
        faults.insert(0, "ENVIRONMENT: not set, which means production; else set it to development")
    if faults:
        raise Misconfigured(faults)
    return settings


def _from_environment(dotenv: Path | None, workers: int | None) -> Settings:
    if workers is None:
        return _EnvironmentSettings(_env_file=dotenv)
    return _EnvironmentSettings(_env_file=dotenv, workers=workers)


def _dotenv(path: Path) -> Mapping[str, str | None]:
    """The file's content where it applies: it exists, and the environment is development."""
    if not path.is_file():
        return {}
    pasted = dotenv_values(path)
    process, file = os.environ.get("ENVIRONMENT"), pasted.get("ENVIRONMENT")
    if not process and file == "production":
        raise Misconfigured(
            [f"ENVIRONMENT: {path} is read in development only; set it in the process environment"]
        )
    return pasted if (process or file) == "development" else {}


def _misspelt(pasted: Mapping[str, str | None]) -> Iterator[str]:
    """Near misses in `.env`. The process environment is not ours alone: a cluster that runs a
    service named accord sets ACCORD_PORT in every container. There, unknown names are ignored.
    """
    known = [name.upper() for name in Settings.model_fields]
    for name in pasted:
        if name.upper() not in known:
            for guess in difflib.get_close_matches(name.upper(), known, n=1, cutoff=0.85):
                yield f"{name}: no such setting (in .env); did you mean {guess}?"


def _lines(error: ValidationError) -> Iterator[str]:
    for fault in error.errors(include_url=False, include_context=False, include_input=False):
        if fault["type"] == "default_factory_not_called":
            continue  # it only follows from another fault that has its own line
        message = fault["msg"].removeprefix("Value error, ")
        name = str(fault["loc"][0]).upper() if fault["loc"] else None
        yield f"{name}: {message[:1].lower()}{message[1:]}" if name else message
