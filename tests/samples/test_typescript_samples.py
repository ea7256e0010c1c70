"""Every TypeScript sample runs with our SDK; that needs Node, so it is `make docs-test`."""

import shutil
import subprocess
from pathlib import Path

import pytest

from app.demo import DEMO_ACCOUNTS
from contract.runtime.operations import Operation
from generated.operations import OPERATIONS
from tests.http.calls import EMAIL, PASSWORD, named
from tests.samples.conftest import Stage
from tests.samples.test_samples import answers_json, sample
from tests.support.server import ROOT

pytestmark = pytest.mark.web

DEMO = DEMO_ACCOUNTS[0]
SDK = ROOT / "clients" / "typescript"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the SDK is installed."""
    if shutil.which("node") is None:
        pytest.fail("Node 20.19 or newer is not installed")
    if not (SDK / "dist").is_dir():
        pytest.fail("the TypeScript SDK is not built: make sdk-build")
    folder = tmp_path_factory.mktemp("project")
    (folder / "node_modules").mkdir()
    (folder / "node_modules" / "accord-client").symlink_to(SDK)
    return folder


@pytest.mark.parametrize("operation", OPERATIONS, ids=named)
def test_the_typescript_sample_works(stage: Stage, operation: Operation, project: Path) -> None:
    # Its types are inferred, so it is JavaScript too. Who signs in is Ada, whom the examples are
    # about, in place of the demo account: that is what a reader puts in.
    source = sample(stage, operation, "TypeScript")
    source = source.replace(DEMO.email, EMAIL).replace(DEMO.password, PASSWORD)
    file = project / f"{operation.id}.mjs"
    file.write_text(source)
    ended = subprocess.run(["node", file], cwd=project, capture_output=True, text=True, timeout=30)

    assert (ended.returncode, ended.stderr) == (0, "")
    assert bool(ended.stdout) == answers_json(operation)
