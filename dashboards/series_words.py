"""What is said of an indicator over time: where its lines end, its chart in a sentence, where a figure came from."""

from django.utils.translation import gettext as _

from dashboards.dates import day_and_time, month_and_year
from dashboards.formatting import DASH, Format, limits_of
from dashboards.series_chart import Labels
from organisation.months import Month
from organisation.queries import PlacedUnit
from scorecards.choices import DeliverySource
from scorecards.figures import Series
from scorecards.queries.origin import Origin


def labels_of(unit: PlacedUnit, figures: Series, form: Format) -> Labels:
    """What stands where the lines end."""
    facts, backwards = figures.indicator, figures.months[::-1]

    def bare(number: float | None, limits: tuple[float, ...] = ()) -> str:
        return "" if number is None else form.bare(number, facts, limits)

    with_value = next((month for month in backwards if month.figure.value is not None), None)
    value = bare(with_value.figure.value, limits_of(with_value.target)) if with_value else ""
    target = next((form.limit(month.target.green, facts) for month in backwards if month.target), "")
    mean = next((month.county_mean for month in backwards if month.county_mean is not None), None)
    county = next((month.county_pooled for month in backwards if month.county_pooled is not None), None)
    return Labels(
        own=f"{unit.name} {value}",
        target=_("krav %(target)s") % {"target": target},
        mean=_("snitt %(mean)s") % {"mean": bare(mean)},
        county=_("samlet %(value)s") % {"value": bare(county)},
        short=(value, target, _("snitt"), _("samlet")),
    )


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
    if last.county_pooled is not None:
        sentence += " " + _("Fylket samlet: %(value)s.") % {"value": form.value(last.county_pooled, facts)}
    return sentence + " " + _("Samme tall står i tabellen under.")


def origin_in_words(month: Month, origin: Origin) -> str:
    """The delivery that brought a figure: its file, when it was published, and by whom where a person did."""
    known = {
        "month": month_and_year(month),
        "file": origin.file_name,
        "package": origin.package_name,
        "day": day_and_time(origin.published_at) if origin.published_at else DASH,
        "who": origin.published_by,
    }
    if origin.source == DeliverySource.FORM:
        return _("Tallet for %(month)s er fylt inn i skjemaet for %(package)s, %(day)s.") % known
    if not origin.published_by:
        return _("Tallet for %(month)s kom i filen %(file)s til %(package)s, publisert %(day)s.") % known
    return _("Tallet for %(month)s kom i filen %(file)s til %(package)s, publisert %(day)s av %(who)s.") % known
