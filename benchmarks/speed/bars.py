"""Draws figures beside each other as an SVG: bars need no library."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

_WIDTH, _LEFT, _TOP, _BAR, _STEP, _GAP = 720, 220, 50, 14, 22, 40
_STYLE = (
    "text{font:12px sans-serif;fill:#57606a}.name{font-weight:bold}"
    ".bar{fill:#8c959f}.ours{fill:#0969da}"
)


@dataclass(frozen=True, slots=True)
class Bar:
    """One figure of somebody."""

    name: str
    value: float
    is_ours: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """One measure of everybody."""

    name: str
    bars: Sequence[Bar]


def draw(title: str, panels: Sequence[Panel]) -> str:
    """One panel below the other; bars begin at nothing, so that their lengths are the ratios."""
    parts, top = list[str](), _TOP
    for panel in panels:
        parts += _panel(panel, top)
        top += len(panel.bars) * _STEP + _GAP
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {top}" role="img">',
            f"<style>{_STYLE}</style>",
            f'<rect width="{_WIDTH}" height="{top}" fill="#ffffff"/>',
            f'<text x="16" y="20">{escape(title)}</text>',
            *parts,
            "</svg>",
            "",
        ]
    )


def _panel(panel: Panel, top: int) -> Iterator[str]:
    room, longest = _WIDTH - _LEFT - 80, max(1, *(bar.value for bar in panel.bars))
    yield f'<text class="name" x="16" y="{top - 4}">{escape(panel.name)}</text>'
    for number, bar in enumerate(panel.bars):
        y, width = top + 6 + number * _STEP, room * bar.value / longest
        kind = "bar ours" if bar.is_ours else "bar"
        yield f'<text x="{_LEFT - 8}" y="{y + 11}" text-anchor="end">{escape(bar.name)}</text>'
        yield f'<rect class="{kind}" x="{_LEFT}" y="{y}" width="{width:.1f}" height="{_BAR}"/>'
        yield f'<text x="{_LEFT + width + 6:.1f}" y="{y + 11}">{bar.value:,.0f}</text>'
