"""An indicator over time as lines: the office, the county mean, the target as a step, flags where something changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from dashboards.charts import (
    MEAN,
    MUTED,
    OWN,
    STATUS,
    SYMBOLS,
    TARGET,
    Chart,
    axis,
    base_layout,
    font,
    label,
    nice_step,
    text_width,
)
from dashboards.dates import month_and_year, short_month
from dashboards.formatting import Format
from dashboards.process import Band, Process
from organisation.months import Month
from scorecards.figures import IndicatorFacts, Series, SeriesMonth

FLAG, USUAL = "#004ea3", "#eceef2"
LINE_HEIGHT, PLOT_HEIGHT = 20, 320  # pixels: labels nearer than a line are moved apart
SIZE, NARROW_SIZE = 15, 13


@dataclass(frozen=True, slots=True)
class Labels:
    """Texts at the end of each line; and the short ones, in the same order, for a narrow chart."""

    own: str
    target: str
    mean: str
    county: str
    short: tuple[str, str, str, str]

    @property
    def full(self) -> tuple[str, str, str, str]:
        return self.own, self.target, self.mean, self.county


def series_chart(
    figures: Series, labels: Labels, flags: Sequence[Month], form: Format, process: Process | None = None
) -> Chart:
    """Values of a share are drawn in per cent; a month without a value is a gap; bands say what is usual.

    A month's flags, numbered in the order given, stand together.
    """
    process = process or Process()
    facts, months = figures.indicator, figures.months
    scale = 100 if facts.unit_of_measure == "share" else 1
    span = _span(months, process.bands, scale, facts.unit_of_measure == "share")
    first = months[0].month
    marks = _numbered(flags, first)
    ends = _ends(months, scale)
    suffix = form.suffixes[facts.unit_of_measure]
    layout = base_layout(
        form.numerals,
        margin={"l": 58, "r": text_width(labels.full, SIZE) + 20, "t": 26, "b": 40},
        shapes=[shape for band in process.bands for shape in _band(band, scale)] + [_flag_line(x, span) for x in marks],
        annotations=_end_labels(labels.full, ends, span) + [_flag(x, numbers) for x, numbers in marks.items()],
        xaxis=_months_axis(months),
        yaxis=axis(range=span, dtick=nice_step(span[1] - span[0], 8), ticksuffix=suffix),
    )
    narrow = {
        "font": font(NARROW_SIZE),
        "margin": {"l": 46, "r": text_width(labels.short, NARROW_SIZE) + 14, "t": 26, "b": 32},
        "annotations": _end_labels(labels.short, ends, span) + [_flag(x, numbers) for x, numbers in marks.items()],
        "xaxis": _years_axis(months),
    }
    return {
        "data": [
            _mean(months, scale),
            _target(months, scale),
            _own(figures, scale, form, process),
            _county(months, scale),
        ],
        "layout": layout,
        "narrow": narrow,
    }


def _numbered(flags: Iterable[Month], first: Month) -> dict[int, str]:
    """The numbers of each month's flags, by its place on the axis; none of a month before the first."""
    marks: dict[int, list[str]] = {}
    for number, month in enumerate(flags, start=1):
        if month >= first:
            marks.setdefault(month - first, []).append(str(number))
    return {x: ", ".join(numbers) for x, numbers in marks.items()}


def _band(band: Band, scale: int) -> list[dict[str, Any]]:
    """Usual variation as a grey field with its mean; what lies outside the axis is cut off."""
    ends = {"x0": band.first - 0.5, "x1": band.last + 0.5, "layer": "below"}
    low, mean, high = band.lower * scale, band.mean * scale, band.upper * scale
    return [
        {"type": "rect", **ends, "y0": low, "y1": high, "fillcolor": USUAL, "line": {"width": 0}},
        {"type": "line", **ends, "y0": mean, "y1": mean, "line": {"color": MEAN, "width": 1, "dash": "dot"}},
    ]


