"""The HTTP server around the application: uvicorn, told what we trust and how to end."""

import gc
import signal
import socket
import time
from types import FrameType
from typing import Final

import uvicorn
from starlette.types import ASGIApp

from app.config import Settings
from app.http.protocol import BoundedProtocol
from app.lifecycle import Lifecycle

# Objects that are made and not freed before the collector looks at the young ones. A request makes
# some hundreds and no cycles, so looking every 700, as Python does, finds nothing.
_GC_THRESHOLDS: Final = (50_000, 50, 50)


class Server(uvicorn.Server):
    """On SIGTERM it first says that it is not ready, for as long as a load balancer needs to see
    it, and serves on; only then does it close its door. A second signal ends the waiting."""

    def __init__(
        self, config: uvicorn.Config, lifecycle: Lifecycle, *, delay_seconds: float
    ) -> None:
        super().__init__(config)
        self._lifecycle = lifecycle
        self._delay_seconds = delay_seconds
        self._exit_at: float | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """What was made until now lives as long as the process: no collection looks at it again."""
        await super().startup(sockets)
        gc.collect()
        gc.freeze()
        gc.set_threshold(*_GC_THRESHOLDS)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        is_first = not self._lifecycle.is_stopping
        self._lifecycle.is_stopping = True
        super().handle_exit(sig, frame)
        if is_first and sig == signal.SIGTERM and self.started:
            self._exit_at = time.monotonic() + self._delay_seconds
            self.should_exit = False

    async def on_tick(self, counter: int) -> bool:
        if self._exit_at is not None and time.monotonic() >= self._exit_at:
            self.should_exit = True
        return await super().on_tick(counter)


def server(app: ASGIApp, settings: Settings, lifecycle: Lifecycle) -> Server:
    """A server for `app`; the caller brings the sockets."""
    config = uvicorn.Config(
        app,
        # httptools refuses what two parsers could read differently: Content-Length beside
        # Transfer-Encoding passes h11.
        http=BoundedProtocol,
        ws="none",
        loop="uvloop",
        lifespan="on",
        # The address of the client is ours to judge: the envelope counts the proxies.
        proxy_headers=False,
        server_header=False,
        access_log=False,
        log_config=None,  # like every library: app.observability.logging
        log_level="error",
        timeout_keep_alive=settings.idle_timeout_seconds,
        timeout_graceful_shutdown=settings.shutdown_timeout_seconds,
    )
    return Server(config, lifecycle, delay_seconds=settings.shutdown_delay_seconds)
