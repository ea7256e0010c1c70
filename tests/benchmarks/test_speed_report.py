"""The arithmetic of the report, and how it is shown."""

from xml.etree import ElementTree

import pytest

from benchmarks.speed import bars, report
from benchmarks.speed.bars import Bar, Panel
from benchmarks.speed.play import CPU, times
from benchmarks.speed.report import Line, Spread
from benchmarks.speed.rounds import Result

TITLES = {"accord": "Accord", "other": "Another"}
ORDER = [*TITLES]


def result(number: int, contestant: str, value: float, measure: str = CPU) -> Result:
    return Result(number, contestant, "me", {measure: value})


def line(results: list[Result], contestant: str) -> Line:
    (found,) = [one for one in report.compare(results, ORDER) if one.contestant == contestant]
    return found


def test_a_ratio_compares_figures_of_one_round() -> None:
    """Everything took three times as long in the second round: the ratios do not see it."""
    results = [
        result(1, "accord", 100),
        result(1, "other", 200),
        result(2, "other", 600),
        result(2, "accord", 300),
        result(3, "accord", 100),
        result(3, "other", 400),
    ]

    assert line(results, "other").figure == Spread(200, 400, 600)
    assert line(results, "other").ratio == Spread(2, 2, 4)
    assert line(results, "accord").ratio == Spread(1, 1, 1)


def test_there_is_no_ratio_to_what_was_not_measured() -> None:
    assert line([result(1, "other", 200)], "other").ratio is None
    assert line([result(1, "accord", 100), result(2, "other", 200)], "other").ratio is None
    assert line([result(1, "accord", 0), result(1, "other", 200)], "other").ratio is None


def test_accord_comes_first_whoever_played_first() -> None:
    lines = report.compare([result(1, "other", 2), result(1, "accord", 1)], ORDER)

    assert [one.contestant for one in lines] == ["accord", "other"]


def test_each_figure_is_one_row_of_the_table_of_its_workload() -> None:
    lines = report.compare([result(1, "accord", 1234.5), result(1, "other", 2469)], ORDER)
    rows = [*report.table(lines, TITLES)]

    assert rows[0].strip().startswith("**me**: Eight people read")
    cells = [cell.strip() for cell in rows[-1].split("|")[1:-1]]
    assert cells == [CPU, "Another", "2,469", "2,469", "2,469", "2.00", "2.00", "2.00"]
    assert len({len(row) for row in rows[1:]}) == 1


def test_a_failure_is_told_and_has_no_figures() -> None:
    failed = Result(2, "other", "storm", {}, "TimeoutError: ")

    assert report.failures([result(1, "accord", 1), failed]) == [
        "*** FAILED: other, storm, round 2: TimeoutError:  ***"
    ]
    assert len(report.compare([result(1, "accord", 1), failed], ORDER)) == 1


def test_times_are_the_middle_and_the_hundredth() -> None:
    assert times([n / 1000 for n in range(1, 102)]) == {
        "p50 ms": pytest.approx(51),
        "p99 ms": pytest.approx(100),
    }


def test_the_picture_has_a_bar_as_long_as_the_ratio_for_each_contestant() -> None:
    lines = report.compare([result(1, "accord", 100), result(1, "other", 300)], ORDER)
    picture = ElementTree.fromstring(report.picture("<here>", lines, TITLES))

    drawn = [one for one in picture.iter() if "bar" in one.get("class", "")]
    ours, other = (float(one.attrib["width"]) for one in drawn)
    assert other / ours == pytest.approx(3, rel=0.01)
    assert [one.get("class") for one in drawn] == ["bar ours", "bar"]


def test_a_picture_of_nothing_but_zeros_is_one() -> None:
    ElementTree.fromstring(bars.draw("none", [Panel("a & b", [Bar("zero", 0.0)])]))
