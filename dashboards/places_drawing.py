"""An office's places month by month as a drawing that the server makes: 1 on top, each with where chance could put it.

From left to right in per cent, so that dots stay round and texts as large at any width. The dots are not joined: a line
would say that what lies between two months means something.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from dashboards.svg import axis_places

HEIGHT, TOP, BOTTOM = 288, 14, 30
LEFT, RIGHT = 9.0, 94.0  # where the first and the last month stand
MOST_NAMES, MOST_NARROW = 12, 4  # months named below, and on a narrow screen


@dataclass(frozen=True, slots=True)
class Mark:
    """A month's place; without one, nothing is drawn above the month's name. `sentence` is shown at the dot."""

    month: str
    place: float | None = None
    low: int | None = None
    high: int | None = None
    outdated: bool = False
    sentence: str = ""


def places_drawing(marks: Sequence[Mark], last: int, sentence: str) -> Markup:
    """`last` is the place at the bottom of the axis, `sentence` says all of it to who doesn't see it."""
    grid = "".join(
        f'<line class="grid" x1="{LEFT - 3:.1f}%" x2="100%" y1="{y}" y2="{y}"/>'
        f'<text class="at-left" x="{LEFT - 4:.1f}%" y="{y + 4}">{place}</text>'
        for place, y in ((place, _y(place, last)) for place in axis_places(last))
    )
    drawn = "".join(_mark(mark, _x(index, len(marks)), last) for index, mark in enumerate(marks))
    return Markup(  # noqa: S704 - of numbers and constants, and texts that are escaped
        f'<svg class="places" height="{HEIGHT}" role="img" aria-label="{escape(sentence)}">'
        f"{grid}{_names(marks)}{drawn}</svg>"
    )


def _mark(mark: Mark, x: str, last: int) -> str:
    if mark.place is None:
        return ""
    reach = ""
    if mark.low is not None and mark.high is not None:
        reach = f'<line class="range" x1="{x}" x2="{x}" y1="{_y(mark.low, last)}" y2="{_y(mark.high, last)}"/>'
    css = "dot old" if mark.outdated else "dot"
    dot = f'<circle class="{css}" cx="{x}" cy="{_y(mark.place, last)}" r="5.5"/>'
    return f"<g><title>{escape(mark.sentence)}</title>{reach}{dot}</g>"


def _names(marks: Sequence[Mark]) -> str:
    """The months below, from the last one back with as much between as they need."""
    step = -(-len(marks) // MOST_NAMES)
    narrow = step * -(-len(marks) // (step * MOST_NARROW))
    texts = []
    for index, mark in enumerate(marks):
        back = len(marks) - 1 - index
        if back % step == 0:
            css = "below" if back % narrow == 0 else "below wide"
            texts.append(
                f'<text class="{css}" x="{_x(index, len(marks))}" y="{HEIGHT - 8}">{escape(mark.month)}</text>'
            )
    return "".join(texts)


def _x(index: int, months: int) -> str:
    """A month alone stands in the middle."""
    if months == 1:
        return f"{(LEFT + RIGHT) / 2:.1f}%"
    return f"{LEFT + (RIGHT - LEFT) * index / (months - 1):.1f}%"


def _y(place: float, last: int) -> int:
    return round(TOP + (HEIGHT - TOP - BOTTOM) * (place - 1) / max(1, last - 1))
