"""The year's target: what the remaining months must be on average, and how that stands."""

from django.utils.translation import gettext as _

from dashboards.formatting import DASH, Format, limits_of
from methods.forecast import Forecast
from methods.verdicts import Direction, ForecastVerdict
from scorecards.figures import Series
from scorecards.outlooks import outlook, years_target

LEVEL_LESS = {Direction.HIGHER: "≥", Direction.LOWER: "≤"}


def outlook_of(figures: Series) -> Forecast | None:
    """How the year's target stands after the last month, from the shown figures; None where no target holds then."""
    facts, months = figures.indicator, figures.months
    by_month = {each.month: each.target for each in months}
    green = years_target(facts, months[-1].target, months[-1].month, by_month.get)
    if green is None:
        return None
    return outlook(
        facts,
        green,
        [each.month for each in months],
        [each.figure.value for each in months],
        [each.figure.numerator for each in months],
        [each.figure.denominator for each in months],
    )


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
