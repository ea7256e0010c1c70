"""Generating clients: what the generators read, and what is made of what they say."""

import json
from pathlib import Path

import pytest

from contract.build.document import Json
from contract.sdk.__main__ import main
from contract.sdk.document import for_generators
from contract.sdk.refusals import refusals

SCHEMAS = "#/components/schemas/"
BUNDLE: Json = {
    "openapi": "3.1.1",
    "servers": [{"url": "/api/v1"}],
    "paths": {
        "/me": {"get": {"responses": {"200": {}, "304": {}}}},
        "/health/live": {"servers": [{"url": "/"}], "get": {"responses": {"200": {}}}},
    },
    "components": {
        "schemas": {
            "User": {"type": "object", "properties": {"code": {"type": "string"}}},
            "Patch": {"properties": {"preferences": {"$ref": f"{SCHEMAS}PreferencesPatch"}}},
            "PreferencesPatch": {"type": ["object", "null"]},
            "EmailTakenProblem": {"properties": {"code": {"const": "email_taken"}}},
            "NotFoundProblem": {"properties": {"code": {"const": "not_found"}}},
            "InvalidGrantOAuthError": {"properties": {"error": {"const": "invalid_grant"}}},
        }
    },
}
# Stands where the real one does, and takes the same arguments: the last is the folder to write.
GENERATOR = """#!/bin/sh
for folder; do :; done
mkdir -p "$folder" && echo 'x = 1' >"$folder/client.py"
"""


@pytest.fixture
def arguments(tmp_path: Path) -> list[str]:
    (tmp_path / "openapi.json").write_text(json.dumps(BUNDLE))
    settings = tmp_path / "settings/python/openapi-python-client.yaml"
    settings.parent.mkdir(parents=True)
    settings.write_text("package_name_override: accord_api")
    places = {
        "contract": "openapi.json",
        "output": "clients",
        "settings": "settings",
        "work": "work",
        "tools": "tools",
    }
    return [f"--{name}={tmp_path / place}" for name, place in places.items()]


def installed(folder: Path, generator: str) -> None:
    program = folder / "tools/openapi-python-client"
    program.parent.mkdir(exist_ok=True)
    program.write_text(generator)
    program.chmod(0o755)


def test_generators_read_absolute_paths_and_no_304() -> None:
    document = for_generators(BUNDLE)

    assert document["servers"] == [{"url": "/"}]
    assert document["paths"] == {
        "/api/v1/me": {"get": {"responses": {"200": {}}}},
        "/health/live": {"get": {"responses": {"200": {}}}},
    }
    assert "304" in BUNDLE["paths"]["/me"]["get"]["responses"]


def test_an_object_that_may_be_null_has_a_name_without_it() -> None:
    schemas = for_generators(BUNDLE)["components"]["schemas"]

    assert schemas["PreferencesPatch"] == {"type": "object"}
    assert schemas["Patch"]["properties"]["preferences"] == {
        "anyOf": [{"$ref": f"{SCHEMAS}PreferencesPatch"}, {"type": "null"}]
    }


def test_refusals_are_those_schemas_that_a_constant_tells_apart() -> None:
    module = refusals(BUNDLE)

    assert "Problem: TypeAlias = EmailTakenProblem | NotFoundProblem\n" in module
    assert "OAuthError: TypeAlias = InvalidGrantOAuthError\n" in module
    assert "User" not in module


def test_what_was_generated_is_current_until_somebody_touches_it(
    tmp_path: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    installed(tmp_path, GENERATOR)
    assert main(["python", *arguments]) == 0
    assert main(["--check", "python", *arguments]) == 0

    (tmp_path / "clients/python/accord_api/client.py").write_text("x = 2\n")
    (tmp_path / "clients/python/accord_api/more.py").touch()
    assert main(["--check", "python", *arguments]) == 1
    said = capsys.readouterr().err
    assert "different: accord_api/client.py" in said
    assert "not generated: accord_api/more.py" in said


@pytest.mark.parametrize(
    ("complaint", "status"), [("WARNING: some pieces may be missing", 0), ("no such file", 2)]
)
def test_a_generator_that_leaves_something_out_has_failed(
    tmp_path: Path, arguments: list[str], capsys: pytest.CaptureFixture[str],
    complaint: str, status: int,
) -> None:  # fmt: skip
    installed(tmp_path, f"{GENERATOR}\necho '{complaint}'; exit {status}")

    assert main(["python", *arguments]) == 1
    said = capsys.readouterr().err
    assert "The python client is NOT generated" in said
    assert complaint in said
    assert not (tmp_path / "clients").exists()


def test_a_generator_that_is_not_there_is_named(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--check", "python", *arguments]) == 1
    assert "openapi-python-client is not installed" in capsys.readouterr().err


def test_without_node_it_says_that_nothing_was_generated(
    arguments: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")

    assert main(["--check", "typescript", *arguments]) == 1
    assert "The typescript client is NOT generated: Node is not" in capsys.readouterr().err
