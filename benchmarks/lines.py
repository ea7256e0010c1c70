"""Draws measures over time as an SVG: three lines need no library."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

_WIDTH, _HEIGHT, _LEFT, _TOP, _GAP = 720, 110, 60, 50, 44
_STYLE = (
    "text{font:12px sans-serif;fill:#57606a}.name{font-weight:bold}"
    ".line{fill:none;stroke:#0969da;stroke-width:1.5}.axis{stroke:#8c959f;stroke-width:1}"
)


@dataclass(frozen=True, slots=True)
class Panel:
    """One measure at each time."""

    name: str
    values: Sequence[float]


def draw(title: str, minutes: Sequence[float], panels: Sequence[Panel]) -> str:
    """One panel below the other over the same time; each value axis begins at nothing, so that a
    small change does not look like a large one."""
    height = _TOP + len(panels) * (_HEIGHT + _GAP)
    parts = [part for n, panel in enumerate(panels) for part in _panel(n, minutes, panel)]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img">',
            f"<style>{_STYLE}</style>",
            f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
            f'<text x="{_LEFT}" y="20">{escape(title)}</text>',
            *parts,
            "</svg>",
            "",
        ]
    )


def _panel(index: int, minutes: Sequence[float], panel: Panel) -> Iterator[str]:
    top = _TOP + index * (_HEIGHT + _GAP)
    bottom, right = top + _HEIGHT, _WIDTH - 20
    highest, last = max(*panel.values, 1), max(*minutes, 0.01)
    points = " ".join(
        f"{_LEFT + (right - _LEFT) * minute / last:.1f},{bottom - _HEIGHT * value / highest:.1f}"
        for minute, value in zip(minutes, panel.values, strict=True)
    )
    yield f'<text class="name" x="{_LEFT}" y="{top - 8}">{escape(panel.name)}</text>'
    yield f'<path class="axis" fill="none" d="M{_LEFT} {top}V{bottom}H{right}"/>'
    yield f'<polyline class="line" points="{points}"/>'
    yield f'<text x="{_LEFT - 8}" y="{top + 8}" text-anchor="end">{highest:.0f}</text>'
    yield f'<text x="{_LEFT - 8}" y="{bottom}" text-anchor="end">0</text>'
    yield f'<text x="{right}" y="{bottom + 16}" text-anchor="end">{last:.1f} min</text>'
