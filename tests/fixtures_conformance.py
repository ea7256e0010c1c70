"""A pytest plugin: an answer that the contract does not declare fails the test that saw it.

With `--answers=FILE` the run also writes down which (operation, status) pairs it has seen.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.conformance import WITNESS, NotConforming


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--answers", type=Path, help="where to write what was answered")


@pytest.fixture(autouse=True)
def every_answer_conforms() -> Iterator[None]:
    """Also where a test expects errors, or asks in the background: there what is raised is lost."""
    WITNESS.take_faults()
    yield
    faults = WITNESS.take_faults()
    if faults:
        raise NotConforming("\n".join(faults))


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """What a process of pytest-xdist has seen, the process that reports has seen."""
    WITNESS.pairs.update(map(tuple, getattr(node, "workeroutput", {}).get("answers", ())))


def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["answers"] = sorted(WITNESS.pairs)
    elif (file := session.config.getoption("--answers")) is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(sorted(WITNESS.pairs)))
