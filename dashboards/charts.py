"""What every chart has in common: a figure is a plain dict `{data, layout, narrow}`, drawn by static/charts.js.

`narrow` replaces parts of the layout where the chart is narrower than 560 pixels. Colours are hex: SVG in plotly can't
read CSS custom properties. No markup in texts but `<br>`: plotly would make style attributes of it, which the content
security policy refuses.
"""

import json
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from dashboards.numbers import Numerals

Chart = dict[str, Any]

OWN, OTHER, OTHER_LINE = "#0063c1", "#c0d6e4", "#5a8fae"
INK, MUTED, GRID, AXIS_LINE, TARGET, MEAN = "#202733", "#49515e", "#e1e3e7", "#818997", "#006c1f", "#818997"
STATUS = {"green": "#007629", "yellow": "#a03e00", "red": "#cb0035"}
SYMBOLS = {"green": "circle", "yellow": "triangle-up", "red": "octagon"}
FAMILY = '"Source Sans 3", "Source Sans Pro", Arial, sans-serif'


def base_layout(numerals: Numerals, **own: Any) -> dict[str, Any]:
    """The layout that all charts begin with, and the chart's own parts."""
    return {
        "font": font(15),
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "separators": numerals.decimal_mark + numerals.thousands,
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": INK,
            "bordercolor": INK,
            "font": {"family": FAMILY, "color": "#fff", "size": 15},
        },
        **own,
    }


def font(size: int) -> dict[str, Any]:
    return {"family": FAMILY, "size": size, "color": INK}


def axis(**own: Any) -> dict[str, Any]:
    return {
        "gridcolor": GRID,
        "gridwidth": 1,
        "zeroline": False,
        "linecolor": AXIS_LINE,
        "tickcolor": AXIS_LINE,
        "tickfont": {"size": 14, "color": MUTED},
        "fixedrange": True,
        "automargin": False,
        **own,
    }


def label(text: str, y: float, *, x: int, shift: int, anchor: str, color: str = "", weight: int = 0) -> dict[str, Any]:
    """A text beside the plot, `shift` pixels from its left (x=0) or right (x=1) edge, at height `y` of the axis.

    Its size is the layout's own, so that `narrow` can make all of them smaller.
    """
    placed: dict[str, Any] = {
        "x": x,
        "xref": "paper",
        "xanchor": anchor,
        "xshift": shift,
        "y": y,
        "text": text.replace("<", "&lt;"),
        "showarrow": False,
    }
    font = {name: value for name, value in (("color", color), ("weight", weight)) if value}
    return {**placed, "font": font} if font else placed


def text_width(texts: Iterable[str], size: int) -> int:
    """Pixels that the longest of the texts takes at most, in half-bold Source Sans."""
    return int(max((len(text) for text in texts), default=0) * size * 0.52)


def as_json(chart: Chart) -> Markup:
    """The figure as text for a script element of type application/json; `<` is escaped so that none can end it."""
    return Markup(json.dumps(chart, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"))


def nice_step(span: float, most: int = 6) -> float:
    """A step of 1, 2 or 5 times a power of ten that divides `span` into `most` parts at the most."""
    power = 1e-6
    while True:
        for factor in (1, 2, 5):
            if span / (power * factor) <= most:
                return power * factor
        power *= 10
