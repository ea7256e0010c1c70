"""A sample of the planted defects, and their program: it must not see what is not there."""

from difflib import unified_diff
from pathlib import Path

import pytest

from tests.contract.prove import layers, table
from tests.contract.prove.__main__ import main, prove, status
from tests.contract.prove.copies import ROOT, Copy, copies
from tests.contract.prove.defects import Defect, chosen, load, read
from tests.contract.prove.layers import Catch
from tests.contract.prove.trial import first_failure, judge

DEFECTS = load()
# `make prove` tries all of them; these two cost the time of two test files.
SEED, SAMPLE = 12, 2
# Each has a defect of its own, so that none is believed to be tested because its neighbours are.
ROOMS = [
    *("app/audit", "app/db", "app/http", "app/idempotency", "app/outbox", "app/rate_limits"),
    *(f"app/features/{name}" for name in ("accounts", "emails", "one_time_tokens", "passwords")),
    *(f"app/features/{name}" for name in ("sessions", "system", "users")),
    *("app/security", "contract/build", "contract/runtime", "generated", "migrations", "openapi"),
]
# What survives would be shown to every test there is.
NOTHING_ELSE: layers.Suite = {}
HEADER = (
    "What: A sentence is another one.\nBreaks: Nothing.\nSeen by: tests/config/test_redis_url.py\n"
)


def planted(folder: Path, changed: str, *, first: str | None = None) -> Defect:
    """A defect that puts another first line into a small module."""
    lines = (ROOT / "app/lifecycle.py").read_text().splitlines(keepends=True)
    before = [first or lines[0], *lines[1:]]
    diff = unified_diff(
        before, [f"{changed}\n", *lines[1:]], "a/app/lifecycle.py", "b/app/lifecycle.py"
    )
    patch = folder / "planted.patch"
    patch.write_text(HEADER + "".join(diff))
    return read(patch)


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.name)
def test_a_defect_applies_and_says_what_it_breaks_and_who_sees_it(defect: Defect) -> None:
    """Who changes the code around a defect plants it anew: defects/README.md."""
    Copy(ROOT).check(defect)

    assert defect.what.endswith(".") and defect.breaks.endswith(".")
    assert [name for name in defect.tests if not is_there(name)] == []


def is_there(name: str) -> bool:
    file, _, test = name.partition("::")
    return (ROOT / file).is_file() and (not test or f"def {test}(" in (ROOT / file).read_text())


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_has_its_defects(room: str) -> None:
    assert any(file.startswith(f"{room}/") for defect in DEFECTS for file in defect.files)


@pytest.mark.slow
def test_a_sample_is_caught_and_what_is_no_defect_survives(tmp_path: Path) -> None:
    sample = chosen(DEFECTS, [], SAMPLE, SEED)
    harmless = planted(tmp_path, '"""Whether the process is going to end."""')

    verdicts = list(prove([*sample, harmless], suite=NOTHING_ELSE))

    assert table.summary(verdicts) == "2/3 planted defects caught\nSURVIVED planted"
    assert status(verdicts) == 1


def test_a_patch_that_is_no_program_catches_nothing(tmp_path: Path) -> None:
    with copies(1) as (copy,):
        verdict = judge(copy, planted(tmp_path, "this is no Python"), NOTHING_ELSE)

    assert "SURVIVED" not in table.row(verdict)
    assert "0/1 planted defects caught\nNO VERDICT planted: planted does not compile" in (
        table.summary([verdict])
    )
    assert status([verdict]) == 2


def test_a_copy_is_afterwards_what_it_was_before(tmp_path: Path) -> None:
    def state(copy: Copy) -> tuple[bytes, int]:
        file = copy.folder / "app/lifecycle.py"
        return file.read_bytes(), file.stat().st_mtime_ns

    with copies(1) as (copy,):
        before = state(copy)
        with copy.planted(planted(tmp_path, '"""Another sentence."""')):
            assert state(copy)[0].startswith(b'"""Another sentence."""\n')
        assert state(copy) == before == state(Copy(ROOT))


def test_a_test_that_fails_anyway_is_seen_before_it_catches_anything(tmp_path: Path) -> None:
    with copies(1) as (copy,):
        failing = copy.folder / "tests/config/test_redis_url.py"
        failing.write_text('"""A test."""\n\n\ndef test_it() -> None:\n    assert not __name__\n')
        catch = first_failure(copy, [planted(tmp_path, '"""Another sentence."""')])

    assert catch == Catch("units", "tests/config/test_redis_url.py::test_it")


def test_a_patch_that_does_not_apply_any_more_ends_the_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    planted(tmp_path, "new", first="a line that nobody has written\n")

    assert main(["--defects", str(tmp_path)]) == 2
    assert "planted does not apply any more" in capsys.readouterr().err


@pytest.mark.parametrize("header", ["What: A.\nBreaks: B.\n", "What: A.\nSeen by: types\n"])
def test_a_patch_that_does_not_say_enough_ends_the_run(tmp_path: Path, header: str) -> None:
    (tmp_path / "mute.patch").write_text(header)

    assert main(["--defects", str(tmp_path)]) == 2


def test_a_name_that_nobody_knows_ends_the_run() -> None:
    assert main(["--only", "no-such-defect"]) == 2


def test_a_sample_is_the_same_for_the_same_seed() -> None:
    first, again, other = (chosen(DEFECTS, [], 5, seed) for seed in (1, 1, 2))

    assert first == again != other
    assert len({defect.name for defect in first}) == 5


def test_each_test_belongs_to_a_layer() -> None:
    asked = {path for paths in layers.SUITE.values() for path in paths}

    assert [path for path in asked if not (ROOT / path).exists()] == []
    assert layers.layer_of("tests/features/users/test_get_user.py::test_it") == "operations"
    assert layers.layer_of("tests/outbox/test_repository.py::test_it") == "whole"
