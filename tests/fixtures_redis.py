"""A Valkey or Redis server for tests that ask for one; it can be killed, and comes back."""

import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support import machine
from tests.support.server import free_port


@dataclass
class RedisServer:
    """One server on a port of its own."""

    command: list[str | Path]
    folder: Path
    port: int
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start it, empty, and wait until it listens."""
        self.process = machine.spawn(self.command, self.folder)
        machine.await_up(self.process, self.folder, self._listens)

    def stop(self) -> None:
        """It is gone, as with the machine that it ran on."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    @contextmanager
    def hanging(self) -> Iterator[None]:
        """It takes connections and answers nothing."""
        assert self.process is not None
        os.kill(self.process.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(self.process.pid, signal.SIGCONT)

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


@contextmanager
def redis_server(*options: str, certificate: Path | None = None) -> Iterator[RedisServer]:
    """A server that keeps nothing on disk; `certificate` makes it speak TLS only."""
    binary = shutil.which("valkey-server") or machine.program(
        "redis-server", package="redis-server or valkey-server"
    )
    folder, port = machine.unprivileged_folder("accord-redis-"), str(free_port())
    command = [binary, "--save", "", "--bind", "127.0.0.1", *options]
    if certificate is None:
        command += ["--port", port]
    else:
        pem = folder / "server.pem"
        pem.write_bytes(certificate.read_bytes())
        command += ["--port", "0", "--tls-port", port, "--tls-auth-clients", "no"]
        for option in ("cert", "key", "ca-cert"):
            command += [f"--tls-{option}-file", pem]
    server = RedisServer(command, folder, int(port))
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
