"""Small drawings that the server makes: sparkline, position strip, whisker and bars, as markup with classes.

Coordinates are whole numbers in a box twice the size shown: half a pixel is as exact as a screen, and short.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise
from operator import sub

from markupsafe import Markup, escape

from methods.conventions import exceeds

SPARK_WIDTH, SPARK_HEIGHT, SPARK_EDGE = 256, 68, 8
STRIP_WIDTH, STRIP_EDGE = 224, 10
Series = Sequence[float | None]


def sparkline(own: Series, means: Series, limit: float | None, sentence: str = "") -> Markup:
    """The office's months as a line with a dot at the last, the county mean behind it, the target dashed.

    `own` and `means` are as long, oldest first; a missing month is a gap. `sentence` is its text for screen readers.
    """
    reach = _reach(own, means, limit)
    if reach is None:
        return Markup("")
    low, high = reach
    inner = SPARK_HEIGHT - 2 * SPARK_EDGE
    if exceeds(high, low):
        scale, top = inner / (high - low), high
    else:  # a flat line runs through the middle
        scale, top = float(inner), high + 0.5
    step = (SPARK_WIDTH - 2 * SPARK_EDGE) / max(1, len(own) - 1)
    name = f'role="img" aria-label="{escape(sentence)}"' if sentence else 'aria-hidden="true"'
    goal = "" if limit is None else f'<path class="goal-line" d="M0 {_y(limit, top, scale)}h{SPARK_WIDTH}"/>'
    last, dot = own[-1], ""
    if last is not None:
        dot = f'<circle class="dot" cx="{SPARK_WIDTH - SPARK_EDGE}" cy="{_y(last, top, scale)}" r="6"/>'
    return Markup(
        f'<svg class="spark" viewBox="0 0 {SPARK_WIDTH} {SPARK_HEIGHT}" {name}>{goal}'
        f'<path class="mean" d="{_line(means, step, top, scale)}"/>'
        f'<path class="own" d="{_line(own, step, top, scale)}"/>{dot}</svg>'
    )


def _reach(own: Series, means: Series, limit: float | None) -> tuple[float, float] | None:
    """The lowest and highest of all that is drawn; None where the office has no value."""
    known = [value for value in own if value is not None]
    if not known:
        return None
    known += [value for value in means if value is not None]
    if limit is not None:
        known.append(limit)
    return min(known), max(known)


def _y(value: float, top: float, scale: float) -> int:
    return int(SPARK_EDGE + (top - value) * scale + 0.5)


def _line(values: Series, step: float, top: float, scale: float) -> str:
    """The path through the known values; it begins anew after a gap. A month alone is a short stroke."""
    if None not in values:
        y0 = SPARK_EDGE + top * scale + 0.5
        places = [int(y0 - value * scale) for value in values]  # type: ignore[operator]
        return _path(len(values), step) % (places[0], *map(sub, places[1:], places))
    pieces: list[str] = []
    pen, last = "M", len(values) - 1
    for index, value in enumerate(values):
        if value is None:
            pen = "M"
        else:
            alone = "h1" if pen == "M" and (index == last or values[index + 1] is None) else ""
            pieces.append(
                f"{pen}{int(SPARK_EDGE + index * step)} {int(SPARK_EDGE + (top - value) * scale + 0.5)}{alone}"
            )
            pen = "L"
    return "".join(pieces)


@cache
def _path(months: int, step: float) -> str:
    """The form of a path without gaps: `M8 %dl`, and `20 %d` for every month that follows: so far from the one before.

    Steps are alike from line to line, and a page of eighty lines is a kilobyte and a half smaller than with places.
    """
    places = [int(SPARK_EDGE + index * step) for index in range(months)]
    steps = " ".join(f"{after - before} %d" for before, after in pairwise(places))
    return f"M{SPARK_EDGE} %d" + (f"l{steps}" if steps else "h1")


def position_strip(values: tuple[float, ...], own: float, mean: float | None, lower_is_better: bool) -> Markup:
    """All offices of the county as ticks, best to the right, their mean as a long one, the office as a dot.

    `values` are ascending. Says nothing to screen readers: the place stands beside it in words.
    """
    county, scale, offset = _county_strip(values, mean, lower_is_better)
    return Markup(f'{county}<circle class="me" cx="{int(own * scale + offset)}" cy="18" r="9"/></svg>')


@lru_cache(maxsize=4096)
def _county_strip(values: tuple[float, ...], mean: float | None, lower_is_better: bool) -> tuple[str, float, float]:
    """What is the same for all offices of the county, and how a value becomes a place on the axis."""
    low, high = values[0], values[-1]
    width = STRIP_WIDTH - 2 * STRIP_EDGE
    scale = width / (high - low) if exceeds(high, low) else 0.0
    start = STRIP_EDGE + (0 if scale else width / 2)
    if lower_is_better and scale:
        scale, start = -scale, STRIP_WIDTH - STRIP_EDGE
    offset = start - low * scale + 0.5
    places = [int(value * scale + offset) for value in values]
    ticks = f"M{places[0]} 10v16" + "".join(f"m{after - before} -16v16" for before, after in pairwise(places))
    middle = "" if mean is None else f'<path class="mean" d="M{int(mean * scale + offset)} 2v32"/>'
    drawing = (
        f'<svg class="strip" viewBox="0 0 {STRIP_WIDTH} 36" aria-hidden="true">'
        f'<path class="axis" d="M0 18h{STRIP_WIDTH}"/><path class="tick" d="{ticks}"/>{middle}'
    )
    return drawing, scale, offset


def share_bar(green: int, yellow: int, red: int) -> Markup:
    """Red, yellow and green as one bar; decoration beside its own figures."""
    total = green + yellow + red
    if not total:
        return Markup("")
    parts, x = [], 0.0
    for css, number in (("r", red), ("y", yellow), ("g", green)):
        width = 300 * number / total
        if number:
            parts.append(f'<rect class="{css}" x="{x:.1f}" width="{max(1.0, width - 1.5):.1f}" height="12"/>')
        x += width
    box = 'viewBox="0 0 300 12" preserveAspectRatio="none"'
    return Markup(f'<svg class="share-bar" {box} aria-hidden="true">{"".join(parts)}</svg>')


def rank_axis(last: int) -> Markup:
    """The heading of the ranking's lines: places 1, 10, 20 … and the last."""
    texts = "".join(f'<text x="{_place(place, last)}" y="24">{place}</text>' for place in axis_places(last))
    return Markup(f'<svg class="whisker" aria-hidden="true">{texts}</svg>')


