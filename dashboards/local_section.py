"""What a unit counts by hand, as a section of its month's page."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards.dates import day_near_date, month_name
from dashboards.scorecard import Addresses, GoalRows, PerspectiveRows, grouped_rows
from organisation.choices import UnitKind
from organisation.months import Month
from organisation.queries import PlacedUnit
from scorecards.figures import ScorecardLine


@dataclass(frozen=True, slots=True)
class LocalSection:
    """The table's heading and rows; what is missing is said to those who may fill it in."""

    heading: str
    perspectives: list[PerspectiveRows]
    overview_href: str
    fill_in_href: str  # empty for those who may not
    missing: str
    has_others: bool  # some line is counted by other offices too


def local_section(
    unit: PlacedUnit, month: Month, lines: Sequence[ScorecardLine], due: datetime.date | None, *, may_fill_in: bool
) -> LocalSection | None:
    """The section of an office, a region or a county; None without lines."""
    if not lines:
        return None
    is_office = unit.kind == UnitKind.OFFICE
    addresses = Addresses(
        office=f"/offices/{unit.code}/indicators/" if is_office else "/indicators/",
        comparison="/indicators/",
        comparison_end=f"/{month}/?county={unit.county_code}&office={unit.code}",
    )
    together = {line.indicator.code for line in lines if is_office and line.county and line.county.n > 1}
    shown = [line if line.indicator.code in together else _alone(line) for line in lines]
    return LocalSection(
        heading=_heading(unit),
        perspectives=[_linked(each, together, addresses) for each in grouped_rows(shown, addresses)],
        overview_href=f"/local/{unit.code}/",
        fill_in_href=f"/local/{unit.code}/{month}/" if may_fill_in else "",
        missing=_missing(lines, month, due) if may_fill_in else "",
        has_others=bool(together),
    )


def _heading(unit: PlacedUnit) -> str:
    return {UnitKind.COUNTY.value: _("Fylkets egne mål"), UnitKind.REGION.value: _("Regionens egne mål")}.get(
        unit.kind, _("Lokale mål")
    )


def _alone(line: ScorecardLine) -> ScorecardLine:
    """A line that nobody else counts: there is nothing to compare it with."""
    return replace(line, county=None, place=None, county_means=(None,) * len(line.county_means))


def _linked(perspective: PerspectiveRows, together: set[str], addresses: Addresses) -> PerspectiveRows:
    """With links to comparisons only where there are others to compare with."""
    linked = {f"{addresses.office}{code}/" for code in together}
    goals = [
        GoalRows(goal.name, [row if row.href in linked else row._replace(place_href="") for row in goal.rows])
        for goal in perspective.goals
    ]
    return PerspectiveRows(perspective.name, goals)


def _missing(lines: Sequence[ScorecardLine], month: Month, due: datetime.date | None) -> str:
    """`2 lokale tall for mai mangler (frist 10. juni).` The day alone: the page is kept, and days go by."""
    number = sum(line.figure.delivery is None for line in lines)
    if not number or due is None:
        return ""
    text = ngettext(
        "%(n)s lokalt tall for %(month)s mangler (frist %(day)s).",
        "%(n)s lokale tall for %(month)s mangler (frist %(day)s).",
        number,
    )
    return text % {"n": number, "month": month_name(month), "day": day_near_date(due, month)}
