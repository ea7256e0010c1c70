"""The image that `make image-test` has built. Without IMAGE nothing here is collected."""

import os
import shlex
from collections.abc import Iterator

import pytest

from tests.image.container import Container, Engine

collect_ignore_glob = [] if "IMAGE" in os.environ else ["test_*.py"]


@pytest.fixture(scope="session")
def engine() -> Engine:
    return Engine(tuple(shlex.split(os.environ["ENGINE"])), os.environ["IMAGE"])


@pytest.fixture(scope="session")
def volume(engine: Engine) -> Iterator[str]:
    """A migrated database and signing keys, made by the image itself."""
    name = engine.say("volume", "create")
    try:
        engine.finish(name, "migrate")
        engine.finish(name, "rotate-keys")
        yield name
    finally:
        engine.say("volume", "rm", "--force", name)


@pytest.fixture(params=["serve", "serve --workers 2"])
def container(request: pytest.FixtureRequest, engine: Engine, volume: str) -> Iterator[Container]:
    """A server that is ready."""
    with engine.start(volume, *str(request.param).split()) as started:
        started.wait_for_status(200)
        yield started
