"""Small multiples: many offices' months as lines on one scale, and what lies behind all of them drawn once.

Coordinates are whole numbers in a box twice the size shown, as in `svg.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from methods.conventions import exceeds

WIDTH, HEIGHT, EDGE = 320, 160, 8
Series = Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Scale:
    """From months and values to the drawing, the same for all of the offices."""

    months: int
    low: float
    high: float

    def x(self, month: float) -> int:
        return int(EDGE + month * (WIDTH - 2 * EDGE) / max(1, self.months - 1) + 0.5)

    def y(self, value: float) -> int:
        inner = HEIGHT - 2 * EDGE
        if not exceeds(self.high, self.low):
            return EDGE + inner // 2
        return int(EDGE + (self.high - value) * inner / (self.high - self.low) + 0.5)


def scale_of(months: int, *series: Series) -> Scale | None:
    """The scale that holds every known value; None where there is none."""
    known = [value for each in series for value in each if value is not None]
    return Scale(months, min(known), max(known)) if known else None


def behind(scale: Scale, means: Series, goals: Sequence[Series], breaks: Sequence[int]) -> Markup:
    """What every drawing has behind it, as a symbol that each of them uses: means, targets, changes of definition.

    `breaks` are places among the months: the line stands just before each of them.
    """
    marks = "".join(f'<path class="all-break" d="M{scale.x(month - 0.5)} 0V{HEIGHT}"/>' for month in breaks)
    return Markup(  # noqa: S704 - a drawing, made of numbers
        f'<svg class="behind" width="0" height="0" aria-hidden="true">'
        f'<symbol id="behind" viewBox="0 0 {WIDTH} {HEIGHT}">{marks}'
        f'<path class="all-mean" d="{_line(scale, means)}"/></symbol>'
        f'<symbol id="goal" viewBox="0 0 {WIDTH} {HEIGHT}">{goal_lines(scale, goals)}</symbol></svg>'
    )


def multiple(scale: Scale, values: Series, own_goals: Sequence[Series] | None = None) -> Markup:
    """One office's line on what is behind it, with a dot at the last month; a month without a value is a gap.

    `own_goals` are drawn in place of the targets that the others share.
    """
    last = values[-1] if values else None
    dot = "" if last is None else f'<circle class="dot" cx="{WIDTH - EDGE}" cy="{scale.y(last)}" r="6"/>'
    goal = Markup('<use href="#goal"/>') if own_goals is None else goal_lines(scale, own_goals)
    return Markup(  # noqa: S704 - a drawing, made of numbers
        f'<svg class="spark" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true"><use href="#behind"/>{goal}'
        f'<path class="own" d="{_line(scale, values)}"/>{dot}</svg>'
    )


def goal_lines(scale: Scale, goals: Sequence[Series]) -> Markup:
    """Each target as a stepped line: flat while it holds, with nothing where there is none."""
    paths = [path for path in (_steps(scale, goal) for goal in goals) if path]
    return Markup("".join(f'<path class="all-goal" d="{path}"/>' for path in paths))  # noqa: S704 - made of numbers


def _steps(scale: Scale, goal: Series) -> str:
    pieces = []
    for limit, span in groupby(range(len(goal)), key=goal.__getitem__):
        places = list(span)
        if limit is not None:
            left, right = max(0, scale.x(places[0] - 0.5)), min(WIDTH, scale.x(places[-1] + 0.5))
            pieces.append(f"M{left} {scale.y(limit)}H{right}")
    return "".join(pieces)


def _line(scale: Scale, values: Series) -> str:
    """The path through the known values; it begins anew after a gap. A month alone is a short stroke."""
    pieces: list[str] = []
    for is_known, span in groupby(range(len(values)), key=lambda month: values[month] is not None):
        if is_known:
            points = [f"{scale.x(month)} {scale.y(values[month] or 0.0)}" for month in span]
            pieces.append("M" + "L".join(points) + ("h1" if len(points) == 1 else ""))
    return "".join(pieces)
