"""The package that is generated from the sample, to be imported and served."""

import importlib
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from contract.build.generate import generate
from contract.build.write import write
from tests.build.library import SAMPLE

PACKAGE = "generated_library"


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The generated package, importable for as long as it is needed."""
    folder = tmp_path_factory.mktemp("served")
    write(generate(SAMPLE / "v1.yaml"), folder / PACKAGE)
    sys.path.insert(0, str(folder))
    try:
        package = importlib.import_module(PACKAGE)
        for name in ("models", "operations", "routes.books", "routes.book_loans", "routes.system"):
            importlib.import_module(f"{PACKAGE}.{name}")
        yield package
    finally:
        sys.path.remove(str(folder))
        for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
            del sys.modules[name]
