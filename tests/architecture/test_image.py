"""`.dockerignore` keeps out what it does not name: it must name all that the service imports."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_image_is_built_from_all_that_the_service_imports() -> None:
    kept = {line[1:] for line in (ROOT / ".dockerignore").read_text().split() if line[0] == "!"}
    needed = set(_parts_of_contract())

    assert needed >= {"contract/runtime"}
    assert needed <= kept


def _parts_of_contract() -> Iterator[str]:
    """Folders of `contract` that something in the image imports."""
    shipped = ("app", "generated", "migrations", "contract/mock", "contract/runtime")
    for file in (file for folder in shipped for file in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("contract."):
                yield "/".join(str(node.module).split(".")[:2])
