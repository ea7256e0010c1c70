"""Contract and service name the same operations, codes, tests and bytes, both ways."""

import inspect
import json
import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

import pytest
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute, Route

from app import errors
from app.config import Settings
from app.main import create_app
from contract.runtime.operations import Operation
from generated.operations import OPERATIONS
from generated.responses import PROBLEM_TYPES, ProblemCode
from tests.support.service import Service

ROOT = Path(__file__).parents[2]
PAGES = {
    "/",
    "/changes",
    "/docs",
    "/docs/openapi.json",
    "/redoc",
    "/problems",
    "/problems/{code}",
    "/assets/{name}",
    "/api/v1/openapi.json",
    "/api/v1/openapi.yaml",
}


def _routes(routes: Iterable[BaseRoute]) -> Iterator[BaseRoute]:
    """Every route; FastAPI keeps those of an included router behind an object of its own."""
    for route in routes:
        included = getattr(route, "original_router", None)
        if included is None:
            yield route
        else:
            yield from _routes(included.routes)


@pytest.fixture
def routes(settings: Settings) -> list[BaseRoute]:
    return list(_routes(create_app(settings).routes))


def test_the_routes_served_are_the_operations_of_the_contract(routes: list[BaseRoute]) -> None:
    served = {
        (method, route.path, route.operation_id)
        for route in routes
        if isinstance(route, APIRoute)
        for method in route.methods or ()
    }
    assert served == {(operation.method, operation.path, operation.id) for operation in OPERATIONS}


def test_what_else_is_served_are_the_pages(routes: list[BaseRoute]) -> None:
    others = [route for route in routes if not isinstance(route, APIRoute)]
    assert all(isinstance(route, Route) for route in others)
    assert {getattr(route, "path", None) for route in others} == PAGES


def test_the_policy_table_is_the_bundle() -> None:
    document = json.loads((ROOT / "generated" / "openapi.json").read_bytes())
    described = {
        operation["operationId"]
        for item in document["paths"].values()
        for method, operation in item.items()
        if method in {"get", "post", "put", "patch", "delete"}
    }
    assert described == {operation.id for operation in OPERATIONS}


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("openapi.json", "application/json"),
        ("openapi.yaml", "application/yaml"),
    ],
)
async def test_the_contract_served_is_the_contract_generated(
    service: Service, path: str, media_type: str
) -> None:
    response = await service.http.get(f"/api/v1/{path}")
    assert response.content == (ROOT / "generated" / path).read_bytes()
    assert response.headers["Content-Type"].partition(";")[0] == media_type


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name).lower()


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.id)
def test_an_operation_has_its_test_file_and_its_handler(operation: Operation) -> None:
    tag, name = operation.tag, _snake(operation.id)
    tests = ROOT / "tests" / "features" / tag / f"test_{name}.py"
    assert tests.is_file(), f"{tests.relative_to(ROOT)} is missing"
    assert "\nasync def test_" in tests.read_text() or "\ndef test_" in tests.read_text()
    handler = import_module(f"app.features.{tag}.handler")
    classes = [one for _, one in inspect.getmembers(handler, inspect.isclass)]
    assert any(name in vars(one) for one in classes), f"no handler implements {name}"


def _codes(root: type[errors.DomainError]) -> Iterator[str]:
    for refusal in root.__subclasses__():
        if "code" in vars(refusal):
            yield refusal.code
        yield from _codes(refusal)


def test_every_refusal_of_the_domain_is_in_the_contract() -> None:
    assert set(_codes(errors.DomainError)) <= {code.value for code in ProblemCode}


def test_the_problem_codes_are_the_catalogue() -> None:
    assert {code.value for code in ProblemCode} == set(PROBLEM_TYPES)


def test_every_problem_of_an_operation_is_in_the_catalogue() -> None:
    declared = {code for operation in OPERATIONS for code in operation.problems}
    assert declared <= set(PROBLEM_TYPES)


def test_no_problem_is_catalogued_for_nothing() -> None:
    """Each code belongs to an operation, or to the protocol."""
    declared = {code for operation in OPERATIONS for code in operation.problems}
    of_the_protocol = {"method_not_allowed", "headers_too_large"}
    mapped = {problem.oauth_error for problem in PROBLEM_TYPES.values()}
    assert set(PROBLEM_TYPES) - declared - of_the_protocol <= mapped


def test_every_rate_limit_group_of_the_contract_has_a_quota(settings: Settings) -> None:
    groups = {group for operation in OPERATIONS for group in operation.rate_limits}
    assert groups <= set(settings.rate_limits)