def _numbers(months: Sequence[SeriesMonth], bands: Sequence[Band], share: bool) -> list[float]:
    found: list[float] = []
    for band in bands:
        found += [max(0.0, band.lower), min(1.0, band.upper)] if share else [band.lower, band.upper]
    for month in months:
        limits = (month.target.green, month.target.green_upper) if month.target else ()
        every = (month.figure.value, month.county_mean, month.county_pooled, *limits)
        found += [number for number in every if number is not None]
    return found


def _span(months: Sequence[SeriesMonth], bands: Sequence[Band], scale: int, share: bool) -> list[float]:
    """From below the lowest to above the highest, on whole steps; a share's axis does not leave 0–100."""
    numbers = [number * scale for number in _numbers(months, bands, share)] or [0.0, 1.0]
    low, high = min(numbers), max(numbers)
    step = nice_step((high - low) or abs(high) or 1.0, 8)
    bottom, top = (low // step) * step, -((-high // step) * step)
    if top - bottom < step:
        top += step
    if share and low >= 0 and high <= 100:
        bottom, top = max(0.0, bottom), min(100.0, top)
    room = (top - bottom) * 0.04  # so that a point at the top is not cut
    return [bottom - (room if bottom > 0 or low < 0 else 0), top + room]


def _mean(months: Sequence[SeriesMonth], scale: int) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": list(range(len(months))),
        "y": [None if month.county_mean is None else month.county_mean * scale for month in months],
        "line": {"color": MEAN, "width": 1.5},
        "hoverinfo": "skip",
    }


def _county(months: Sequence[SeriesMonth], scale: int) -> dict[str, Any]:
    """The county as one unit: of another dash than the mean of its offices."""
    return {
        "type": "scatter",
        "mode": "lines",
        "x": list(range(len(months))),
        "y": [None if month.county_pooled is None else month.county_pooled * scale for month in months],
        "line": {"color": MUTED, "width": 1.5, "dash": "dashdot"},
        "hoverinfo": "skip",
    }


def _target(months: Sequence[SeriesMonth], scale: int) -> dict[str, Any]:
    """The green limit as a step: it holds from its first month on."""
    return {
        "type": "scatter",
        "mode": "lines",
        "x": list(range(len(months))),
        "y": [None if month.target is None else month.target.green * scale for month in months],
        "line": {"color": TARGET, "width": 1.75, "dash": "dash", "shape": "hv"},
        "hoverinfo": "skip",
    }


def _own(figures: Series, scale: int, form: Format, process: Process) -> dict[str, Any]:
    """The office's line; its last point has the shape and colour of its status, months that signal are diamonds."""
    facts, months = figures.indicator, figures.months
    last = max((i for i, month in enumerate(months) if month.figure.value is not None), default=-1)
    status = months[last].status or "" if last >= 0 else ""
    count = len(months)
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": list(range(count)),
        "y": [None if month.figure.value is None else month.figure.value * scale for month in months],
        "line": {"color": OWN, "width": 2.5},
        "cliponaxis": False,
        "connectgaps": False,
        "zorder": 1,
        "marker": {
            "opacity": 1,
            "size": [13 if i == last else 10 if i in process.signals else 6 for i in range(count)],
            "color": [STATUS.get(status, OWN) if i == last else OWN for i in range(count)],
            "symbol": [
                SYMBOLS.get(status, "circle") if i == last else "diamond" if i in process.signals else "circle"
                for i in range(count)
            ],
            "line": {"color": "#fff", "width": 1.5},
        },
        "customdata": [_hover(month, facts, form) for month in months],
        "hovertemplate": "%{customdata[0]}<br>%{customdata[1]}  %{customdata[2]}%{customdata[3]}<extra></extra>",
    }


