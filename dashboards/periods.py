"""What of a series is shown: each month by itself, the year to date or twelve months; and how far back it goes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from dashboards.addresses import NOW, asks_for_now
from dashboards.pages import Chip
from scorecards.cells import NOT_DELIVERED, status_against
from scorecards.choices import Pooling
from scorecards.figures import Figure, IndicatorFacts, Limits, Series, SeriesMonth

MONTH, YEAR, ROLLING = "month", "year", "rolling"
SPANS = {"13": 13, "36": 36, "all": 0}  # months from the last one backwards; 0: every one
ALL = "all"


@dataclass(frozen=True, slots=True)
class View:
    """What the reader asked for, by the address: `period` and `span`, and the package that is paged through."""

    period: str = MONTH
    span: str = ALL
    package: str = ""
    reading: str = ""  # `now`: the organisation as it is

    def query(self, **changed: str) -> str:
        """The address's query with something changed; what is not chosen is left out."""
        asked = {"period": self.period, "span": self.span, "package": self.package, "as": self.reading, **changed}
        usual = {"period": MONTH, "span": ALL, "package": "", "as": ""}
        return urlencode({name: value for name, value in asked.items() if value != usual[name]})

    def href(self, path: str, **changed: str) -> str:
        query = self.query(**changed)
        return f"{path}?{query}" if query else path


def chosen_view(asked: Mapping[str, str]) -> View:
    """The view of an address; what it doesn't know is as if nothing was asked."""
    period, span = asked.get("period", ""), asked.get("span", "")
    return View(
        period if period in (YEAR, ROLLING) else MONTH,
        span if span in SPANS else ALL,
        asked.get("package", ""),
        NOW if asks_for_now(asked) else "",
    )


def period_chips(view: View, path: str) -> list[Chip]:
    texts = {MONTH: _("Måned"), YEAR: _("Hittil i år"), ROLLING: _("Siste tolv måneder")}
    return [Chip(text, view.href(path, period=value), value == view.period) for value, text in texts.items()]


def span_chips(view: View, path: str) -> list[Chip]:
    texts = {"13": _("13 måneder"), "36": _("3 år"), ALL: _("Alle")}
    return [Chip(text, view.href(path, span=value), value == view.span) for value, text in texts.items()]


def first_shown(figures: Series, span: str) -> int:
    """The place of the first month that is shown."""
    return max(0, len(figures.months) - SPANS[span]) if SPANS[span] else 0


def in_span(figures: Series, span: str) -> Series:
    """The last months of a series."""
    return replace(figures, months=figures.months[first_shown(figures, span) :])


def in_period(figures: Series, period: str) -> Series:
    """The series with the period's figure in the place of each month's, and what that one is held against.

    Over several months the county is there as one unit alone: the mean of its offices is made month by month.
    """
    if period == MONTH:
        return figures
    return replace(figures, months=tuple(_over_period(each, figures.indicator, period) for each in figures.months))


def _over_period(month: SeriesMonth, facts: IndicatorFacts, period: str) -> SeriesMonth:
    total, county = total_of(month, period), month.county_year_to_date if period == YEAR else month.county_rolling
    target = target_over(month.target, facts)
    return replace(
        month,
        figure=total or NOT_DELIVERED,
        target=target,
        status=status_against(total.value, facts.direction, target) if total else None,
        county_mean=None,
        county_pooled=county,
    )


def total_of(month: SeriesMonth, period: str) -> Figure | None:
    return {MONTH: month.figure, YEAR: month.year_to_date, ROLLING: month.rolling}[period]


def target_over(target: Limits | None, facts: IndicatorFacts) -> Limits | None:
    """The target of a figure over several months; of a sum none, as the month's is for one month."""
    return None if facts.pooling == Pooling.SUM else target
