"""The comparison as bars: one per office, and on top a row per reference whose line drops through them all."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboards.charts import (
    INK,
    MUTED,
    OTHER,
    OTHER_LINE,
    OWN,
    TARGET,
    Chart,
    axis,
    base_layout,
    font,
    label,
    nice_step,
    text_width,
)
from dashboards.formatting import Format
from scorecards.figures import ComparisonRow, IndicatorFacts

LOOKS = {  # of a reference row: symbol, colour, width and dash of its line
    "target": ("square", TARGET, 2, "solid"),
    "mean": ("circle", INK, 2, "solid"),
    "county": ("diamond", INK, 1.5, "dash"),
    "country": ("triangle-down", MUTED, 1.5, "dot"),
    "reference": ("x", MUTED, 1.5, "dashdot"),
}
SIZE, ROW_HEIGHT = 15, 24
NARROW_SIZE, NARROW_ROW_HEIGHT = 13, 20
TOP, BOTTOM, GAP = 4, 44, 8  # pixels: margins, and between a bar and its texts


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    """What the offices are compared to: `kind` is a key of LOOKS, `text` the value as shown."""

    kind: str
    name: str
    value: float
    text: str


@dataclass(frozen=True, slots=True)
class Bar:
    """An office as a bar, with its texts."""

    row: ComparisonRow
    name: str
    text: str
    base: str
    interval: str
    own: bool


@dataclass(frozen=True, slots=True)
class Section:
    """So many bars under a heading, with a reference row of their own where they have one."""

    bars: int
    heading: str
    own: ReferenceRow | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """Which row each thing stands in, from the top: references with the row that their line ends under."""

    references: Sequence[tuple[int, ReferenceRow, float]]
    headings: Sequence[tuple[int, str]]
    bars: Sequence[int]
    number: int


def comparison_chart(
    facts: IndicatorFacts,
    bars: Sequence[Bar],
    references: Sequence[ReferenceRow],
    form: Format,
    axis_title: str,
    sections: Sequence[Section] = (),
) -> Chart:
    """Bars in the order given, top down, from zero on; values of a share are drawn in per cent.

    `sections` divide the bars; each begins with its heading.
    """
    scale = 100 if facts.unit_of_measure == "share" else 1
    rows = rows_of(len(bars), references, sections)
    every = [row for _y, row, _end in rows.references]
    bottom = rows.number
    span = _span(bars, every, scale)
    layout = base_layout(
        form.numerals,
        **_room(bars, every, bottom, SIZE, ROW_HEIGHT),
        shapes=[_drop(row, y, end, scale) for y, row, end in rows.references],
        annotations=_labels(bars, rows),
        bargap=0.2,
        xaxis=axis(
            range=span,
            dtick=nice_step(span[1] - span[0]),
            title={"text": axis_title, "font": {"size": 14, "color": MUTED}},
            showline=False,
        ),
        yaxis=axis(range=[bottom - 0.3, -0.8], showticklabels=False, showgrid=False, ticks=""),
    )
    narrow = {"font": font(NARROW_SIZE), **_room(bars, every, bottom, NARROW_SIZE, NARROW_ROW_HEIGHT)}
    return {"data": [_bars(bars, rows.bars, scale), _markers(rows, scale)], "layout": layout, "narrow": narrow}


def rows_of(bars: int, references: Sequence[ReferenceRow], sections: Sequence[Section]) -> Rows:
    """References on top, an empty row, then the bars; each section's heading and its own reference above its bars."""
    y = len(references) + 1 if references else 0
    headings: list[tuple[int, str]] = []
    places: list[int] = []
    own: list[tuple[int, ReferenceRow, float]] = []
    for section in sections or [Section(bars, "")]:
        if section.heading:
            headings.append((y, section.heading))
            y += 1
        if section.own:
            own.append((y, section.own, y + section.bars + 0.5))
            y += 1
        places += range(y, y + section.bars)
        y += section.bars
    return Rows([*((at, row, y - 0.5) for at, row in enumerate(references)), *own], headings, places, y)


