"""One indicator at one office over time, month by month, in a fixed number of queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count

from methods.pooling import rolling, year_to_date
from organisation.months import Month
from organisation.queries import PlacedUnit
from scorecards.cells import NOT_DELIVERED, definition_start, figure_of, status_against
from scorecards.choices import Period
from scorecards.figures import Figure, IndicatorFacts, Place, Series, SeriesMonth
from scorecards.models import GroupSummary, HiddenTotal, ResultRevision
from scorecards.places import place_among
from scorecards.queries.indicators import facts_of, find_indicator
from scorecards.queries.office_groups import Above, stood_under
from scorecards.queries.targets import Targets, read_targets

READ_FIGURES = """
SELECT r.month, r.numerator, r.denominator, r.value, r.absence, r.preliminary, r.suppressed, r.delivery_id,
    p.simulated, p.source
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
class _Stored:
    """A month as it is kept: the figure that may be seen, and the parts that totals are made of."""

    month: Month
    figure: Figure
    numerator: float | None
    denominator: float | None
    value: float | None
    simulated: bool
    source: str


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands beside the office's own figures, by month."""

    summaries: dict[Month, tuple[float | None, float | None]]  # county mean, county result
    revisions: dict[Month, int]
    hidden: set[tuple[Month, str]]  # month and period of totals that may not be shown
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


def _read_figures(indicator: int, unit: int) -> list[_Stored]:
    with connection.cursor() as cursor:
        cursor.execute(READ_FIGURES, [indicator, unit])
        return [
            _Stored(
                Month.of(day),
                figure_of(numerator, denominator, value, *rest),
                numerator,
                denominator,
                value,
                simulated,
                source,
            )
            for day, numerator, denominator, value, *rest, simulated, source in cursor.fetchall()
        ]


def _read_around(indicator: int, unit: PlacedUnit, first: Month, last: Month) -> _Around:
    above = stood_under([unit], first, last)
    summaries = GroupSummary.objects.filter(
        indicator=indicator, group__in={each.group for each in above.values()}, month__range=(first, last)
    ).values_list("group_id", "month", "mean", "pooled")
    revisions = ResultRevision.objects.filter(indicator=indicator, unit=unit.id).values_list("month").order_by("month")
    hidden = HiddenTotal.objects.filter(indicator=indicator, unit=unit.id)
    return _Around(
        summaries={
            month: (mean, pooled) for group, month, mean, pooled in summaries if group == _group(above, unit, month)
        },
        revisions=dict(revisions.annotate(number=Count("id"))),
        hidden=set(hidden.values_list("month", "period")),
        targets=read_targets([indicator], {key for each in above.values() for key in each.chain}, first, last),
        above=above,
    )


def _group(above: Mapping[tuple[int, Month], Above], unit: PlacedUnit, month: Month) -> int | None:
    """The group that the unit was compared with in the month."""
    then = above.get((unit.id, month))
    return then.group if then else None


def _month(
    indicator: IndicatorFacts, unit: PlacedUnit, month: Month, all_stored: Mapping[Month, _Stored], around: _Around
) -> SeriesMonth:
    stored = all_stored.get(month)
    figure = stored.figure if stored else NOT_DELIVERED
    then = around.above.get((unit.id, month))
    target = around.targets.nearest(indicator.id, then.chain, month) if then else None
    mean, pooled = around.summaries.get(month, (None, None))
    so_far, twelve = _totals(indicator, month, all_stored.values(), around.hidden) if stored else (None, None)
    return SeriesMonth(
        month=month,
        figure=figure,
        target=target,
        status=status_against(figure.value, indicator.direction, target),
        county_mean=mean,
        county_pooled=pooled,
        revisions=around.revisions.get(month, 0),
        year_to_date=so_far,
        rolling=twelve,
    )


def _totals(
    indicator: IndicatorFacts, month: Month, all_stored: Iterable[_Stored], hidden: set[tuple[Month, str]]
) -> tuple[float | None, float | None]:
    """Year to date and rolling twelve months, of the definition that holds in `month`; hidden ones are None."""
    start = definition_start(indicator, month)
    used = [each for each in all_stored if each.month <= month and (start is None or each.month >= start)]
    months = [str(each.month) for each in used]
    values = [each.value for each in used]
    numerators = [each.numerator for each in used]
    denominators = [each.denominator for each in used]
    so_far = twelve = None
    if (month, Period.YEAR_TO_DATE) not in hidden:
        so_far = year_to_date(months, str(month), indicator.pooling, values, numerators, denominators).value
    if (month, Period.ROLLING) not in hidden:
        twelve = rolling(
            months, str(month), indicator.pooling, values=values, numerators=numerators, denominators=denominators
        ).value
    return so_far, twelve


def _place(indicator: IndicatorFacts, unit: PlacedUnit, stored: _Stored, group: int | None) -> Place | None:
    """The office's place in its county in the last month; None for a preliminary figure or where there is no order."""
    with connection.cursor() as cursor:
        cursor.execute(READ_PLACE, [unit.id, indicator.id, group, stored.month.first_day])
        row = cursor.fetchone()
    return None if row is None else place_among(row[0], stored.figure, indicator.direction, *row[1:])
