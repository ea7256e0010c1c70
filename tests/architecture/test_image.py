"""`.dockerignore` keeps out what it does not name: it must name all that the service imports."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
KEPT = {line[1:] for line in (ROOT / ".dockerignore").read_text().split() if line[0] == "!"}


def test_the_image_is_built_from_all_that_the_service_imports() -> None:
    needed = set(_parts_of_contract())

    assert needed >= {"contract/runtime"}
    assert needed <= KEPT


def _parts_of_contract() -> Iterator[str]:
    """Folders of `contract` that something in the image imports."""
    for file in (file for kept in KEPT for file in (ROOT / kept).rglob("*.py")):
        for module in _imported(ast.parse(file.read_text())):
            if module.startswith("contract."):
                yield "/".join(module.split(".")[:2])


def _imported(tree: ast.Module) -> Iterator[str]:
    """Each name that an import statement names, in full."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{name.name}" for name in node.names)
