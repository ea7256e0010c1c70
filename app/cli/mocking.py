"""The verb that serves the mock."""

import os
import sys

import click

from app.cli.serving import banner, bind
from app.config import Misconfigured, load_settings
from app.observability import logging


@click.command
def mock() -> None:
    """Serve the contract on HOST and PORT, without a database. Nothing is kept."""
    from app.mock.application import create_mock_server  # no other verb needs it

    # Nothing has to be set: there is nothing here that production would have to keep safe.
    environment = os.environ.setdefault("ENVIRONMENT", "development")
    if environment == "production":
        raise Misconfigured(["ENVIRONMENT: the mock is for development only"])
    settings = load_settings(workers=1)
    # Whoever the settings seed, here the demo accounts are there.
    settings = settings.model_copy(update={"seed_demo": True})
    listener = bind(settings.host, settings.port)
    logging.configure(level=settings.log_level, log_format=settings.log_format)
    http = create_mock_server(settings)
    print(banner(settings, "mock: nothing is kept"), flush=True)
    http.run(sockets=[listener])
    if not http.started:
        sys.exit(1)
