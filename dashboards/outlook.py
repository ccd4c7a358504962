"""The year's target: what the remaining months must be on average, and how that stands."""

from math import fsum

from django.utils.translation import gettext as _

from dashboards.formatting import DASH, Format, limits_of
from methods.forecast import Forecast, year_forecast
from methods.verdicts import Direction, ForecastVerdict, Pooling
from organisation.months import Month
from scorecards.cells import definition_start
from scorecards.figures import IndicatorFacts, Series, SeriesMonth

LEVEL_LESS = {Direction.HIGHER: "≥", Direction.LOWER: "≤"}


def outlook_of(figures: Series) -> Forecast | None:
    """How the year's target stands after the last month, from the shown figures; None where no target holds then."""
    facts, last = figures.indicator, figures.months[-1]
    green = _years_target(figures.months, last.month, facts)
    if green is None:
        return None
    start = definition_start(facts, last.month)
    used = [each for each in figures.months if start is None or each.month >= start]
    return year_forecast(
        [str(each.month) for each in used],
        str(last.month),
        green,
        facts.direction,
        facts.pooling,
        values=[each.figure.value for each in used],
        numerators=[each.figure.numerator for each in used],
        denominators=[each.figure.denominator for each in used],
        kind="share" if facts.unit_of_measure == "share" else "rate",
    )


def _years_target(months: tuple[SeriesMonth, ...], month: Month, facts: IndicatorFacts) -> float | None:
    """The green limit that holds in the last month; of a sum the twelve months' together, each the latest known."""
    target = months[-1].target
    if target is None or facts.pooling != Pooling.SUM:
        return target.green if target else None
    by_month = {each.month: each.target.green for each in months if each.target}
    year = month.january.through(month.january + 11)
    return fsum(by_month.get(each, target.green) for each in year)


def verdict_in_words(verdict: ForecastVerdict) -> str:
    """Empty where nothing can be said."""
    words = {
        ForecastVerdict.SECURED: _("årets krav er nådd uansett"),
        ForecastVerdict.OUT_OF_REACH: _("årets krav kan ikke nås lenger"),
        ForecastVerdict.ON_COURSE: _("i rute mot årets krav"),
        ForecastVerdict.IN_DANGER: _("årets krav er i fare"),
        ForecastVerdict.OPEN: _("årets krav kan nås"),
        ForecastVerdict.REACHED: _("årets krav ble nådd"),
        ForecastVerdict.MISSED: _("årets krav ble ikke nådd"),
    }
    return words.get(verdict, "")


def outlook_figure(figures: Series, form: Format) -> tuple[str, str, str] | None:
    """Heading, value and what it is, for the strip of figures; None where nothing can be said."""
    forecast, facts = outlook_of(figures), figures.indicator
    if forecast is None or not (words := verdict_in_words(forecast.verdict)):
        return None
    if forecast.needed is None or forecast.verdict in (ForecastVerdict.SECURED, ForecastVerdict.OUT_OF_REACH):
        return _("Årets krav"), form.target(target, facts) if (target := figures.months[-1].target) else DASH, words
    sign = LEVEL_LESS[Direction(facts.direction)]
    needed = f"{sign}\u00a0{form.value(forecast.needed, facts, limits_of(figures.months[-1].target))}"
    about = words
    if forecast.low is not None and forecast.high is not None:
        low, high = (max(0.0, end) for end in (forecast.low, forecast.high))
        high = min(1.0, high) if facts.unit_of_measure == "share" else high
        level = form.interval(low, high, facts)
        about = _("%(verdict)s, ventet nivå %(level)s") % {"verdict": words, "level": level}
    return _("Trengs resten av året"), needed, about
