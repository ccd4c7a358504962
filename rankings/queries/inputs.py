"""What a ranking of a month would be made from, read from what is published."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from django.db import connection
from django.utils.translation import gettext as _

from accounts.refusals import Refused
from methods.verdicts import Direction
from organisation.choices import UnitKind
from organisation.findings import Found
from organisation.months import Month
from organisation.queries import PlacedUnit, units_in
from rankings.calculation import ERROR_MONTHS, Cell, Counted, Key, Terms, cells_of
from rankings.choices import Method
from rankings.models import RankingRule
from rankings.queries.rules import Weighed, Weights, rule_of, terms_of, weights_of
from rankings.windows import MonthFigure
from scorecards.cells import definition_start
from scorecards.choices import Absence, Period
from scorecards.figures import Limits
from scorecards.models import HiddenTotal, Result
from scorecards.queries.packages import Item, read_items, widest_package
from scorecards.queries.targets import targets_for

STORED_WINDOW = 12  # months of the rolling totals of which `suppress` has said whether they may be shown

READ_WINDOW = """
SELECT unit_id, indicator_id, month, numerator, denominator, value, absence, suppressed, delivery_id
FROM scorecards_result
WHERE indicator_id = ANY(%s) AND unit_id = ANY(%s) AND month BETWEEN %s AND %s AND NOT preliminary
ORDER BY month
"""


@dataclass(frozen=True, slots=True)
class WindowRows:
    """Final figures by unit and indicator, oldest first, and the deliveries that brought them."""

    figures: Mapping[Key, list[MonthFigure]]
    deliveries: frozenset[int]

    def delivered(self, first: Month) -> frozenset[int]:
        """The units of which some figure was delivered in `first` or later, shown or hidden."""
        return frozenset(
            unit
            for (unit, _indicator), figures in self.figures.items()
            if any(f.month >= first and (f.value is not None or f.hidden) for f in figures)
        )


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that goes into a county's ranking of a month. `gone`: placed there the month before, and not in this one."""

    package: int
    units: tuple[PlacedUnit, ...]  # by code, which makes the draws the same wherever the figures are loaded
    gone: tuple[int, ...]
    indicators: tuple[Counted, ...]
    cells: Mapping[Key, Cell]
    delivered: frozenset[int]  # units with a figure in the window
    deliveries: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Basis:
    """Who is ranked by what, before any figure is read."""

    package: int
    units: tuple[PlacedUnit, ...]
    indicators: tuple[Counted, ...]
    limits: Mapping[Key, Limits]


def read_inputs(county: PlacedUnit, month: Month, rule: RankingRule, weights: Weights | None = None) -> Inputs:
    """What the county's ranking of `month` is made from by `rule`; `weights` in place of those stored with it.

    Raises Refused: `no_package`, `no_priorities`, `no_targets`, `no_results`, `preliminary`.
    """
    basis = _read_basis(county, month, rule, weights_of(rule) if weights is None else weights)
    terms = terms_of(rule, month)
    ids = [unit.id for unit in basis.units]
    rows = read_window(ids, [indicator.id for indicator in basis.indicators], month, terms)
    before = units_in(month - 1, kind=UnitKind.OFFICE, county=county)
    return Inputs(
        package=basis.package,
        units=basis.units,
        gone=tuple(sorted({unit.id for unit in before} - set(ids))),
        indicators=basis.indicators,
        cells=read_cells(ids, basis.indicators, month, rows, basis.limits, terms),
        delivered=rows.delivered(month - (terms.window - 1)),
        deliveries=rows.deliveries,
    )


def package_items(county: PlacedUnit, month: Month, language: str = "nb") -> list[Item]:
    """What a county's rule can count: all of the widest package of a month. Empty where no package has results."""
    package = widest_package(county, month)
    return [] if package is None else list(read_items(package.id, month, language))


def obstacle_to_publishing(county: PlacedUnit, month: Month) -> Found | None:
    """Why the county's month can't be ranked by its rule; None where it can. Some queries, whatever the month holds."""
    rule = rule_of(county.id, month)
    try:
        _read_basis(county, month, rule, weights_of(rule))
    except Refused as refused:
        return refused.found
    return None