def _room(
    bars: Sequence[Bar], references: Sequence[ReferenceRow], number: int, size: int, row_height: int
) -> dict[str, Any]:
    """Height for all rows, and margins for the longest name and value."""
    names = text_width([*(bar.name for bar in bars), *(row.name for row in references)], size)
    values = text_width([*(bar.text for bar in bars), *(row.text for row in references)], size)
    margin = {"l": names + 2 * GAP, "r": values + 3 * GAP, "t": TOP, "b": BOTTOM}
    return {"height": (number + 1) * row_height + TOP + BOTTOM, "margin": margin}


def _span(bars: Sequence[Bar], references: Sequence[ReferenceRow], scale: int) -> list[float]:
    """Bars begin at zero; whiskers reach out of the axis only where they would make the bars small."""
    values = [bar.row.figure.value or 0.0 for bar in bars] + [row.value for row in references]
    high, low = max([*values, 0.0]), min([*values, 0.0])
    whiskers = [bar.row.interval[1] for bar in bars if bar.row.interval]
    top = min(max([high, *whiskers]), high * 1.35)
    if scale == 100:
        top = min(top, 1.0) if high <= 1 else top
    return [low * scale * 1.02, (top * scale or 1.0) * 1.01]


def _bars(bars: Sequence[Bar], ys: Sequence[int], scale: int) -> dict[str, Any]:
    values = [(bar.row.figure.value or 0.0) * scale for bar in bars]
    ends = [bar.row.interval or (bar.row.figure.value, bar.row.figure.value) for bar in bars]
    trace: dict[str, Any] = {
        "type": "bar",
        "orientation": "h",
        "y": list(ys),
        "x": values,
        "width": 0.72,
        "customdata": [[bar.row.name, bar.text, bar.base, bar.interval] for bar in bars],
        "hovertemplate": "%{customdata[0]}<br>%{customdata[1]} %{customdata[2]}<br>%{customdata[3]}<extra></extra>",
        "marker": {
            "color": [OWN if bar.own else OTHER for bar in bars],
            "line": {"color": [OWN if bar.own else OTHER_LINE for bar in bars], "width": 1},
        },
    }
    if any(bar.row.interval for bar in bars):
        trace["error_x"] = {
            "type": "data",
            "symmetric": False,
            "array": [max(0.0, (high or 0.0) * scale - value) for (_, high), value in zip(ends, values, strict=True)],
            "arrayminus": [
                max(0.0, value - (low or 0.0) * scale) for (low, _), value in zip(ends, values, strict=True)
            ],
            "color": MUTED,
            "thickness": 1,
            "width": 0,
        }
    return trace


def _markers(rows: Rows, scale: int) -> dict[str, Any]:
    looks = [LOOKS[row.kind] for _y, row, _end in rows.references]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [row.value * scale for _y, row, _end in rows.references],
        "y": [y for y, _row, _end in rows.references],
        "marker": {"size": 11, "color": [look[1] for look in looks], "symbol": [look[0] for look in looks]},
        "hoverinfo": "skip",
    }


def _drop(row: ReferenceRow, top: float, bottom: float, scale: int) -> dict[str, Any]:
    _symbol, color, width, dash = LOOKS[row.kind]
    x = row.value * scale
    line = {"color": color, "width": width, "dash": dash}
    return {"type": "line", "x0": x, "x1": x, "y0": top, "y1": bottom, "line": line, "layer": "above"}


def _labels(bars: Sequence[Bar], rows: Rows) -> list[dict[str, Any]]:
    """Names to the left, values to the right, headings over their bars: annotations, because ticks can't be bold one
    by one."""
    lines = [(y, row.name, row.text, "", 600) for y, row, _end in rows.references]
    lines += [
        (y, bar.name, bar.text, OWN if bar.own else "", 600 if bar.own else 0)
        for y, bar in zip(rows.bars, bars, strict=True)
    ]
    right = text_width([text for _, _, text, _, _ in lines], SIZE) + GAP
    names = [
        label(name, y, x=0, shift=-GAP, anchor="right", color=color, weight=weight)
        for y, name, _, color, weight in lines
    ]
    values = [
        label(text, y, x=1, shift=right, anchor="right", color=color, weight=weight)
        for y, _, text, color, weight in lines
    ]
    headings = [label(text, y, x=0, shift=0, anchor="left", color=MUTED, weight=600) for y, text in rows.headings]
    return names + values + headings
