"""One indicator at one office over time, month by month, in a fixed number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count

from methods.cells import CellState
from organisation.months import Month
from organisation.queries import PlacedUnit
from scorecards.cells import NOT_DELIVERED, figure_of, status_against
from scorecards.choices import Period
from scorecards.figures import Figure, IndicatorFacts, Place, Series, SeriesMonth
from scorecards.models import GroupSummary, ResultRevision
from scorecards.places import place_among
from scorecards.queries.indicators import facts_of, find_indicator
from scorecards.queries.office_groups import Above, stood_under
from scorecards.queries.series_totals import GroupMonth, Stored, group_total, total_until
from scorecards.queries.targets import Targets, read_targets

TOO_FEW = Figure(CellState.TOO_FEW.value)
READ_FIGURES = """
SELECT r.month, r.numerator, r.denominator, r.value, r.absence, r.preliminary, r.suppressed, r.delivery_id,
    p.simulated, p.source,
    ARRAY(SELECT h.period FROM scorecards_hiddentotal h
        WHERE h.indicator_id = r.indicator_id AND h.unit_id = r.unit_id AND h.month = r.month)
FROM scorecards_result r
JOIN scorecards_delivery d ON d.id = r.delivery_id JOIN scorecards_package p ON p.id = d.package_id
WHERE r.indicator_id = %s AND r.unit_id = %s ORDER BY r.month
"""

READ_PLACE = """
SELECT s.values, p.low, p.high
FROM scorecards_groupsummary s
LEFT JOIN scorecards_placeinterval p
    ON s.places_prepared AND p.indicator_id = s.indicator_id AND p.unit_id = %s AND p.month = s.month
WHERE s.indicator_id = %s AND s.group_id = %s AND s.month = %s
"""


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands beside the office's own figures, by month."""

    summaries: dict[int, dict[Month, GroupMonth]]  # of every group that it was compared with
    revisions: dict[Month, int]
    targets: Targets
    above: Mapping[tuple[int, Month], Above]  # where the unit stood


def indicator_series(code: str, unit: PlacedUnit, language: str = "nb") -> Series | None:
    """Every month from the first to the last that `unit` has figures of the indicator; None for an unknown code."""
    found = find_indicator(code)
    if found is None:
        return None
    indicator = facts_of(found, language)
    stored = _read_figures(indicator.id, unit.id)
    if not stored:
        return Series(indicator)
    first, last = stored[0].month, stored[-1].month
    around = _read_around(indicator.id, unit, first, last)
    by_month = {each.month: each for each in stored}
    months = tuple(_month(indicator, unit, month, by_month, around) for month in first.through(last))
    return Series(
        indicator,
        months,
        place=_place(indicator, unit, stored[-1], _group(around.above, unit, last)),
        simulated=any(each.simulated for each in stored),
        source=next((each.source for each in stored if each.source), ""),
    )


def _read_figures(indicator: int, unit: int) -> list[Stored]:
    with connection.cursor() as cursor:
        cursor.execute(READ_FIGURES, [indicator, unit])
        return [
            Stored(
                Month.of(day),
                figure_of(numerator, denominator, value, *rest),
                numerator,
                denominator,
                value,
                simulated,
                source,
                frozenset(hidden),
            )
            for day, numerator, denominator, value, *rest, simulated, source, hidden in cursor.fetchall()
        ]


def _read_around(indicator: int, unit: PlacedUnit, first: Month, last: Month) -> _Around:
    above = stood_under([unit], first, last)
    summaries: dict[int, dict[Month, GroupMonth]] = {}
    rows = GroupSummary.objects.filter(
        indicator=indicator, group__in={each.group for each in above.values()}, month__range=(first, last)
    ).values_list("group_id", "month", "mean", "pooled", "numerator", "denominator", "total_hidden")
    for group, month, mean, pooled, numerator, denominator, hides in rows:
        summaries.setdefault(group, {})[month] = GroupMonth(mean, pooled, numerator, denominator, hides)
    revisions = ResultRevision.objects.filter(indicator=indicator, unit=unit.id).values_list("month").order_by("month")
    return _Around(
        summaries=summaries,
        revisions=dict(revisions.annotate(number=Count("id"))),
        targets=read_targets([indicator], {key for each in above.values() for key in each.chain}, first, last),
        above=above,
    )


def _group(above: Mapping[tuple[int, Month], Above], unit: PlacedUnit, month: Month) -> int | None:
    """The group that the unit was compared with in the month."""
    then = above.get((unit.id, month))
    return then.group if then else None


def _month(
    indicator: IndicatorFacts, unit: PlacedUnit, month: Month, all_stored: Mapping[Month, Stored], around: _Around
) -> SeriesMonth:
    stored = all_stored.get(month)
    figure = stored.figure if stored else NOT_DELIVERED
    then = around.above.get((unit.id, month))
    target = around.targets.nearest(indicator.id, then.chain, month) if then else None
    group = around.summaries.get(then.group, {}) if then else {}
    own = list(all_stored.values())
    return SeriesMonth(
        month=month,
        figure=figure,
        target=target,
        status=status_against(figure.value, indicator.direction, target),
        county_mean=group[month].mean if month in group else None,
        county_pooled=group[month].pooled if month in group else None,
        revisions=around.revisions.get(month, 0),
        year_to_date=_total(indicator, stored, Period.YEAR_TO_DATE, own) if stored else None,
        rolling=_total(indicator, stored, Period.ROLLING, own) if stored else None,
        county_year_to_date=group_total(indicator, month, Period.YEAR_TO_DATE, group),
        county_rolling=group_total(indicator, month, Period.ROLLING, group),
    )


def _total(indicator: IndicatorFacts, last: Stored, period: Period, own: Sequence[Stored]) -> Figure | None:
    return TOO_FEW if period in last.hidden else total_until(indicator, last.month, period, own)


def _place(indicator: IndicatorFacts, unit: PlacedUnit, stored: Stored, group: int | None) -> Place | None:
    """The office's place in its county in the last month; None for a preliminary figure or where there is no order."""
    with connection.cursor() as cursor:
        cursor.execute(READ_PLACE, [unit.id, indicator.id, group, stored.month.first_day])
        row = cursor.fetchone()
    return None if row is None else place_among(row[0], stored.figure, indicator.direction, *row[1:])
