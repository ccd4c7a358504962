"""Figures before and after as lines that people read. A line is made only when somebody looks at it: there are many."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from typing import overload

import numpy as np

from organisation.alphabet import norwegian_key
from organisation.months import Month
from organisation.queries import PlacedUnit, chain_above, units_in
from scorecards.arrays import Bools, Floats, Wholes
from scorecards.cells import status_against
from scorecards.changes import Change, Missing
from scorecards.delivered import UNITS
from scorecards.figures import IndicatorFacts
from scorecards.models import Indicator
from scorecards.queries.indicators import facts_of
from scorecards.queries.targets import Targets, read_targets
from scorecards.sides import Pile, Side, nothing, pile_of


@dataclass(frozen=True, slots=True)
class Names:
    """What the lines of a month are written with, by id."""

    month: Month
    facts: Mapping[int, IndicatorFacts]
    units: Mapping[int, PlacedUnit]  # those placed in the month
    chains: Mapping[int, Sequence[int]]
    targets: Targets

    def status(self, indicator: int, unit: int, value: float) -> str | None:
        """The colour of a value; NaN has none."""
        if isnan(value):
            return None
        target = self.targets.nearest(indicator, self.chains[unit], self.month)
        return status_against(value, self.facts[indicator].direction, target)


def read_names(month: Month, indicators: Iterable[int], language: str) -> Names:
    """The names of these indicators and of all units. Three queries."""
    found = Indicator.objects.filter(pk__in=set(indicators)).select_related("goal__perspective")
    facts = {each.pk: facts_of(each, language) for each in found}
    units = {unit.id: unit for unit in units_in(month)}
    chains = {unit.id: chain_above(unit) for unit in units.values()}
    targets = read_targets(facts, {each for chain in chains.values() for each in chain}, month, month)
    return Names(month, facts, units, chains, targets)


class Lines(Sequence[Change]):
    """The lines of a pile, the most unusual first, then those that turn a status, the largest changes first."""

    def __init__(self, pile: Pile, names: Names, places: Wholes | None = None, turns: Bools | None = None) -> None:
        self.pile, self.names = pile, names
        self.indicators, self.units = pile.keys // UNITS, pile.keys % UNITS
        self.turns: Bools = self._turns() if turns is None else turns
        self.places: Wholes = self._ordered() if places is None else places

    def __len__(self) -> int:
        return len(self.places)

    @overload
    def __getitem__(self, index: int) -> Change: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Change]: ...
    def __getitem__(self, index: int | slice) -> Change | Sequence[Change]:
        if isinstance(index, slice):
            return [self._line(place) for place in self.places[index].tolist()]
        return self._line(int(self.places[index]))

    def of_indicator(self, code: str) -> "Lines":
        """The lines of one indicator, in their order."""
        ids = [facts.id for facts in self.names.facts.values() if facts.code == code]
        return self._where(np.isin(self.indicators, ids))

    def turning(self) -> "Lines":
        """Those that turn a status."""
        return self._where(self.turns)

    def of_units_turning(self) -> int:
        """How many units have a status that turns."""
        return len(np.unique(self.units[self.places][self.turns[self.places]]))

    def unusual(self) -> int:
        """How many lie outside what was expected."""
        return int((self.pile.distance[self.places] > 0).sum())

    def by_indicator(self) -> list[tuple[IndicatorFacts, int, int]]:
        """Each indicator with how many lines it has, and how many of them are unusual."""
        ids, which = np.unique(self.indicators[self.places], return_inverse=True)
        numbers = np.bincount(which, minlength=len(ids)).tolist()
        unusual = np.bincount(which, self.pile.distance[self.places] > 0, minlength=len(ids)).astype(int).tolist()
        return list(zip((self.names.facts[each] for each in ids.tolist()), numbers, unusual, strict=True))

    def _where(self, mask: Bools) -> "Lines":
        return Lines(self.pile, self.names, self.places[mask[self.places]], self.turns)

    def _turns(self) -> Bools:
        """Where something stood, and its status is another than what comes instead."""
        turns = np.zeros(len(self.pile), np.bool_)
        before, after, names = self.pile.before, self.pile.after, self.names
        may_turn = before.stands & (before.value != after.value)  # also where one of them has no value
        for place in np.flatnonzero(may_turn & self._named()).tolist():
            indicator, unit = int(self.indicators[place]), int(self.units[place])
            was = names.status(indicator, unit, float(before.value[place]))
            turns[place] = was != names.status(indicator, unit, float(after.value[place]))
        return turns

    def _named(self) -> Bools:
        return np.isin(self.units, list(self.names.units)) & np.isin(self.indicators, list(self.names.facts))

    def _ordered(self) -> Wholes:
        """The places of the lines in their order; of units that aren't placed in the month there are none."""
        by_name = sorted(self.names.units.values(), key=lambda unit: (norwegian_key(unit.name), unit.code))
        of_unit = _ranks(self.units, [unit.id for unit in by_name])
        facts = sorted(self.names.facts.values(), key=lambda each: each.code)
        of_indicator = _ranks(self.indicators, [each.id for each in facts])
        size = _relative_size(self.pile.before, self.pile.after)
        order = np.lexsort((of_indicator, of_unit, -size, ~self.turns, -self.pile.distance))
        return order[self._named()[order]]

    def _line(self, place: int) -> Change:
        pile, names = self.pile, self.names
        indicator, unit = int(self.indicators[place]), int(self.units[place])
        before, after = pile.before.figure(place), pile.after.figure(place)
        distance = float(pile.distance[place])
        return Change(
            unit_code=names.units[unit].code,
            unit_name=names.units[unit].name,
            indicator=names.facts[indicator],
            before=before,
            after=after,
            status_before=names.status(indicator, unit, float(pile.before.value[place])) if before else None,
            status_after=names.status(indicator, unit, float(pile.after.value[place])) if after else None,
            last=pile.last.figure(place),
            expected=(float(pile.low[place]), float(pile.high[place])) if distance > 0 else None,
            surprise=distance,
        )


