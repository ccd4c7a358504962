"""Today's offices or counties as the lines of a table of an earlier month: what they were in the year before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from methods.pooling import pool
from organisation.as_now import OrganisationNow
from organisation.choices import UnitKind
from organisation.months import Month
from organisation.queries import PlacedUnit, units_in
from scorecards.figures import IndicatorFacts
from scorecards.queries.recalculated import Recalculated
from scorecards.queries.table_lines import TargetsByMonth
from scorecards.queries.unit_histories import Histories

Parts: TypeAlias = tuple[float | None, float | None, float | None]
BEFORE = 12  # months before the one that is looked at: each is calculated anew


@dataclass(frozen=True, slots=True)
class LinesNow:
    """The units that stand today, put together of what they were."""

    units: tuple[PlacedUnit, ...]
    organisation: OrganisationNow
    offices: frozenset[int]  # those that the units are, or are made of
    means: bool = False

    def past(self, units: Sequence[PlacedUnit], indicators: Sequence[IndicatorFacts], last: Month) -> "PastNow":
        """Three queries."""
        months = tuple((last - BEFORE).through(last))
        figures = Recalculated(self.organisation, self.offices, indicators, months)
        return PastNow(units, indicators, months, figures, self.means)


@dataclass(frozen=True, slots=True)
class PastNow:
    units: Sequence[PlacedUnit]
    indicators: Sequence[IndicatorFacts]
    months: tuple[Month, ...]
    figures: Recalculated
    means: bool

    def histories(self) -> Histories:
        shape = len(self.units), len(self.indicators), len(self.months)
        values, numerators, denominators = (np.full(shape, np.nan) for _ in range(3))
        for at_unit, unit in enumerate(self.units):
            for at, facts in enumerate(self.indicators):
                for place, month in enumerate(self.months):
                    value, above, below = self._figure(unit, facts, month)
                    if value is None:
                        continue
                    values[at_unit, at, place] = value
                    if above is not None and below is not None:
                        numerators[at_unit, at, place], denominators[at_unit, at, place] = above, below
        return Histories(self.months, values, numerators, denominators)

    def targets(self, first: Month) -> TargetsByMonth:
        """What all parts of each were judged by from the month `first` on."""
        months = [month for month in self.months if month >= first]
        return [
            [
                {month: limits for month in months if (limits := self.figures.target(unit, facts, month))}
                for unit in self.units
            ]
            for facts in self.indicators
        ]

    def _figure(self, unit: PlacedUnit, facts: IndicatorFacts, month: Month) -> Parts:
        """Value, numerator and denominator as shown; of a county its mean or its total, and no more than that."""
        if unit.kind == UnitKind.OFFICE:
            figure = self.figures.office(unit.id, facts, month)
            return figure.value, figure.numerator, figure.denominator
        if self.means:
            return self.figures.mean(self.figures.organisation.offices_of(unit), facts, month), None, None
        above, below, _hidden = self.figures.total(unit, facts, month)
        return pool([above], [below]).value, above, below


def lines_now(organisation: OrganisationNow, group: PlacedUnit, now: Month, *, means: bool = False) -> LinesNow:
    """Today's counties of the country, else today's offices of the group. At most one query."""
    offices = organisation.offices_of(group)
    units = units_in(now, kind=UnitKind.COUNTY) if group.kind == UnitKind.COUNTRY else offices
    return LinesNow(tuple(units), organisation, frozenset(office.id for office in offices), means)
