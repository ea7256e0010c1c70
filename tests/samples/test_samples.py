"""Every code sample of the documentation does what it shows, run as it is printed."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import black
import httpx
import pytest

from contract.runtime.operations import Operation
from generated.operations import OPERATIONS
from tests.http.calls import named
from tests.samples.conftest import Stage
from tests.support import bundle, machine


def samples_of(document: Any) -> Iterator[tuple[str, str, str]]:
    """(operation, language, source)."""
    for item in document["paths"].values():
        for operation in item.values():
            if isinstance(operation, dict):
                for sample in operation["x-codeSamples"]:
                    yield operation["operationId"], sample["label"], sample["source"]


def sample(stage: Stage, operation: Operation, language: str) -> str:
    """The one that the documentation of the server shows."""
    document = httpx.get(f"{stage.url}/docs/openapi.json").json()
    (source,) = (
        source
        for about, label, source in samples_of(document)
        if (about, label) == (operation.id, language)
    )
    return source


def run(program: list[str], stage: Stage, operation: Operation, folder: Path) -> str:
    """Run it as somebody who has signed in, and give what it prints; it must succeed."""
    # Then curl fails where it would print a refusal.
    (folder / ".curlrc").write_text("fail-with-body\nsilent\nshow-error\n")
    token = stage.token(set(operation.scopes)) if operation.scopes is not None else ""
    ended = subprocess.run(
        program,
        env={"PATH": os.environ["PATH"], "CURL_HOME": str(folder), "ACCESS_TOKEN": token},
        capture_output=True,
        text=True,
        timeout=20,
    )
    assert (ended.returncode, ended.stderr) == (0, ""), ended.stdout + ended.stderr
    return ended.stdout


def answers_json(operation: Operation) -> bool:
    """Whether there is something to print."""
    described = next(o for _, _, o in bundle.operations() if o["operationId"] == operation.id)
    successes = [r for status, r in described["responses"].items() if status.startswith("2")]
    return any("content" in bundle.resolve(response) for response in successes)


@pytest.mark.parametrize("operation", OPERATIONS, ids=named)
def test_the_curl_sample_works(stage: Stage, operation: Operation, tmp_path: Path) -> None:
    machine.program("curl", package="curl")
    source = sample(stage, operation, "curl")
    printed = run(["bash", "-euc", source], stage, operation, tmp_path)

    assert bool(printed) == answers_json(operation)
    if printed:
        assert json.loads(printed)


@pytest.mark.parametrize("operation", OPERATIONS, ids=named)
def test_the_python_sample_works(stage: Stage, operation: Operation, tmp_path: Path) -> None:
    source = sample(stage, operation, "Python")
    printed = run([sys.executable, "-W", "error", "-c", source], stage, operation, tmp_path)

    assert bool(printed) == answers_json(operation)


@pytest.mark.parametrize("operation", OPERATIONS, ids=named)
def test_the_python_sample_is_formatted(stage: Stage, operation: Operation) -> None:
    source = sample(stage, operation, "Python")

    assert black.format_str(source, mode=black.Mode(line_length=100)) == source


@pytest.mark.parametrize("operation", OPERATIONS, ids=named)
def test_the_typescript_sample_calls_the_operation_by_its_name(
    stage: Stage, operation: Operation
) -> None:
    source = sample(stage, operation, "TypeScript")

    assert f"unwrap({operation.id}({{" in source
    assert operation.id in re.findall(r"\w+", source.splitlines()[0])
    assert ("accord.signIn(" in source) == (operation.scopes is not None)


def test_the_published_contract_has_no_samples(stage: Stage) -> None:
    published = httpx.get(f"{stage.url}/api/v1/openapi.json")

    assert "x-codeSamples" not in published.text
    document = httpx.get(f"{stage.url}/docs/openapi.json").json()
    for item in document["paths"].values():
        for operation in item.values():
            if isinstance(operation, dict):
                del operation["x-codeSamples"]
    assert document == published.json()
