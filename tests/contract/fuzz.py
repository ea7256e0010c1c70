"""Fuzzes a real server process with Schemathesis, as each role: `python -m tests.contract.fuzz`."""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemathesis.config import SchemathesisWarning

from contract.runtime.operations import Operation
from generated.operations import OPERATIONS, ROLE_SCOPES
from tests.contract import report
from tests.contract.server import PASSWORD, PEOPLE, complaints, running
from tests.fixtures_postgres import empty_database
from tests.support.bundle import document
from tests.support.server import ROOT, Server

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of Schemathesis found."""

    role: str
    seed: int
    seconds: float
    seen: Counter[report.Pair]
    complaints: tuple[str, ...]
    exit_code: int
    output: str

    @property
    def is_clean(self) -> bool:
        """No failure, no warning, and nothing in the server's log."""
        return self.exit_code == 0 and not self.complaints

    def __str__(self) -> str:
        verdict = "clean" if self.is_clean else "FAILED"
        cases = sum(self.seen.values())
        return (
            f"{self.role:<6} seed {self.seed:<11} {cases:>6} cases {self.seconds:7.1f} s  {verdict}"
        )


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
            seen=report.pairs(events) if events.exists() else Counter(),
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


def main(arguments: Sequence[str] | None = None) -> int:
    """Run, print, and say by the exit code whether everything was clean."""
    options = _parse(arguments)
    roles = sorted(PEOPLE) if options.role == "all" else [options.role]
    limits = [f"--max-examples={options.examples}"]
    if options.seconds is not None:
        runs = len(roles) * len(options.seed)
        limits.append(f"--max-time={max(1, options.seconds // runs)}")
    seen: Counter[report.Pair] = Counter()
    clean = True
    for seed in options.seed:
        for role in roles:
            with _database(options.database) as url:
                run = fuzz(role, seed, *limits, database_url=url)
            print(run, flush=True)
            if not run.is_clean:
                print(run.output, *run.complaints, sep="\n", flush=True)
            seen += run.seen
            clean = clean and run.is_clean
    print(report.table(seen))
    return 0 if clean else 1


@contextmanager
def _database(kind: str) -> Iterator[str | None]:
    """An empty database for one run; None for SQLite in the server's own folder."""
    if kind == "sqlite":
        yield None
        return
    with empty_database() as url:
        yield url


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.contract.fuzz", description=__doc__)
    parser.add_argument("--examples", type=int, default=100, help="for each operation and phase")
    parser.add_argument("--seconds", type=int, help="fuzz for about so long, over all runs")
    parser.add_argument("--seed", type=int, nargs="+", default=[random.randrange(2**32)])
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--role", choices=[*sorted(PEOPLE), "all"], default="all")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
