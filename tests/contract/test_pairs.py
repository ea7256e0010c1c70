"""An answer that nobody has seen is told, unless it is explained; and an explanation must hold."""

import json
from pathlib import Path

import pytest

from tests.contract.pairs import main, verdict
from tests.contract.report import DOCUMENTED

LIVE = ("getLiveness", 200)


def test_what_was_seen_and_documented_needs_no_word() -> None:
    assert list(verdict(DOCUMENTED)) == []


def test_an_answer_that_nobody_saw_is_told_until_it_is_explained() -> None:
    seen = DOCUMENTED - {LIVE}

    assert list(verdict(seen)) == ["getLiveness 200: no test has seen it, and nothing explains why"]
    assert list(verdict(seen, {LIVE: "because"})) == []


def test_an_explanation_of_what_was_seen_is_told() -> None:
    assert list(verdict(DOCUMENTED, {LIVE: "because"})) == [
        "getLiveness 200: is explained as unseen, and was seen"
    ]


def test_what_is_not_documented_is_neither_seen_nor_explained() -> None:
    strange = ("getLiveness", 418)

    assert list(verdict(DOCUMENTED | {strange})) == [
        "getLiveness 418: was seen, and is not in the contract"
    ]
    assert list(verdict(DOCUMENTED, {strange: "because"})) == [
        "getLiveness 418: is explained, and not in the contract"
    ]


def test_a_run_is_judged_by_its_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "answers.json"
    assert main([str(file)]) == 2
    file.write_text(json.dumps(sorted(DOCUMENTED)))
    assert main([str(file)]) == 0
    file.write_text(json.dumps(sorted(DOCUMENTED - {LIVE})))
    assert main([str(file)]) == 1

    assert "getLiveness 200: no test has seen it" in capsys.readouterr().out