def axis_places(last: int) -> list[int]:
    """The places that the ranking's axis names; a round one too near the last gives way to it."""
    step = 10 if last > 15 else 5
    rounds = [place for place in range(step, last, step) if last - place > step * 0.3]
    return [1, *rounds, last] if last > 1 else [1]


def whisker(position: float, low: int | None, high: int | None, last: int, sentence: str) -> Markup:
    """A place as a dot on the axis of all places, and a line from `low` to `high` where it could be."""
    grid = "".join(
        f'<line class="grid" x1="{x}" x2="{x}" y1="-3" y2="31"/>' for x in (_place(p, last) for p in axis_places(last))
    )
    reach = ""
    if low is not None and high is not None:
        reach = f'<line class="range" x1="{_place(low, last)}" x2="{_place(high, last)}" y1="14" y2="14"/>'
    dot = f'<circle class="dot" cx="{_place(position, last)}" cy="14" r="5.5"/>'
    return Markup(f'<svg class="whisker" role="img" aria-label="{escape(sentence)}">{grid}{reach}{dot}</svg>')


def _place(place: float, last: int) -> str:
    """Where a place lies from left to right, in per cent so that dots stay round at any width."""
    return f"{1.5 + 97 * (place - 1) / max(1, last - 1):.1f}%"


def contribution_bar(of_hundred: float, sentence: str) -> Markup:
    """How much of what an indicator can give it gave."""
    width = round(2 * min(100.0, max(0.0, of_hundred)))
    box = 'viewBox="0 0 200 16" preserveAspectRatio="none"'
    bars = "".join(
        f'<rect class="{css}" width="{w}" height="10" y="3" rx="2"/>' for css, w in (("bg", 200), ("fg", width))
    )
    return Markup(f'<svg class="contrib" {box} role="img" aria-label="{escape(sentence)}">{bars}</svg>')