def _read_basis(county: PlacedUnit, month: Month, rule: RankingRule, weights: Weights) -> _Basis:
    package = rule.package_id or _widest(county, month)
    items = weighed_items(read_items(package, month), weights)
    if not items:
        raise Refused("no_priorities", _("Ingen indikator i pakken er prioritert denne måneden."))
    units = sorted(units_in(month, kind=UnitKind.OFFICE, county=county), key=lambda unit: unit.code)
    keys = [item.indicator.id for item in items]
    _check_month([unit.id for unit in units], keys, month)
    limits = targets_for(units, keys, month)
    indicators = [_counted(item, limits, rule.method, month) for item in items]
    if not any(indicator.counts for indicator in indicators):
        raise Refused("no_targets", _("Ingen av de prioriterte indikatorene har krav denne måneden."))
    return _Basis(package, tuple(units), tuple(indicators), limits)


def weighed_items(items: Iterable[Item], weights: Weights) -> list[Item]:
    """Those of a package's items that count, as a rule weighs them; without weights as the package prioritises them."""
    if not weights:
        return [item for item in items if item.priority >= 1]
    return [_weighed(item, weights[item.indicator.id]) for item in items if item.indicator.id in weights]


def _weighed(item: Item, by: Weighed) -> Item:
    facts = item.indicator if by.min_base is None else replace(item.indicator, min_base=by.min_base)
    return replace(item, weight=by.weight, indicator=facts)


def read_window(units: Collection[int], indicators: Collection[int], month: Month, terms: Terms) -> WindowRows:
    """The final figures of the window that ends with `month`, and of the months that standard errors are read from."""
    months = {at.first_day: at for at in (month - (max(terms.window, ERROR_MONTHS) - 1)).through(month)}
    first, last = min(months), max(months)
    figures: dict[Key, list[MonthFigure]] = {}
    deliveries = set()
    with connection.cursor() as cursor:
        cursor.execute(READ_WINDOW, [list(indicators), list(units), first, last])
        for unit, indicator, day, numerator, denominator, value, absence, suppressed, delivery in cursor.fetchall():
            unknown = absence == Absence.HIDDEN
            figure = MonthFigure(months[day], numerator, denominator, value, suppressed or unknown, unknown)
            figures.setdefault((unit, indicator), []).append(figure)
            deliveries.add(delivery)
    return WindowRows(figures, frozenset(deliveries))


def read_cells(
    units: Collection[int],
    indicators: Collection[Counted],
    month: Month,
    rows: WindowRows,
    limits: Mapping[Key, Limits],
    terms: Terms,
) -> dict[Key, Cell]:
    """The cells of the window's rows, without the totals that would give a hidden figure away."""
    hidden = frozenset(
        HiddenTotal.objects.filter(
            indicator__in=[indicator.id for indicator in indicators], unit__in=units, month=month, period=Period.ROLLING
        ).values_list("unit_id", "indicator_id")
    )
    if terms.window != STORED_WINDOW:  # nobody has examined such a total: without hidden months it needs no examination
        hidden |= {key for key, figures in rows.figures.items() if any(f.hidden for f in figures)}
    return cells_of(units, indicators, month, rows.figures, hidden, limits, terms)


def _widest(county: PlacedUnit, month: Month) -> int:
    package = widest_package(county, month)
    if package is None:
        raise Refused("no_package", _("Ingen pakke har resultater for fylket denne måneden."))
    return package.id


def _check_month(units: Iterable[int], indicators: Iterable[int], month: Month) -> None:
    """Raise Refused where the month has preliminary figures, or no final ones."""
    found = set(
        Result.objects.filter(indicator__in=indicators, unit__in=units, month=month, value__isnull=False)
        .order_by()
        .values_list("preliminary", flat=True)
        .distinct()
    )
    if True in found:
        text = _("Noen av månedens tall er foreløpige. Rangeringen kan publiseres når de endelige er kommet.")
        raise Refused("preliminary", text)
    if not found:
        text = _("Ingen kontor har resultater på de prioriterte indikatorene denne måneden.")
        raise Refused("no_results", text)


def _counted(item: Item, limits: Mapping[Key, Limits], method: str, month: Month) -> Counted:
    facts = item.indicator
    if method == Method.MEAN_POSITION:  # places need no target, but a better and a worse
        counts = facts.direction in (Direction.HIGHER, Direction.LOWER)
    else:
        counts = facts.direction != Direction.NONE and any(indicator == facts.id for _unit, indicator in limits)
    return Counted(
        id=facts.id,
        weight=item.weight,
        min_base=facts.min_base,
        direction=facts.direction,
        unit_of_measure=facts.unit_of_measure,
        pooling=facts.pooling,
        definition_changed=definition_start(facts, month),
        counts=counts,
    )
