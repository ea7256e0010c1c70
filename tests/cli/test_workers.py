"""`accord serve --workers`: processes that share a port, are replaced, and end together."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path

import httpx
import pytest

from tests.support.load import Load, at_once
from tests.support.metrics import Reading
from tests.support.server import UNLIMITED, Server, environment, free_port, run, serving
from tests.support.waiting import until


def children(parent: int) -> set[int]:
    """The workers of a supervisor: its children that listen, unlike the one that Python keeps."""
    found = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return {int(pid) for pid in found if b"spawn_main" in command_line(int(pid))}


def command_line(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def workers_of(server: Server, count: int = 2) -> set[int]:
    until(lambda: len(children(server.process.pid)) == count)
    return children(server.process.pid)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("served")
    with serving(folder, WORKERS="2", RATE_LIMITS=UNLIMITED) as server:
        yield server


def test_both_workers_answer_and_what_they_need_is_made_once(served: Server) -> None:
    workers = workers_of(served)
    answers = at_once(served.url, 20)

    assert [answer.status for answer in answers] == [202] * 20
    assert served.row_counts()["accounts"] >= 20
    assert len(workers) == 2 and served.process.pid not in workers
    assert served.output.count("Start here") == 1


def test_each_worker_serves_alone_when_the_other_stands_still(served: Server) -> None:
    one, other = workers_of(served)
    for still in (one, other):
        os.kill(still, signal.SIGSTOP)
        try:
            until(lambda: served.ready_status() == 200)
        finally:
            os.kill(still, signal.SIGCONT)


def test_a_worker_that_is_killed_is_replaced(served: Server) -> None:
    before = workers_of(served)
    killed = min(before)
    os.kill(killed, signal.SIGKILL)

    until(lambda: killed not in children(served.process.pid))
    after = workers_of(served)
    assert len(after - before) == 1
    until(lambda: served.ready_status() == 200)
    assert '"worker ended"' in served.log


def test_a_worker_that_is_replaced_after_a_rotation_has_the_keys_of_the_others(
    tmp_path: Path,
) -> None:
    def keys() -> str:
        return httpx.get(f"{server.url}/.well-known/jwks.json").text

    with serving(tmp_path, WORKERS="2") as server:
        killed, other = workers_of(server)
        before = keys()
        assert run("rotate-keys", folder=tmp_path).returncode == 0
        os.kill(killed, signal.SIGKILL)
        os.kill(other, signal.SIGSTOP)  # so that the new one answers
        try:
            until(lambda: server.ready_status() == 200)
            after = keys()
        finally:
            os.kill(other, signal.SIGCONT)

    assert after == before


def test_what_was_acknowledged_survives_the_death_of_a_worker(served: Server) -> None:
    """On SQLite, where the processes write into one file; on PostgreSQL tests/deploy shows it."""
    with Load(served.url, callers=6) as load:
        time.sleep(1)
        os.kill(min(workers_of(served)), signal.SIGKILL)
        before = len(load.acknowledged)
        time.sleep(1)

    assert 0 < before < len(load.acknowledged), "nobody was answered before, or nobody after"
    with closing(sqlite3.connect(served.database, timeout=5)) as database:
        emails = {email for (email,) in database.execute("SELECT email FROM accounts")}
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert set(load.acknowledged) <= emails


def test_sigterm_lets_every_worker_finish_and_the_status_is_zero(folder: Path) -> None:
    # 13 rounds take about half a second: long enough to be still hashing when the signal comes.
    settings = {"WORKERS": "2", "BCRYPT_ROUNDS": "13"}
    with serving(folder, **settings) as server, ThreadPoolExecutor(1) as callers:
        workers = workers_of(server)
        answering = callers.submit(at_once, server.url, 4)
        time.sleep(0.3)
        status = server.stop()

        assert [answer.status for answer in answering.result()] == [202] * 4
        assert status == 0
        assert server.row_counts()["accounts"] == 4
        assert [pid for pid in workers if command_line(pid)] == []
        assert "Traceback" not in server.log


def test_ctrl_c_reaches_the_whole_group_and_ends_without_a_traceback(folder: Path) -> None:
    with serving(folder, "--workers", "2", WORKERS="1") as server:  # the option wins
        group = {server.process.pid, *workers_of(server)}
        for pid in group:
            os.kill(pid, signal.SIGINT)

        assert server.process.wait(20) == 0
        assert [pid for pid in group if command_line(pid)] == []
        assert "Traceback" not in server.log


def test_no_worker_outlives_a_supervisor_that_is_killed(folder: Path) -> None:
    with serving(folder, WORKERS="2") as server:
        workers = workers_of(server)
        server.process.kill()

        until(lambda: not any(command_line(pid) for pid in workers))


WITHOUT_DATABASE = """
import socket, sys
from app.cli.workers import supervise
from app.config import Settings

if __name__ == "__main__":
    settings = Settings(environment="development", workers=2)
    settings = settings.model_copy(update={"database_url": "mysql://nowhere"})
    sys.exit(supervise(settings, socket.socket()))
"""


def test_workers_that_cannot_start_end_the_supervisor(folder: Path) -> None:
    """Started again and again, they would look like a service to whoever watches processes."""
    (folder / "program.py").write_text(WITHOUT_DATABASE)
    ended = subprocess.run(
        [sys.executable, "program.py"],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert ended.returncode == 1
    assert "workers cannot start" in ended.stdout
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("workers", ["0", "65", "two"])
def test_a_number_of_workers_that_is_none_is_refused(folder: Path, workers: str) -> None:
    assert run("serve", "--workers", workers, folder=folder).returncode == 2
    assert list(folder.iterdir()) == []


def test_each_worker_has_metrics_of_its_own_also_one_that_was_replaced(tmp_path: Path) -> None:
    port = two_free_ports()
    with serving(tmp_path, WORKERS="2", METRICS_PORT=str(port)) as server:

        def starts() -> Counter[float]:
            texts = (httpx.get(f"http://127.0.0.1:{port + n}/metrics").text for n in range(2))
            return Counter(Reading(text).value("process_start_time_seconds") for text in texts)

        until(lambda: is_answered(port) and is_answered(port + 1))
        before = starts()
        victim = workers_of(server).pop()
        os.kill(victim, signal.SIGKILL)
        until(lambda: victim not in children(server.process.pid))
        workers_of(server)
        until(lambda: is_answered(port) and is_answered(port + 1))

        assert (starts() - before).total() == 1


def two_free_ports() -> int:
    """The first of two that follow each other."""
    while True:
        port = free_port()
        with suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port + 1))
            return port


def is_answered(port: int) -> bool:
    with suppress(httpx.TransportError):
        return httpx.get(f"http://127.0.0.1:{port}/metrics").status_code == 200
    return False
