"""The contestants: how processes are pinned and watched, and one short turn of Accord itself."""

import json
import os
import re
import sys
import time
from pathlib import Path

import pytest

from benchmarks import contestants
from benchmarks.contestants.accord import Accord
from benchmarks.contestants.programs import FOLDER
from benchmarks.speed import environments, processes, rounds, workloads
from benchmarks.speed.contestant import Stage
from benchmarks.speed.processes import DoesNotStart, Program, Running, running
from tests.support import machine, postgres
from tests.support.server import free_port


def test_a_server_has_a_processor_of_its_own_and_this_process_keeps_its_own(
    tmp_path: Path,
) -> None:
    before, port = os.sched_getaffinity(0), free_port()
    program = Program(
        [sys.executable, "-m", "http.server", "--bind", "127.0.0.1", str(port)],
        tmp_path,
        environments.bare(),
    )
    with running(program, "/", port) as server:
        assert os.sched_getaffinity(server.pid) == processes.OF_THE_SERVER
        assert server.memory_mib > 1 and server.seconds_to_first_answer > 0
    assert os.sched_getaffinity(0) == before
    assert not Path(f"/proc/{server.pid}").exists()


def test_a_server_that_does_not_start_says_why(tmp_path: Path) -> None:
    program = Program([sys.executable, "-c", "raise SystemExit('no luck')"], tmp_path, {})

    with pytest.raises(DoesNotStart, match="no luck"), running(program, "/"):
        pass


def test_the_processor_time_of_a_process_is_what_it_used() -> None:
    me = Running(os.getpid(), 0, 0)
    before, began = me.cpu_seconds, time.process_time()
    while time.process_time() - began < 0.2:
        sum(range(100_000))  # user time
        os.urandom(5_000_000)  # system time
    used = time.process_time() - began

    # Its clock ticks a hundred times a second.
    assert me.cpu_seconds - before == pytest.approx(used, abs=0.05)


def test_contestants_have_names_of_their_own_and_accord_is_first() -> None:
    names = [one.name for one in contestants.EVERYBODY]

    assert names[0] == "accord"
    assert len(set(names)) == len(names)


def test_versions_are_those_that_are_pinned() -> None:
    assert re.fullmatch(
        r"fastapi [\d.]+, sqlalchemy [\d.]+",
        environments.pins("handwritten", "fastapi", "sqlalchemy"),
    )


def test_every_package_for_node_has_its_hash() -> None:
    lock = json.loads((FOLDER / "better_auth" / "package-lock.json").read_text())
    packages = {name: one for name, one in lock["packages"].items() if name}

    assert packages
    assert [name for name, one in packages.items() if not one.get("integrity")] == []


@pytest.mark.slow
def test_accord_plays_every_workload(tmp_path: Path) -> None:
    """What the benchmark asks of the service is what it answers; no figure is looked at."""
    if not postgres.is_installed():
        machine.missing("PostgreSQL", "install the package postgresql")
    with postgres.running() as server:
        accord = Accord()
        accord.prepare(Stage(server, tmp_path))
        results = [*rounds.play([accord], workloads.ALL, rounds=1, seconds=0.5)]

    assert [one.failure for one in results if one.failure] == []
    assert [one.workload for one in results] == [rounds.START, *workloads.ALL, rounds.MEMORY]
