"""The service itself, with two operations of its contract deprecated and everything generated anew:
a change of the contract is all that it takes."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from contract.build.generate import generate
from contract.build.write import write
from tests.support.server import ROOT, Server, serving

COPIED = ("app", "contract", "generated", "migrations", "openapi", "pyproject.toml")
# Neither day is near, whenever this runs.
STAYS = "  deprecated: true\n  x-deprecated-at: 2020-01-01\n  x-sunset: 2999-01-01\n"
IS_OVER = "  deprecated: true\n  x-deprecated-at: 2020-01-01\n  x-sunset: 2020-07-01\n"
CATALOGUED = """
gone:
  status: 410
  title: Gone
  detail: This operation is not served any more.
  retryable: false
  when: The operation was deprecated, and its sunset has come.
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """getLiveness will go one day, getJwks has gone."""
    project = tmp_path_factory.mktemp("project")
    for name in COPIED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, project / name)
    deprecate(project / "openapi" / "paths" / "health_live.yaml", STAYS)
    deprecate(project / "openapi" / "paths" / "well-known_jwks.json.yaml", IS_OVER)
    with (project / "openapi" / "components" / "problems.yaml").open("a") as problems:
        problems.write(CATALOGUED)
    write(generate(project / "openapi" / "v1.yaml"), project / "generated")
    folder = tmp_path_factory.mktemp("server")
    with serving(folder, PYTHONPATH=str(project), CORS_ORIGINS="http://localhost:3000") as running:
        yield running


def deprecate(path: Path, dates: str) -> None:
    text = path.read_text()
    assert text.count("\nget:\n") == 1
    path.write_text(text.replace("\nget:\n", f"\nget:\n{dates}"))


@pytest.mark.parametrize(("query", "status"), [("", 200), ("?unknown=1", 422)])
def test_every_answer_says_since_when_and_until_when(
    server: Server, query: str, status: int
) -> None:
    response = httpx.get(f"{server.url}/health/live{query}")

    assert response.status_code == status
    assert response.headers["deprecation"] == "@1577836800"
    assert response.headers["sunset"] == "Tue, 01 Jan 2999 00:00:00 GMT"


def test_after_its_sunset_it_is_gone_and_says_why(server: Server) -> None:
    response = httpx.get(f"{server.url}/.well-known/jwks.json")

    assert response.status_code == 410
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["code"] == "gone" and response.json()["request_id"]
    assert response.headers["sunset"] == "Wed, 01 Jul 2020 00:00:00 GMT"
    assert httpx.get(f"{server.url}/problems/gone").status_code == 200


def test_the_rest_says_nothing(server: Server) -> None:
    response = httpx.get(f"{server.url}/api/v1/me")

    assert response.status_code == 401
    assert not {"deprecation", "sunset"} & set(response.headers)


def test_a_page_in_a_browser_can_read_it(server: Server) -> None:
    response = httpx.get(f"{server.url}/health/live", headers={"Origin": "http://localhost:3000"})

    exposed = response.headers["access-control-expose-headers"].split(", ")
    assert {"Deprecation", "Sunset"} <= set(exposed)
