"""Prints the intermediate form: policy table, problem codes, and per tag responses, handler and
router."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from contract.build.format import formatted
from contract.build.ir import Api, Tag

MARK = "Written by `python -m contract.build` from the contract; never edit it."

# What a generated module may import: the name that it uses → the line that brings it.
_IMPORTS = {
    "ABC": "from abc import ABC",
    "abstractmethod": "from abc import abstractmethod",
    "Mapping": "from collections.abc import Mapping",
    "dataclass": "from dataclasses import dataclass",
    "datetime": "import datetime",
    "uuid": "import uuid",
    "StrEnum": "from enum import StrEnum",
    "MappingProxyType": "from types import MappingProxyType",
    "Annotated": "from typing import Annotated",
    "Any": "from typing import Any",
    "ClassVar": "from typing import ClassVar",
    "Final": "from typing import Final",
    "Generic": "from typing import Generic",
    "Literal": "from typing import Literal",
    "TypeAlias": "from typing import TypeAlias",
    "TypeVar": "from typing import TypeVar",
    "APIRouter": "from fastapi import APIRouter",
    "Request": "from fastapi import Request",
    "Response": "from fastapi import Response",
    "Security": "from fastapi import Security",
    "Field": "from pydantic import Field",
    "wire": "from contract.runtime import wire",
    "Deprecation": "from contract.runtime.deprecation import Deprecation",
    "Edge": "from contract.runtime.edge import Edge",
    "Operation": "from contract.runtime.operations import Operation",
    "ProblemType": "from contract.runtime.problems import ProblemType",
    "ApiResponse": "from contract.runtime.responses import ApiResponse",
    "answer": "from contract.runtime.responses import answer",
    "StubRoute": "from contract.runtime.route import StubRoute",
    "Parameter": "from contract.runtime.requests import Parameter",
    "form_body": "from contract.runtime.requests import form_body",
    "json_body": "from contract.runtime.requests import json_body",
    "optional_json_body": "from contract.runtime.requests import optional_json_body",
    # Relative, so that a generated package can stand anywhere.
    "models": "from .. import models",
    "operations": "from .. import operations",
}

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("templates")),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
    autoescape=False,  # nosec B701 # Python source, not HTML
)
_TEMPLATES.filters["python"] = repr
_TEMPLATES.filters["docstring"] = lambda text: '"""' + _escaped(str(text)) + '"""'


def emit(api: Api) -> dict[str, str]:
    """Path below generated/ → source, for everything but the bundle and the models."""
    files = {
        "__init__.py": _module(f"Everything that follows from the contract. {MARK}"),
        "routes/__init__.py": _module(f"One module per tag. {MARK}"),
        "operations.py": _render("operations.py.jinja", api=api),
        "responses.py": _render("responses.py.jinja", api=api),
    }
    for tag in api.tags:
        files[f"routes/{tag.module}.py"] = _render("routes.py.jinja", tag=tag)
    return files


def _module(sentence: str) -> str:
    return f'"""{sentence}"""\n'


def _render(template: str, **values: Api | Tag) -> str:
    body = _TEMPLATES.get_template(template).render(**values)
    docstring, _, code = body.partition("\n")
    source = "\n".join([docstring, "", *_imports(code), "", code])
    return formatted(source)


def _imports(code: str) -> Iterable[str]:
    """Only what the code uses; texts in docstrings at worst import a name too many, which isort
    cannot see."""
    bare: Any = re.sub(r'"""(?s:.*?)"""|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'', "", code)
    return [line for name, line in _IMPORTS.items() if re.search(rf"(?<![\w.]){name}\b", bare)]


def _escaped(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    return f"{escaped} " if escaped.endswith('"') else escaped
