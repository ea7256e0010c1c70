"""The clients are what they say: of this version of the contract, and light to install."""

import ast
import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
VERSION = json.loads((ROOT / "generated/openapi.json").read_text())["info"]["version"]
PYTHON = tomllib.loads((ROOT / "clients/python/pyproject.toml").read_text())["project"]
NODE = json.loads((ROOT / "clients/typescript/package.json").read_text())


def test_both_have_the_version_of_the_contract() -> None:
    assert (PYTHON["version"], NODE["version"]) == (VERSION, VERSION)


def test_the_typescript_client_brings_nothing_along() -> None:
    assert not {"dependencies", "peerDependencies", "optionalDependencies"} & NODE.keys()


def test_the_frontend_installs_the_client_anew_when_any_file_of_it_has_changed() -> None:
    rules = subprocess.run(
        ["make", "--print-data-base", "--question", "help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    ).stdout
    target = "examples/web/node_modules/.package-lock.json:"
    (rule,) = [line for line in rules.splitlines() if line.startswith(target)]
    folders = ("clients/typescript/src", "generated/clients/typescript")
    files = [file for folder in folders for file in (ROOT / folder).rglob("*.ts")]

    assert len({file.parent for file in files}) > 3
    assert {str(file.relative_to(ROOT)) for file in files} <= set(rule.split())


@pytest.mark.parametrize(
    "folder", ["clients/python/src/accord_client", "generated/clients/python/accord_api"]
)
def test_the_python_client_imports_what_it_brings_along_and_nothing_of_the_server(
    folder: str,
) -> None:
    ours = {"accord_api", "accord_client", "attrs", "httpx"}
    files = list((ROOT / folder).rglob("*.py"))
    imported = {name for file in files for name in _imported(ast.parse(file.read_text()))}

    assert files
    assert imported - ours - sys.stdlib_module_names == set()
    assert {name.split(">")[0] for name in PYTHON["dependencies"]} == {"attrs", "httpx"}


def _imported(tree: ast.Module) -> set[str]:
    absolute = {
        node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0
    }
    plain = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    return {name.split(".")[0] for name in absolute | plain}
