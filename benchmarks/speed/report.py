"""One table: each figure of each contestant, and its ratio to Accord's of the same round."""

import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.speed import bars
from benchmarks.speed.play import CPU
from benchmarks.speed.rounds import MEMORY, START, Result
from benchmarks.speed.workloads import ALL

REFERENCE = "accord"
_PICTURED = (
    ("Own account: processor time of a request, µs", "me", CPU),
    ("List of 50: processor time of a request, µs", "list", CPU),
    ("Own account while eight sign in: p99, ms", "storm", "p99 ms in the storm"),
)
_HEAD = ("measure", "contestant", "min", "median", "max", "× min", "× median", "× max")
_SAID = {
    START: "From the start of the process to its first 200, which needs no database.",
    MEMORY: "Resident, of the server process.",
    **{name: (workload.__doc__ or "").partition("\n")[0] for name, workload in ALL.items()},
}


@dataclass(frozen=True, slots=True)
class Spread:
    """The least, the middle and the most of one figure over the rounds."""

    least: float
    middle: float
    most: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Spread":
        return cls(min(values), statistics.median(values), max(values))


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of one contestant; no ratios where Accord has no such figure."""

    workload: str
    measure: str
    contestant: str
    figure: Spread
    ratio: Spread | None


def compare(results: Sequence[Result], order: Sequence[str]) -> list[Line]:
    """A ratio compares two figures of one round, so that what slowed both down slows neither."""
    found: dict[tuple[str, str], dict[str, dict[int, float]]] = {}
    for one in results:
        for measure, value in one.figures.items():
            rows = found.setdefault((one.workload, measure), {})
            rows.setdefault(one.contestant, {})[one.round] = value
    return [
        Line(*key, name, Spread.of([*rows[name].values()]), _ratio(rows[name], rows))
        for key, rows in found.items()
        for name in order
        if name in rows
    ]


def _ratio(values: Mapping[int, float], rows: Mapping[str, Mapping[int, float]]) -> Spread | None:
    reference = rows.get(REFERENCE, {})
    ratios = [value / reference[n] for n, value in values.items() if reference.get(n)]
    return Spread.of(ratios) if ratios else None


def picture(title: str, lines: Sequence[Line], titles: Mapping[str, str]) -> str:
    """The headline as bars: what a request costs, and what a storm of sign-ins does."""
    panels = [
        bars.Panel(name, shown)
        for name, workload, measure in _PICTURED
        if (shown := [_bar(line, titles) for line in lines if _is(line, workload, measure)])
    ]
    return bars.draw(title, panels)


def _is(line: Line, workload: str, measure: str) -> bool:
    return (line.workload, line.measure) == (workload, measure)


def _bar(line: Line, titles: Mapping[str, str]) -> bars.Bar:
    return bars.Bar(
        titles[line.contestant], line.figure.middle, is_ours=line.contestant == REFERENCE
    )


def failures(results: Sequence[Result]) -> list[str]:
    """A line for each workload that somebody did not answer as expected."""
    return [
        f"*** FAILED: {one.contestant}, {one.workload}, round {one.round}: {one.failure} ***"
        for one in results
        if one.failure
    ]


def table(lines: Sequence[Line], titles: Mapping[str, str]) -> Iterator[str]:
    """Markdown whose columns also stand under each other in a terminal."""
    for workload in dict.fromkeys(line.workload for line in lines):
        rows = [_HEAD, *(_row(line, titles) for line in lines if line.workload == workload)]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        yield f"\n**{workload}**: {_SAID[workload]}\n"
        for number, row in enumerate(rows):
            yield _aligned(row, widths)
            if number == 0:
                yield _aligned(["-" * width for width in widths], widths)


def _row(line: Line, titles: Mapping[str, str]) -> tuple[str, ...]:
    return (line.measure, titles[line.contestant], *_three(line.figure), *_three(line.ratio))


def _three(spread: Spread | None) -> tuple[str, str, str]:
    if spread is None:
        return ("", "", "")
    return _short(spread.least), _short(spread.middle), _short(spread.most)


def _short(value: float) -> str:
    """Three digits that mean something."""
    decimals = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:,.{decimals}f}"


def _aligned(cells: Sequence[str], widths: Sequence[int]) -> str:
    texts = [cell.ljust(width) for cell, width in zip(cells[:2], widths[:2], strict=True)]
    numbers = [cell.rjust(width) for cell, width in zip(cells[2:], widths[2:], strict=True)]
    return f"| {' | '.join([*texts, *numbers])} |"