def _ranks(ids: Wholes, in_order: Sequence[int]) -> Wholes:
    """The place of each id in the order; the last of all for one that isn't there."""
    known = np.array(in_order, np.int64)
    by_id = np.argsort(known)
    places = np.minimum(np.searchsorted(known[by_id], ids), max(len(known) - 1, 0))
    if not len(known):
        return np.zeros(len(ids), np.int64)
    return np.where(known[by_id][places] == ids, by_id[places], len(known))


def _relative_size(before: Side, after: Side) -> Floats:
    """The change as a share of the larger value; a figure that comes or goes has changed altogether."""
    largest = np.maximum(np.abs(before.value), np.abs(after.value))
    size = np.abs(after.value - before.value)
    shares: Floats = np.divide(size, largest, out=np.zeros(len(size)), where=largest > 0)
    return np.where(np.isnan(size), 1.0, shares)


@dataclass(frozen=True, slots=True)
class Changes:
    """Changed figures and new ones, and what is missing."""

    changed: Lines
    added: Lines
    unchanged: int = 0
    missing: tuple[Missing, ...] = ()
    earlier: Month | None = None  # the package's latest published month before

    @property
    def unusual(self) -> int:
        return self.changed.unusual() + self.added.unusual()


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What a withdrawal does, or has done: figures that another delivery's stand instead of, that go, that are left."""

    restored: Lines
    removed: Lines
    left_alone: tuple[tuple[int, int], ...] = ()  # a delivery by which figures stand, and how many they are


def no_lines(month: Month) -> Lines:
    """The lines of a pile without figures. No query."""
    none = nothing(0)
    return Lines(pile_of(np.zeros(0, np.int64), none, none), Names(month, {}, {}, {}, Targets(())))
