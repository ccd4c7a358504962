"""The view of a table that shows how the offices are spread on each indicator: a strip, and its figures beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markupsafe import Markup

from dashboards.addresses import chosen_href
from dashboards.asked_table import ALL_GROUPS, Asked, UnitView
from dashboards.cells import cell
from dashboards.dates import month_and_year
from dashboards.formatting import DASH, Format, current_format, limits_of
from dashboards.marks import Marks, current_marks
from dashboards.spread_strip import spread_strip
from scorecards.choices import Pooling
from scorecards.exports import Cell
from scorecards.spread import Spread, spreads

HEADER = (
    "month", "unit", "unit_name", "indicator", "indicator_name", "n", "lowest", "q1", "median", "q3", "highest", "mean",
    "pooled_state", "pooled", "green", "yellow", "red", "green_limit", "yellow_limit",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SpreadLine:
    """An indicator as shown: `numbers` are lowest, quartiles, highest and mean, ready to read."""

    name: str
    href: str
    target: str
    strip: Markup
    n: int
    numbers: tuple[str, ...]
    pooled: Markup | str
    colours: tuple[int, int, int]  # green, yellow, red


def read(asked: Asked) -> tuple[Spread, ...]:
    return spreads(asked.shown)


def rows(asked: Asked, found: Sequence[Spread]) -> Iterator[tuple[Cell, ...]]:
    """A row per indicator, in the order of HEADER; unrounded, shares as fractions of one."""
    for spread in found:
        facts, whole, target = spread.indicator, spread.summary, spread.target
        yield (
            str(asked.shown.links.month), asked.unit.code, asked.unit.name, facts.code, facts.name, whole.n,
            whole.lowest, whole.q1, whole.median, whole.q3, whole.highest, whole.mean, spread.pooled.state,
            spread.pooled.value, spread.green, spread.yellow, spread.red,
            target.green if target else None, target.yellow if target else None,
        )  # fmt: skip


def shows(asked: Asked, found: Sequence[Spread]) -> dict[str, Any]:
    """What the template shows."""
    shown, of_counties = asked.shown, asked.of_counties
    form, marks = current_format(), current_marks()
    kept = {"county": asked.county, "as": asked.choice.reading}
    query = chosen_href({}, **kept) if any(kept.values()) else ""
    return {
        "lines": [
            _line(spread, f"/indicators/{spread.indicator.code}/{shown.links.month}/{query}", asked.own, form, marks)
            for spread in found
        ],
        "mean_of": _("Snitt av fylkene") if of_counties else _("Snitt av kontorene"),
        "units": _("Fylker") if of_counties else _("Kontor"),
        "caption": _("Fordelingen på hver indikator i %(month)s") % {"month": month_and_year(shown.links.month)},
        "keys": _(
            "Korte streker: fylkene. Boks: den midterste halvparten, med medianen i. Lang strek: snittet."
            " Grønn, stiplet: kravet."
        )
        if of_counties
        else _(
            "Korte streker: kontorene. Boks: den midterste halvparten, med medianen i. Lang strek: snittet."
            " Grønn, stiplet: kravet. Blå prikk: eget kontor."
        ),
        "nothing": "" if found else _("Ingenting passer til utvalget."),
    }


def _line(spread: Spread, href: str, own: set[str], form: Format, marks: Marks) -> SpreadLine:
    facts, whole, limits = spread.indicator, spread.summary, limits_of(spread.target)

    def text(value: float | None) -> str:
        return DASH if value is None else form.value(value, facts, limits)

    numbers = (whole.lowest, whole.q1, whole.median, whole.q3, whole.highest, whole.mean)
    is_pooled = facts.pooling == Pooling.RATIO or spread.pooled.value is not None
    return SpreadLine(
        name=facts.name,
        href=href,
        target=form.target(spread.target, facts) if spread.target else "",
        strip=spread_strip(spread, own),
        n=whole.n,
        numbers=tuple(map(text, numbers)),
        pooled=cell(spread.pooled, facts, form, marks, limits) if is_pooled else DASH,
        colours=(spread.green, spread.yellow, spread.red),
    )


VIEW = UnitView(gettext_lazy("Fordeling"), ALL_GROUPS, "unit_views/spread.html", HEADER, read, rows, shows, as_now=True)