def _hover(month: SeriesMonth, facts: IndicatorFacts, form: Format) -> list[str]:
    """What stands where the pointer rests: the month, its value and base, and what it is compared with."""
    beside = (
        (month.county_mean, _("snitt av kontorene %(value)s")),
        (month.county_pooled, _("fylket samlet %(value)s")),
    )
    return [
        month_and_year(month.month),
        "" if month.figure.value is None else form.value(month.figure.value, facts),
        form.base(month.figure, facts),
        "".join("<br>" + text % {"value": form.value(value, facts)} for value, text in beside if value is not None),
    ]


def _ends(months: Sequence[SeriesMonth], scale: int) -> list[float | None]:
    """Where each line ends: the last value, target, county mean and county result."""
    value = next((m.figure.value for m in reversed(months) if m.figure.value is not None), None)
    target = next((m.target.green for m in reversed(months) if m.target is not None), None)
    mean = next((m.county_mean for m in reversed(months) if m.county_mean is not None), None)
    county = next((m.county_pooled for m in reversed(months) if m.county_pooled is not None), None)
    return [None if end is None else end * scale for end in (value, target, mean, county)]


def _end_labels(texts: Sequence[str], ends: Sequence[float | None], span: Sequence[float]) -> list[dict[str, Any]]:
    """Texts where the lines end, moved apart where they are nearer than a line of text."""
    looks = ((OWN, 600), (TARGET, 0), (MUTED, 0), (MUTED, 0))
    placed = [
        (y, text, color, weight) for y, text, (color, weight) in zip(ends, texts, looks, strict=True) if y is not None
    ]
    placed.sort(key=lambda each: -each[0])
    least = (span[1] - span[0]) * LINE_HEIGHT / PLOT_HEIGHT
    labels: list[dict[str, Any]] = []
    below = None
    for y, text, color, weight in placed:
        y = y if below is None else min(y, below - least)
        labels.append(label(text, y, x=1, shift=10, anchor="left", color=color, weight=weight))
        below = y
    return labels


def _flag_line(x: int, span: Sequence[float]) -> dict[str, Any]:
    return {
        "type": "line",
        "x0": x,
        "x1": x,
        "y0": span[0],
        "y1": span[1],
        "line": {"color": FLAG, "width": 1, "dash": "dot"},
    }


def _flag(x: int, numbers: str) -> dict[str, Any]:
    text = {"color": "#fff", "size": 13, "weight": 600}
    placed = {"x": x, "y": 1, "yref": "paper", "yanchor": "bottom", "text": numbers, "showarrow": False}
    return {**placed, "bgcolor": FLAG, "font": text, "borderpad": 3}


def _months_axis(months: Sequence[SeriesMonth]) -> dict[str, Any]:
    """About six months named, the last always."""
    count = len(months)
    step = max(1, next((n for n in (1, 2, 3, 6, 12, 24) if count / n <= 7), 60))
    named = [
        i for i in range(count - 1) if (months[i].month.number - 1) % min(step, 12) == 0 and count - 1 - i >= step * 0.6
    ]
    if step > 12:
        named = [i for i in named if months[i].month.number == 1 and months[i].month.year % (step // 12) == 0]
    ticks = [*named, count - 1]
    texts = [short_month(months[i].month) for i in ticks]
    return axis(
        range=[-0.4, count - 0.6],
        tickvals=ticks,
        ticktext=texts,
        tickangle=0,
        showgrid=False,
        showline=True,
        ticks="outside",
    )


def _years_axis(months: Sequence[SeriesMonth]) -> dict[str, Any]:
    ticks = [i for i, month in enumerate(months) if month.month.number == 1] or [0]
    texts = [str(months[i].month.year) for i in ticks]
    every = -(-len(ticks) // 5)
    ticks, texts = ticks[::every], texts[::every]
    return axis(
        range=[-0.4, len(months) - 0.6],
        tickvals=ticks,
        ticktext=texts,
        tickangle=0,
        showgrid=False,
        showline=True,
        ticks="outside",
    )
