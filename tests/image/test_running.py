"""The image at work: read-only, without capabilities, as process 1."""

import json
import subprocess
from uuid import uuid4

import httpx

from tests.image.container import PRODUCTION, STRICT, Container, Engine

REGISTER = "/api/v1/auth/register"


def _somebody() -> dict[str, str]:
    """Somebody new: one address gets three mails an hour, and the database outlives a server."""
    return {"email": f"{uuid4()}@example.com", "password": "seven green bicycles"}


def _health_check(engine: Engine) -> list[str]:
    check = engine.inspect()["Healthcheck"]
    assert isinstance(check, dict)
    kind, *command = check["Test"]
    assert kind == "CMD"
    return [str(word) for word in command]


def test_somebody_can_register(container: Container) -> None:
    answer = httpx.post(container.at(REGISTER), json=_somebody(), timeout=30)
    assert answer.status_code == 202


def test_its_health_check_asks_it(container: Container, engine: Engine) -> None:
    assert container.execute(*_health_check(engine)).returncode == 0


def test_its_health_check_fails_where_nothing_serves(engine: Engine) -> None:
    program, *arguments = _health_check(engine)
    alone = ("run", "--rm", "--network=none", *STRICT, f"--entrypoint={program}", engine.image)
    assert engine.run(*alone, *arguments).returncode != 0


def test_its_own_files_cannot_be_changed(container: Container) -> None:
    assert container.execute("touch", "/opt/accord/new").returncode != 0
    assert container.execute("touch", "/var/lib/accord/new").returncode == 0


def test_what_it_has_begun_is_finished_when_it_is_stopped(container: Container) -> None:
    """As process 1 it gets no signal that it does not handle itself."""
    body = json.dumps(_somebody()).encode()
    head = (
        f"POST {REGISTER} HTTP/1.1\r\nHost: accounts\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    with container.connect() as client:
        client.sendall(head.encode() + body[:10])
        stop = [*container.engine.command, "stop", "--time=60", container.id]
        with subprocess.Popen(
            stop, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as stopping:
            container.wait_for_status(503)
            client.sendall(body[10:])
            assert client.recv(4096).startswith(b"HTTP/1.1 202 ")
    assert stopping.returncode == 0
    state = container.engine.say("inspect", "--format={{.State.ExitCode}}", container.id)
    assert state == "0"


def test_it_starts_only_with_settings_that_are_safe(engine: Engine, volume: str) -> None:
    stray = {**PRODUCTION, "PUBLIC_URL": "http://accounts.example.com"}
    settings = [f"--env={name}={value}" for name, value in stray.items()]
    refused = engine.run("run", "--rm", "--network=none", *STRICT, *settings, engine.image)
    assert refused.returncode == 2
    assert "PUBLIC_URL: must be set to an https address in production" in refused.stderr
