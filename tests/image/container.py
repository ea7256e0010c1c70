"""Containers as strict as they should run in production, by the command of Docker or Podman."""

import json
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx

START_SECONDS = 60
STRICT = (
    "--read-only",
    "--cap-drop=ALL",
    "--security-opt=no-new-privileges",
    "--memory=512m",
    "--pids-limit=128",
    "--ulimit=nofile=4096:4096",
    "--ulimit=nproc=512:512",
)
PRODUCTION = {
    "PUBLIC_URL": "https://accounts.example.com",
    "DATABASE_URL": "sqlite:////var/lib/accord/accord.db",
    "MAIL_TRANSPORT": "smtp",
    "MAIL_FROM": "Accord <accounts@example.com>",
    "SMTP_HOST": "127.0.0.1",
    # Long enough to be seen, on a busy machine too.
    "SHUTDOWN_DELAY_SECONDS": "5",
}


@dataclass(frozen=True)
class Container:
    """One that runs."""

    engine: "Engine"
    id: str
    # Where this machine reaches it.
    port: int

    def execute(self, *command: str) -> subprocess.CompletedProcess[str]:
        return self.engine.run("exec", self.id, *command)

    def wait_for_status(self, status: int) -> None:
        """Until readiness is answered with it."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            try:
                if httpx.get(self.at("/health/ready"), timeout=30).status_code == status:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.1)
        raise AssertionError(f"never {status}:\n{self.engine.run('logs', self.id).stderr}")

    def at(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=30)


@dataclass(frozen=True)
class Engine:
    """Docker or Podman, with options, and the image that is looked at."""

    command: tuple[str, ...]
    image: str

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([*self.command, *arguments], capture_output=True, text=True)

    def say(self, *arguments: str) -> str:
        """What a command that must succeed prints."""
        done = self.run(*arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def finish(self, volume: str, *verb: str) -> str:
        """Run one verb to its end, without a network."""
        return self.say("run", "--rm", "--network=none", *_given(volume), self.image, *verb)

    def inspect(self) -> dict[str, object]:
        """What the image says of itself; Docker has in `Config` what Podman has beside it."""
        described = json.loads(self.say("image", "inspect", self.image))[0]
        return {**described, **described["Config"]}

    @contextmanager
    def start(self, volume: str, *verb: str) -> Iterator[Container]:
        published = "--publish=127.0.0.1::8000"
        id = self.say("run", "--detach", published, *_given(volume), self.image, *verb)
        try:
            address = self.say("port", id, "8000/tcp").splitlines()[0]
            yield Container(self, id, int(address.rpartition(":")[2]))
        finally:
            self.run("kill", id)  # it may have ended already, and need not be waited for
            self.say("rm", "--force", id)

    def look(self, script: str) -> str:
        """What a shell in the image prints, whatever its status."""
        strict = ("run", "--rm", "--network=none", *STRICT, "--entrypoint=sh")
        return self.run(*strict, self.image, "-c", script).stdout.strip()


def _given(volume: str) -> list[str]:
    settings = [f"--env={name}={value}" for name, value in PRODUCTION.items()]
    return [*STRICT, *settings, f"--volume={volume}:/var/lib/accord"]
