"""The page of one indicator over time at an office: figures, chart, what happened on the way, and the table."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from markupsafe import Markup

from dashboards.cells import cell
from dashboards.charts import as_json
from dashboards.dates import month_and_year, month_name
from dashboards.formatting import DASH, Format, current_format, limits_of
from dashboards.marks import Marks, current_marks
from dashboards.outlook import outlook_figure
from dashboards.process import process_of
from dashboards.queries import About
from dashboards.scorecard import place_text
from dashboards.series_chart import Labels, series_chart
from organisation.months import Month
from organisation.queries import PlacedUnit
from scorecards.cells import change_between
from scorecards.figures import IndicatorFacts, Series, SeriesMonth


@dataclass(frozen=True, slots=True)
class Happening:
    """Something to know at a month of the curve, with a flag on it."""

    month: Month
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class MonthRow:
    month: str
    value: Markup | str
    base: str
    target: str
    status: Markup | str
    mean: str
    county: str
    year_to_date: str
    rolling: str
    revised: str


def page_context(unit: PlacedUnit, figures: Series, about: About) -> dict[str, Any]:
    """What the template shows."""
    facts, months, form = figures.indicator, figures.months, current_format()
    last = months[-1].month if months else None
    context: dict[str, Any] = {
        "here": "office",
        "unit": unit,
        "facts": facts,
        "explanation": about,
        "simulated": figures.simulated,
        "source": figures.source,
        "crumbs": [
            (unit.name, f"/offices/{unit.code}/{last}/" if last else f"/offices/{unit.code}/"),
            (facts.goal_name, ""),
        ],
        "months": months,
    }
    if not months:
        return context
    happenings = happenings_of(figures, form)
    process = process_of(figures, form)
    flags = [each.month for each in happenings]
    chart = series_chart(figures, labels_of(unit, figures, form), flags, form, process)
    return {
        **context,
        "lead": _("%(unit)s · %(first)s til %(last)s")
        % {"unit": unit.name, "first": month_and_year(months[0].month), "last": month_and_year(months[-1].month)},
        "comparison_href": f"/indicators/{facts.code}/{last}/?county={unit.county_code}&office={unit.code}",
        "preliminary": months[-1].figure.state == "preliminary",
        "figures": figure_strip(figures, form),
        "happenings": happenings,
        "process": process,
        "chart": as_json(chart),
        "describe": describe(unit, figures, form),
        "rows": [row_of(month, facts, form, current_marks()) for month in reversed(months)],
    }


def happenings_of(figures: Series, form: Format) -> list[Happening]:
    """A changed definition and changed targets, oldest first."""
    facts, found = figures.indicator, []
    changed = facts.definition_changed
    if changed and figures.months[0].month < changed <= figures.months[-1].month:
        text = _("Tallene før og etter %(month)s måler ikke helt det samme.") % {"month": month_and_year(changed)}
        found.append(Happening(changed, _("Definisjonen er endret"), text))
    for before, after in zip(figures.months, figures.months[1:], strict=False):
        if before.target and after.target and before.target.green != after.target.green:
            texts = {"now": form.target(after.target, facts), "then": form.target(before.target, facts)}
            text = _("%(now)s fra %(month)s, før %(then)s.") % {**texts, "month": month_and_year(after.month)}
            found.append(Happening(after.month, _("Nytt krav"), text))
    return sorted(found, key=lambda each: each.month)


def labels_of(unit: PlacedUnit, figures: Series, form: Format) -> Labels:
    """What stands where the lines end."""
    facts = figures.indicator
    with_value = next((m for m in reversed(figures.months) if m.figure.value is not None), None)
    with_target = next((m for m in reversed(figures.months) if m.target is not None), None)
    with_mean = next((m for m in reversed(figures.months) if m.county_mean is not None), None)
    value = (
        form.bare(with_value.figure.value, facts, limits_of(with_value.target))
        if with_value and with_value.figure.value is not None
        else ""
    )
    target = form.limit(with_target.target.green, facts) if with_target and with_target.target else ""
    mean = form.bare(with_mean.county_mean, facts) if with_mean and with_mean.county_mean is not None else ""
    return Labels(
        own=f"{unit.name} {value}",
        target=_("krav %(target)s") % {"target": target},
        mean=_("snitt %(mean)s") % {"mean": mean},
        short=(value, target, mean),
    )


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
    if last.year_to_date is not None:
        strip.append((_("Hittil i år"), form.value(last.year_to_date, facts, limits), _("fra januar")))
    if last.rolling is not None:
        strip.append(
            (_("Siste tolv måneder"), form.value(last.rolling, facts, limits), _("svinger mindre enn en måned"))
        )
    if outlook := outlook_figure(figures, form):
        strip.append(outlook)
    if figures.place is not None:
        mean = "" if last.county_mean is None else form.value(last.county_mean, facts)
        strip.append(
            (_("Plass i fylket"), place_text(figures.place), _("snitt av kontorene %(mean)s") % {"mean": mean})
        )
    return strip


def describe(unit: PlacedUnit, figures: Series, form: Format) -> str:
    """One sentence about the chart for those who don't see it."""
    facts, known = figures.indicator, [month for month in figures.months if month.figure.value is not None]
    if not known:
        return ""
    first, last = known[0], known[-1]
    sentence = _("Linjediagram for %(unit)s fra %(first)s til %(last)s: fra %(then)s til %(now)s.") % {
        "unit": unit.name,
        "first": month_and_year(first.month),
        "last": month_and_year(last.month),
        "then": form.value(first.figure.value or 0.0, facts),
        "now": form.value(last.figure.value or 0.0, facts),
    }
    if last.target:
        sentence += " " + _("Krav: %(target)s.") % {"target": form.target(last.target, facts)}
    if last.county_mean is not None:
        sentence += " " + _("Snitt av kontorene: %(mean)s.") % {"mean": form.value(last.county_mean, facts)}
    return sentence + " " + _("Samme tall står i tabellen under.")


def row_of(month: SeriesMonth, facts: IndicatorFacts, form: Format, marks: Marks) -> MonthRow:
    limits = limits_of(month.target)

    def optional(value: float | None) -> str:
        return "" if value is None else form.value(value, facts, limits)

    has_value = month.figure.value is not None
    return MonthRow(
        month=month_and_year(month.month),
        value=cell(month.figure, facts, form, marks, limits),
        base=form.base(month.figure, facts),
        target=form.target(month.target, facts) if month.target else DASH,
        status=marks.icons[month.status] + " " + marks.words[month.status] if has_value else "",
        mean=optional(month.county_mean),
        county=optional(month.county_pooled),
        year_to_date=optional(month.year_to_date),
        rolling=optional(month.rolling),
        revised=_("rettet %(n)s g.") % {"n": month.revisions} if month.revisions else "",
    )
