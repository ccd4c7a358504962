"""The page of one indicator over time at an office: figures, chart, what happened on the way, and the table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from dashboards.cells import cell
from dashboards.charts import as_json
from dashboards.dates import month_and_year, month_name
from dashboards.flags import flags_of, shown_flags
from dashboards.formatting import Format, current_format, limits_of
from dashboards.marks import current_marks
from dashboards.outlook import outlook_figure
from dashboards.periods import (
    MONTH,
    ROLLING,
    YEAR,
    View,
    first_shown,
    in_period,
    in_span,
    period_chips,
    span_chips,
)
from dashboards.process import process_of, shown_from
from dashboards.queries import About
from dashboards.scorecard import place_text
from dashboards.series_chart import series_chart
from dashboards.series_table import SeriesTable, headings, others_than
from dashboards.series_words import describe, labels_of, origin_in_words
from dashboards.states import explained
from organisation.months import Month
from organisation.queries import PlacedUnit
from scorecards.cells import change_between
from scorecards.figures import Series
from scorecards.queries.history import Stood
from scorecards.queries.origin import Origin
from scorecards.queries.package_neighbours import PackageNeighbours


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around the figures on the page."""

    about: About
    package: PackageNeighbours | None = None
    history: Mapping[Month, Sequence[Stood]] = field(default_factory=dict)  # of the revised months
    parts: Mapping[int, str] = field(default_factory=dict)  # names of the units that the office is made of, by id
    origin: Origin | None = None  # of the last figure


def page_context(unit: PlacedUnit, figures: Series, around: Around, view: View) -> dict[str, Any]:
    """What the template shows."""
    facts, months, form = figures.indicator, figures.months, current_format()
    last = months[-1].month if months else None
    context: dict[str, Any] = {
        "here": "office",
        "unit": unit,
        "facts": facts,
        "explanation": around.about,
        "simulated": figures.simulated,
        "source": figures.source,
        "crumbs": [
            (unit.name, f"/offices/{unit.code}/{last}/" if last else f"/offices/{unit.code}/"),
            (facts.goal_name, ""),
        ],
        "months": months,
        "package": package_links(unit, around.package, view),
    }
    if not months:
        return context
    return {
        **context,
        "comparison_href": f"/indicators/{facts.code}/{last}/?county={unit.county_code}&office={unit.code}",
        "preliminary": months[-1].figure.preliminary,
        "figures": figure_strip(figures, form),
        "origin_text": origin_in_words(months[-1].month, around.origin) if around.origin else "",
        "question_href": f"/indicators/{facts.code}/question/?unit={unit.code}&month={last}",
        "last_month": month_and_year(months[-1].month),
        **curve(unit, figures, around, view),
    }


def curve(unit: PlacedUnit, figures: Series, around: Around, view: View) -> dict[str, Any]:
    """The chart, what is marked on it, and its table: of the months and over the period that are asked for."""
    facts, form = figures.indicator, current_format()
    path = f"/offices/{unit.code}/indicators/{facts.code}/"
    months = in_span(figures, view.span)
    shown = in_period(months, view.period)
    flags = shown_flags(flags_of(figures, around.history, form, around.parts), months)
    process = process_of(figures, form) if view.period == MONTH else None
    drawn = shown_from(process, first_shown(figures, view.span)) if process else None
    chart = series_chart(shown, labels_of(unit, shown, form), [flag.month for flag in flags], form, drawn)
    table = SeriesTable(facts, view.period, form, current_marks())
    rows = [table.row(*pair) for pair in zip(months.months, shown.months, strict=True)]
    texts = headings()
    return {
        "lead": _("%(unit)s · %(first)s til %(last)s")
        % {
            "unit": unit.name,
            "first": month_and_year(months.months[0].month),
            "last": month_and_year(months.months[-1].month),
        },
        "period_chips": period_chips(view, path),
        "span_chips": span_chips(view, path),
        "query": view.query(package=""),
        "period": view.period,
        "heading": headings_of_chart()[view.period],
        "value_heading": texts[view.period] if view.period != MONTH else _("Resultat"),
        "other_headings": [texts[each] for each in others_than(view.period)],
        "flags": flags,
        "process": process,
        "chart": as_json(chart),
        "describe": describe(unit, shown, form),
        "rows": rows[::-1],
        "has_intervals": any(row.interval for row in rows),
        "has_means": any(row.mean for row in rows),
        "states": explained(each.figure.state for each in months.months),
    }


def headings_of_chart() -> dict[str, str]:
    return {
        MONTH: _("Utvikling måned for måned"),
        YEAR: _("Hittil i år, måned for måned"),
        ROLLING: _("Siste tolv måneder, måned for måned"),
    }


def package_links(unit: PlacedUnit, package: PackageNeighbours | None, view: View) -> dict[str, str] | None:
    """The package's indicators on either side, seen in the same way."""
    if package is None:
        return None
    found = {"name": package.name}
    for side, facts in (("previous", package.previous), ("next", package.next)):
        if facts:
            path = f"/offices/{unit.code}/indicators/{facts.code}/"
            found |= {side: facts.name, f"{side}_href": view.href(path, package=view.package and package.code)}
    return found


def figure_strip(figures: Series, form: Format) -> list[tuple[str, Any, str]]:
    """The last month, its change, the year so far, twelve months, and the place in the county."""
    facts, last = figures.indicator, figures.months[-1]
    limits = limits_of(last.target)
    about = [form.base(last.figure, facts)]
    if last.target:
        about.append(_("krav %(target)s") % {"target": form.target(last.target, facts)})
    now = month_and_year(last.month)
    strip: list[tuple[str, Any, str]] = [
        (
            now[:1].upper() + now[1:],
            cell(last.figure, facts, form, current_marks(), limits),
            " · ".join(filter(None, about)),
        )
    ]
    before = figures.months[-2] if len(figures.months) > 1 else None
    change = change_between(facts, before.figure.value, last.figure.value, last.month) if before else None
    if before is not None and change is not None:
        earlier = form.value(before.figure.value, facts) if before.figure.value is not None else ""
        heading = _("Endring fra %(month)s") % {"month": month_name(before.month)}
        strip.append((heading, form.change(change, facts), _("da var det %(value)s") % {"value": earlier}))
    for heading, total, otherwise in (
        (_("Hittil i år"), last.year_to_date, _("fra januar")),
        (_("Siste tolv måneder"), last.rolling, _("svinger mindre enn én måned alene")),
    ):
        if total is not None and total.value is not None:
            base = form.base(total, facts)
            strip.append((heading, form.value(total.value, facts, limits), " · ".join(filter(None, (base, otherwise)))))
    if outlook := outlook_figure(figures, form):
        strip.append(outlook)
    if figures.place is not None:
        mean = "" if last.county_mean is None else form.value(last.county_mean, facts)
        strip.append(
            (_("Plass i fylket"), place_text(figures.place), _("snitt av kontorene %(mean)s") % {"mean": mean})
        )
    return strip
