"""What would be delivered for a package in a month: the simulation's figures of its items at its owner's offices."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from demo.behaviour import FIRST
from demo.simulation import Figures, Simulation
from organisation.choices import UnitKind
from organisation.months import Month
from organisation.queries import PlacedUnit, offices_of, units_in
from organisation.spans import holds_in
from scorecards.choices import Direction
from scorecards.models import Indicator, Package

BETTER = {Direction.HIGHER: 1, Direction.LOWER: -1}


@dataclass(frozen=True, slots=True)
class Line:
    """A unit and indicator of a delivery: its parts, or its value alone, or a mark instead of all of them."""

    unit: str
    indicator: str
    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None
    mark: str = ""


def directions() -> dict[str, int]:
    """Which way is better, by indicator: +1, −1, or 0 where neither is."""
    return {code: BETTER.get(Direction(way), 0) for code, way in Indicator.objects.values_list("code", "direction")}


def first_counties() -> dict[str, str]:
    """The county of each office when the simulation begins, or when the office does: it keeps that county's habits."""
    offices: dict[str, str] = {}
    for month in (FIRST, FIRST + 12, FIRST + 24):
        for office in units_in(month, kind=UnitKind.OFFICE):
            offices.setdefault(office.code, office.county_code)
    return offices


class Senders:
    """Those who send the demo's deliveries. Each office's figures are drawn once and looked up after that."""

    def __init__(self, simulation: Simulation) -> None:
        counties = first_counties()
        self._real_counties = set(Package.objects.filter(simulated=False).values_list("owner__code", flat=True))
        self._corrections = {(fix.month, fix.unit, fix.indicator): fix for fix in simulation.world.corrections}
        self._figures = lru_cache(None)(
            lambda indicator, office: simulation.figures(indicator, office, counties.get(office, ""))
        )

    def lines(self, package: Package, month: Month, *, corrected: bool = False) -> list[Line]:
        """A month's delivery with what was wrong in it at first, or `corrected`.

        A national package has county and country lines as well.
        """
        offices, indicators = self._offices(package, month), indicators_of(package, month)
        lines = [
            _line(office.code, indicator, self._figures(indicator, office.code), month)
            for office in offices
            for indicator in indicators
        ]
        if not corrected:
            lines = [self._as_first_sent(line, month) for line in lines]
        if package.owner.kind == UnitKind.COUNTRY:
            for county in units_in(month, kind=UnitKind.COUNTY):
                under = [office for office in offices if office.county_code == county.code]
                lines += self._group_lines(county.code, under, indicators, month)
            lines += self._group_lines(package.owner.code, offices, indicators, month)
        return lines

    def _offices(self, package: Package, month: Month) -> list[PlacedUnit]:
        """The offices that figures are made up for: not those of counties whose own package is real."""
        return [office for office in offices_of(package.owner, month) if office.county_code not in self._real_counties]

    def _as_first_sent(self, line: Line, month: Month) -> Line:
        fix = self._corrections.get((month, line.unit, line.indicator))
        if fix is None or line.numerator is None or line.denominator is None:
            return line
        return replace(line, numerator=min(round(line.numerator * fix.factor), line.denominator))

    def _group_lines(
        self, unit: str, offices: list[PlacedUnit], indicators: Iterable[str], month: Month
    ) -> Iterator[Line]:
        """The group as one unit, as the sender counts it: with the figures that the sender hides or leaves out."""
        if not offices:
            return
        at = month - FIRST
        for indicator in indicators:
            all_of_them = [self._figures(indicator, office.code) for office in offices]
            base = sum(figures.denominators[at] for figures in all_of_them)
            if base == base and base > 0:  # no base: a number, which nobody publishes for a group
                counted = sum(figures.numerators[at] for figures in all_of_them)
                yield Line(unit, indicator, float(counted), round(float(base), 3))


def indicators_of(package: Package, month: Month) -> list[str]:
    """The codes of the package's items in the month, in their order; only those that are valid themselves."""
    items = package.items.filter(holds_in(month), holds_in(month, "indicator__"))
    return list(items.order_by("order", "pk").values_list("indicator__code", flat=True))


def _line(unit: str, indicator: str, figures: Figures, month: Month) -> Line:
    at = month - FIRST
    if figures.marks[at]:
        return Line(unit, indicator, mark=figures.marks[at])
    if figures.values[at] == figures.values[at]:  # not NaN
        return Line(unit, indicator, value=float(figures.values[at]))
    return Line(unit, indicator, float(figures.numerators[at]), float(figures.denominators[at]))
