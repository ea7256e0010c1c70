"""`accord serve`: the first start in development, and the end of a process under way."""

import signal
import socket
import stat
import threading
import time
from pathlib import Path

import httpx
import pytest

from app.demo import DEMO_ACCOUNTS
from tests.cli.programs import sign_in
from tests.http.stalled import HALF_A_BODY, stalled
from tests.support.server import environment, free_port, run, serving, start
from tests.support.service import API, PASSWORD
from tests.support.waiting import until


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_first_start_in_development_prepares_everything(folder: Path) -> None:
    with serving(folder, SEED_DEMO="true") as server:
        banner = server.output
        statuses = [
            sign_in(server, demo.email, demo.password).status_code for demo in DEMO_ACCOUNTS
        ]

        assert statuses == [200, 200]
        for line in (f"{server.url}/api/v1", f"{server.url}/docs", "var/mailbox/"):
            assert line in banner
        for demo in DEMO_ACCOUNTS:
            assert f"{demo.email}  {demo.password}" in banner
        assert _mode(folder / "var") == 0o700
        assert _mode(folder / "var" / "keys.json") == 0o600
        assert _mode(server.database) == 0o600


def test_a_second_start_keeps_keys_and_accounts(folder: Path) -> None:
    with serving(folder, SEED_DEMO="true") as server:
        keys, rows = (folder / "var/keys.json").read_bytes(), server.row_counts()
    with serving(folder, SEED_DEMO="true") as server:
        assert (folder / "var/keys.json").read_bytes() == keys
        assert server.row_counts() == rows


def test_without_the_demo_no_password_is_printed_and_none_works(folder: Path) -> None:
    demo = DEMO_ACCOUNTS[0]
    with serving(folder, SEED_DEMO="false") as server:
        assert demo.password not in server.output
        assert sign_in(server, demo.email, demo.password).status_code == 400


def test_a_taken_port_is_one_clear_line_and_nothing_is_prepared(folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ended = run(
            "serve", folder=folder, settings={"ENVIRONMENT": "development", "PORT": str(port)}
        )

    assert ended.returncode == 2
    assert ended.stderr == (
        f"accord: PORT: cannot listen on 127.0.0.1:{port}: Address already in use\n"
    )
    assert not (folder / "var").exists()


def test_sigterm_finishes_the_request_that_is_in_flight(folder: Path) -> None:
    # 13 rounds take about half a second: long enough to be still hashing when the signal comes.
    with serving(folder, BCRYPT_ROUNDS="13") as server:
        answers: list[httpx.Response] = []

        def register() -> None:
            body = {"email": "ada@example.com", "password": PASSWORD}
            answers.append(httpx.post(f"{server.url}{API}/auth/register", json=body, timeout=20))

        request = threading.Thread(target=register)
        request.start()
        time.sleep(0.2)
        assert answers == []
        status = server.stop()
        request.join(20)

        assert [answer.status_code for answer in answers] == [202]
        assert status in (0, -signal.SIGTERM)
        assert server.row_counts()["accounts"] == 1
        assert "Traceback" not in server.log


@pytest.mark.parametrize("workers", ["1", "2"])
def test_new_connections_are_refused_while_old_requests_end(folder: Path, workers: str) -> None:
    """A connection that is taken and never served would look to a proxy as if it had been."""
    with serving(folder, WORKERS=workers) as server, stalled(server, HALF_A_BODY):
        time.sleep(0.2)
        server.process.send_signal(signal.SIGTERM)
        until(lambda: not is_accepted(server.port), otherwise=lambda: "taken, and never served")
        assert server.process.poll() is None


def is_accepted(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=2).close()
    except OSError:
        return False
    return True


def test_nothing_is_configured_by_a_stranger_env_file_in_production(folder: Path) -> None:
    (folder / ".env").write_text("ENVIRONMENT=production\n")
    port = str(free_port())
    process = start(folder, "serve", **{"PORT": port})

    assert process.wait(20) == 2
    assert "process environment" in (folder / "log").read_text()
    assert "ENVIRONMENT" not in environment()
