"""A drawing of one or two lines over months that the server makes, with its axes in words: no script draws it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from methods.conventions import exceeds

WIDTH, HEIGHT = 420, 170
LEFT, RIGHT, TOP, BOTTOM = 70, 12, 14, 30  # what the texts of the axes need
Values = Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Frame:
    """What a drawing says besides its lines. `mark` is a value with a line across, named by its CSS class."""

    first: str  # the first and the last month in words
    last: str
    text: Callable[[float], str]  # a value in words
    sentence: str  # all of it for who doesn't see it
    mark: float | None = None
    mark_css: str = "goal-line"
    recent: int = 0  # this many of the last months on grey ground


def drawing(own: Values, other: Values, frame: Frame) -> Markup:
    """`own` as the line in focus, `other` dashed behind it (empty: no such line), both as long as each other.

    A missing month is a gap. Empty markup where nothing is known.
    """
    known = [value for value in (*own, *other, frame.mark) if value is not None]
    if all(value is None for value in (*own, *other)):
        return Markup("")
    axis = _Axis(min(known), max(known), max(len(own), len(other)))
    ground = ""
    if frame.recent:
        x = axis.x(axis.months - frame.recent) - axis.step / 2
        ground = f'<rect class="recent" x="{x:.0f}" y="0" width="{WIDTH - x:.0f}" height="{HEIGHT - BOTTOM}"/>'
    mark = ""
    if frame.mark is not None:
        mark = f'<path class="{frame.mark_css}" d="M{LEFT} {axis.y(frame.mark):.0f}H{WIDTH}"/>'
    lines = "".join(
        f'<path class="{css}" d="{axis.path(values)}"/>{axis.dot(values, css)}'
        for css, values in (("other", other), ("own", own))
        if values
    )
    return Markup(  # noqa: S704 - of numbers and constants, and texts that are escaped
        f'<svg class="lines" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(frame.sentence)}">'
        f"{ground}{_texts(axis, frame)}{mark}{lines}</svg>"
    )


class _Axis:
    """Where months and values lie in the drawing."""

    def __init__(self, low: float, high: float, months: int) -> None:
        self.low, self.high, self.months = low, high, months
        self.step = (WIDTH - LEFT - RIGHT) / max(1, months - 1)
        self.scale = (HEIGHT - TOP - BOTTOM) / (high - low) if exceeds(high, low) else 0.0

    def x(self, month: int) -> float:
        return LEFT + month * self.step

    def y(self, value: float) -> float:
        """A flat line runs through the middle."""
        return TOP + (self.high - value) * self.scale if self.scale else (TOP + HEIGHT - BOTTOM) / 2

    def path(self, values: Values) -> str:
        pieces, pen = [], "M"
        for month, value in enumerate(values):
            if value is None:
                pen = "M"
            else:
                pieces.append(f"{pen}{self.x(month):.0f} {self.y(value):.0f}")
                pen = "L"
        return "".join(pieces)

    def dot(self, values: Values, css: str) -> str:
        """Every known month as a dot, so that a month between two gaps is seen."""
        return "".join(
            f'<circle class="{css}" cx="{self.x(month):.0f}" cy="{self.y(value):.0f}" r="3"/>'
            for month, value in enumerate(values)
            if value is not None
        )


def _texts(axis: _Axis, frame: Frame) -> str:
    """The highest and the lowest value at the left, the first and the last month below."""
    values = [axis.high, axis.low] if axis.scale else [axis.high]
    at_left = "".join(
        f'<text x="{LEFT - 8}" y="{axis.y(value) + 4:.0f}" text-anchor="end">{escape(frame.text(value))}</text>'
        for value in values
    )
    return (
        f'{at_left}<text x="{LEFT}" y="{HEIGHT - 8}">{escape(frame.first)}</text>'
        f'<text x="{WIDTH - 2}" y="{HEIGHT - 8}" text-anchor="end">{escape(frame.last)}</text>'
    )
