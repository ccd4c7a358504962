"""Which units a table has as its lines, which they are judged among, and what is known of their earlier months."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from organisation.choices import UnitKind
from organisation.months import Month
from organisation.queries import PlacedUnit, offices_of, units_in
from scorecards.figures import IndicatorFacts, Limits
from scorecards.queries.office_groups import stood_under
from scorecards.queries.targets import read_targets
from scorecards.queries.unit_histories import MEANS, OFFICES, WHOLES, Histories, Kept, read_histories

TargetsByMonth = list[list[dict[Month, Limits]]]  # indicators × units


class Past(Protocol):
    """Some units on some indicators up to a month, in the orders asked for."""

    def histories(self) -> Histories: ...

    def targets(self, first: Month) -> TargetsByMonth: ...


class Lines(Protocol):
    """Offices, or counties each as one unit or as the mean of its offices."""

    @property
    def units(self) -> Sequence[PlacedUnit]: ...

    def past(self, units: Sequence[PlacedUnit], indicators: Sequence[IndicatorFacts], last: Month) -> Past: ...


@dataclass(frozen=True, slots=True)
class LinesThen:
    """The units that stood in the month, with what was published of them."""

    units: tuple[PlacedUnit, ...]
    kept: Kept

    def past(self, units: Sequence[PlacedUnit], indicators: Sequence[IndicatorFacts], last: Month) -> "PastThen":
        return PastThen(units, [facts.id for facts in indicators], last, self.kept)


@dataclass(frozen=True, slots=True)
class PastThen:
    units: Sequence[PlacedUnit]
    indicators: list[int]
    last: Month
    kept: Kept

    def histories(self) -> Histories:
        """Every shown month. One query."""
        return read_histories([unit.id for unit in self.units], self.indicators, self.last, kept=self.kept)

    def targets(self, first: Month) -> TargetsByMonth:
        """What each was judged by from the month `first` on, where it stood then. At most two queries."""
        above = stood_under(self.units, first, self.last)
        chains = {unit for each in above.values() for unit in each.chain}
        targets = read_targets(self.indicators, chains, first, self.last)
        return [
            [
                {
                    each: limits
                    for each in first.through(self.last)
                    if (then := above.get((unit.id, each))) and (limits := targets.nearest(indicator, then.chain, each))
                }
                for unit in self.units
            ]
            for indicator in self.indicators
        ]


def lines_of(group: PlacedUnit, month: Month, *, means: bool = False) -> LinesThen:
    """The counties of the country (with `means` by the mean of their offices), else the group's offices. One query."""
    if group.kind == UnitKind.COUNTRY:
        return LinesThen(tuple(units_in(month, kind=UnitKind.COUNTY)), MEANS if means else WHOLES)
    return LinesThen(tuple(offices_of(group, month)), OFFICES)


def compared_in(group: PlacedUnit) -> PlacedUnit:
    """The group among whose lines those of this one are judged: a region's offices are seen in their county."""
    if group.kind == UnitKind.REGION and group.county_id is not None:
        return PlacedUnit(group.county_id, group.county_code, group.county_name, UnitKind.COUNTY.value)
    return group
