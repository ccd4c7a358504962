"""One indicator at one of today's offices over time, its predecessors' months too, in a fixed number of queries."""

from collections.abc import Mapping, Sequence

from django.db.models import Count, Max, Min

from methods.cells import CellState
from organisation.as_now import OrganisationNow
from organisation.months import Month
from organisation.queries import PlacedUnit
from scorecards.choices import Period
from scorecards.figures import Figure, IndicatorFacts, Series, SeriesMonth
from scorecards.models import Result, ResultRevision
from scorecards.queries.as_now import TOO_FEW
from scorecards.queries.indicators import facts_of, find_indicator
from scorecards.queries.recalculated import Recalculated, county_of
from scorecards.queries.series_totals import GroupMonth, Stored, first_of, group_total, total_until


def series_now(organisation: OrganisationNow, code: str, unit: PlacedUnit, language: str = "nb") -> Series | None:
    """Every month from the first to the last that the office or what became it has figures of; no place.

    None for an unknown indicator. Revisions are those of all that it was made of in the month.
    """
    found = find_indicator(code)
    if found is None:
        return None
    facts = facts_of(found, language)
    units = organisation.made_of(unit.id)
    ends = Result.objects.filter(unit__in=units, indicator=facts.id).aggregate(first=Min("month"), last=Max("month"))
    if ends["first"] is None:
        return Series(facts)
    months = list(ends["first"].through(ends["last"]))
    county = county_of(unit)
    figures = Recalculated(organisation, {office.id for office in organisation.offices_of(county)}, [facts], months)
    revisions = ResultRevision.objects.filter(indicator=facts.id, unit__in=units).order_by()
    counted = {
        (part, month): number
        for part, month, number in revisions.values_list("unit", "month").annotate(number=Count("id"))
    }
    simulated, source = figures.origin()
    return Series(
        facts,
        _months(figures, unit, county, facts, counted),
        simulated=simulated,
        source=source,
    )


def _months(
    figures: Recalculated,
    unit: PlacedUnit,
    county: PlacedUnit,
    facts: IndicatorFacts,
    revisions: Mapping[tuple[int, Month], int],
) -> tuple[SeriesMonth, ...]:
    own = own_months(figures, unit, facts, figures.months)
    stored = {each.month for each in own}
    groups = {month: group for month in figures.months if (group := _group(figures, county, facts, month))}
    found = []
    for month in figures.months:
        figure, group = figures.office(unit.id, facts, month), groups.get(month)
        parts = figures.organisation.parts_in(unit.id, month)
        found.append(
            SeriesMonth(
                month=month,
                figure=figure,
                target=figures.target(unit, facts, month),
                status=figures.status(unit, facts, month, figure.value),
                county_mean=group.mean if group else None,
                county_pooled=group.pooled if group else None,
                revisions=sum(revisions.get((part.unit, month), 0) for part in parts),
                year_to_date=shown_total(facts, month, Period.YEAR_TO_DATE, own) if month in stored else None,
                rolling=shown_total(facts, month, Period.ROLLING, own) if month in stored else None,
                county_year_to_date=group_total(facts, month, Period.YEAR_TO_DATE, groups),
                county_rolling=group_total(facts, month, Period.ROLLING, groups),
            )
        )
    return tuple(found)


def _group(figures: Recalculated, county: PlacedUnit, facts: IndicatorFacts, month: Month) -> GroupMonth | None:
    group = figures.group(county, facts, month)
    if group is None:
        return None
    return GroupMonth(group.mean, group.pooled, group.numerator, group.denominator, group.total_hidden)


def own_months(figures: Recalculated, unit: PlacedUnit, facts: IndicatorFacts, months: Sequence[Month]) -> list[Stored]:
    """The office's months in which something was delivered, with the parts that totals are made of."""
    found = [(month, figures.office(unit.id, facts, month)) for month in months]
    return [
        Stored(month, figure, figure.numerator, figure.denominator, figure.value, simulated=False, source="")
        for month, figure in found
        if figure.delivery is not None
    ]


def shown_total(facts: IndicatorFacts, month: Month, period: Period, own: Sequence[Stored]) -> Figure | None:
    """The office over the period that ends with the month; too few where one of its months is."""
    first = first_of(facts, month, period)
    if any(each.figure.state == CellState.TOO_FEW for each in own if first <= each.month <= month):
        return TOO_FEW
    return total_until(facts, month, period, own)
