"""A unit's history then and now: its predecessors beside each other, and pooled as the one that they became."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from dashboards.cells import cell
from dashboards.dates import month_and_year
from dashboards.formatting import current_format
from dashboards.marks import current_marks
from organisation.choices import UnitKind
from organisation.models import Placement
from organisation.months import Month
from organisation.queries import PlacedUnit
from scorecards.cells import NOT_DELIVERED, NOT_EXISTING
from scorecards.figures import Figure, IndicatorFacts
from scorecards.queries.as_now import months_with_figures, placed_in, pooled_history, shown_cells, whole_predecessors
from scorecards.queries.packages import read_items, widest_package

INDICATORS = 3  # that are shown: those with the highest priority that are pooled at all
MONTHS = 12
NOT_POOLED = "none"


@dataclass(frozen=True, slots=True)
class ThenAndNow:
    """A table per indicator: a line per month, a cell for each unit as it was, and one for the unit as it is now."""

    name: str
    heads: tuple[str, ...]
    lines: tuple[tuple[str, tuple[Markup, ...], Markup], ...]


def chosen_indicators(unit: PlacedUnit, month: Month, language: str) -> list[IndicatorFacts]:
    """A few indicators that the unit is read by in the month, the most important first."""
    package = widest_package(unit, month)
    items = read_items(package.id, month, language) if package else []
    pooled = [item for item in items if item.indicator.pooling != NOT_POOLED]
    pooled.sort(key=lambda item: item.priority or len(items) + 1)
    return [item.indicator for item in pooled[:INDICATORS]]


def then_and_now(unit: PlacedUnit, language: str) -> list[ThenAndNow]:
    """For an office that others became: the last months of them and of it. Nothing for other units."""
    members = [*whole_predecessors(unit.id), unit.id] if unit.kind == UnitKind.OFFICE else []
    if len(members) < 2:
        return []
    months = last_months(members)
    indicators = chosen_indicators(unit, months[-1], language) if months else []
    return side_by_side(members, indicators, months)


def last_months(units: Sequence[int], before: Month | None = None) -> list[Month]:
    """The last months in which one of the units has figures, those before a month where one is named."""
    known = months_with_figures(units)
    if not known:
        return []
    last = max(each.last for each in known.values())
    first = min(each.first for each in known.values())
    if before is not None:
        last = min(last, before - 1)
    return list(max(first, last - MONTHS + 1).through(last))


def side_by_side(
    members: Sequence[int], indicators: Sequence[IndicatorFacts], months: Sequence[Month]
) -> list[ThenAndNow]:
    """The units as they were and as one, month by month, newest first; nothing without months. Five queries."""
    if not months:
        return []
    cells = shown_cells(members, indicators, months)
    pooled = pooled_history(members, indicators, months)
    placed = placed_in(members, months)
    names = _names(members, months[0])
    with_figures = [unit for unit in members if any(key[0] == unit for key in cells)]
    return [
        ThenAndNow(
            facts.name,
            tuple(names[unit] for unit in with_figures),
            tuple(_line(facts, month, with_figures, set(placed[month]), cells, pooled) for month in reversed(months)),
        )
        for facts in indicators
    ]


def _line(
    facts: IndicatorFacts,
    month: Month,
    units: Sequence[int],
    placed: Collection[int],
    cells: Mapping[tuple[int, int, Month], Figure],
    pooled: Mapping[tuple[int, Month], Figure],
) -> tuple[str, tuple[Markup, ...], Markup]:
    form, marks = current_format(), current_marks()
    missing = {unit: NOT_DELIVERED if unit in placed else NOT_EXISTING for unit in units}
    then = tuple(cell(cells.get((unit, facts.id, month), missing[unit]), facts, form, marks) for unit in units)
    return month_and_year(month), then, cell(pooled.get((facts.id, month), NOT_EXISTING), facts, form, marks)


def _names(units: Sequence[int], month: Month) -> dict[int, str]:
    """The name of each unit in the month; of one that came later, its first. One query."""
    names: dict[int, str] = {}
    spans = Placement.objects.filter(unit__in=units).order_by("valid_from")
    for unit, name, since in spans.values_list("unit_id", "name", "valid_from"):
        if unit not in names or since <= month.first_day:
            names[unit] = name
    return names
