"""The sample contract in process and behind a real uvicorn."""

import logging
import socket
import threading
import time
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
import uvicorn
from hypothesis import settings

from tests.runtime import sample
from tests.runtime.raw import Wire

# A busy machine is no failure; the properties here are about values, not about time.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    log: list[Exception] = []
    transport = httpx.ASGITransport(app=sample.build(log))
    async with httpx.AsyncClient(transport=transport, base_url="http://notes.test") as http:
        yield http
    assert not log, "something other than a refusal left the endpoint"


@pytest.fixture(scope="module")
def wire_server() -> Iterator[Wire]:
    """A uvicorn with httptools in a thread; `faults` holds what it or the application logged."""
    faults: list[Exception] = []
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(sample.build(faults), http="httptools", lifespan="off", log_config=None)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    logging.getLogger("uvicorn").setLevel(logging.CRITICAL)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield Wire(listener.getsockname()[1], faults)
    server.should_exit = True
    thread.join(timeout=5)
    listener.close()
