"""The table of an indicator over time: the chosen period in full, the two others beside it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from markupsafe import Markup

from dashboards.cells import cell
from dashboards.dates import month_and_year
from dashboards.formatting import DASH, Format, limits_of
from dashboards.marks import Marks
from dashboards.periods import MONTH, ROLLING, YEAR, target_over, total_of
from scorecards.cells import interval_of, status_against
from scorecards.figures import Figure, IndicatorFacts, Limits, SeriesMonth


@dataclass(frozen=True, slots=True)
class Total:
    """A figure over another period than the chosen one."""

    value: Markup | str
    base: str
    status: Markup | str


@dataclass(frozen=True, slots=True)
class MonthRow:
    month: str
    value: Markup | str
    numerator: str
    denominator: str
    interval: str
    target: str
    status: Markup | str
    mean: str
    county: str
    others: tuple[Total, ...]
    revised: str
    revised_href: str


def headings() -> dict[str, str]:
    """What a figure of each period is called."""
    return {MONTH: _("Måneden"), YEAR: _("Hittil i år"), ROLLING: _("Siste tolv måneder")}


def others_than(period: str) -> list[str]:
    return [each for each in (MONTH, YEAR, ROLLING) if each != period]


class SeriesTable:
    """Writes the rows of one series: `period` is the chosen one."""

    def __init__(self, facts: IndicatorFacts, period: str, form: Format, marks: Marks) -> None:
        self.facts, self.period, self.form, self.marks = facts, period, form, marks

    def row(self, month: SeriesMonth, shown: SeriesMonth) -> MonthRow:
        """The row of a month; `shown` is the same month over the chosen period."""
        limits, count = limits_of(shown.target), self.form.numerals.count
        figure = shown.figure
        interval = interval_of(self.facts, figure)

        def optional(value: float | None) -> str:
            return "" if value is None else self.form.value(value, self.facts, limits)

        return MonthRow(
            month=month_and_year(month.month),
            value=self._value(total_of(month, self.period), shown.target),
            numerator="" if figure.numerator is None else count(figure.numerator),
            denominator="" if figure.denominator is None else count(figure.denominator),
            interval="" if interval is None else self.form.interval(*interval, self.facts),
            target=self.form.target(shown.target, self.facts) if shown.target else DASH,
            status=self.marks.icons[shown.status] + " " + self.marks.words[shown.status]
            if figure.value is not None
            else "",
            mean=optional(shown.county_mean),
            county=optional(shown.county_pooled),
            others=tuple(self._total(month, each) for each in others_than(self.period)),
            revised=_("rettet %(n)s g.") % {"n": month.revisions} if month.revisions else "",
            revised_href=f"#rettet-{month.month}" if month.revisions else "",
        )

    def _value(self, figure: Figure | None, target: Limits | None) -> Markup | str:
        """A figure with its state; empty where there is none to be known."""
        return "" if figure is None else cell(figure, self.facts, self.form, self.marks, limits_of(target))

    def _total(self, month: SeriesMonth, period: str) -> Total:
        figure = total_of(month, period)
        target = month.target if period == MONTH else target_over(month.target, self.facts)
        status = status_against(figure.value, self.facts.direction, target) if figure else None
        return Total(
            self._value(figure, target),
            self.form.base(figure, self.facts) if figure else "",
            self.marks.icons[status] if status else "",
        )
