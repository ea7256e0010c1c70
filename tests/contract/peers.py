"""Fuzzes as two people at once: what one of them made, the other must not get to read."""

import copy
import json
import os
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.contract.fuzz import fuzzable
from tests.contract.insider import Insider
from tests.contract.server import PASSWORD, PEOPLE, running
from tests.support.bundle import document
from tests.support.server import ROOT

CONFIG = Path(__file__).with_name("peers.toml")
# The check looks at what is read by an id that a change has shown. A read shows anybody's.
_READS = ("updateMe", "getUser", "listUserSessions", "listUsers", "listAuditEvents")
_OTHER = "bob@example.com"


def fuzz_as_peers(seed: int, *options: str, plant: str = "") -> tuple[int, str]:
    """The exit code and the output of Schemathesis against a server of its own."""
    with (
        tempfile.TemporaryDirectory(prefix="accord-peers-") as name,
        running(plant=plant) as server,
    ):
        contract, people = Path(name, "contract.json"), Path(name, "people.json")
        contract.write_text(json.dumps(_with_easy_change(fuzzable(document()))))
        with closing(Insider(server.url, server.mailbox)) as insider:
            insider.register_confirmed(_OTHER, PASSWORD)
            tokens = {
                peer: insider.sign_in(email, PASSWORD)["access_token"]
                for peer, email in (("ada", PEOPLE["user"]), ("bob", _OTHER))
            }
        people.write_text(json.dumps({"auth": [_signed_in(*each) for each in tokens.items()]}))
        process = subprocess.run(
            [
                str(Path(sys.executable).with_name("schemathesis")), f"--config-file={CONFIG}",
                "run", str(contract), f"--url={server.url}", f"--seed={seed}",
                "--phases=fuzzing,stateful",
                *(f"--include-operation-id={operation}" for operation in _READS), *options,
            ],  # fmt: skip
            cwd=ROOT,
            env={**os.environ, "FUZZ_PEERS": str(people)},
            capture_output=True,
            text=True,
        )
        return process.returncode, process.stdout + process.stderr


def _with_easy_change(bundle: dict[str, Any]) -> dict[str, Any]:
    """The same contract, but for a change of one's own account that always succeeds."""
    own = copy.deepcopy(bundle["paths"]["/api/v1/me"])
    own["patch"]["parameters"] = [{"name": "If-Match", "in": "header", "schema": {"const": "*"}}]
    (content,) = own["patch"]["requestBody"]["content"].values()
    name = {"type": "string", "pattern": "^[a-z]{1,9}$"}
    content["schema"] = {"type": "object", "properties": {"display_name": name}}
    return {**bundle, "paths": {**bundle["paths"], "/api/v1/me": own}}


def _signed_in(name: str, access_token: str) -> dict[str, object]:
    header = {"name": "Authorization", "value": f"Bearer {access_token}"}
    return {"name": name, "fixedHeaders": [header]}
