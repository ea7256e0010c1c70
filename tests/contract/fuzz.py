"""Fuzzes a real server process with Schemathesis, as one role."""

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemathesis.config import SchemathesisWarning

from contract.runtime.operations import Operation
from generated.operations import OPERATIONS, ROLE_SCOPES
from tests.contract import report
from tests.contract.server import PASSWORD, PEOPLE, complaints, running
from tests.support.bundle import document
from tests.support.server import ROOT, Server

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of Schemathesis found."""

    role: str
    seed: int
    seconds: float
    seen: report.Seen
    complaints: tuple[str, ...]
    exit_code: int
    output: str

    @property
    def is_clean(self) -> bool:
        """No failure, no warning, and nothing in the server's log."""
        return self.exit_code == 0 and not self.complaints

    def __str__(self) -> str:
        verdict = "clean" if self.is_clean else "FAILED"
        head = f"{self.role:<6} seed {self.seed:<11}"
        return f"{head} {self.seen.cases:>6} cases {self.seconds:7.1f} s  {verdict}"


def fuzz(role: str, seed: int, *options: str, database_url: str | None = None) -> Run:
    """One run as one role against a server of its own, on SQLite if no other database is given."""
    with (
        tempfile.TemporaryDirectory(prefix="accord-fuzz-report-") as name,
        running(database_url) as server,
    ):
        folder = Path(name)
        contract, events = folder / "contract.json", folder / "report.ndjson"
        contract.write_text(json.dumps(fuzzable(document())))
        command = [
            str(Path(sys.executable).with_name("schemathesis")),
            f"--config-file={HERE / 'schemathesis.toml'}",
            "run", str(contract), f"--url={server.url}", f"--seed={seed}",
            "--report=ndjson", f"--report-ndjson-path={events}", *_warnings(role), *options,
        ]  # fmt: skip
        started = time.monotonic()
        process = subprocess.run(
            command, cwd=ROOT, env=_environment(role, server), capture_output=True, text=True
        )
        return Run(
            role=role,
            seed=seed,
            seconds=time.monotonic() - started,
            seen=report.read(events),
            complaints=tuple(complaints(server)),
            exit_code=process.returncode,
            output=process.stdout + process.stderr,
        )


def fuzzable(bundle: dict[str, Any]) -> dict[str, Any]:
    """The same contract, said in a way that Schemathesis 4.32 acts upon.

    It puts the first server before every path, whatever servers the path names; and its check
    `ignored_auth` does nothing for schemes of type oauth2, while on the wire both are a Bearer.
    """
    paths = {}
    for path, item in bundle["paths"].items():
        server = (item.get("servers") or bundle["servers"])[0]["url"].rstrip("/")
        paths[server + path] = {name: part for name, part in item.items() if name != "servers"}
    schemes = {"oauth2": {"type": "http", "scheme": "bearer"}}
    components = {**bundle["components"], "securitySchemes": schemes}
    return {**bundle, "servers": [{"url": "/"}], "paths": paths, "components": components}


def _warnings(role: str) -> list[str]:
    """All; but that an operation is never allowed is no news where the role forbids it."""
    if all(is_allowed(role, operation) for operation in OPERATIONS):
        return []
    kinds = (kind.value for kind in SchemathesisWarning)
    return ["--warnings=" + ",".join(kind for kind in kinds if kind != "missing_auth")]


def is_allowed(role: str, operation: Operation) -> bool:
    """Whether the scopes of a role are enough for an operation."""
    return frozenset(operation.scopes or ()) <= ROLE_SCOPES[role]


def _environment(role: str, server: Server) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "FUZZ_URL": server.url,
        "FUZZ_MAILBOX": str(server.mailbox),
        "FUZZ_ROLE": role,
        "FUZZ_EMAIL": PEOPLE[role],
        "FUZZ_PASSWORD": PASSWORD,
    }
