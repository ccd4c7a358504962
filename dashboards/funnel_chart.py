"""The funnel: each office by its base and its value, with the lines that chance alone seldom crosses."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboards.charts import INK, MUTED, OTHER, OTHER_LINE, OWN, TARGET, Chart, axis, base_layout, font, nice_step
from dashboards.formatting import Format
from methods.funnel import FunnelLimits
from scorecards.figures import IndicatorFacts

STEPS = 60  # points of each line
HEIGHT, NARROW_HEIGHT = 520, 420
OUTSIDE = "diamond"  # the shape of an office beyond the lines; the others are circles


@dataclass(frozen=True, slots=True)
class FunnelDot:
    """An office in the funnel. `base` and `value` are unrounded, `text` and `base_text` as shown."""

    name: str
    base: float
    value: float
    text: str
    base_text: str
    verdict: str  # in words; empty where there is none
    is_outside: bool
    own: bool


def bases_to_draw(dots: Sequence[FunnelDot]) -> list[float]:
    """The bases at which the lines are drawn: close to each other where they bend, up to a little past the largest."""
    largest = max(dot.base for dot in dots) * 1.05
    return [largest * (step / STEPS) ** 2 for step in range(1, STEPS + 1)]


def funnel_chart(
    facts: IndicatorFacts,
    dots: Sequence[FunnelDot],
    centre: float,
    target: float | None,
    limits: Sequence[FunnelLimits],
    form: Format,
    titles: tuple[str, str],
) -> Chart:
    """Dots over their bases; `limits` at `bases_to_draw`, `target` a line of its own. `titles` of the two axes."""
    scale = 100 if facts.unit_of_measure == "share" else 1
    bases = bases_to_draw(dots)
    lines = [
        _line(bases, [getattr(limit, name) for limit in limits], scale, dash)
        for name, dash in (("low_95", "dash"), ("high_95", "dash"), ("low_998", "solid"), ("high_998", "solid"))
    ]
    span = _span(dots, centre, target, scale)
    layout = base_layout(
        form.numerals,
        height=HEIGHT,
        margin={"l": 64, "r": 24, "t": 16, "b": 56},
        shapes=_levels(centre, target, scale),
        annotations=[_named(dot, scale) for dot in dots if dot.own or dot.is_outside],
        xaxis=axis(range=[0, bases[-1]], title=_title(titles[0]), dtick=nice_step(bases[-1])),
        yaxis=axis(range=span, title=_title(titles[1]), dtick=nice_step(span[1] - span[0])),
    )
    narrow = {"font": font(13), "height": NARROW_HEIGHT, "margin": {"l": 48, "r": 12, "t": 8, "b": 48}}
    return {"data": [*lines, _dots(dots, scale)], "layout": layout, "narrow": narrow}


def _title(text: str) -> dict[str, Any]:
    return {"text": text.replace("<", "&lt;"), "font": {"size": 14, "color": MUTED}}


def _span(dots: Sequence[FunnelDot], centre: float, target: float | None, scale: int) -> list[float]:
    """From the lowest to the highest dot with some air; the lines may leave it, a share stays within 0 and 100."""
    values = [dot.value for dot in dots] + [centre] + ([] if target is None else [target])
    low, high = min(values), max(values)
    air = (high - low or abs(high) or 1.0) * 0.12
    span = [low - air, high + air]
    if scale == 100:
        span = [max(-0.02, span[0]), min(1.02, span[1])]
    return [end * scale for end in span]


def _line(bases: Sequence[float], values: Sequence[float | None], scale: int, dash: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": list(bases),
        "y": [None if value is None else value * scale for value in values],
        "line": {"color": MUTED, "width": 1.5, "dash": dash},
        "hoverinfo": "skip",
    }


def _dots(dots: Sequence[FunnelDot], scale: int) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [dot.base for dot in dots],
        "y": [dot.value * scale for dot in dots],
        "customdata": [[dot.name, dot.text, dot.base_text, dot.verdict] for dot in dots],
        "hovertemplate": "%{customdata[0]}<br>%{customdata[1]} (%{customdata[2]})<br>%{customdata[3]}<extra></extra>",
        "marker": {
            "size": [13 if dot.own or dot.is_outside else 10 for dot in dots],
            "opacity": 1,
            "symbol": [OUTSIDE if dot.is_outside else "circle" for dot in dots],
            "color": [OWN if dot.own else OTHER for dot in dots],
            "line": {"color": [OWN if dot.own else INK if dot.is_outside else OTHER_LINE for dot in dots], "width": 1},
        },
    }


def _levels(centre: float, target: float | None, scale: int) -> list[dict[str, Any]]:
    """The centre of all offices, and the target where there is one, from edge to edge."""
    levels = [(centre, INK, "solid", 2.0)] + ([] if target is None else [(target, TARGET, "dash", 2.0)])
    return [
        {
            "type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": value * scale, "y1": value * scale,
            "line": {"color": color, "width": width, "dash": dash}, "layer": "below",
        }
        for value, color, dash, width in levels
    ]  # fmt: skip


def _named(dot: FunnelDot, scale: int) -> dict[str, Any]:
    return {
        "x": dot.base,
        "y": dot.value * scale,
        "text": dot.name.replace("<", "&lt;"),
        "showarrow": False,
        "yshift": 14,
        "font": {"color": OWN if dot.own else INK, "weight": 600},
    }
