"""Figures before and after as lines that people read: who and what they are of, and which status each has."""

from collections.abc import Iterable, Mapping, Sequence
from math import isnan
from typing import NamedTuple

import numpy as np

from organisation.alphabet import norwegian_key
from organisation.months import Month
from organisation.queries import PlacedUnit, chain_above, units_in
from scorecards.arrays import Bools, Wholes
from scorecards.cells import figure_of, status_against
from scorecards.changes import Change
from scorecards.delivered import ABSENCES, Figures, Standing
from scorecards.figures import Figure, IndicatorFacts
from scorecards.models import Indicator
from scorecards.queries.indicators import facts_of
from scorecards.queries.targets import Targets, read_targets

Key = tuple[int, int]  # indicator and unit
Surprise = tuple[float, tuple[float, float]]  # how far outside what was to be expected, and that


class Difference(NamedTuple):
    """One figure of the month before and after, by ids; None where nothing stands."""

    indicator: int
    unit: int
    before: Figure | None
    after: Figure | None


def figures_at(source: Figures | Standing, preliminary: Bools, places: Wholes) -> list[Figure]:
    """The figures at those places of parallel arrays, small counts and all."""
    columns = (source.numerator[places], source.denominator[places], source.value[places])
    numbers = zip(*([None if isnan(n) else n for n in column.tolist()] for column in columns), strict=True)
    absences = [ABSENCES[place] for place in source.absence[places].tolist()]
    return [
        stored_figure(numerator, denominator, value, absence, early)
        for (numerator, denominator, value), absence, early in zip(
            numbers, absences, preliminary[places].tolist(), strict=True
        )
    ]


def stored_figure(
    numerator: float | None, denominator: float | None, value: float | None, absence: str, preliminary: bool
) -> Figure:
    """A stored figure, small or not."""
    return figure_of(numerator, denominator, value, absence, preliminary, False)


def by_key(standing: Standing) -> dict[Key, Figure]:
    """The standing figures, by indicator and unit."""
    keys = zip(standing.indicator_ids.tolist(), standing.unit_ids.tolist(), strict=True)
    everywhere = np.arange(len(standing))
    return dict(zip(keys, figures_at(standing, standing.preliminary, everywhere), strict=True))


class LineWriter:
    """Writes figures of one month as lines. Three queries, however many."""

    def __init__(self, month: Month, indicators: Iterable[int], language: str) -> None:
        self.month = month
        found = Indicator.objects.filter(pk__in=set(indicators)).select_related("goal__perspective")
        self.facts: dict[int, IndicatorFacts] = {each.pk: facts_of(each, language) for each in found}
        self.units: dict[int, PlacedUnit] = {unit.id: unit for unit in units_in(month)}
        self.chains = {unit.id: chain_above(unit) for unit in self.units.values()}
        above = {each for chain in self.chains.values() for each in chain}
        self.targets: Targets = read_targets(self.facts, above, month, month)

    def lines(
        self,
        differences: Sequence[Difference],
        surprises: Mapping[Key, Surprise] | None = None,
        last: Mapping[Key, Figure] | None = None,
    ) -> tuple[Change, ...]:
        """The unusual ones first, the most unusual of them on top; then those that turn a status, the largest first.

        `last`: the figures of the month before, to be held beside.
        """
        names = {unit.id: norwegian_key(unit.name) for unit in self.units.values()}
        surprises, last = surprises or {}, last or {}
        lines = [(self._line(each, surprises, last), names[each.unit]) for each in differences if each.unit in names]
        lines.sort(key=lambda pair: _order(*pair))
        return tuple(line for line, _name in lines)

    def _line(self, difference: Difference, surprises: Mapping[Key, Surprise], last: Mapping[Key, Figure]) -> Change:
        indicator, unit, before, after = difference
        facts = self.facts[indicator]
        target = self.targets.nearest(indicator, self.chains[unit], self.month)
        surprise, expected = surprises.get((indicator, unit), (0.0, None))

        def status(figure: Figure | None) -> str | None:
            return None if figure is None else status_against(figure.value, facts.direction, target)

        return Change(
            unit_code=self.units[unit].code,
            unit_name=self.units[unit].name,
            indicator=facts,
            before=before,
            after=after,
            status_before=status(before),
            status_after=status(after),
            last=last.get((indicator, unit)),
            expected=expected,
            surprise=surprise,
        )


def _order(line: Change, name: tuple[str, str]) -> tuple[float, bool, float, tuple[str, str], str]:
    return (-line.surprise, not line.changes_status, -line.relative_size, name, line.indicator.code)
