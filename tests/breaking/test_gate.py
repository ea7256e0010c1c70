"""The gate over a real git repository: what it says, and the status by which CI knows."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from contract.breaking.__main__ import main
from tests.breaking.library import Json, answered, contract, problems, query

ROOT = Path(__file__).parents[2]
NARROW, WIDE = (answered({"type": "string", "maxLength": size}) for size in (1, 2))
NOBODY = {
    "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.com",
    "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.com",
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull,
}  # fmt: skip


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, env={**os.environ, **NOBODY})


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose tag v1 has the contract NARROW; the working folder is in it."""
    folder = tmp_path / "generated"
    folder.mkdir()
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "commit", "--quiet", "--allow-empty", "--message", "empty")
    git(tmp_path, "tag", "empty")
    write(tmp_path, NARROW)
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--message", "contract")
    git(tmp_path, "tag", "v1")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(repository: Path, document: Json | str) -> None:
    text = document if isinstance(document, str) else json.dumps(document)
    (repository / "generated" / "openapi.json").write_text(text)


def test_a_contract_that_did_not_change_breaks_nobody(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["v1"]) == 0
    assert capsys.readouterr().out == "0 breaking, 0 to look at, 0 harmless.\n"


def test_a_break_is_one_line_with_its_place_and_the_way_out(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(repository, WIDE)

    assert main(["v1"]) == 1
    line, summary = capsys.readouterr().out.splitlines()
    assert line == (
        "break: response-length-widened: createNote: "
        "/paths/~1notes/post/responses/200/content/application~1json/schema/maxLength: "
        "maxLength 1 became maxLength 2. "
        "Answer only what was promised; give new values in a new property or operation."
    )
    assert summary == "1 breaking, 0 to look at, 0 harmless."


def test_a_warning_is_told_and_passes(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(repository, contract(responses=responses_with("409")))

    assert main(["v1"]) == 0
    assert capsys.readouterr().out.startswith("warning: error-status-added: createNote: ")


def responses_with(status: str) -> Json:
    responses: Json = NARROW["paths"]["/notes"]["post"]["responses"]
    return responses | {status: {"description": "No."}}


def test_what_harms_nobody_is_counted_and_told_only_if_asked(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    operation = NARROW["paths"]["/notes"]["post"]
    more = query()["paths"]["/notes"]["post"]["parameters"]
    write(repository, {"paths": {"/notes": {"post": operation | {"parameters": more}}}})

    assert main(["v1"]) == 0
    assert capsys.readouterr().out == "0 breaking, 0 to look at, 1 harmless.\n"
    assert main(["v1", "--all"]) == 0
    assert capsys.readouterr().out.startswith("info: parameter-added: createNote: ")


def test_programs_get_all_of_it_as_json(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(repository, WIDE)

    assert main(["v1", "--json"]) == 1
    (finding,) = json.loads(capsys.readouterr().out)
    assert finding["severity"] == "break" and finding["direction"] == "response"
    assert finding["kind"] == "response-length-widened"
    assert finding["operations"] == ["createNote"]
    assert finding["pointer"].endswith("/schema/maxLength") and finding["way_out"]


@pytest.mark.parametrize(
    "allowed", ["response-length-widened", "response-length-widened:createNote"]
)
def test_a_break_that_is_meant_can_be_allowed(
    repository: Path, capsys: pytest.CaptureFixture[str], allowed: str
) -> None:
    write(repository, WIDE)

    assert main(["v1", "--allow", allowed]) == 0
    assert capsys.readouterr().out == "0 breaking, 0 to look at, 0 harmless, 1 allowed.\n"


@pytest.mark.parametrize("allowed", ["response-length-widened:readNote", "response-enum-widened"])
def test_what_is_allowed_elsewhere_still_breaks(repository: Path, allowed: str) -> None:
    write(repository, WIDE)
    assert main(["v1", "--allow", allowed]) == 1


def sharing(text: Json) -> Json:
    """A contract in which two operations answer one component."""
    reference = {"$ref": "#/components/schemas/Text"}
    one = answered(reference)["paths"]["/notes"]["post"]
    paths = {f"/{name}": {"post": one | {"operationId": name}} for name in ("a", "b")}
    return {"paths": paths, "components": {"schemas": {"Text": text}}}


def test_what_two_operations_share_is_allowed_for_both_or_not_at_all(repository: Path) -> None:
    write(repository, sharing({"type": "string", "maxLength": 1}))
    git(repository, "commit", "--quiet", "--all", "--message", "two operations")
    write(repository, sharing({"type": "string", "maxLength": 2}))

    assert main(["HEAD", "--allow", "response-length-widened:a"]) == 1
    both = [f"--allow=response-length-widened:{name}" for name in ("a", "b")]
    assert main(["HEAD", *both]) == 0


def test_what_concerns_the_document_is_allowed_by_its_kind_alone(repository: Path) -> None:
    write(repository, NARROW | {"x-role-scopes": {"user": ["read"]}})
    git(repository, "commit", "--quiet", "--all", "--message", "a role")
    write(repository, NARROW | {"x-role-scopes": {"user": []}})

    assert main(["HEAD", "--allow", "role-scope-removed:createNote"]) == 1
    assert main(["HEAD", "--allow", "role-scope-removed"]) == 0


@pytest.mark.parametrize(
    ("ref", "reason"),
    [
        ("v9", "git knows no commit 'v9' (is it fetched?)"),
        ("", "git knows no commit '' (is it fetched?)"),
        ("v1\0", "git cannot be run: embedded null byte"),
        ("v1:generated", "git knows no commit 'v1:generated' (is it fetched?)"),
        ("empty", "there is no generated/openapi.json at empty"),
    ],
)
def test_a_ref_without_a_contract_cannot_be_compared(
    repository: Path, capsys: pytest.CaptureFixture[str], ref: str, reason: str
) -> None:
    assert main([ref]) == 2
    assert capsys.readouterr().err == f"Not compared: {reason}.\n"


def test_a_ref_is_never_taken_for_an_option(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--", "--all"]) == 2
    assert "git knows no commit '--all'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "generated/openapi.json is no JSON: Expecting property name"),
        ("[]", "generated/openapi.json is no OpenAPI document: it has no paths"),
        ('{"paths": []}', "generated/openapi.json is no OpenAPI document: it has no paths"),
        ("[" * 100_000, "generated/openapi.json is no JSON: "),
        ("9" * 5_000, "generated/openapi.json is no JSON: "),
    ],
    ids=["broken", "no object", "no paths", "too deep", "too long a number"],
)
def test_what_is_no_contract_cannot_be_compared(
    repository: Path, capsys: pytest.CaptureFixture[str], text: str, reason: str
) -> None:
    write(repository, text)

    assert main(["v1"]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"Not compared: {reason}") and said.count("\n") == 1


def test_a_contract_that_is_not_there_cannot_be_compared(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / "generated" / "openapi.json").unlink()
    assert main(["v1"]) == 2
    assert main(["v1", "--contract", "nowhere/openapi.json"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "Not compared: generated/openapi.json cannot be read: No such file or directory.",
        "Not compared: there is no folder nowhere.",
    ]


def test_schemas_that_nest_too_deeply_cannot_be_compared(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    schema: Json = {"type": "string"}
    for _ in range(700):
        schema = {"type": "array", "items": schema}
    write(repository, answered(schema))
    git(repository, "commit", "--quiet", "--all", "--message", "deep")

    assert main(["HEAD"]) == 2
    assert capsys.readouterr().err == "Not compared: the schemas are nested too deeply.\n"


def test_a_kind_that_does_not_exist_cannot_be_allowed(repository: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["v1", "--allow", "everything"])
    assert ended.value.code == 2


def test_it_is_a_program() -> None:
    # Without installed packages: CI may ask before it installs anything.
    command = [sys.executable, "-S", "-m", "contract.breaking", "no-such-ref"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 2
    assert ran.stderr == "Not compared: git knows no commit 'no-such-ref' (is it fetched?).\n"


def test_a_problem_is_called_by_its_code(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(repository, problems("taken"))
    git(repository, "commit", "--quiet", "--all", "--message", "one")
    write(repository, problems("taken", "locked"))

    assert main(["HEAD"]) == 1
    assert ': "locked". ' in capsys.readouterr().out


def test_it_says_the_same_each_time(repository: Path) -> None:
    write(repository, (ROOT / "generated" / "openapi.json").read_text())
    command = [sys.executable, "-m", "contract.breaking", "v1", "--json"]
    outputs = {
        subprocess.run(
            command,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed},
            capture_output=True,
            check=False,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(outputs) == 1 and json.loads(outputs.pop())
