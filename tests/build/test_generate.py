"""Generation: what comes out, that it is the same each time, and that a refusal touches nothing."""

import json
from pathlib import Path

import black
import isort
import pytest

from contract.build.__main__ import main
from contract.build.bundle import bundle
from contract.build.format import LINE_LENGTH
from contract.build.generate import generate
from tests.build.library import SAMPLE, Edit, copy_of_sample

GOLDEN = Path(__file__).with_name("golden")
ENTRY = SAMPLE / "v1.yaml"
REFUSED = Edit("paths/health.yaml", "  summary: Is it alive\n", "")


@pytest.fixture(scope="module")
def generated() -> dict[str, str]:
    return generate(ENTRY)


def run(entry: Path, output: Path, *flags: str) -> int:
    return main(["--contract", str(entry), "--output", str(output), *flags])


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("golden", sorted(GOLDEN.rglob("*.txt")), ids=lambda path: path.stem)
def test_the_generated_code_is_the_expected_one(golden: Path, generated: dict[str, str]) -> None:
    """After a meant change of a template: `python -m tests.build.golden` and read the diff."""
    name = golden.relative_to(GOLDEN).with_suffix("").as_posix()

    assert generated[name] == golden.read_text(encoding="utf-8")


def test_the_files_are_those_of_the_house(generated: dict[str, str]) -> None:
    assert set(generated) == {
        "__init__.py",
        "openapi.json",
        "openapi.yaml",
        "models.py",
        "operations.py",
        "responses.py",
        "routes/__init__.py",
        "routes/books.py",
        "routes/book_loans.py",
        "routes/system.py",
    }


def test_a_second_run_is_the_same_to_the_byte(generated: dict[str, str]) -> None:
    assert generate(ENTRY) == generated


def test_the_output_is_a_fixed_point_of_the_formatters(generated: dict[str, str]) -> None:
    style = black.Mode(line_length=LINE_LENGTH, target_versions={black.mode.TargetVersion.PY311})
    for name, text in generated.items():
        if name.endswith(".py"):
            assert black.format_str(text, mode=style) == text, name
            assert isort.check_code(text, profile="black", line_length=LINE_LENGTH), name


def test_the_models_keep_what_the_contract_says(generated: dict[str, str]) -> None:
    models = generated["models.py"]

    assert "from contract.runtime.wire import UUID, AwareDatetime" in models
    assert "subtitle: Annotated[\n        str | None | MISSING," in models
    assert "SecretStr" not in models  # it would drop the pattern of a password
    assert 'extra="forbid"' in models


def test_writing_replaces_everything_but_the_clients(tmp_path: Path) -> None:
    output = tmp_path / "generated"
    for name in ("clients/sdk.ts", "old.py", "gone/deep.py", "operations.py"):
        (output / name).parent.mkdir(parents=True, exist_ok=True)
        (output / name).write_text("old", encoding="utf-8")

    assert run(ENTRY, output) == 0

    assert set(contents(output)) == set(generate(ENTRY)) | {"clients/sdk.ts"}
    assert not (output / "gone").exists()
    assert contents(output)["operations.py"] != b"old"


def test_a_file_that_does_not_change_is_not_touched(tmp_path: Path) -> None:
    run(ENTRY, tmp_path)
    before = (tmp_path / "operations.py").stat().st_mtime_ns

    run(ENTRY, tmp_path)

    assert (tmp_path / "operations.py").stat().st_mtime_ns == before


def test_a_refused_contract_leaves_the_output_as_it_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "generated"
    run(ENTRY, output)
    before = contents(output)

    status = run(copy_of_sample(tmp_path / "openapi", [REFUSED]), output)

    assert status == 1
    assert contents(output) == before
    assert f"{tmp_path}/openapi/paths/health.yaml:3: [summary]" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("tamper", "told"),
    [
        (
            Edit("routes/books.py", "class BooksHandler", "class Handler"),
            "different: routes/books.py",
        ),
        (Edit("routes/books.py"), "missing: routes/books.py"),
        (Edit("routes/more.py", None, ""), "not generated: routes/more.py"),
    ],
)
def test_check_names_the_file_that_was_tampered_with(
    tamper: Edit, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(ENTRY, tmp_path)
    assert run(ENTRY, tmp_path, "--check") == 0
    tamper.apply(tmp_path)
    before = contents(tmp_path)

    assert run(ENTRY, tmp_path, "--check") == 1

    assert capsys.readouterr().err.splitlines()[0] == told
    assert contents(tmp_path) == before


def test_the_bundle_names_every_refusal_of_an_operation() -> None:
    operation = bundle(ENTRY)["paths"]["/books"]["post"]

    assert list(operation["responses"]) == [
        "201", "400", "401", "403", "408", "409", "413", "415", "422", "429", "500", "503",
    ]  # fmt: skip
    conflict = operation["responses"]["409"]["content"]["application/problem+json"]
    assert conflict["schema"]["discriminator"]["mapping"] == {
        "book_exists": "#/components/schemas/BookExistsProblem",
        "idempotency_key_in_use": "#/components/schemas/IdempotencyKeyInUseProblem",
    }
    assert set(conflict["examples"]) == {"book_exists", "idempotency_key_in_use"}


def test_oauth_operations_answer_as_oauth_prescribes() -> None:
    responses = bundle(ENTRY)["paths"]["/token"]["post"]["responses"]

    bad_request = responses["400"]
    assert bad_request["content"]["application/json"]["schema"]["discriminator"]["mapping"] == {
        "invalid_request": "#/components/schemas/InvalidRequestOAuthError",
        "invalid_grant": "#/components/schemas/InvalidGrantOAuthError",
    }
    assert bad_request["headers"]["Cache-Control"]["schema"] == {
        "type": "string",
        "const": "no-store",
    }
    assert "422" not in responses


def test_a_challenge_is_promised_only_where_every_refusal_has_one() -> None:
    paths = bundle(ENTRY)["paths"]
    read, borrow = (
        paths["/books"]["get"]["responses"],
        paths["/books/{book_id}/loans"]["post"]["responses"],
    )

    assert read["403"]["headers"]["WWW-Authenticate"] == {
        "$ref": "#/components/headers/WwwAuthenticate"
    }
    assert "WWW-Authenticate" not in borrow["403"]["headers"]  # readers_card_missing alone
    assert "WWW-Authenticate" in borrow["401"]["headers"]


def test_a_required_idempotency_key_is_a_required_parameter() -> None:
    paths = bundle(ENTRY)["paths"]

    assert paths["/books"]["post"]["parameters"][-1]["required"] is True
    assert paths["/books/imports"]["post"]["parameters"] == [
        {"$ref": "#/components/parameters/IdempotencyKey"}
    ]
    assert "Idempotency-Replayed" in paths["/books"]["post"]["responses"]["201"]["headers"]


def test_what_an_operation_refuses_by_itself_may_be_a_repetition() -> None:
    """A refusal of its own is kept with the key; what comes before the key is looked at is not."""
    responses = bundle(ENTRY)["paths"]["/books"]["post"]["responses"]
    replayed = {
        status
        for status, response in responses.items()
        if "Idempotency-Replayed" in response["headers"]
    }

    assert replayed == {"201", "409"}


def test_any_operation_may_be_asked_in_a_malformed_way() -> None:
    for item in bundle(ENTRY)["paths"].values():
        for method in item.keys() & {"get", "post", "put", "patch", "delete"}:
            assert "400" in item[method]["responses"]


def test_the_bundle_is_what_is_written(generated: dict[str, str]) -> None:
    assert json.loads(generated["openapi.json"]) == bundle(ENTRY)
